using MediaInsight.Domain;

namespace MediaInsight.Libraries;

/// <summary>
/// A title of a server as plays saw it. When a server gives the same id to another title (ids are reused after a
/// deletion) a new row is made, so that old plays keep their title: <see cref="Fingerprint"/> tells them apart.
/// </summary>
public sealed class MediaItem
{
    public MediaItemId Id { get; init; }
    public required ServerId ServerId { get; init; }
    public required string ExternalId { get; init; }

    /// <summary>Hash of kind, titles and numbers.</summary>
    public required long Fingerprint { get; init; }
    public required MediaKind Kind { get; init; }
    public required string Title { get; init; }
    public string? ParentTitle { get; init; }
    public string? GrandparentTitle { get; init; }
    public int? SeasonNumber { get; init; }
    public int? EpisodeNumber { get; init; }
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
    public required string SearchText { get; init; }
}
