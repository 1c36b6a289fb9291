namespace MediaInsight.Newsletters;

/// <summary>The numbers are stored.</summary>
public enum NewsletterKind
{
    RecentlyAdded = 1,
    OwnerReport = 2,
    YearInReview = 3,

    /// <summary>A saved report of an account.</summary>
    SavedReport = 4,
}

/// <summary>A regular mail.</summary>
public sealed class Newsletter
{
    public const int MaxRecipients = 16_000;

    public int Id { get; init; }
    public required string Name { get; set; }
    public required NewsletterKind Kind { get; set; }
    public bool IsEnabled { get; set; } = true;

    /// <summary>An e-mail channel; null: it was deleted, nothing is sent.</summary>
    public int? ChannelId { get; set; }

    /// <summary>Days between issues: 7 weekly; 30 means monthly; 365 once a year.</summary>
    public int EveryDays { get; set; } = 7;

    /// <summary>0 Sunday … 6 Saturday for weekly; day of the month 1–28 for monthly; 1–12, the month, for yearly.</summary>
    public int OnDay { get; set; } = 1;

    /// <summary>Site time.</summary>
    public TimeOnly At { get; set; } = new(9, 0);

    /// <summary>A culture such as "de-DE"; null: the site's.</summary>
    public string? Culture { get; set; }

    /// <summary>A JSON list of objects: address, name, viewer.</summary>
    public required string Recipients { get; set; }

    /// <summary>A JSON list of library ids; null: all.</summary>
    public string? Libraries { get; set; }

    /// <summary>Of a saved report: which; null: it was deleted, nothing is sent.</summary>
    public int? ReportId { get; set; }
    public string? Intro { get; set; }
    public DateTimeOffset? LastSentAt { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Somebody who no longer wants a mail.</summary>
public sealed class NewsletterOptOut
{
    public int Id { get; init; }

    /// <summary>SHA-256 of the address in lower case.</summary>
    public required byte[] AddressHash { get; init; }

    /// <summary>Null: none of them.</summary>
    public int? NewsletterId { get; init; }
    public required DateTimeOffset At { get; init; }
}
