using MediaInsight.Domain;

namespace MediaInsight.Libraries;

/// <summary>How far the reading of one library is. One row per library.</summary>
public sealed class LibrarySyncState
{
    public required LibraryId LibraryId { get; init; }

    /// <summary>End of the last complete reading of every item; null: never yet.</summary>
    public DateTimeOffset? LastFullAt { get; set; }

    /// <summary>End of the last reading of what changed.</summary>
    public DateTimeOffset? LastIncrementalAt { get; set; }

    /// <summary>What changed before this instant has been read.</summary>
    public DateTimeOffset? ChangedUntil { get; set; }

    /// <summary>Begin of the full reading that is not complete; null: none is.</summary>
    public DateTimeOffset? RunningSince { get; set; }

    /// <summary>Where an interrupted full reading goes on; the connector's own words.</summary>
    public string? Cursor { get; set; }

    /// <summary>Rows met so far, as <see cref="SeenItems"/> writes them.</summary>
    public byte[]? Seen { get; set; }

    /// <summary>What the running full reading has found so far, as JSON.</summary>
    public string? RunningJson { get; set; }

    /// <summary>A full reading is not begun or gone on with before this, but by hand; null: at once.</summary>
    public DateTimeOffset? FullDueAt { get; set; }

    /// <summary>Items that the last complete reading listed; null: never yet.</summary>
    public int? ListedCount { get; set; }

    /// <summary>Items missing in the last complete reading, not marked removed because they were too many to believe; 0: none.</summary>
    public int DoubtedCount { get; set; }

    /// <summary>What that reading met: gone is only what the next one does not meet either.</summary>
    public byte[]? DoubtedSeen { get; set; }

    public DateTimeOffset? FailedAt { get; set; }

    /// <summary>Why the last reading failed; null: it did not.</summary>
    public string? Failure { get; set; }
}
