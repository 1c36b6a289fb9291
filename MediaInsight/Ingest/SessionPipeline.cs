using System.Collections.Immutable;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Live;
using MediaInsight.Servers;
using MediaInsight.Sessions;
using MediaInsight.Viewers;

namespace MediaInsight.Ingest;

/// <summary>The one reader of all readings: tracks, records, publishes, in this order. Below it nothing needs a lock.</summary>
internal sealed partial class SessionPipeline(
    SnapshotQueue queue,
    PlayRecorder recorder,
    LiveSessions live,
    ServerRegistry registry,
    PeopleDirectory people,
    SettingsStore settings,
    TimeProvider time,
    ILogger<SessionPipeline> logger) : BackgroundService
{
    /// <summary>Results that wait for a database that cannot be written; older ones are merged by their order, none is dropped before this many.</summary>
    private const int MaxBacklog = 20_000;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly Dictionary<ServerId, TrackerState> _states = [];
    private readonly List<TrackerResult> _backlog = [];
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly TaskCompletionSource _recovered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when what ran before the last stop is known again; readings wait for it.</summary>
    public Task Recovered => _recovered.Task;

    /// <summary>Waits until what is being written now is written: readings after it see the configuration as it is now.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        _turn.Release();
    }

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var state in await recorder.RecoverAsync(stoppingToken))
        {
            _states[state.ServerId] = state;
            LogRecovered(state.Sessions.Count, state.ServerId.Value);
        }

        _recovered.SetResult();
        await CloseOrphansAsync(stoppingToken);
        while (await queue.WaitAsync(stoppingToken))
        {
            await RunAsync(queue.Take(), stoppingToken);
        }
    }

    /// <summary>Handles what waits, as one transaction.</summary>
    internal async Task RunAsync(IReadOnlyList<Intake> intake, CancellationToken cancellationToken)
    {
        bool lag;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            foreach (var one in intake)
            {
                _backlog.Add(Track(one));
            }

            lag = !await TryRecordAsync(cancellationToken);
            live.Feed.Publish(await ShowAsync(lag, cancellationToken));
        }
        finally
        {
            _turn.Release();
        }

        if (lag)
        {
            await Task.Delay(RetryAfter, time, cancellationToken);
        }
    }

    private TrackerResult Track(Intake intake)
    {
        var server = registry.Find(intake.ServerId);
        var kind = server?.Kind ?? ServerKind.Plex;
        var polling = settings.Get<PollingSettings>();
        var limits = Completion.Limits(kind, settings.Get<HistorySettings>(), TimeSpan.FromSeconds(polling.ActiveSeconds));
        var state = _states.TryGetValue(intake.ServerId, out var known) ? known : TrackerState.Empty(intake.ServerId);
        var result = intake.Snapshot is { } snapshot && server is { IsEnabled: true }
            ? SessionTracker.Apply(state, snapshot, limits)
            : SessionTracker.Close(state, intake.Close ?? StopReason.ServerRemoved, intake.At, limits);
        if (server is null && result.State.Sessions.IsEmpty)
        {
            _states.Remove(intake.ServerId);
        }
        else
        {
            _states[intake.ServerId] = result.State;
        }

        return result;
    }

    private async Task<bool> TryRecordAsync(CancellationToken cancellationToken)
    {
        try
        {
            await recorder.RecordAsync(_backlog, cancellationToken);
            _backlog.Clear();
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogCannotWrite(e, _backlog.Count);
            if (_backlog.Count > MaxBacklog)
            {
                // Results without events are only checkpoints: the newest of a server says all.
                _backlog.RemoveAll(r => r.Events.Count == 0);
            }

            return false;
        }
    }

    /// <summary>Plays of servers that are no longer configured end where they were last seen.</summary>
    private async Task CloseOrphansAsync(CancellationToken cancellationToken)
    {
        var orphans = _states.Keys.Where(id => registry.Find(id) is not { IsEnabled: true }).Select(id => new Intake(id, null, StopReason.ServerRemoved, time.GetUtcNow())).ToList();
        if (orphans.Count > 0)
        {
            await RunAsync(orphans, cancellationToken);
        }
    }

    private async Task<LiveSnapshot> ShowAsync(bool lag, CancellationToken cancellationToken)
    {
        var sessions = new List<LiveSession>();
        foreach (var state in _states.Values)
        {
            if (registry.Find(state.ServerId) is not { } server)
            {
                continue;
            }

            foreach (var session in state.Sessions.Values)
            {
                PersonRef? person = null;
                try
                {
                    person = await people.FindAsync(state.ServerId, session.Latest.User.ExternalId, cancellationToken);
                }
                catch (Exception e) when (lag && e is not OperationCanceledException)
                {
                    // The database is away: the session is shown by the name it came with.
                }

                sessions.Add(new(
                    session, server.Name, server.Kind, server.IsDemo, person?.UserId, person?.ViewerId,
                    person?.PersonName ?? session.Latest.User.Name, recorder.ItemOf(session.Id)));
            }
        }

        return new([.. sessions.OrderBy(s => s.Session.Clocks.State == PlaybackState.Playing ? 0 : 1).ThenByDescending(s => s.Session.StartedAt).ThenBy(s => s.Id.Value)], lag);
    }

    [LoggerMessage(1201, LogLevel.Information, "{Count} running plays of server {Server} go on from the last reading before the stop")]
    private partial void LogRecovered(int count, int server);

    [LoggerMessage(1202, LogLevel.Error, "History cannot be written; {Waiting} readings wait and are tried again")]
    private partial void LogCannotWrite(Exception e, int waiting);
}
