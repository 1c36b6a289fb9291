using System.Collections.Concurrent;
using System.Threading.Channels;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Libraries;
using MediaInsight.Live;
using MediaInsight.Servers;

namespace MediaInsight.Ingest;

/// <summary>Keeps the libraries up to date: changes every minute, every item when it is due, and whatever a button asks for. One reading per server at a time.</summary>
internal sealed partial class LibrarySyncs(
    ServerRegistry registry,
    LiveServers live,
    LibrarySync sync,
    LibrarySyncProgress progress,
    SettingsStore settings,
    TimeProvider time,
    ILogger<LibrarySyncs> logger) : BackgroundService, ILibrarySyncs
{
    /// <summary>Servers that are read at the same time.</summary>
    internal const int AtOnce = 2;
    private static readonly TimeSpan WhenOff = TimeSpan.FromMinutes(1);

    /// <summary>Servers are reached and their libraries known by then.</summary>
    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<ServerId, Running> _running = new();
    private readonly SemaphoreSlim _turns = new(AtOnce, AtOnce);
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<ServerId, bool> _wishes = new();

    public void Start(ServerId? server, bool full)
    {
        foreach (var one in registry.All.Where(s => s.IsEnabled && (server is null || s.Id == server)))
        {
            _wishes.AddOrUpdate(one.Id, full, (_, wished) => wished || full);
            if (progress.Find(one.Id) is not { IsRunning: true })
            {
                progress.Set(new(one.Id, one.Name, full, LibrarySyncPhase.Waiting, null, 0, null, time.GetUtcNow(), null, null));
            }
        }

        _wake.Writer.TryWrite(true);
    }

    public void Cancel(ServerId? server)
    {
        foreach (var id in _wishes.Keys.Where(id => server is null || id == server))
        {
            _wishes.TryRemove(id, out _);
            progress.Update(id, s => s.Phase is LibrarySyncPhase.Waiting ? s with { Phase = LibrarySyncPhase.Cancelled, EndedAt = time.GetUtcNow() } : s);
        }

        foreach (var (id, running) in _running.Where(r => server is null || r.Key == server))
        {
            running.StopByHand();
        }
    }

    /// <summary>Nothing of the server is being written when this is done.</summary>
    public async Task StopAsync(ServerId server)
    {
        Cancel(server);
        if (_running.TryGetValue(server, out var running))
        {
            await running.Ended;
        }

        progress.Remove(server);
    }

    /// <summary>Waits until nothing runs and nothing is wished for; for the nightly job.</summary>
    public async Task IdleAsync(CancellationToken cancellationToken)
    {
        while (!_wishes.IsEmpty || !_running.IsEmpty)
        {
            await Task.WhenAll([.. _running.Values.Select(r => r.Ended), Task.Delay(TimeSpan.FromMilliseconds(200), time, cancellationToken)]);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public override void Dispose()
    {
        _turns.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            TimeSpan? wait = AfterStart;
            while (!stoppingToken.IsCancellationRequested)
            {
                Begin(stoppingToken);
                if (!await WaitAsync(wait ?? Interval, stoppingToken))
                {
                    await TickAsync(stoppingToken);
                    wait = null;
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
        finally
        {
            await Task.WhenAll(_running.Values.Select(r => r.Ended));
        }
    }

    private TimeSpan Interval => settings.Get<LibrariesSettings>().RefreshSeconds is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : WhenOff;

    /// <summary>True when somebody asks; false when the time is over.</summary>
    private async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken stoppingToken)
    {
        using var timer = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, stoppingToken);
        try
        {
            await _wake.Reader.ReadAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Servers that answer are asked for changes, or for everything where that is due.</summary>
    private async Task TickAsync(CancellationToken stoppingToken)
    {
        foreach (var gone in progress.Feed.Current.Servers.Where(s => registry.Find(s.ServerId) is null))
        {
            progress.Remove(gone.ServerId);
        }

        foreach (var server in registry.All.Where(s => s.IsEnabled && !_running.ContainsKey(s.Id) && live.Find(s.Id)?.Health is ServerHealth.Online))
        {
            try
            {
                var isDue = await sync.IsFullDueAsync(server.Id, stoppingToken);
                if (isDue || settings.Get<LibrariesSettings>().RefreshSeconds > 0)
                {
                    Run(server, isDue, onlyDue: true, stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The next tick tries again.
                LogTick(e, server.Name);
            }
        }
    }

    private void Begin(CancellationToken stoppingToken)
    {
        foreach (var (id, full) in _wishes.ToArray())
        {
            // A running one raises the signal again when it ends.
            if (registry.Find(id) is not { IsEnabled: true } server)
            {
                _wishes.TryRemove(id, out _);
                progress.Remove(id);
            }
            else if (!_running.ContainsKey(id) && _wishes.TryRemove(id, out _))
            {
                Run(server, full, onlyDue: false, stoppingToken);
            }
        }
    }

    private void Run(MediaServer server, bool full, bool onlyDue, CancellationToken stoppingToken)
    {
        var running = new Running(CancellationTokenSource.CreateLinkedTokenSource(stoppingToken));
        if (_running.TryAdd(server.Id, running))
        {
            _ = Task.Run(() => RunAsync(server, full, onlyDue, running), CancellationToken.None);
        }
    }

    private async Task RunAsync(MediaServer server, bool full, bool onlyDue, Running running)
    {
        var cancellationToken = running.Token;
        try
        {
            await _turns.WaitAsync(cancellationToken);
            try
            {
                await sync.RunAsync(server, full, onlyDue, isQuiet: onlyDue && !full, () => running.IsStoppedByHand, cancellationToken);
            }
            finally
            {
                _turns.Release();
            }
        }
        catch (Exception e)
        {
            // Told to the page and the log where it happened; the next tick tries again.
            LogEnded(server.Name, e.GetType().Name);
        }
        finally
        {
            _running.TryRemove(server.Id, out _);
            running.Dispose();

            // A wish that came meanwhile is looked at now.
            _wake.Writer.TryWrite(true);
        }
    }

    [LoggerMessage(1235, LogLevel.Debug, "The reading of the libraries of {Server} ended early: {Reason}")]
    private partial void LogEnded(string server, string reason);

    [LoggerMessage(1236, LogLevel.Warning, "Whether libraries of {Server} are to be read cannot be told")]
    private partial void LogTick(Exception e, string server);

    private sealed class Running(CancellationTokenSource stop) : IDisposable
    {
        private readonly Lock _gate = new();
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _isOver;

        /// <summary>Done when nothing is read or written any more.</summary>
        public Task Ended => _ended.Task;

        public CancellationToken Token { get; } = stop.Token;

        public bool IsStoppedByHand { get; private set; }

        public void StopByHand()
        {
            lock (_gate)
            {
                if (!_isOver)
                {
                    IsStoppedByHand = true;
                    stop.Cancel();
                }
            }
        }

        public void Dispose()
        {
            lock (_gate)
            {
                _isOver = true;
                stop.Dispose();
            }

            _ended.TrySetResult();
        }
    }
}
