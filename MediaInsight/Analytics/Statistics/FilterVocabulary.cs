using MediaInsight.Domain;

namespace MediaInsight.Analytics.Statistics;

/// <summary>Kinds and decisions as a filter writes them, and every other spelling that it reads.</summary>
internal static class FilterVocabulary
{
    public const string AllowedKinds = "movie, episode, track, live-tv, audiobook, podcast, music-video, other";
    public const string AllowedDecisions = "direct-play, direct-stream, transcode";

    public static string Of(MediaKind kind) => kind switch
    {
        MediaKind.Movie => "movie",
        MediaKind.Episode => "episode",
        MediaKind.Track => "track",
        MediaKind.LiveTv => "live-tv",
        MediaKind.Audiobook => "audiobook",
        MediaKind.PodcastEpisode => "podcast",
        MediaKind.MusicVideo => "music-video",
        _ => "other",
    };

    public static MediaKind? Kind(string word) => Plain(word) switch
    {
        "movie" or "movies" => MediaKind.Movie,
        "episode" or "tvshowepisode" or "tv" or "show" => MediaKind.Episode,
        "track" or "musictrack" or "music" => MediaKind.Track,
        "livetv" or "livetvprogram" or "live" => MediaKind.LiveTv,
        "audiobook" or "book" => MediaKind.Audiobook,
        "podcast" or "podcastepisode" => MediaKind.PodcastEpisode,
        "musicvideo" => MediaKind.MusicVideo,
        "other" => MediaKind.Other,
        _ => null,
    };

    public static string Of(StreamDecision decision) => decision switch
    {
        StreamDecision.DirectPlay => "direct-play",
        StreamDecision.DirectStream => "direct-stream",
        _ => "transcode",
    };

    public static StreamDecision? Decision(string word) => Plain(word) switch
    {
        "directplay" => StreamDecision.DirectPlay,
        "directstream" => StreamDecision.DirectStream,
        "transcode" => StreamDecision.Transcode,
        _ => null,
    };

    /// <summary>Direct Play, direct_play and DirectPlay are one word.</summary>
    private static string Plain(string word) => string.Concat(word.Where(char.IsAsciiLetter)).ToLowerInvariant();
}
