using MediaInsight.Monitoring;

namespace MediaInsight.Api.Contracts;

/// <summary>The newest sample of the machine this program runs on. Null: not told there.</summary>
/// <param name="RecordedAt">Null: none was taken yet.</param>
/// <param name="DiskTotalGb">GB of 10⁹ bytes, like the other two: of the first configured path.</param>
/// <param name="Servers">What Plex servers told of their own machines within the last minutes.</param>
public sealed record SystemAnswer(
    DateTimeOffset? RecordedAt, double? CpuPercent, double? MemoryPercent, long? MemoryUsedMb, long? MemoryTotalMb, double? Load,
    long? NetworkReceivedBytesPerSecond, long? NetworkSentBytesPerSecond, double? GpuEncoderPercent, double? GpuMemoryPercent, double? GpuTemp,
    double? DiskTotalGb, double? DiskUsedGb, double? DiskFreeGb, IReadOnlyList<DiskRow> Disks, int ActiveStreams, int ActiveTranscodes,
    double? ProcessCpuPercent, long? ProcessMemoryMb, IReadOnlyList<ServerLoadRow> Servers)
{
    internal static SystemAnswer Of(SystemSample? s, IReadOnlyList<ServerLoadRow> servers) => new(
        s?.RecordedAt, s?.CpuPercent, s?.MemoryPercent, s?.MemoryUsedMb, s?.MemoryTotalMb, s?.Load, s?.NetworkReceivedPerSecond, s?.NetworkSentPerSecond,
        s?.GpuEncoderPercent, s?.GpuMemoryPercent, s?.GpuTemperature, Rounded.Of(s?.DiskTotalGb), Rounded.Of(s?.DiskUsedGb), Rounded.Of(s?.DiskFreeGb),
        [.. DiskReading.Read(s?.Disks).Select(DiskRow.Of)], s?.ActiveStreams ?? 0, s?.ActiveTranscodes ?? 0, s?.ProcessCpuPercent, s?.ProcessMemoryMb, servers);
}

/// <param name="Problem">Why nothing is told of it; null when all is well.</param>
public sealed record DiskRow(string Path, double? TotalGb, double? UsedGb, double? FreeGb, string? Problem)
{
    internal static DiskRow Of(DiskReading d) => new(d.Path, Rounded.Of(d.TotalGb), Rounded.Of(d.UsedGb), Rounded.Of(d.FreeGb), d.Problem);
}

public sealed record ServerLoadRow(string ServerId, string Name, DateTimeOffset RecordedAt, double? HostCpuPercent, double? ProcessCpuPercent, double? HostMemoryPercent, double? ProcessMemoryPercent);

/// <summary>A stretch of time: averages, but the most streams and the highest temperature in it.</summary>
public sealed record SystemHistoryRow(
    DateTimeOffset RecordedAt, double? CpuPercent, double? MemoryPercent, double? MemoryUsedMb, double? Load, double? NetworkReceivedBytesPerSecond, double? NetworkSentBytesPerSecond,
    double? GpuEncoderPercent, double? GpuMemoryPercent, double? GpuTemp, double? DiskTotalGb, double? DiskUsedGb, double? DiskFreeGb, int ActiveStreams, int ActiveTranscodes,
    double? ProcessCpuPercent, double? ProcessMemoryMb)
{
    internal static SystemHistoryRow Of(SystemPoint p) => new(
        p.RecordedAt, Rounded.Of(p.CpuPercent), Rounded.Of(p.MemoryPercent), Rounded.Of(p.MemoryUsedMb), Rounded.Of(p.Load), Rounded.Of(p.NetworkReceivedPerSecond), Rounded.Of(p.NetworkSentPerSecond),
        Rounded.Of(p.GpuEncoderPercent), Rounded.Of(p.GpuMemoryPercent), Rounded.Of(p.GpuTemperature), Rounded.Of(p.DiskTotalGb), Rounded.Of(p.DiskUsedGb), Rounded.Of(p.DiskFreeGb),
        p.ActiveStreams, p.ActiveTranscodes, Rounded.Of(p.ProcessCpuPercent), Rounded.Of(p.ProcessMemoryMb));
}

/// <param name="Items">Oldest first, at most 500.</param>
/// <param name="Servers">Of Plex servers, oldest first, at most 500 of each.</param>
public sealed record SystemHistoryAnswer(int Hours, IReadOnlyList<SystemHistoryRow> Items, int Total, IReadOnlyList<ServerLoadRow> Servers);

internal static class Rounded
{
    public static double? Of(double? value) => value is { } v ? Math.Round(v, 2) : null;
}
