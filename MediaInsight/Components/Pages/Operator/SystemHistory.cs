using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Components.Charts;
using MediaInsight.Domain;
using MediaInsight.Monitoring;

namespace MediaInsight.Components.Pages.Operator;

/// <summary>Samples laid out for charts: one label a point, an empty one where nothing was measured.</summary>
public sealed class SystemHistory
{
    private const int MaxPoints = SystemMetrics.MaxPoints * 2;
    private const string Machine = "This machine";

    private readonly IReadOnlyList<SystemPoint?> _points;
    private readonly IReadOnlyList<(ServerId Id, string Name, double?[] Cpu, double?[] Memory)> _servers;

    private SystemHistory(
        IReadOnlyList<SystemPoint?> points, IReadOnlyList<string> labels, IReadOnlyList<(ServerId, string, double?[], double?[])> servers, Func<Func<string, bool>, ChartGaps> gaps)
    {
        (_points, Labels, _servers) = (points, labels, servers);
        MachineGaps = gaps(s => s == Machine);
        LoadGaps = gaps(s => s == Machine || _servers.Any(known => known.Name == s));
        StreamGaps = gaps(_ => true);
    }

    public IReadOnlyList<string> Labels { get; }

    public bool IsEmpty => _points.Count(p => p is not null) < 2;

    /// <summary>When this machine was not measured.</summary>
    public ChartGaps MachineGaps { get; }

    /// <summary>With those of the servers that tell of their machines.</summary>
    public ChartGaps LoadGaps { get; }

    /// <summary>With those of all servers: their streams were not counted.</summary>
    public ChartGaps StreamGaps { get; }

    public bool HasGpu => _points.Any(p => p is not null && (p.GpuEncoderPercent ?? p.GpuMemoryPercent ?? p.GpuTemperature) is not null);

    public bool HasNetwork => _points.Any(p => p?.NetworkReceivedPerSecond is not null);

    public IReadOnlyList<ChartSeries> Cpu =>
    [
        new(Machine, Shares(p => p.CpuPercent)), new("MediaInsight", Shares(p => p.ProcessCpuPercent)), .. _servers.Select(s => new ChartSeries($"Plex server {s.Name}", s.Cpu)),
    ];

    public IReadOnlyList<ChartSeries> Memory =>
        [new(Machine, Shares(p => p.MemoryPercent)), .. _servers.Select(s => new ChartSeries($"Plex server {s.Name}", s.Memory))];

    /// <summary>kbit/s.</summary>
    public IReadOnlyList<ChartSeries> Network => [new("Sent", Values(p => p.NetworkSentPerSecond * 8 / 1000)), new("Received", Values(p => p.NetworkReceivedPerSecond * 8 / 1000))];

    public IReadOnlyList<ChartSeries> Streams => [new("Streams", Values(p => p.ActiveStreams)), new("Transcodes", Values(p => p.ActiveTranscodes)) { Tone = "transcode" }];

    public bool HasDisk => _points.Any(p => p is { DiskUsedGb: not null, DiskTotalGb: > 0 });

    public bool HasHeat => _points.Any(p => p?.GpuTemperature is not null);

    /// <summary>Of the first measured path.</summary>
    public IReadOnlyList<ChartSeries> Disk => [new("Used", Values(p => p is { DiskUsedGb: { } used, DiskTotalGb: > 0 and var total } ? used / total : null))];

    /// <summary>Degrees Celsius.</summary>
    public IReadOnlyList<ChartSeries> Heat => [new("Hottest card", Values(p => p.GpuTemperature))];

    public IReadOnlyList<ChartSeries> Gpu => [new("Encoder", Shares(p => p.GpuEncoderPercent)), new("Memory", Shares(p => p.GpuMemoryPercent))];

    /// <param name="points">Oldest first.</param>
    /// <param name="since">Where the time begins, if it was measured before: what is missing there is drawn too.</param>
    /// <param name="missed">When servers were not observed.</param>
    /// <param name="stretch">Of time that a point stands for.</param>
    public static SystemHistory Of(
        IReadOnlyList<SystemPoint> points, IReadOnlyList<ServerPoint> servers, Func<ServerId, string?> nameOf, DateTimeOffset? since, IReadOnlyList<UnobservedStretch> missed, TimeSpan stretch,
        Func<DateTimeOffset, DateTimeOffset> local, CultureInfo culture, bool withDay)
    {
        var (laid, times, holes) = (new List<SystemPoint?>(), new List<DateTimeOffset>(), new List<UnobservedStretch>());
        if (since is { } begin && points is [var first, ..] && first.RecordedAt - begin > stretch * 2.5)
        {
            laid.Add(null);
            times.Add(begin);
        }

        foreach (var point in points)
        {
            if (times is [.., var before] && point.RecordedAt - before > stretch * 2.5)
            {
                holes.Add(new(Machine, before, point.RecordedAt));
            }

            // As wide as it lasted, within bounds: the line breaks, and time goes on evenly.
            while (times is [.., var last] && point.RecordedAt - last > stretch * 2.5 && times.Count < MaxPoints)
            {
                laid.Add(null);
                times.Add(last + stretch);
            }

            laid.Add(point);
            times.Add(point.RecordedAt);
        }

        var labels = times.ConvertAll(t => local(t) is var at && withDay ? at.ToString("ddd ", culture) + at.ToString("t", culture) : local(t).ToString("t", culture));
        var series = servers.GroupBy(s => s.ServerId).Where(g => nameOf(g.Key) is not null).OrderBy(g => nameOf(g.Key), StringComparer.OrdinalIgnoreCase)
            .Select(g => (g.Key, nameOf(g.Key)!, At(times, g, p => p.HostCpuPercent), At(times, g, p => p.HostMemoryPercent))).ToList(); // non-null: asked before
        return new(laid, labels, series, shown => ChartGaps.OfMoments(times, [.. holes.Concat(missed).Where(m => shown(m.ServerName))], culture));
    }

    /// <summary>Every server's point at the sample that came next.</summary>
    private static double?[] At(List<DateTimeOffset> times, IEnumerable<ServerPoint> points, Func<ServerPoint, double?> value)
    {
        var values = new double?[times.Count];
        foreach (var point in points)
        {
            var index = times.BinarySearch(point.RecordedAt);
            index = Math.Min(index < 0 ? ~index : index, times.Count - 1);
            if (index >= 0)
            {
                values[index] = value(point) / 100;
            }
        }

        return values;
    }

    private List<double?> Shares(Func<SystemPoint, double?> value) => Values(p => value(p) / 100);

    private List<double?> Values(Func<SystemPoint, double?> value) => [.. _points.Select(p => p is null ? null : value(p))];
}
