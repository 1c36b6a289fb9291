using MediaInsight.Domain;

namespace MediaInsight.Libraries;

/// <summary>
/// A title of a server, as plays saw it and as its library lists it; shows, seasons, artists, albums and podcasts are rows too. When a server gives the same id to another title (ids are reused after a
/// deletion) a new row is made, so that old plays keep their title: <see cref="Fingerprint"/> tells them apart.
/// </summary>
public sealed class MediaItem
{
    public MediaItemId Id { get; init; }
    public required ServerId ServerId { get; init; }
    public required string ExternalId { get; init; }

    /// <summary>Hash of kind, titles and numbers.</summary>
    public required long Fingerprint { get; set; }
    public required MediaKind Kind { get; init; }
    public required string Title { get; set; }
    public string? ParentTitle { get; set; }
    public string? GrandparentTitle { get; set; }
    public int? SeasonNumber { get; set; }
    public int? EpisodeNumber { get; set; }
    public int? Year { get; set; }
    public string? ParentExternalId { get; set; }
    public string? GrandparentExternalId { get; set; }
    public LibraryId? LibraryId { get; set; }
    public string? LastingId { get; set; }
    public string? PosterPath { get; set; }
    public string? BackdropPath { get; set; }
    public string? ChannelName { get; init; }
    public long? DurationMs { get; set; }

    /// <summary>When the server got it; null when only a play told of it.</summary>
    public DateTimeOffset? AddedAt { get; set; }

    /// <summary>Titles folded for search: lower case, no accents.</summary>
    public required string SearchText { get; set; }

    /// <summary>For sorting: lower case, without leading articles; null when only a play told of the item.</summary>
    public string? SortTitle { get; set; }
    public string? Summary { get; set; }

    /// <summary>Names between bars, in the server's order: <c>|Action|Drama|</c>, so that one is found by <c>|name|</c>.</summary>
    public string? Genres { get; set; }
    public string? ContentRating { get; set; }

    /// <summary>Audiobooks: who reads, comma separated.</summary>
    public string? Narrators { get; set; }

    /// <summary>Bytes of all files; for a show, season, artist, album or podcast of all below it.</summary>
    public long? SizeBytes { get; set; }

    /// <summary>Files of one title are its versions; parts of one version count once.</summary>
    public int FileCount { get; set; }

    /// <summary>When a reading of the library found it as it is now; null: only plays tell of it.</summary>
    public DateTimeOffset? ListedAt { get; set; }

    /// <summary>When the library no longer listed it. Title and poster are kept.</summary>
    public DateTimeOffset? RemovedAt { get; set; }

    /// <summary>Hash of all that the library told: an unchanged item is not written again.</summary>
    public long? ListedHash { get; set; }
}
