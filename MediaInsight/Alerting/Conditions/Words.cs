using MediaInsight.Alerting.Topics;
using MediaInsight.Domain;

namespace MediaInsight.Alerting.Conditions;

/// <summary>Choices that are the same everywhere: the stable word and how people read it.</summary>
internal static class Words
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        [MediaKind.Movie.Word()] = "Film",
        [MediaKind.Episode.Word()] = "Episode",
        [MediaKind.Show.Word()] = "Show",
        [MediaKind.Season.Word()] = "Season",
        [MediaKind.Track.Word()] = "Track",
        [MediaKind.Album.Word()] = "Album",
        [MediaKind.Artist.Word()] = "Artist",
        [MediaKind.Audiobook.Word()] = "Audiobook",
        [MediaKind.PodcastEpisode.Word()] = "Podcast episode",
        [MediaKind.Podcast.Word()] = "Podcast",
        [MediaKind.LiveTv.Word()] = "Live television",
        [MediaKind.MusicVideo.Word()] = "Music video",
        [MediaKind.Other.Word()] = "Other",
    };

    private static readonly Dictionary<string, string> Decisions = new(StringComparer.Ordinal)
    {
        [StreamDecision.DirectPlay.Word()] = "Direct play",
        [StreamDecision.DirectStream.Word()] = "Direct stream",
        [StreamDecision.Transcode.Word()] = "Transcode",
    };

    private static readonly Dictionary<string, string> Subtitles = new(StringComparer.Ordinal)
    {
        [SubtitleDecision.DirectPlay.Word()] = "As they are",
        [SubtitleDecision.DirectStream.Word()] = "Copied",
        [SubtitleDecision.Transcode.Word()] = "Converted",
        [SubtitleDecision.Burn.Word()] = "Burned in",
    };

    private static readonly Dictionary<string, string> Resolutions = Same("2160p", "1440p", "1080p", "720p", "576p", "480p", "sd");
    private static readonly Dictionary<string, string> Ranges = Same("SDR", "HDR", "HDR10", "HDR10+", "HLG", "Dolby Vision");
    private static readonly Dictionary<string, string> Products = new(StringComparer.Ordinal) { ["plex"] = "Plex", ["emby"] = "Emby", ["jellyfin"] = "Jellyfin", ["audiobookshelf"] = "Audiobookshelf" };
    private static readonly Dictionary<string, string> Devices = new(StringComparer.Ordinal) { ["tv"] = "TV", ["mobile"] = "Mobile", ["web"] = "Browser", ["desktop"] = "Desktop", ["speaker"] = "Speaker", ["other"] = "Other" };
    private static readonly Dictionary<string, string> Locations = new(StringComparer.Ordinal) { ["lan"] = "At home", ["wan"] = "Remote" };

    private static readonly Dictionary<string, string> Weekdays = new(StringComparer.Ordinal)
    {
        ["mon"] = "Monday",
        ["tue"] = "Tuesday",
        ["wed"] = "Wednesday",
        ["thu"] = "Thursday",
        ["fri"] = "Friday",
        ["sat"] = "Saturday",
        ["sun"] = "Sunday",
    };

    private static readonly Dictionary<string, string> None = [];

    /// <summary>In the order of the form; empty where the database knows the choices.</summary>
    public static Dictionary<string, string> Of(ChoiceSource source) => source switch
    {
        ChoiceSource.Kinds => Kinds,
        ChoiceSource.Decisions => Decisions,
        ChoiceSource.SubtitleDecisions => Subtitles,
        ChoiceSource.Resolutions => Resolutions,
        ChoiceSource.DynamicRanges => Ranges,
        ChoiceSource.Products => Products,
        ChoiceSource.DeviceTypes => Devices,
        ChoiceSource.Locations => Locations,
        ChoiceSource.Weekdays => Weekdays,
        _ => None,
    };

    /// <summary>A word that is not known stands for itself.</summary>
    public static string Label(ChoiceSource source, string word) => Of(source).GetValueOrDefault(word, word);

    private static Dictionary<string, string> Same(params IEnumerable<string> words) => words.ToDictionary(w => w, StringComparer.Ordinal);
}
