namespace MediaInsight.Analytics.Sharing;

public enum ShareKind
{
    Review = 0,
    Report = 1,
}

/// <summary>How persons are called on a shared page.</summary>
public enum ShareNames
{
    Full = 0,
    FirstOnly = 1,

    /// <summary>Person 1, Person 2 …; devices, accounts and servers lose their names too.</summary>
    Anonymous = 2,
}

/// <summary>An address that shows one thing to whoever has it. Who reads the database cannot open it: only a hash of the token is stored.</summary>
public sealed class ShareLink
{
    public int Id { get; init; }

    /// <summary>SHA-256 of the token.</summary>
    public required byte[] TokenHash { get; init; }
    public required ShareKind Kind { get; init; }

    /// <summary>What it shows, as the list of links calls it.</summary>
    public required string Title { get; init; }

    /// <summary>Of a review: whose and which days, as in an address. Empty for a report.</summary>
    public required string Words { get; init; }

    /// <summary>Null for a review. A deleted report takes its links along.</summary>
    public int? ReportId { get; init; }
    public required ShareNames Names { get; init; }

    /// <summary>The account that shares; what it may no longer see, the link no longer shows.</summary>
    public required string OwnerId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>How often the page was opened.</summary>
    public long Views { get; set; }
    public DateTimeOffset? LastViewedAt { get; set; }
}
