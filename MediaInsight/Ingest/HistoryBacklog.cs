using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Sessions;
using Microsoft.Data.Sqlite;

namespace MediaInsight.Ingest;

/// <summary>
/// What is tracked and not yet written. Events keep their order; of a server's clocks only the newest wait. While the
/// database cannot be written all of it waits; an event that itself cannot be stored is given up, so that it does not
/// hold back the rest.
/// </summary>
internal sealed partial class HistoryBacklog(PlayRecorder recorder, ILogger logger)
{
    /// <summary>Events per transaction: other writers wait no longer than that takes.</summary>
    private const int Batch = 200;

    /// <summary>Waiting events after which pauses and the like are dropped; starts, changes of quality and ends never are.</summary>
    internal const int MaxEvents = 50_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<ServerId, TrackerState> _states = [];
    private List<SessionEvent> _events = [];
    private bool _failing;

    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _events.Count;
            }
        }
    }

    public void Add(TrackerResult result)
    {
        lock (_gate)
        {
            _events.AddRange(result.Events);
            _states[result.State.ServerId] = result.State;
            if (_events.Count > MaxEvents)
            {
                _events = [.. _events.Where(e => e is SessionStarted or SessionStreamChanged or SessionStopped)];
            }
        }
    }

    /// <summary>Writes all that waits. False: the database cannot be written now; nothing is lost.</summary>
    public async Task<bool> TryWriteAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            SessionEvent[] events;
            TrackerState[] states;
            lock (_gate)
            {
                events = [.. _events.Take(Batch)];

                // Clocks are newer than every event that waits: they go with the last of these.
                states = events.Length == _events.Count ? [.. _states.Values] : [];
            }

            if (events.Length == 0 && states.Length == 0)
            {
                return true;
            }

            try
            {
                await recorder.RecordAsync(events, states, cancellationToken);
            }
            catch (Exception e) when (IsTrouble(e))
            {
                Fail(e);
                return false;
            }
            catch (Exception e)
            {
                LogBadRecord(e);
                if (!await OneByOneAsync(events, states, cancellationToken))
                {
                    return false;
                }

                continue;
            }

            Done(events, states);
            if (_failing)
            {
                _failing = false;
                LogWrites();
            }
        }
    }

    /// <summary>Told once, not with every try.</summary>
    private void Fail(Exception e)
    {
        if (!_failing)
        {
            _failing = true;
            LogCannotWrite(e, Waiting);
        }
    }

    private void Done(IReadOnlyCollection<SessionEvent> events, IReadOnlyCollection<TrackerState> states)
    {
        lock (_gate)
        {
            var done = events.ToHashSet<SessionEvent>(ReferenceEqualityComparer.Instance);
            _events.RemoveAll(done.Contains);
            foreach (var state in states)
            {
                if (_states.TryGetValue(state.ServerId, out var waiting) && ReferenceEquals(waiting, state))
                {
                    _states.Remove(state.ServerId);
                }
            }
        }
    }

    private async Task<bool> OneByOneAsync(SessionEvent[] events, TrackerState[] states, CancellationToken cancellationToken)
    {
        foreach (var happened in events)
        {
            if (!await TryAsync(() => recorder.RecordAsync([happened], [], cancellationToken), happened, cancellationToken))
            {
                return false;
            }

            Done([happened], []);
        }

        foreach (var state in states)
        {
            foreach (var (key, session) in state.Sessions)
            {
                var alone = state with { Sessions = state.Sessions.Clear().Add(key, session) };
                if (!await TryAsync(() => recorder.RecordAsync([], [alone], cancellationToken), null, cancellationToken))
                {
                    return false;
                }
            }

            Done([], [state]);
        }

        return true;
    }

    private async Task<bool> TryAsync(Func<Task> write, SessionEvent? happened, CancellationToken cancellationToken)
    {
        try
        {
            await write();
            return true;
        }
        catch (Exception e) when (IsTrouble(e))
        {
            Fail(e);
            return false;
        }
        catch (Exception e)
        {
            LogGivenUp(e, happened?.GetType().Name ?? "clocks", happened?.Session.Id.ToString() ?? "");
            return happened is not SessionStopped || await TryAsync(() => recorder.AbandonAsync(happened.Session.Id, cancellationToken), null, cancellationToken);
        }
    }

    /// <summary>The database or the disk is at fault, not what is to be written: trying again later helps.</summary>
    private static bool IsTrouble(Exception e)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            if (inner is SqliteException sqlite)
            {
                // Too big, constraint, mismatch, range: these are about the row.
                return sqlite.SqliteErrorCode is not (18 or 19 or 20 or 25);
            }

            if (inner is IOException or UnauthorizedAccessException or OperationCanceledException or TimeoutException or OutOfMemoryException or ObjectDisposedException)
            {
                return true;
            }
        }

        return false;
    }

    [LoggerMessage(1202, LogLevel.Error, "History cannot be written; {Waiting} events wait and are tried again")]
    private partial void LogCannotWrite(Exception e, int waiting);

    [LoggerMessage(1203, LogLevel.Error, "Something to be recorded cannot be stored; each piece is tried alone")]
    private partial void LogBadRecord(Exception e);

    [LoggerMessage(1205, LogLevel.Information, "History can be written again")]
    private partial void LogWrites();

    [LoggerMessage(1204, LogLevel.Error, "{What} of play {Play} cannot be stored and is left out")]
    private partial void LogGivenUp(Exception e, string what, string play);
}
