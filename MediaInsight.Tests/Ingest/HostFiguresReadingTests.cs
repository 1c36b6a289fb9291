using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Ingest;
using MediaInsight.Live;
using MediaInsight.Monitoring;
using MediaInsight.Platform;
using MediaInsight.Servers;
using MediaInsight.Servers.Jellyfin;
using MediaInsight.Servers.Plex;
using MediaInsight.Tests.Demo;
using MediaInsight.Tests.Infrastructure;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace MediaInsight.Tests.Ingest;

public sealed class HostFiguresReadingTests : IDisposable
{
    private readonly TestDb _db = new();
    private readonly WriteGate _gate = new();
    private readonly WireReplay _wire = new();
    private readonly ManualTime _time = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _wire.Dispose();
        _gate.Dispose();
        _db.Dispose();
    }

    [Fact]
    public async Task Plex_servers_that_answer_are_asked_once_a_minute_and_nobody_else_ever()
    {
        var asked = 0;
        _wire.On("/statistics/resources", _ => ++asked == 2
            ? WireReplay.Text("", "text/html", System.Net.HttpStatusCode.InternalServerError)
            : WireReplay.Text("""{"MediaContainer":{"StatisticsResources":[{"at":1,"hostCpuUtilization":40,"processCpuUtilization":12,"hostMemoryUtilization":60,"processMemoryUtilization":6}]}}"""));
        var writer = new DatabaseWriter(_db, _gate, _time);
        var secrets = new SecretProtector(new EphemeralDataProtectionProvider());
        var settings = new SettingsStore(_db, writer, new ConfigurationBuilder().Build(), _time);
        var registry = new ServerRegistry(_db, writer, secrets, _time);
        var plex = (await registry.AddAsync(new(ServerKind.Plex, "Cellar", "http://cellar.test:32400", "t", null), "m1", Token)).Server!;
        var away = (await registry.AddAsync(new(ServerKind.Plex, "Away", "http://away.test:32400", "t", null), "m2", Token)).Server!;
        var attic = (await registry.AddAsync(new(ServerKind.Jellyfin, "Attic", "http://attic.test:8096", "t", null), "m3", Token)).Server!;
        var live = new LiveServers(_time);
        live.Configure(registry.All);
        live.Update(plex.Id, s => s with { Health = ServerHealth.Online });
        live.Update(away.Id, s => s with { Health = ServerHealth.Offline });
        live.Update(attic.Id, s => s with { Health = ServerHealth.Online });
        var clients = new ServerClients([new PlexClientFactory(_wire.Factory(_time)), new JellyfinClientFactory(_wire.Factory(_time))], secrets, settings);
        using var reading = new HostFiguresReading(registry, clients, live, writer, settings, _time, NullLogger<HostFiguresReading>.Instance);

        await reading.StartAsync(Token);
        await StepAsync(TimeSpan.FromSeconds(15), 1);
        await StepAsync(HostFiguresReading.Every, 2);
        await StepAsync(HostFiguresReading.Every, 3);
        await Site.UntilAsync(() => SamplesAsync(), samples => samples.Count == 2);

        Assert.All(await SamplesAsync(), s => Assert.Equal((plex.Id, 40.0, 12.0, 60.0, 6.0), (s.ServerId, s.HostCpuPercent, s.ProcessCpuPercent, s.HostMemoryPercent, s.ProcessMemoryPercent)));
        Assert.All(_wire.Requests, r => Assert.Equal("cellar.test", r.RequestUri!.Host));
        await reading.StopAsync(Token);

        async Task StepAsync(TimeSpan by, int readings)
        {
            await Site.UntilAsync(() => Task.FromResult(_time.PendingTimers), timers => timers == 1);
            _time.Advance(by);
            await Site.UntilAsync(() => Task.FromResult(asked), a => a == readings);
        }
    }

    [Fact]
    public async Task The_demos_server_tells_too()
    {
        using var client = new PlexClientFactory(new DemoClock(DemoClock.Friday).Factory).Create(DemoClock.Connection(ServerKind.Plex));

        var figures = await Assert.IsAssignableFrom<IHostFigures>(client).GetHostFiguresAsync(Token);

        Assert.NotNull(figures);
        Assert.InRange(figures.HostCpuPercent!.Value, figures.ProcessCpuPercent!.Value, 100);
        Assert.InRange(figures.HostMemoryPercent!.Value, 50, 90);
    }

    private async Task<List<ServerSample>> SamplesAsync()
    {
        await using var db = _db.CreateDbContext();
        return await db.ServerMetrics.AsNoTracking().ToListAsync(Token);
    }
}
