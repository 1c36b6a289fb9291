using System.Globalization;
using MediaInsight.Domain;

namespace MediaInsight.Servers.Audiobookshelf;

/// <summary>Books and podcast episodes in our words.</summary>
internal static class AudiobookshelfMedia
{
    private const string Untitled = "Unknown title";

    /// <summary>
    /// Item, and for podcasts its episode behind a slash; never empty. Rows from before 2.3 and of downloads without their
    /// item name none: author and title stand in, so that not all of them are one and the same.
    /// </summary>
    public static string ExternalId(PlaybackSessionDto session) =>
        Join(Text.Clean(session.LibraryItemId, Text.MaxName) ?? Text.Clean(session.BookId, Text.MaxName) ?? Named(session) ?? "unknown", session.EpisodeId);

    public static bool IsPodcast(PlaybackSessionDto session) =>
        !string.IsNullOrEmpty(session.EpisodeId) || string.Equals(session.MediaType, "podcast", StringComparison.OrdinalIgnoreCase);

    public static MediaRef OfSession(PlaybackSessionDto session, ItemDetails details)
    {
        var metadata = session.MediaMetadata ?? new();
        if (IsPodcast(session))
        {
            return Episode(session, metadata, details.Episode);
        }

        var series = metadata.Series?.OfType<NamedDto>().FirstOrDefault();
        return Book(metadata, series) with
        {
            ExternalId = ExternalId(session),
            Title = Text.Clean(session.DisplayTitle) ?? Text.Clean(metadata.Title) ?? Untitled,
            GrandparentTitle = Text.Clean(session.DisplayAuthor) ?? Authors(metadata),
            LibraryExternalId = Text.Clean(session.LibraryId, Text.MaxName),
            PosterPath = session.CoverPath is { Length: > 0 } ? CoverPath(session.LibraryItemId) : null,
        };
    }

    public static MediaRef OfBook(LibraryItemDto item, string libraryId)
    {
        var metadata = item.Media?.Metadata ?? new();
        var book = Book(metadata, metadata.Series?.OfType<NamedDto>().FirstOrDefault());
        return book with
        {
            ExternalId = Text.Clean(item.Id, Text.MaxName) ?? "unknown",
            Title = Text.Clean(metadata.Title) ?? Untitled,
            ParentTitle = book.ParentTitle ?? Text.Clean(metadata.SeriesName),
            GrandparentTitle = Text.Clean(metadata.AuthorName) ?? Authors(metadata),
            LibraryExternalId = Text.Clean(item.LibraryId, Text.MaxName) ?? libraryId,
            PosterPath = item.Media?.CoverPath is { Length: > 0 } ? CoverPath(item.Id) : null,
        };
    }

    public static MediaRef OfEpisode(EpisodeDto episode, string libraryId) => new()
    {
        ExternalId = Join(Text.Clean(episode.LibraryItemId, Text.MaxName) ?? "unknown", episode.Id),
        Kind = MediaKind.PodcastEpisode,
        Title = Text.Clean(episode.Title) ?? Untitled,
        GrandparentTitle = Text.Clean(episode.Podcast?.Metadata?.Title),
        GrandparentExternalId = Text.Clean(episode.LibraryItemId, Text.MaxName),
        SeasonNumber = Number(episode.Season),
        EpisodeNumber = Number(episode.Episode),
        Year = Epoch.Instant(episode.PublishedAt)?.Year,
        LibraryExternalId = Text.Clean(episode.LibraryId, Text.MaxName) ?? libraryId,
        PosterPath = CoverPath(episode.LibraryItemId),
    };

    // Covers belong to the item: an episode has none of its own, and downloaded sessions leave the podcast's out.
    private static MediaRef Episode(PlaybackSessionDto session, MediaMetadataDto podcast, EpisodeDto? episode) => new()
    {
        ExternalId = ExternalId(session),
        Kind = MediaKind.PodcastEpisode,
        Title = Text.Clean(session.DisplayTitle) ?? Text.Clean(episode?.Title) ?? Text.Clean(podcast.Title) ?? Untitled,
        GrandparentTitle = Text.Clean(podcast.Title) ?? Text.Clean(session.DisplayAuthor),
        GrandparentExternalId = Text.Clean(session.LibraryItemId, Text.MaxName),
        SeasonNumber = Number(episode?.Season),
        EpisodeNumber = Number(episode?.Episode),
        Year = Epoch.Instant(episode?.PublishedAt)?.Year,
        LibraryExternalId = Text.Clean(session.LibraryId, Text.MaxName),
        PosterPath = CoverPath(session.LibraryItemId),
    };

    private static MediaRef Book(MediaMetadataDto metadata, NamedDto? series) => new()
    {
        ExternalId = "",
        Kind = MediaKind.Audiobook,
        Title = "",
        ParentTitle = Text.Clean(series?.Name) is { } name ? (Text.Clean(series?.Sequence, 20) is { } place ? $"{name} #{place}" : name) : null,
        ParentExternalId = Text.Clean(series?.Id, Text.MaxName),
        Year = YearOf(metadata.PublishedYear),
        LastingId = Text.Clean(metadata.Asin, 40) is { } asin ? "asin:" + asin : Text.Clean(metadata.Isbn, 40) is { } isbn ? "isbn:" + isbn : null,
    };

    private static string? Named(PlaybackSessionDto session) =>
        (Text.Clean(session.DisplayTitle, Text.MaxName) ?? Text.Clean(session.MediaMetadata?.Title, Text.MaxName)) is { } title
            ? $"name:{Text.Clean(session.DisplayAuthor, Text.MaxName) ?? Text.Clean(session.MediaMetadata?.Author, Text.MaxName)}:{title}"
            : null;

    private static string Join(string item, string? episode) => Text.Clean(episode, Text.MaxName) is { } id ? $"{item}/{id}" : item;

    private static string? CoverPath(string? itemId) => ItemDetailsCache.IsId(itemId) ? $"/api/items/{itemId}/cover" : null;

    private static string? Authors(MediaMetadataDto metadata) =>
        Text.Clean(string.Join(", ", (metadata.Authors ?? []).OfType<NamedDto>().Select(a => a.Name).Where(n => !string.IsNullOrWhiteSpace(n)))) ?? Text.Clean(metadata.Author);

    private static int? Number(int? number) => number is >= 0 and < 1_000_000 ? number : null;

    /// <summary>Reads "1999" and "1999-05-02".</summary>
    private static int? YearOf(string? text) =>
        text?.Trim() is { Length: >= 4 } told && int.TryParse(told[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year >= 1000 ? year : null;
}
