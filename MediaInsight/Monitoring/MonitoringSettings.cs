namespace MediaInsight.Monitoring;

/// <summary>The measuring of the machine. Section <c>MediaInsight:Monitoring</c>.</summary>
public sealed record MonitoringSettings
{
    public bool Enabled { get; init; } = true;

    /// <summary>Seconds between two samples.</summary>
    public int IntervalSeconds { get; init; } = 60;

    /// <summary>Days that samples are kept.</summary>
    public int RetentionDays { get; init; } = 30;

    /// <summary>Folders whose file systems are measured, the first is the primary one; none: the data folder.</summary>
    public string[] Paths { get; init; } = [];

    public const int MaxPaths = 20;

    /// <summary>All that is wrong with the values, each with its property's name.</summary>
    public IEnumerable<(string Property, string Message)> Problems()
    {
        if (IntervalSeconds is < 10 or > 3600)
        {
            yield return (nameof(IntervalSeconds), "must be between 10 and 3600 seconds");
        }

        if (RetentionDays is < 1 or > 365)
        {
            yield return (nameof(RetentionDays), "must be between 1 and 365 days");
        }

        if (Paths.Length > MaxPaths)
        {
            yield return (nameof(Paths), $"must be at most {MaxPaths} folders");
        }

        foreach (var path in Paths.Where(p => !Path.IsPathFullyQualified(p) || p.Length > 1000))
        {
            yield return (nameof(Paths), $"'{path}' is no full path of a folder (/media)");
        }
    }
}
