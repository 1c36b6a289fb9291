using MediaInsight.Domain;

namespace MediaInsight.Libraries;

/// <summary>How a reading ended. The numbers are stored.</summary>
public enum LibrarySyncOutcome
{
    Done = 0,
    Cancelled = 1,
    Failed = 2,
}

/// <summary>What one reading of one library found different. Readings of what changed that found nothing leave no row.</summary>
public sealed class LibrarySyncRun
{
    public long Id { get; init; }
    public required ServerId ServerId { get; init; }
    public required LibraryId LibraryId { get; init; }
    public required bool IsFull { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset EndedAt { get; set; }
    public LibrarySyncOutcome Outcome { get; set; }

    /// <summary>Items read.</summary>
    public int Listed { get; set; }
    public int Added { get; set; }
    public int Changed { get; set; }
    public int Removed { get; set; }

    /// <summary>Removed ones that are listed again under their own id.</summary>
    public int Returned { get; set; }

    /// <summary>Removed ones that came back under another id.</summary>
    public int Relinked { get; set; }
    public int Unchanged { get; set; }

    /// <summary>Anything the reader should know, as sentences; why it failed.</summary>
    public string? Message { get; set; }

    /// <summary>The first titles of each sort as a JSON array of <see cref="LibraryChange"/>, newest facts first; at most <see cref="LibraryChange.MaxPerRun"/>.</summary>
    public string ChangesJson { get; set; } = "[]";
}

/// <param name="Sort">added, changed, removed, returned or relinked.</param>
/// <param name="Title">With show, artist or author before it.</param>
public sealed record LibraryChange(string Sort, string Title, int ItemId)
{
    public const int MaxPerRun = 100;
}
