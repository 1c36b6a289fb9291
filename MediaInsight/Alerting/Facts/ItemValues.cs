using System.Globalization;
using MediaInsight.Domain;
using MediaInsight.Libraries;

namespace MediaInsight.Alerting.Facts;

/// <summary>What is told of a title.</summary>
internal static class ItemValues
{
    private const int MaxSummary = 500;

    public static ValueList Item(this ValueList list, MediaItem item, MediaKind kind)
    {
        var isEpisode = kind == MediaKind.Episode;
        return list
            .Choice("kind", kind.Word())
            .Text("title", item.Title)
            .Text("full_title", FullTitle(item, kind))
            .Text("show", isEpisode ? item.GrandparentTitle : kind == MediaKind.Season ? item.ParentTitle ?? item.GrandparentTitle : kind == MediaKind.Show ? item.Title : null)
            .Text("season_name", isEpisode ? item.ParentTitle : kind == MediaKind.Season ? item.Title : null)
            .Number("season", isEpisode || kind == MediaKind.Season ? item.SeasonNumber : null)
            .Number("episode", isEpisode ? item.EpisodeNumber : null)
            .Text("artist", kind is MediaKind.Track or MediaKind.MusicVideo ? item.GrandparentTitle : kind == MediaKind.Album ? item.ParentTitle ?? item.GrandparentTitle : kind == MediaKind.Artist ? item.Title : null)
            .Text("album", kind == MediaKind.Track ? item.ParentTitle : kind == MediaKind.Album ? item.Title : null)
            .Number("track", kind == MediaKind.Track ? item.EpisodeNumber : null)
            .Text("author", kind == MediaKind.Audiobook ? item.GrandparentTitle : null)
            .Text("podcast", kind == MediaKind.PodcastEpisode ? item.GrandparentTitle ?? item.ParentTitle : kind == MediaKind.Podcast ? item.Title : null)
            .Text("channel", item.ChannelName ?? (kind == MediaKind.LiveTv ? item.ParentTitle : null))
            .Number("year", item.Year, item.Year?.ToString(CultureInfo.InvariantCulture))
            .Many("genres", item.Genres?.Split('|', StringSplitOptions.RemoveEmptyEntries) ?? [])
            .Text("content_rating", item.ContentRating)
            .Minutes("duration", item.DurationMs)
            .Text("summary", Domain.Text.Clean(item.Summary, MaxSummary));
    }

    public static string FullTitle(MediaItem item, MediaKind kind) => kind switch
    {
        MediaKind.Episode => string.Join(" – ", new[] { item.GrandparentTitle, Place(item), item.Title }.Where(p => p is not null)),
        MediaKind.Season when (item.ParentTitle ?? item.GrandparentTitle) is { } show => $"{show} – {item.Title}",
        MediaKind.Movie when item.Year is { } year => $"{item.Title} ({year.ToString(CultureInfo.InvariantCulture)})",
        _ when item.GrandparentTitle is { } above => $"{above} – {item.Title}",
        MediaKind.Album when item.ParentTitle is { } artist => $"{artist} – {item.Title}",
        _ => item.Title,
    };

    /// <summary>"S01E02"; null where either is not told.</summary>
    public static string? Place(MediaItem item) =>
        item is { SeasonNumber: { } season, EpisodeNumber: { } episode } ? string.Create(CultureInfo.InvariantCulture, $"S{season:00}E{episode:00}") : null;
}
