namespace MediaInsight.Servers;

/// <summary>How often servers are asked. Section <c>MediaInsight:Polling</c>.</summary>
public sealed record PollingSettings
{
    /// <summary>Seconds between readings of a server while something plays on it.</summary>
    public double ActiveSeconds { get; init; } = 5;

    /// <summary>Seconds between readings while nothing plays.</summary>
    public double IdleSeconds { get; init; } = 10;

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
    }
}
