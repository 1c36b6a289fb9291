using MediaInsight.Data;
using MediaInsight.Demo;
using MediaInsight.Domain;
using MediaInsight.Ingest;
using MediaInsight.Live;
using MediaInsight.Platform;
using MediaInsight.Servers;
using MediaInsight.Servers.Jellyfin;
using MediaInsight.Sessions;
using MediaInsight.Tests.Drivers;
using MediaInsight.Tests.Infrastructure;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace MediaInsight.Tests.Ingest;

/// <summary>One listener on a real socket; its clock moves when a test moves it.</summary>
public sealed class ServerListenerTests : IAsyncLifetime
{
    private static readonly ServerId Id = new(1);

    private readonly ManualTime _time = new(new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly SecretProtector _secrets = new(new EphemeralDataProtectionProvider());
    private readonly TestDb _db = new();
    private readonly WriteGate _gate = new();
    private readonly PollRequests _requests = new();
    private readonly LiveServers _status;
    private readonly LiveSessions _live;
    private FakeJellyfin _jellyfin = null!;   // non-null: set before each test
    private Task _listening = Task.CompletedTask;

    public ServerListenerTests() => (_status, _live) = (new(_time), new(_time));

    private PushState Push => _status.Find(Id)!.Push; // non-null: configured before it is asked

    public async ValueTask InitializeAsync()
    {
        _jellyfin = await FakeJellyfin.StartAsync();
        _jellyfin.HasSocket = true;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening;
        await _jellyfin.DisposeAsync();
        _stop.Dispose();
        _gate.Dispose();
        _db.Dispose();
    }

    [Fact]
    public async Task A_connection_that_drops_is_opened_again_and_what_was_missed_is_read()
    {
        Start();
        await UntilAsync(() => Push.Phase == PushPhase.Connected);
        Assert.Equal((PushChannel.WebSocket, _time.GetUtcNow()), (Push.Channel, Push.Since));
        await ReadAsync();

        _jellyfin.Drop();
        await UntilAsync(() => Push.Phase == PushPhase.Waiting);
        Assert.Equal("The WebSocket to Jellyfin broke.", Push.Error);
        Assert.Equal(ServerHealth.Online, _status.Find(Id)!.Health); // non-null: as above
        await MoveUntilAsync(TimeSpan.FromSeconds(1), () => Push.Phase == PushPhase.Connected);
        Assert.Null(Push.Error);
        await ReadAsync();
    }

    [Fact]
    public async Task An_announced_change_asks_for_a_reading_and_is_noted()
    {
        Start();
        await UntilAsync(() => Push.Phase == PushPhase.Connected);
        await ReadAsync();
        _time.Advance(TimeSpan.FromSeconds(10));
        _jellyfin.Play(FakeSession.Ann());
        await _jellyfin.AnnounceAsync();

        await ReadAsync();
        await UntilAsync(() => Push.LastHintAt == _time.GetUtcNow());
    }

    [Fact]
    public async Task A_key_that_is_told_nothing_while_something_plays_is_called_silent_until_it_hears()
    {
        Start();
        await UntilAsync(() => Push.Phase == PushPhase.Connected);
        _time.Advance(TimeSpan.FromMinutes(10));
        await Task.Yield();
        Assert.Equal(PushPhase.Connected, Push.Phase);

        Plays();
        await MoveUntilAsync(ServerListener.LookEvery, () => Push.Phase == PushPhase.Silent);
        Assert.Equal(PushChannel.WebSocket, Push.Channel);
        Assert.Null(Push.Error);
        Assert.Equal(ServerHealth.Online, _status.Find(Id)!.Health); // non-null: as above
        Assert.Equal(1, _jellyfin.Listeners);

        _jellyfin.Play(FakeSession.Ann());
        await _jellyfin.AnnounceAsync();
        await UntilAsync(() => Push.Phase == PushPhase.Connected);
    }

    [Fact]
    public async Task The_token_is_shown_to_nobody_before_the_server_is_known()
    {
        var met = new TaskCompletionSource();
        Start(met.Task);
        await UntilAsync(() => Push.Phase == PushPhase.Connecting);
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, _jellyfin.Listeners);

        met.SetResult();
        await UntilAsync(() => Push.Phase == PushPhase.Connected);
    }

    [Fact]
    public async Task A_server_that_cannot_be_polled_is_not_listened_to()
    {
        Start();
        await UntilAsync(() => Push.Phase == PushPhase.Connected);
        _status.Update(Id, s => s with { Health = ServerHealth.Offline });
        _jellyfin.Drop();
        await UntilAsync(() => Push.Phase == PushPhase.Waiting);
        for (var i = 0; i < 100; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(PushPhase.Waiting, Push.Phase);
        _status.Update(Id, s => s with { Health = ServerHealth.Online });
        await MoveUntilAsync(TimeSpan.FromSeconds(1), () => Push.Phase == PushPhase.Connected);
    }

    [Fact]
    public async Task A_simulated_server_offers_nothing_and_is_asked_once()
    {
        var demo = DemoHousehold.Servers.Single(s => s.Kind == ServerKind.Jellyfin);
        Start(url: demo.Url);
        await _listening;

        Assert.Equal(PushState.NotOffered, Push);
    }

    private void Start(Task? met = null, Uri? url = null)
    {
        var server = new MediaServer { Id = Id, Kind = ServerKind.Jellyfin, Name = "Attic", Url = (url ?? _jellyfin.Address).ToString(), EncryptedToken = _secrets.Protect(FakeJellyfin.Token) };
        _status.Configure([server]);
        _status.Update(Id, s => s with { Health = ServerHealth.Online });
        var transport = new PushTransport(new DemoTransport(new SocketTransport(), _time), _time);
        var clients = new ServerClients([], _secrets, Settings());
        var sources = new ServerEventSources([new JellyfinEventsFactory(transport)], clients, transport);
        var listener = new ServerListener(server, sources, new ServerHints(_requests, _time), new AnnouncedStops(_time), _status, _live, _time, NullLogger.Instance);
        _listening = Task.Run(() => listener.RunAsync(met ?? Task.CompletedTask, _stop.Token));
    }

    private SettingsStore Settings() => new(_db, new DatabaseWriter(_db, _gate, TimeProvider.System), new ConfigurationBuilder().Build(), TimeProvider.System);

    /// <summary>Somebody plays, as polling has found out.</summary>
    private void Plays()
    {
        var evening = new Evening(Id);
        evening.Viewer("ann").Plays(Films.Film).For(60.Minutes());
        var state = SessionTracker.Apply(TrackerState.Empty(Id), evening.At(TimeSpan.FromMinutes(1)), new()).State;
        _live.Feed.Publish(new([.. state.Sessions.Values.Select(s => new LiveSession(s, "Attic", ServerKind.Jellyfin, false, null, null, "ann", null))], false));
    }

    /// <summary>A reading is asked for now.</summary>
    private Task ReadAsync() => _requests.WaitAsync(Id, TimeSpan.FromDays(1), TimeProvider.System, TestContext.Current.CancellationToken);

    private static Task UntilAsync(Func<bool> right) => PipelineRig.UntilAsync(right);

    private async Task MoveUntilAsync(TimeSpan by, Func<bool> right)
    {
        while (!right())
        {
            _time.Advance(by);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
