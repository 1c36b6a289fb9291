using MediaInsight.Domain;
using MediaInsight.Servers;

namespace MediaInsight.Libraries;

public sealed class MediaLibrary
{
    public LibraryId Id { get; init; }
    public required ServerId ServerId { get; init; }
    public required string ExternalId { get; init; }
    public required string Name { get; set; }
    public LibraryContent Content { get; set; }
    public int? ItemCount { get; set; }

    /// <summary>Nothing that is watched from it is recorded.</summary>
    public bool DoNotTrack { get; set; }
    public DateTimeOffset RefreshedAt { get; set; }
    public DateTimeOffset? RemovedAt { get; set; }
}
