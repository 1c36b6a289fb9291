using MediaInsight.Domain;

namespace MediaInsight.Alerting.Templates;

/// <summary>The words of sections that are kept for one kind of title only.</summary>
public static class MediaSections
{
    public static IReadOnlyList<string> All { get; } =
        ["movie", "show", "season", "episode", "artist", "album", "track", "book", "podcast", "live", "video", "other"];

    /// <summary>Null: about no title.</summary>
    public static string? Of(MediaKind? kind) => kind switch
    {
        null => null,
        MediaKind.Movie => "movie",
        MediaKind.Show => "show",
        MediaKind.Season => "season",
        MediaKind.Episode => "episode",
        MediaKind.Artist => "artist",
        MediaKind.Album => "album",
        MediaKind.Track => "track",
        MediaKind.Audiobook => "book",
        MediaKind.Podcast or MediaKind.PodcastEpisode => "podcast",
        MediaKind.LiveTv => "live",
        MediaKind.MusicVideo => "video",
        _ => "other",
    };
}
