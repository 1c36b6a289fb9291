using MediaInsight.Data;
using MediaInsight.Monitoring;
using MediaInsight.Monitoring.Linux;
using MediaInsight.Platform;
using MediaInsight.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace MediaInsight.Tests.Monitoring;

/// <summary>The loop over a real database and, where not said otherwise, over this machine.</summary>
public sealed class SystemCollectorTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TestDb _db = new();
    private readonly WriteGate _gate = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("mi-machine-").FullName;
    private readonly ManualTime _time = new(Start);
    private readonly SystemNow _now = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _db.Dispose();
        _gate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task This_machine_is_measured()
    {
        var sampler = Sampler(new ProcFiles("/"), TimeProvider.System, [new Gauge(3, 1)]);
        sampler.Begin();
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Token);

        var sample = await sampler.ReadAsync(Token);

        Assert.InRange(sample.MemoryPercent!.Value, 0.1, 100);
        Assert.True(sample.MemoryUsedMb > 0 && sample.MemoryUsedMb < sample.MemoryTotalMb);
        Assert.True(sample.Load >= 0);
        Assert.InRange(sample.ProcessCpuPercent!.Value, 0, 100);
        Assert.True(sample.ProcessMemoryMb > 10);
        Assert.True(sample.DiskTotalGb > 0 && sample.DiskFreeGb <= sample.DiskTotalGb);
        Assert.Equal(sample.DiskTotalGb!.Value, sample.DiskUsedGb!.Value + sample.DiskFreeGb!.Value, 6);
        Assert.Equal((3, 1), (sample.ActiveStreams, sample.ActiveTranscodes));
        Assert.Null(sample.GpuTemperature);
    }

    [Fact]
    public async Task Every_configured_folder_is_measured_and_the_first_is_the_primary_one()
    {
        var sampler = Sampler(new ProcFiles("/"), _time, [], Settings(_time, ("MediaInsight:Monitoring:Paths:0", _folder), ("MediaInsight:Monitoring:Paths:1", "/no/such/folder")));
        sampler.Begin();

        var sample = await sampler.ReadAsync(Token);

        var disks = DiskReading.Read(sample.Disks);
        Assert.Equal([_folder, "/no/such/folder"], disks.Select(d => d.Path));
        Assert.Equal(("does not exist", disks[0].Total / 1e9), (disks[1].Problem, sample.DiskTotalGb));
    }

    [Fact]
    public async Task A_machine_that_tells_nothing_is_sampled_without_it()
    {
        var sampler = Sampler(new ProcFiles(_folder), _time, []);
        sampler.Begin();
        _time.Advance(TimeSpan.FromSeconds(1));

        var sample = await sampler.ReadAsync(Token);

        Assert.Equal((null, null, null, null), (sample.CpuPercent, sample.MemoryPercent, sample.Load, sample.NetworkSentPerSecond));
        Assert.NotNull(sample.DiskFreeGb);
    }

    [Fact]
    public async Task A_container_is_measured_against_its_limits()
    {
        Write("proc/stat", "cpu  100 0 0 900 0 0 0 0 0 0\n");
        Write("proc/meminfo", "MemTotal: 33554432 kB\nMemAvailable: 30000000 kB\n");
        Write("sys/fs/cgroup/memory.max", "2097152000\n");
        Write("sys/fs/cgroup/memory.current", "1677721600\n");
        Write("sys/fs/cgroup/memory.stat", "inactive_file 104857600\n");
        Write("sys/fs/cgroup/cpu.max", "50000 100000\n");
        Write("sys/fs/cgroup/cpu.stat", "usage_usec 1000000\n");
        var sampler = Sampler(new ProcFiles(_folder), _time, []);
        sampler.Begin();
        Write("sys/fs/cgroup/cpu.stat", "usage_usec 1250000\n");
        _time.Advance(TimeSpan.FromSeconds(1));

        var sample = await sampler.ReadAsync(Token);

        Assert.Equal((50.0, 75.0, 1500L, 2000L), (sample.CpuPercent, sample.MemoryPercent, sample.MemoryUsedMb, sample.MemoryTotalMb));
    }

    [Fact]
    public async Task The_first_sample_comes_at_the_start_and_then_one_a_minute()
    {
        Write("proc/stat", "cpu  100 0 0 900 0 0 0 0 0 0\n");
        using var collector = Collector();
        await collector.StartAsync(Token);
        await WaitsAsync();
        Write("proc/stat", "cpu  125 0 0 975 0 0 0 0 0 0\n");
        _time.Advance(SystemCollector.FirstStretch);
        await CountAsync(1);
        Assert.Equal((25.0, Start + SystemCollector.FirstStretch), (_now.Latest!.CpuPercent, _now.Latest.RecordedAt));

        for (var i = 2; i <= 4; i++)
        {
            await WaitsAsync();
            _time.Advance(TimeSpan.FromSeconds(60));
            await CountAsync(i);
        }

        await collector.StopAsync(Token);
    }

    [Fact]
    public async Task A_clock_that_jumped_is_not_caught_up_with()
    {
        using var collector = Collector();
        await collector.StartAsync(Token);
        await WaitsAsync();
        _time.Advance(SystemCollector.FirstStretch);
        await CountAsync(1);
        await WaitsAsync();

        _time.Jump(TimeSpan.FromDays(2));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await CountAsync(2);
        await WaitsAsync();

        await using var db = _db.CreateDbContext();
        Assert.Equal(2, await db.SystemMetrics.CountAsync(Token));
        await collector.StopAsync(Token);
    }

    [Fact]
    public async Task Samples_older_than_thirty_days_go_with_the_next_one()
    {
        await using (var db = _db.CreateDbContext())
        {
            db.SystemMetrics.AddRange(
                new() { RecordedAt = Start.AddDays(-31), CpuPercent = 1 }, new() { RecordedAt = Start.AddDays(-30).AddMinutes(-1), CpuPercent = 2 }, new() { RecordedAt = Start.AddDays(-29), CpuPercent = 3 });
            db.ServerMetrics.AddRange(new() { ServerId = new(1), RecordedAt = Start.AddDays(-31) }, new() { ServerId = new(1), RecordedAt = Start.AddDays(-29) });
            await db.SaveChangesAsync(Token);
        }

        using var collector = Collector();
        await collector.StartAsync(Token);
        await WaitsAsync();
        _time.Advance(SystemCollector.FirstStretch);
        await CountAsync(2);

        await using var after = _db.CreateDbContext();
        Assert.Equal([3, null], await after.SystemMetrics.OrderBy(s => s.RecordedAt).Select(s => s.CpuPercent).ToListAsync(Token));
        Assert.Equal(1, await after.ServerMetrics.CountAsync(Token));
        await collector.StopAsync(Token);
    }

    [Fact]
    public async Task Switched_off_it_takes_no_sample()
    {
        using var collector = Collector(("MediaInsight:Monitoring:Enabled", "false"));
        await collector.StartAsync(Token);
        await WaitsAsync();
        _time.Advance(SystemCollector.FirstStretch);
        await WaitsAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        await WaitsAsync();

        Assert.Null(_now.Latest);
        await using var db = _db.CreateDbContext();
        Assert.Equal(0, await db.SystemMetrics.CountAsync(Token));
        await collector.StopAsync(Token);
    }

    private SystemCollector Collector(params (string Key, string Value)[] settings)
    {
        var store = Settings(_time, settings);
        return new(Sampler(new ProcFiles(_folder), _time, [], store), new DatabaseWriter(_db, _gate, _time), _now, store, _time, NullLogger<SystemCollector>.Instance);
    }

    private SystemSampler Sampler(ProcFiles files, TimeProvider time, IReadOnlyList<IStreamGauge> gauges, SettingsStore? settings = null) =>
        new(new MachineMeter(files, time), new GpuMeter(null, time, NullLogger<GpuMeter>.Instance), new DiskMeter(TimeProvider.System), gauges, settings ?? Settings(time), new AppPaths(_folder), time);

    private SettingsStore Settings(TimeProvider time, params (string Key, string Value)[] settings) =>
        new(_db, new DatabaseWriter(_db, _gate, time), new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build(), time);

    private void Write(string path, string text)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>Until the loop waits by the clock.</summary>
    private async Task WaitsAsync() => await Site.UntilAsync(() => Task.FromResult(_time.PendingTimers), timers => timers == 1);

    private async Task CountAsync(int samples) => await Site.UntilAsync(async () =>
    {
        await using var db = _db.CreateDbContext();
        return await db.SystemMetrics.CountAsync(Token);
    }, count => count == samples && _now.Latest is not null);

    private sealed class Gauge(int streams, int transcodes) : IStreamGauge
    {
        public StreamCounts Read() => new(streams, transcodes);
    }
}
