namespace MediaInsight.Data;

/// <summary>How long what is written on the side is kept; plays themselves: <c>MediaInsight:History:RetentionDays</c>. Section <c>MediaInsight:Retention</c>.</summary>
public sealed record RetentionSettings
{
    /// <summary>Days that events (of plays and of all else that can be told) are kept for notifications and rules.</summary>
    public int EventDays { get; init; } = 35;

    /// <summary>Days that deleted plays can be put back and changes be undone.</summary>
    public int BinDays { get; init; } = 30;

    /// <summary>Days that audit entries are kept.</summary>
    public int AuditDays { get; init; } = 400;

    /// <summary>Days that stretches without observation are kept; 0: for ever.</summary>
    public int GapDays { get; init; }

    /// <summary>Runs that are kept of each job.</summary>
    public int JobRuns { get; init; } = 50;

    /// <summary>All that is wrong with the values, each with its property's name.</summary>
    public IEnumerable<(string Property, string Message)> Problems()
    {
        if (EventDays is < 1 or > 3650)
        {
            yield return (nameof(EventDays), "must be between 1 and 3650 days");
        }

        if (BinDays is < 1 or > 3650)
        {
            yield return (nameof(BinDays), "must be between 1 and 3650 days");
        }

        if (AuditDays is < 30 or > 36500)
        {
            yield return (nameof(AuditDays), "must be between 30 and 36500 days");
        }

        if (GapDays is < 0 or > 36500)
        {
            yield return (nameof(GapDays), "must be between 0 (for ever) and 36500 days");
        }

        if (JobRuns is < 5 or > 1000)
        {
            yield return (nameof(JobRuns), "must be between 5 and 1000 runs");
        }
    }
}
