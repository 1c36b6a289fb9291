namespace MediaInsight.Servers.Plex;

/// <summary>
/// Reads <c>/statistics/resources?timespan=6</c>: a row about every five seconds, of the last two or three minutes. Without a
/// Plex Pass the answer is a 404, or has no rows.
/// <code>&lt;StatisticsResources timespan="6" at="1609708609" hostCpuUtilization="0.000" processCpuUtilization="0.207" hostMemoryUtilization="64.946" processMemoryUtilization="3.665"/&gt;</code>
/// </summary>
internal static class PlexResources
{
    public const string Path = "statistics/resources?timespan=6";

    private const long Minute = 60;
    private const int MaxRows = 1000;

    /// <summary>Of the last minute by the server's own clock; null: no rows.</summary>
    public static HostFigures? Map(PlexElement container)
    {
        var rows = container.All("StatisticsResources").Take(MaxRows).Where(r => r.Long("at") is not null).ToList();
        var newest = rows.Select(r => r.Long("at")).Max();
        var last = rows.Where(r => r.Long("at") > newest - Minute).ToList();
        return last.Count == 0 ? null : new(
            Mean(last, "hostCpuUtilization"), Mean(last, "processCpuUtilization"), Mean(last, "hostMemoryUtilization"), Mean(last, "processMemoryUtilization"));
    }

    private static double? Mean(List<PlexElement> rows, string name) =>
        rows.Select(r => r.Number(name)).Where(n => n is >= 0).Average() is { } mean ? Math.Round(Math.Min(100, mean), 2) : null;
}
