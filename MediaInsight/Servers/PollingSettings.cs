namespace MediaInsight.Servers;

/// <summary>How often servers are asked. Section <c>MediaInsight:Polling</c>.</summary>
public sealed record PollingSettings
{
    /// <summary>Seconds between readings of a server while something plays on it.</summary>
    public double ActiveSeconds { get; init; } = 5;

    /// <summary>Seconds between readings while nothing plays.</summary>
    public double IdleSeconds { get; init; } = 10;

    /// <summary>Days back for which a server's own history fills what was missed, 0–30; 0: it is not asked.</summary>
    public int CatchUpDays { get; init; } = 2;

    public IEnumerable<(string Property, string Message)> Problems()
    {
        if (ActiveSeconds is not (>= 1 and <= 300))
        {
            yield return (nameof(ActiveSeconds), "must be between 1 and 300 seconds");
        }

        if (IdleSeconds is not (>= 1 and <= 3600))
        {
            yield return (nameof(IdleSeconds), "must be between 1 and 3600 seconds");
        }

        if (CatchUpDays is < 0 or > 30)
        {
            yield return (nameof(CatchUpDays), "must be between 0 (off) and 30 days");
        }
    }
}
