using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.Privacy;
using MediaInsight.Live;
using MediaInsight.Servers;
using MediaInsight.Sessions;
using MediaInsight.Viewers;

namespace MediaInsight.Ingest;

/// <summary>
/// The one reader of all readings: tracks, records, publishes, in this order. Below it nothing needs a lock. Nothing that
/// a server says and nothing that happens to the disk ends it.
/// </summary>
internal sealed partial class SessionPipeline(
    SnapshotQueue queue,
    PlayRecorder recorder,
    LiveSessions live,
    ServerRegistry registry,
    PeopleDirectory people,
    DoNotTrack doNotTrack,
    SettingsStore settings,
    TimeProvider time,
    ILogger<SessionPipeline> logger) : BackgroundService
{
    /// <summary>What plays now is shown after at most this long, whether or not the disk has taken it.</summary>
    internal static readonly TimeSpan WriteBound = TimeSpan.FromSeconds(2);
    /// <summary>Longer than this no turn takes: what still waits then is said to be held back, though nothing has failed.</summary>
    internal static readonly TimeSpan TurnBound = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    /// <summary>How long the end of the program waits for what is still to be written.</summary>
    private static readonly TimeSpan LastWriteBound = TimeSpan.FromSeconds(5);

    private readonly Dictionary<ServerId, TrackerState> _states = [];
    private readonly HistoryBacklog _backlog = new(recorder, logger);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly TaskCompletionSource _recovered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<bool> _writing = Task.FromResult(true);
    private long? _waitsSince;
    private bool _failing;

    /// <summary>Done when what ran before the last stop is known again; readings wait for it.</summary>
    public Task Recovered => _recovered.Task;

    /// <summary>Waits until what is being written now is written: readings after it see the configuration as it is now.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        Task writing;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            writing = _writing;
        }
        finally
        {
            _turn.Release();
        }

        await writing.WaitAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RecoverAsync(stoppingToken);
            _recovered.SetResult();
            var again = await RunAsync(Orphans(), stoppingToken);
            while (true)
            {
                await queue.WaitAsync(again ? RetryAfter : null, time, stoppingToken);
                var intake = queue.Take();
                if (intake.Count > 0 || again)
                {
                    again = await RunAsync(intake, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops. What is tracked and not written yet gets one more chance.
            await Task.WhenAny(WriteLastAsync(), Task.Delay(LastWriteBound, time, CancellationToken.None));
        }
    }

    /// <summary>Handles what waits. True: the database does not take it at the moment, or not fast enough; call again soon.</summary>
    internal async Task<bool> RunAsync(IReadOnlyList<Intake> intake, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            foreach (var one in intake)
            {
                Take(one);
            }

            if (_writing.IsCompleted)
            {
                // Not cancelled with the program: a transaction that has begun may end. A thread of its own, for SQLite blocks.
                _writing = Task.Run(() => _backlog.TryWriteAsync(CancellationToken.None), CancellationToken.None);
            }

            _waitsSince ??= time.GetTimestamp();
            await Task.WhenAny(_writing, Task.Delay(WriteBound, time, cancellationToken));
            bool? written = _writing.IsCompleted ? await _writing : null;
            var lag = written != true;
            live.Feed.Publish(await ShowAsync(lag, IsHeldBack(written), cancellationToken));
            return lag || _backlog.Waiting > 0;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A write failed and none has succeeded since, or it waits for longer than for its turn among other writers.</summary>
    /// <param name="written">Null: not over yet.</param>
    private bool IsHeldBack(bool? written)
    {
        if (written == true)
        {
            (_waitsSince, _failing) = (null, false);
            return false;
        }

        _failing |= written == false;
        return _failing || (_waitsSince is { } since && time.GetElapsedTime(since) >= TurnBound);
    }

    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                foreach (var state in await recorder.RecoverAsync(cancellationToken))
                {
                    _states[state.ServerId] = state;
                    if (!state.Sessions.IsEmpty)
                    {
                        LogRecovered(state.Sessions.Count, state.ServerId.Value);
                    }
                }

                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // Readings wait: without its memory every running play would be begun a second time.
                LogCannotRecover(e);
                await Task.Delay(RetryAfter, time, cancellationToken);
            }
        }
    }

    private async Task WriteLastAsync()
    {
        await _writing;
        await Task.Run(() => _backlog.TryWriteAsync(CancellationToken.None));
    }

    private void Take(Intake intake)
    {
        try
        {
            _backlog.Add(Track(intake));
        }
        catch (Exception e)
        {
            // A fault of ours costs one reading of one server, never the watching of all.
            LogCannotTrack(e, intake.ServerId.Value);
        }
    }

    private TrackerResult Track(Intake intake)
    {
        var server = registry.Find(intake.ServerId);
        var kind = server?.Kind ?? ServerKind.Plex;
        var polling = settings.Get<PollingSettings>();
        var limits = Completion.Limits(kind, settings.Get<HistorySettings>(), TimeSpan.FromSeconds(polling.ActiveSeconds));
        var state = _states.TryGetValue(intake.ServerId, out var known) ? known : TrackerState.Empty(intake.ServerId);
        var result = intake.End is { } play ? SessionTracker.End(state, play, intake.At, limits)
            : intake.Snapshot is { } snapshot && server is { IsEnabled: true }
            ? SessionTracker.Apply(state, Discreet.Shortened(snapshot, settings.Get<PrivacySettings>()), limits)
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

    /// <summary>Plays of servers that are no longer configured end where they were last seen.</summary>
    private IReadOnlyList<Intake> Orphans() =>
        [.. _states.Keys.Where(id => registry.Find(id) is not { IsEnabled: true }).Select(id => new Intake(id, null, StopReason.ServerRemoved, time.GetUtcNow()))];

    private async Task<LiveSnapshot> ShowAsync(bool lag, bool isHeldBack, CancellationToken cancellationToken)
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

                // Until it is known that it may be shown.
                var isPrivate = true;
                try
                {
                    isPrivate = await doNotTrack.CoversAsync(session, cancellationToken);
                    person = await people.FindAsync(state.ServerId, session.Latest.User.ExternalId, cancellationToken);
                }
                catch (Exception e) when (!cancellationToken.IsCancellationRequested)
                {
                    // The database is away: the session is shown by the name it came with.
                    if (!lag)
                    {
                        LogNameless(e);
                    }
                }

                if (isPrivate)
                {
                    sessions.Add(Discreet.Private(session, server));
                    continue;
                }

                sessions.Add(new(
                    person?.IsIncognito == true ? Discreet.Incognito(session, person.PersonName) : session, server.Name, server.Kind, server.IsDemo, person?.UserId, person?.ViewerId,
                    person?.PersonName ?? session.Latest.User.Name, recorder.ItemOf(session.Id)));
            }
        }

        return new([.. sessions.OrderBy(s => s.Session.Clocks.State == PlaybackState.Playing ? 0 : 1).ThenByDescending(s => s.Session.StartedAt).ThenBy(s => s.Id.Value)], isHeldBack);
    }

    [LoggerMessage(1201, LogLevel.Information, "{Count} running plays of server {Server} go on from the last reading before the stop")]
    private partial void LogRecovered(int count, int server);

    [LoggerMessage(1206, LogLevel.Error, "What was playing before the last stop cannot be read; tried again")]
    private partial void LogCannotRecover(Exception e);

    [LoggerMessage(1207, LogLevel.Error, "A reading of server {Server} cannot be followed and is left out")]
    private partial void LogCannotTrack(Exception e, int server);

    [LoggerMessage(1208, LogLevel.Warning, "The person of a session cannot be read")]
    private partial void LogNameless(Exception e);
}
