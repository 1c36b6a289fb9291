using MediaInsight.Domain;

namespace MediaInsight.Libraries;

/// <summary>A removed title whose plays went over to the row under which it came back.</summary>
public sealed class MediaRelink
{
    public long Id { get; init; }
    public required MediaItemId OldItemId { get; init; }
    public required MediaItemId NewItemId { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>What made them the same, as a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Who did it by hand; null: the library reading.</summary>
    public string? By { get; init; }

    /// <summary>Row numbers of the plays that went over, as a JSON array: what an undo brings back.</summary>
    public required string PlaysJson { get; init; }
    public int PlayCount { get; init; }
    public DateTimeOffset? UndoneAt { get; set; }
}
