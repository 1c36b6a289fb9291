using MediaInsight.Domain;

namespace MediaInsight.Servers;

/// <summary>Lists all that lies in a library, one page at a time: nothing of a page is kept once the next one is asked for.</summary>
public interface ILibraryReader
{
    /// <summary>One page. Containers (shows, seasons, artists, albums, podcasts) come before what they hold.</summary>
    Task<LibraryItemsPage> GetItemsAsync(LibraryItemsRequest request, CancellationToken cancellationToken);

    /// <summary>Fills in what lists leave out, for items that say <see cref="LibraryItemSnapshot.NeedsDetails"/>. What the server does not answer stays as listed.</summary>
    /// <param name="items">At most <see cref="LibraryItemsRequest.MaxPageSize"/>.</param>
    /// <returns>In the same order.</returns>
    Task<IReadOnlyList<LibraryItemSnapshot>> CompleteAsync(IReadOnlyList<LibraryItemSnapshot> items, CancellationToken cancellationToken);
}

/// <param name="ChangedSince">Null: every item. Else newest changes first, and no page after the one that reaches this instant; a page may hold older ones too.</param>
/// <param name="Cursor">Null for the first page; then <see cref="LibraryItemsPage.Next"/> of the page before.</param>
/// <param name="PageSize">1–500; a server may send more or fewer.</param>
public sealed record LibraryItemsRequest(string LibraryExternalId, LibraryContent Content, DateTimeOffset? ChangedSince, string? Cursor, int PageSize)
{
    public const int MaxPageSize = 500;

    /// <summary>Of changes there are few: a large first page would be read for nothing every minute.</summary>
    public int Size => Math.Clamp(ChangedSince is null ? PageSize : Math.Min(PageSize, 25), 1, MaxPageSize);
}

/// <param name="Items">Those that can be used.</param>
/// <param name="Rows">What the server sent for this page, usable or not: together with the total it tells whether a list was read whole.</param>
/// <param name="Next">Null: that was the last page. Short, plain text; it may be stored and used later.</param>
/// <param name="Total">Items in all pages; null when the server does not tell, or only changes were asked for.</param>
public sealed record LibraryItemsPage(IReadOnlyList<LibraryItemSnapshot> Items, int Rows, string? Next, int? Total)
{
    public static readonly LibraryItemsPage Empty = new([], 0, null, 0);
}

/// <summary>An item as its library lists it. Null: the server did not say.</summary>
public sealed record LibraryItemSnapshot
{
    public const int MaxSummary = 4000;

    public required MediaRef Media { get; init; }
    public TimeSpan? Duration { get; init; }
    public DateTimeOffset? AddedAt { get; init; }

    /// <summary>When the server last changed it: tells changes that the list itself does not show.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>As the server sorts it; null: by title.</summary>
    public string? SortTitle { get; init; }
    public string? Summary { get; init; }
    public string? ContentRating { get; init; }
    public string? Narrators { get; init; }
    public IReadOnlyList<string> Genres { get; init; } = [];

    /// <summary>Each provider once, lower case: imdb, tmdb, tvdb, musicbrainz, asin, isbn, plex.</summary>
    public IReadOnlyList<ProviderId> ProviderIds { get; init; } = [];

    /// <summary>One per version. Empty for containers, and where only <see cref="ILibraryReader.CompleteAsync"/> tells.</summary>
    public IReadOnlyList<LibraryFile> Files { get; init; } = [];

    public bool NeedsDetails { get; init; }
}

public readonly record struct ProviderId(string Provider, string Value);

/// <summary>One version of a title, in the units of our words: bytes, kbit/s, frames per second.</summary>
public sealed record LibraryFile
{
    public const int MaxPath = 2000;

    public string? Path { get; init; }
    public long? SizeBytes { get; init; }
    public string? Container { get; init; }
    public TimeSpan? Duration { get; init; }
    public int? BitrateKbps { get; init; }
    public string? VideoCodec { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }
    public string? Resolution { get; init; }
    public string? DynamicRange { get; init; }
    public double? FrameRate { get; init; }
    public string? AudioCodec { get; init; }
    public int? AudioChannels { get; init; }
    public bool? IsAtmos { get; init; }
    public string? AudioLanguages { get; init; }
    public string? SubtitleLanguages { get; init; }
    public string? VersionName { get; init; }
}
