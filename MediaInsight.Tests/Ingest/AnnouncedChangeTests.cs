using MediaInsight.Domain;
using MediaInsight.Live;
using MediaInsight.Servers;
using MediaInsight.Tests.Api;
using MediaInsight.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Ingest;

/// <summary>The whole program beside a server that it polls every five minutes: what is seen earlier was announced.</summary>
public sealed class AnnouncedChangeTests : IAsyncLifetime
{
    private FakeJellyfin _jellyfin = null!;   // non-null: set before each test
    private Site? _site;

    public async ValueTask InitializeAsync() => _jellyfin = await FakeJellyfin.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }

        await _jellyfin.DisposeAsync();
    }

    [Fact]
    public async Task What_a_server_announces_is_seen_without_waiting_for_the_next_poll()
    {
        _jellyfin.HasSocket = true;
        using var api = Open();
        await UntilAsync(PushPhase.Connected);
        _jellyfin.Play(FakeSession.Ann());
        await _jellyfin.AnnounceAsync();
        await Site.UntilAsync(() => SessionsApiTests.ReadAsync(api, "api/v1/analytics/sessions/active"), a => a.GetProperty("total").GetInt32() == 1);
        _jellyfin.Play(FakeSession.Ann() with { IsPaused = true });
        await _jellyfin.AnnounceAsync();
        await Site.UntilAsync(() => SessionsApiTests.ReadAsync(api, "api/v1/analytics/sessions/active"), a => a.GetProperty("items")[0].GetProperty("state").GetString() == "paused");
        _jellyfin.Stop("tv-1");
        await _jellyfin.AnnounceAsync();
        await Site.UntilAsync(() => SessionsApiTests.ReadAsync(api, "api/v1/analytics/sessions?include_short=true"), h => h.GetProperty("total").GetInt32() == 1);

        // The first poll, one when the way opened, one for each announcement.
        Assert.InRange(_jellyfin.Reads, 4, 6);
    }

    [Fact]
    public async Task A_server_that_refuses_to_announce_is_well_all_the_same()
    {
        using var api = Open();
        var status = await UntilAsync(PushPhase.Waiting);

        Assert.Equal((ServerHealth.Online, null), (status.Health, status.Failure));
        Assert.Equal("Jellyfin's WebSocket was refused (status 404); a proxy in front may not pass it through.", status.Push.Error);
        Assert.True((await SessionsApiTests.ReadAsync(api, "health")).GetProperty("collector").GetProperty("ok").GetBoolean());
    }

    private HttpClient Open()
    {
        _site = Site.Start([.. Site.Watching(_jellyfin).Where(s => !s.Key.StartsWith("MediaInsight:Polling", StringComparison.Ordinal)), ("MediaInsight:Polling:ActiveSeconds", "300"), ("MediaInsight:Polling:IdleSeconds", "300")]);
        return _site.Api();
    }

    private async Task<ServerStatus> UntilAsync(PushPhase phase)
    {
        var servers = _site!.Services.GetRequiredService<LiveServers>(); // non-null: opened first
        var status = await Site.UntilAsync(() => Task.FromResult(servers.Feed.Current.Servers.FirstOrDefault()), s => s?.Push.Phase == phase);
        return status!; // non-null: it has the phase
    }
}
