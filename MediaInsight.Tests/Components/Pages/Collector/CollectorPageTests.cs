using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Ingest;
using MediaInsight.Live;
using MediaInsight.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace MediaInsight.Tests.Components.Pages.Collector;

public sealed class CollectorPageTests : IDisposable
{
    private readonly PagesSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task Without_a_server_it_says_what_it_will_show_and_where_to_begin()
    {
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, "/collector");

        Assert.Contains("No server is watched yet", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll("main a"), a => a.GetAttribute("href") == "servers/add");
    }

    [Fact]
    public async Task A_server_shows_how_it_is_watched_and_when_it_was_not()
    {
        await QuietAsync();
        var id = await AddAsync("Attic <img src=x onerror=alert(1)>");
        var stats = _site.Get<LiveServers>().Collector;
        foreach (var ms in new[] { 10, 20, 400 })
        {
            stats.Good(id, ms);
        }

        stats.Failed(id, ServerFailureKind.TimedOut, "The server did not answer within 10 s.");
        await using (var db = await _site.Get<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            db.ServerGaps.Add(new() { ServerId = id, StartedAt = _site.Now.AddHours(-5), EndedAt = _site.Now.AddHours(-3), Reason = "MediaInsight was not running." });
            db.CatchUpRuns.Add(new() { ServerId = id, At = _site.Now, Found = 9, Derived = 3, Inferred = 2, Known = 4 });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        using var owner = await _site.OwnerAsync();
        using var page = await PagesSite.ReadAsync(owner, $"/collector?server={id}");

        var row = page.QuerySelector("table[aria-label=Collector] tbody tr")!.TextContent;
        Assert.Contains("Attic <img src=x onerror=alert(1)>", row, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("main img[src=x]"));
        Assert.Contains("20\u00A0ms, 400\u00A0ms", row, StringComparison.Ordinal);
        Assert.Contains("3 · 1 failed", row, StringComparison.Ordinal);
        Assert.Contains("1\u00A0gap", row, StringComparison.Ordinal);
        Assert.Contains("5\u00A0plays added", row, StringComparison.Ordinal);
        var drawer = page.QuerySelector("dialog")!.TextContent;
        Assert.Contains("MediaInsight was not running.", drawer, StringComparison.Ordinal);
        Assert.Contains("2\u00A0h 00\u00A0min together", drawer, StringComparison.Ordinal);
        Assert.Contains("The server did not answer within 10 s.", drawer, StringComparison.Ordinal);
        Assert.Contains("derived", drawer, StringComparison.Ordinal);
        Assert.Contains("inferred", drawer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_server_says_why_and_fifty_servers_fit()
    {
        await QuietAsync();
        for (var i = 0; i < 50; i++)
        {
            await AddAsync($"Server {i:00}");
        }

        var servers = _site.Get<LiveServers>();
        servers.Configure(_site.Get<ServerRegistry>().All);
        var dead = _site.Get<ServerRegistry>().All[7].Id;
        servers.Update(_site.Get<ServerRegistry>().All[3].Id, s => s with { Health = ServerHealth.Online, Push = new(PushChannel.WebSocket, PushPhase.Connected, _site.Now, _site.Now, null) });
        servers.Update(dead, s => s with { Health = ServerHealth.Offline, FailureKind = ServerFailureKind.Unreachable, Failure = "Cannot connect: connection refused.", FailingSince = _site.Now });
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, $"/collector?server={dead}");

        Assert.Equal(50, page.QuerySelectorAll("table[aria-label=Collector] tbody tr").Length);
        Assert.Single(page.QuerySelectorAll("table[aria-label=Collector] tbody tr"), r => r.TextContent.Contains("Connected", StringComparison.Ordinal));
        Assert.Contains("1 of 50 servers can't be read", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Can't reach Server 07 (connection refused).", page.QuerySelector("dialog")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_was_never_read_is_not_said_to_be_watched()
    {
        await QuietAsync();
        var id = await AddAsync("Cellar");
        _site.Get<LiveServers>().Collector.Failed(id, ServerFailureKind.Unreachable, "Cannot connect: connection refused.");
        await using (var db = await _site.Get<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            await db.Servers.ExecuteUpdateAsync(s => s.SetProperty(x => x.CreatedAt, _site.Now.AddDays(-2)), TestContext.Current.CancellationToken);
        }

        await _site.Get<ServerRegistry>().LoadAsync(TestContext.Current.CancellationToken);
        using var owner = await _site.OwnerAsync();
        using var page = await PagesSite.ReadAsync(owner, $"/collector?server={id}");

        Assert.Contains("1\u00A0server, not read yet.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("– not read yet", page.QuerySelector("table[aria-label=Collector] tbody tr")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("100\u00A0%", page.Body.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("ithout a gap", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains("what was played on this server so far is not known", page.QuerySelector("dialog")!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>The figures are the test's: nobody reads the servers.</summary>
    private async Task QuietAsync()
    {
        foreach (var pumps in _site.Get<IEnumerable<IHostedService>>().OfType<ServerPumpSupervisor>())
        {
            await pumps.StopAsync(TestContext.Current.CancellationToken);
        }
    }

    private async Task<ServerId> AddAsync(string name)
    {
        var added = await _site.Get<ServerRegistry>().AddAsync(new(ServerKind.Jellyfin, name, $"http://127.0.0.1:9/{Guid.CreateVersion7():N}/", "token", null), null, TestContext.Current.CancellationToken);
        return added.Server!.Id; // non-null: the entry is valid
    }
}
