using MediaInsight.Domain;

namespace MediaInsight.Viewers;

/// <summary>The numbers are stored.</summary>
public enum MergeKind
{
    /// <summary>All accounts of one person went to another.</summary>
    Merge = 1,

    /// <summary>Accounts of a person became a person of their own.</summary>
    Split = 2,
}

/// <summary>Accounts that changed their person, so that it can be undone. No names: they are read from the persons.</summary>
public sealed class ViewerMerge
{
    public long Id { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it.</summary>
    public required string By { get; init; }
    public required MergeKind Kind { get; init; }
    public required ViewerId FromId { get; init; }
    public required ViewerId IntoId { get; init; }

    /// <summary>Numbers of the accounts that were moved, a JSON array.</summary>
    public required string AccountsJson { get; init; }

    /// <summary>Ids of the sign-in accounts that followed, a JSON array.</summary>
    public required string AppUsersJson { get; init; }
    public DateTimeOffset? UndoneAt { get; set; }
}

/// <summary>"Not the same person": these two accounts are not suggested again. The smaller number comes first.</summary>
public sealed class MergeDismissal
{
    public required ServerUserId FirstId { get; init; }
    public required ServerUserId SecondId { get; init; }
    public DateTimeOffset At { get; init; }
}
