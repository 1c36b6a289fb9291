using MediaInsight.Monitoring;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Monitoring;

public sealed class SystemMetricsTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly TestDb _db = new();
    private readonly SystemNow _now = new();
    private readonly SystemMetrics _metrics;

    public SystemMetricsTests() => _metrics = new(_db, _now);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _db.Dispose();

    [Fact]
    public async Task An_hour_is_told_sample_by_sample()
    {
        await FillAsync(120, i => new() { RecordedAt = Now - (i * Minute), CpuPercent = i, ActiveStreams = i });

        var points = await _metrics.HistoryAsync(Now.AddHours(-1), Now, Minute, Token);

        Assert.Equal(60, points.Count);
        Assert.Equal((Now.AddMinutes(-59), 59.0, Now, 0.0), (points[0].RecordedAt, points[0].CpuPercent, points[^1].RecordedAt, points[^1].CpuPercent));
    }

    [Fact]
    public async Task A_week_is_drawn_together_to_at_most_five_hundred_points()
    {
        await FillAsync(7 * 24 * 60 + 30, i => new() { RecordedAt = Now - (i * Minute), CpuPercent = 40 + (i % 2 * 20), GpuTemperature = i == 1000 ? 91 : 50, ActiveStreams = i == 1000 ? 9 : 1, DiskFreeGb = 100 });

        var points = await _metrics.HistoryAsync(Now.AddDays(-7), Now, Minute, Token);

        Assert.InRange(points.Count, 450, SystemMetrics.MaxPoints);
        Assert.All(points, p => Assert.InRange(p.CpuPercent!.Value, 48, 52));
        Assert.Equal((9, 91.0), (points.Max(p => p.ActiveStreams), points.Max(p => p.GpuTemperature)));
        Assert.Equal(points.OrderBy(p => p.RecordedAt), points);
        Assert.Equal(100, points[3].DiskFreeGb);
        Assert.Null(points[3].MemoryPercent);
    }

    [Fact]
    public async Task Stretches_without_samples_have_no_points()
    {
        await FillAsync(10, i => new() { RecordedAt = Now - (i * Minute), CpuPercent = 10 });
        await FillAsync(10, i => new() { RecordedAt = Now.AddHours(-5) - (i * Minute), CpuPercent = 20 });

        var points = await _metrics.HistoryAsync(Now.AddHours(-6), Now, Minute, Token);

        Assert.Equal(20, points.Count);
        Assert.Empty(await _metrics.HistoryAsync(Now.AddDays(1), Now.AddDays(2), Minute, Token));
    }

    [Fact]
    public async Task Every_media_server_has_its_own_history()
    {
        await using (var db = _db.CreateDbContext())
        {
            db.ServerMetrics.AddRange(Enumerable.Range(0, 2000).Select(i => new ServerSample { ServerId = new(1 + (i % 2)), RecordedAt = Now - (i / 2 * Minute), HostCpuPercent = 10 * (1 + (i % 2)) }));
            await db.SaveChangesAsync(Token);
        }

        var points = await _metrics.ServerHistoryAsync(Now.AddDays(-7), Now, Minute, Token);
        var latest = await _metrics.LatestOfServersAsync(Now.AddMinutes(-5), Token);

        Assert.Equal([10, 20], points.GroupBy(p => p.ServerId.Value).OrderBy(g => g.Key).Select(g => g.Average(p => p.HostCpuPercent)));
        Assert.Equal([(1, Now), (2, Now)], latest.Select(s => (s.ServerId.Value, s.RecordedAt)));
        Assert.Empty(await _metrics.LatestOfServersAsync(Now.AddMinutes(1), Token));
    }

    [Fact]
    public async Task The_latest_is_known_after_a_restart_too()
    {
        Assert.Null(await _metrics.LatestAsync(Token));
        await FillAsync(3, i => new() { RecordedAt = Now - (i * Minute), CpuPercent = i });

        Assert.Equal(0, (await _metrics.LatestAsync(Token))!.CpuPercent);

        _now.Publish(new() { RecordedAt = Now + Minute, CpuPercent = 77 });
        Assert.Equal(77, (await _metrics.LatestAsync(Token))!.CpuPercent);
        Assert.Equal(new(0.5, null, 2), await _metrics.LoadSinceAsync(Now - Minute, Token));
    }

    private async Task FillAsync(int count, Func<int, SystemSample> sample)
    {
        await using var db = _db.CreateDbContext();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        db.SystemMetrics.AddRange(Enumerable.Range(0, count).Select(sample));
        await db.SaveChangesAsync(Token);
    }
}
