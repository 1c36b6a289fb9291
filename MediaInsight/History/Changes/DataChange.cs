using MediaInsight.Domain;

namespace MediaInsight.History.Changes;

/// <summary>The numbers are stored.</summary>
public enum DataChangeKind
{
    /// <summary>Plays were put into the bin.</summary>
    Deleted = 1,

    /// <summary>Plays were given to another person.</summary>
    Assigned = 2,

    /// <summary>Values of suspicious plays were corrected.</summary>
    Fixed = 3,

    /// <summary>Plays of a server went over to the one that was built in its place.</summary>
    Moved = 4,
}

/// <summary>One act on recorded plays that can be taken back as a whole: what, by whom, how many.</summary>
public sealed class DataChange
{
    public long Id { get; init; }
    public required DataChangeKind Kind { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Name of the account, "api" for the bearer token.</summary>
    public required string Actor { get; init; }

    /// <summary>What was done, in words: "Assigned to Ann".</summary>
    public required string Summary { get; set; }

    /// <summary>Plays it touched so far.</summary>
    public int Count { get; set; }
    public DateTimeOffset? UndoneAt { get; set; }
    public string? UndoneBy { get; set; }
}

/// <summary>What a change altered in one play: the values before and after, so that it can be taken back.</summary>
public sealed class DataChangeRow
{
    public required long ChangeId { get; init; }
    public required long PlayNumber { get; init; }

    /// <summary>Whose play it was.</summary>
    public required ServerUserId UserId { get; init; }

    /// <summary>A list of <see cref="RowEdit"/>s, in the order they were made.</summary>
    public required string EditsJson { get; set; }
}

/// <summary>A play in the bin: everything of it, to be put back with the same number and id.</summary>
public sealed class DeletedPlay
{
    public required long PlayNumber { get; init; }
    public required PlayId PlayId { get; init; }

    /// <summary>The act that deleted it.</summary>
    public required long ChangeId { get; init; }
    public required ServerId ServerId { get; init; }
    public required ServerUserId UserId { get; init; }
    public required MediaItemId MediaItemId { get; init; }
    public required MediaKind Kind { get; init; }

    /// <summary>As it was called when it was deleted.</summary>
    public required string Title { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required long WatchedMs { get; init; }
    public required DateTimeOffset DeletedAt { get; init; }

    /// <summary>The row of the play and of every table that hangs on it.</summary>
    public required string RowsJson { get; init; }
}
