using MediaInsight.Domain;
using MediaInsight.Libraries;

namespace MediaInsight.Analytics;

/// <summary>What the server tells of one title.</summary>
public sealed record ItemFacts
{
    public required MediaItemId Id { get; init; }
    public required MediaKind Kind { get; init; }
    public required string Title { get; init; }
    public string? ParentTitle { get; init; }
    public string? GrandparentTitle { get; init; }
    public int? SeasonNumber { get; init; }
    public int? EpisodeNumber { get; init; }
    public int? Year { get; init; }
    public string? ChannelName { get; init; }
    public long? DurationMs { get; init; }
    public DateTimeOffset? AddedAt { get; init; }
    public string? Summary { get; init; }
    public IReadOnlyList<string> Genres { get; init; } = [];
    public string? ContentRating { get; init; }
    public string? Narrators { get; init; }
    public long? SizeBytes { get; init; }
    public DateTimeOffset? ListedAt { get; init; }
    public DateTimeOffset? RemovedAt { get; init; }
    public bool HasBackdrop { get; init; }
    public required ServerId ServerId { get; init; }
    public required string ServerName { get; init; }
    public required ServerKind ServerKind { get; init; }
    public LibraryId? LibraryId { get; init; }
    public string? LibraryName { get; init; }

    /// <summary>The title in the server's own interface; null where it cannot be told or the reader need not know the address.</summary>
    public string? ServerLink { get; init; }

    /// <summary>Season or album, where the library lists it.</summary>
    public MediaItemId? ParentId { get; init; }

    /// <summary>Show, artist or podcast, where the library lists it.</summary>
    public MediaItemId? GrandparentId { get; init; }

    /// <summary>The row that its plays went over to, when it came back under another id.</summary>
    public MediaItemId? RelinkedTo { get; init; }
    public IReadOnlyList<ProviderName> Providers { get; init; } = [];

    /// <summary>Versions. Paths are told to readers of everything only.</summary>
    public IReadOnlyList<MediaFile> Files { get; init; } = [];
}

/// <param name="Provider">Lower case: imdb, tmdb, tvdb, musicbrainz, asin, isbn, plex.</param>
public sealed record ProviderName(string Provider, string Value);
