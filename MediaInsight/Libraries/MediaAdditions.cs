using MediaInsight.Domain;

namespace MediaInsight.Libraries;

/// <summary>Which new titles are told alone, and which together with what comes with them.</summary>
public static class MediaAdditions
{
    /// <summary>Topic of titles that wait for more of their season, album or podcast; nobody listens to it.</summary>
    public const string Waiting = "media.waiting";

    public static bool IsGrouped(MediaItem item) => item.Kind is MediaKind.Episode or MediaKind.Track or MediaKind.PodcastEpisode && GroupOf(item) is not null;

    /// <summary>The server's id of what holds it; null: it is told alone.</summary>
    public static string? GroupOf(MediaItem item) => item.ParentExternalId ?? item.GrandparentExternalId;
}
