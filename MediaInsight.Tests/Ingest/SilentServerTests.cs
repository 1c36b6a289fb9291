using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Ingest;
using MediaInsight.Live;
using MediaInsight.Platform;
using MediaInsight.Servers;
using MediaInsight.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MediaInsight.Tests.Ingest;

/// <summary>A server that takes requests and never answers, beside one that does.</summary>
public sealed class SilentServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_dead_server_delays_neither_the_readings_nor_the_libraries_of_another()
    {
        await using var dead = await FakeJellyfin.StartAsync("00000000000000000000000000000001");
        await using var living = await FakeJellyfin.StartAsync("00000000000000000000000000000002");
        dead.IsSilent = true;
        living.Play(FakeSession.Ann());
        await using var site = Site.Start([.. Site.Watching(dead), .. Second(living)]);
        var registry = site.Services.GetRequiredService<ServerRegistry>();
        var (deadId, livingId) = (registry.All.Single(s => s.Name == "Attic").Id, registry.All.Single(s => s.Name == "Barn").Id);
        var live = site.Services.GetRequiredService<LiveSessions>();
        var refreshes = site.Services.GetServices<IServerRefreshes>().First();

        // Whoever asks for the dead one first must not make the other wait.
        refreshes.Request(deadId);
        refreshes.Request(livingId);
        await Site.UntilAsync(() => Task.FromResult(live.Read(ReadScope.Everything).Sessions.Length), n => n == 1);
        Assert.Equal(2, await Site.UntilAsync(() => AccountsAsync(site, livingId), n => n == 2));
        var reads = living.Reads;
        await Site.UntilAsync(() => Task.FromResult(living.Reads), n => n >= reads + 2);

        // Not one request of the dead one has come to an end meanwhile.
        Assert.InRange(dead.Unanswered, 1, 2);
        Assert.Equal(0, dead.Reads);
        Assert.Equal(0, await AccountsAsync(site, deadId));
    }

    [Fact]
    public async Task The_job_reads_every_server_whatever_happens_with_another()
    {
        await using var living = await FakeJellyfin.StartAsync();
        await using var broken = await FakeJellyfin.StartAsync("00000000000000000000000000000001");
        await using var site = Site.Start([.. Site.Watching(broken), .. Second(living)]);
        foreach (var pumps in site.Services.GetServices<IHostedService>().OfType<ServerPumpSupervisor>())
        {
            await pumps.StopAsync(Token);
        }

        await using (var db = await OpenAsync(site))
        {
            // Nothing that a connector expects: an address that is none.
            await db.Servers.Where(s => s.Name == "Attic").ExecuteUpdateAsync(s => s.SetProperty(x => x.Url, "no address"), Token);
        }

        await site.Services.GetRequiredService<ServerRegistry>().LoadAsync(Token);
        var said = await site.Services.GetServices<IJob>().Single(j => j.Name == "server-refresh").RunAsync(Token);

        Assert.StartsWith("1 of 2 servers. ", said, StringComparison.Ordinal);
        Assert.Contains("Barn: 2 accounts, 1 libraries", said, StringComparison.Ordinal);
        Assert.Contains("Attic: the log says more", said, StringComparison.Ordinal);
    }

    private static (string, string)[] Second(FakeJellyfin server) =>
    [
        ("MediaInsight:Servers:1:Kind", "jellyfin"), ("MediaInsight:Servers:1:Name", "Barn"), ("MediaInsight:Servers:1:Url", server.Address.ToString()), ("MediaInsight:Servers:1:Token", FakeJellyfin.Token),
    ];

    private static Task<MediaInsightDb> OpenAsync(Site site) => site.Services.GetRequiredService<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(Token);

    private static async Task<int> AccountsAsync(Site site, ServerId server)
    {
        await using var db = await OpenAsync(site);
        return await db.ServerUsers.CountAsync(u => u.ServerId == server && u.IsAdministrator != null, Token);
    }
}
