using System.Threading.Channels;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Live;
using MediaInsight.Servers;
using MediaInsight.Sessions;

namespace MediaInsight.Ingest;

/// <summary>Starts and stops a pump per enabled server, and beside it a listener, following the configuration.</summary>
internal sealed class ServerPumpSupervisor(
    ServerRegistry registry,
    ServerClients clients,
    SnapshotQueue queue,
    SessionPipeline pipeline,
    LiveServers status,
    PollRequests requests,
    SettingsStore settings,
    GapLog gaps,
    ServerRefresh refresh,
    ServerEventSources sources,
    ServerHints hints,
    LiveSessions live,
    TimeProvider time,
    ILoggerFactory loggers) : BackgroundService
{
    private readonly Dictionary<ServerId, Running> _running = [];
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await pipeline.Recovered.WaitAsync(stoppingToken);
        registry.Changed += OnChanged;
        OnChanged();
        try
        {
            await foreach (var _ in _changed.Reader.ReadAllAsync(stoppingToken))
            {
                await ReconcileAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
        finally
        {
            registry.Changed -= OnChanged;
            await Task.WhenAll(_running.Values.Select(r => r.Loop));
        }
    }

    private void OnChanged() => _changed.Writer.TryWrite(true);

    private async Task ReconcileAsync(CancellationToken stoppingToken)
    {
        status.Configure(registry.All);
        foreach (var (id, running) in _running.ToList())
        {
            var wanted = registry.Find(id);
            if (wanted is { IsEnabled: true } && running.Serves(wanted))
            {
                continue;
            }

            await running.StopAsync();
            _running.Remove(id);
            if (wanted is not { IsEnabled: true })
            {
                queue.Close(id, StopReason.ServerRemoved, time.GetUtcNow());
            }
        }

        foreach (var server in registry.All.Where(s => s.IsEnabled && !_running.ContainsKey(s.Id)))
        {
            var stops = new AnnouncedStops(time);
            var pump = new ServerPump(server, clients, registry, queue, status, requests, settings, gaps, refresh, stops, time, loggers.CreateLogger<ServerPump>());
            var listener = new ServerListener(server, sources, hints, stops, status, live, time, loggers.CreateLogger<ServerListener>());
            _running[server.Id] = Running.Start(server, pump, listener, stoppingToken);
        }
    }

    private sealed record Running(MediaServer Server, Task Loop, CancellationTokenSource Stop)
    {
        public static Running Start(MediaServer server, ServerPump pump, ServerListener listener, CancellationToken stoppingToken)
        {
            var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            return new(server, Task.Run(() => Task.WhenAll(pump.RunAsync(stop.Token), listener.RunAsync(pump.Met, stop.Token)), CancellationToken.None), stop);
        }

        public bool Serves(MediaServer wanted) =>
            Server.Url == wanted.Url && Server.EncryptedToken == wanted.EncryptedToken && Server.PinnedFingerprint == wanted.PinnedFingerprint;

        public async Task StopAsync()
        {
            await Stop.CancelAsync();
            await Loop;
            Stop.Dispose();
        }
    }
}
