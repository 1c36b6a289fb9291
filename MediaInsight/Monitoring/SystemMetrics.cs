using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Monitoring;

/// <summary>Samples of a stretch of time put together: averages, but the most streams and the hottest moment. Null: not told.</summary>
public sealed record SystemPoint(
    DateTimeOffset RecordedAt, double? CpuPercent, double? MemoryPercent, double? MemoryUsedMb, double? Load, double? NetworkReceivedPerSecond, double? NetworkSentPerSecond,
    double? GpuEncoderPercent, double? GpuMemoryPercent, double? GpuTemperature, double? DiskTotalGb, double? DiskUsedGb, double? DiskFreeGb,
    int ActiveStreams, int ActiveTranscodes, double? ProcessCpuPercent, double? ProcessMemoryMb);

/// <summary>What a media server told of its own machine, put together likewise.</summary>
public sealed record ServerPoint(ServerId ServerId, DateTimeOffset RecordedAt, double? HostCpuPercent, double? ProcessCpuPercent, double? HostMemoryPercent, double? ProcessMemoryPercent);

/// <summary>Averages of the last minutes. Null: not measured.</summary>
public sealed record RecentLoad(double? CpuPercent, double? MemoryPercent, int Samples);

/// <summary>Reads the samples.</summary>
public sealed class SystemMetrics(IDbContextFactory<MediaInsightDb> factory, SystemNow now)
{
    /// <summary>Points of a history, at most: a week is drawn with as many as an hour needs.</summary>
    public const int MaxPoints = 500;

    /// <summary>The newest there is, also one of before the program's last start; null: none yet.</summary>
    public async Task<SystemSample?> LatestAsync(CancellationToken cancellationToken)
    {
        if (now.Latest is { } latest)
        {
            return latest;
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.SystemMetrics.AsNoTracking().OrderByDescending(s => s.RecordedAt).ThenByDescending(s => s.Id).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The newest of every server, no older than <paramref name="since"/>.</summary>
    public async Task<IReadOnlyList<ServerSample>> LatestOfServersAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var recent = await db.ServerMetrics.AsNoTracking().Where(s => s.RecordedAt >= since).ToListAsync(cancellationToken);
        return [.. recent.GroupBy(s => s.ServerId).Select(g => g.MaxBy(s => s.RecordedAt)!).OrderBy(s => s.ServerId.Value)]; // non-null: a group has one
    }

    public async Task<RecentLoad> LoadSinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var samples = await db.SystemMetrics.AsNoTracking().Where(s => s.RecordedAt >= since).Select(s => new { s.CpuPercent, s.MemoryPercent }).ToListAsync(cancellationToken);
        return new(samples.Average(s => s.CpuPercent), samples.Average(s => s.MemoryPercent), samples.Count);
    }

    /// <summary>Whether anything was measured by then, as far as samples are kept.</summary>
    public async Task<bool> HasBeforeAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.SystemMetrics.AnyAsync(s => s.RecordedAt <= at, cancellationToken);
    }

    /// <summary>Oldest first, at most <see cref="MaxPoints"/>, drawn together by the database.</summary>
    /// <param name="from">The first instant that counts.</param>
    /// <param name="to">The last one.</param>
    /// <param name="interval">Between two samples; no stretch is shorter.</param>
    public async Task<IReadOnlyList<SystemPoint>> HistoryAsync(DateTimeOffset from, DateTimeOffset to, TimeSpan interval, CancellationToken cancellationToken)
    {
        var (begin, end, stretch) = Stretches(from, to, interval);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await db.Database.SqlQuery<PointRow>(
            $"""
            SELECT MAX(recorded_at) AS At, AVG(cpu_percent) AS Cpu, AVG(memory_percent) AS Memory, AVG(memory_used_mb) AS MemoryUsed, AVG(load) AS Load,
                AVG(network_received_per_second) AS Received, AVG(network_sent_per_second) AS Sent,
                AVG(gpu_encoder_percent) AS Encoder, AVG(gpu_memory_percent) AS GpuMemory, MAX(gpu_temperature) AS Temperature,
                AVG(disk_total_gb) AS DiskTotal, AVG(disk_used_gb) AS DiskUsed, AVG(disk_free_gb) AS DiskFree,
                MAX(active_streams) AS Streams, MAX(active_transcodes) AS Transcodes, AVG(process_cpu_percent) AS ProcessCpu, AVG(process_memory_mb) AS ProcessMemory
            FROM system_metrics WHERE recorded_at > {begin} AND recorded_at <= {end}
            GROUP BY (recorded_at - {begin} - 1) / {stretch} ORDER BY 1 LIMIT {MaxPoints}
            """).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new SystemPoint(
            DateTimeOffset.FromUnixTimeMilliseconds(r.At), r.Cpu, r.Memory, r.MemoryUsed, r.Load, r.Received, r.Sent, r.Encoder, r.GpuMemory, r.Temperature,
            r.DiskTotal, r.DiskUsed, r.DiskFree, r.Streams, r.Transcodes, r.ProcessCpu, r.ProcessMemory))];
    }

    /// <summary>The same of media servers, every server for itself.</summary>
    public async Task<IReadOnlyList<ServerPoint>> ServerHistoryAsync(DateTimeOffset from, DateTimeOffset to, TimeSpan interval, CancellationToken cancellationToken)
    {
        var (begin, end, stretch) = Stretches(from, to, interval);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await db.Database.SqlQuery<ServerPointRow>(
            $"""
            SELECT server_id AS Server, MAX(recorded_at) AS At, AVG(host_cpu_percent) AS HostCpu, AVG(process_cpu_percent) AS ProcessCpu, AVG(host_memory_percent) AS HostMemory, AVG(process_memory_percent) AS ProcessMemory
            FROM server_metrics WHERE recorded_at > {begin} AND recorded_at <= {end}
            GROUP BY server_id, (recorded_at - {begin} - 1) / {stretch} ORDER BY 2
            """).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new ServerPoint(new(r.Server), DateTimeOffset.FromUnixTimeMilliseconds(r.At), r.HostCpu, r.ProcessCpu, r.HostMemory, r.ProcessMemory))];
    }

    /// <summary>Of time that a point of a history stands for.</summary>
    public static TimeSpan StretchOf(TimeSpan range, TimeSpan interval) =>
        TimeSpan.FromMilliseconds(Math.Max((long)interval.TotalMilliseconds, ((long)range.TotalMilliseconds + MaxPoints - 1) / MaxPoints));

    /// <summary>The begin itself is no part: the stretches then divide the time without a rest.</summary>
    private static (long Begin, long End, long Stretch) Stretches(DateTimeOffset from, DateTimeOffset to, TimeSpan interval)
    {
        var (begin, end) = (from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());
        return (begin, end, (long)StretchOf(to - from, interval).TotalMilliseconds);
    }

    private sealed record PointRow(
        long At, double? Cpu, double? Memory, double? MemoryUsed, double? Load, double? Received, double? Sent, double? Encoder, double? GpuMemory, double? Temperature,
        double? DiskTotal, double? DiskUsed, double? DiskFree, int Streams, int Transcodes, double? ProcessCpu, double? ProcessMemory);

    private sealed record ServerPointRow(int Server, long At, double? HostCpu, double? ProcessCpu, double? HostMemory, double? ProcessMemory);
}
