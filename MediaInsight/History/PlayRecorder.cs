using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Data.Common;
using MediaInsight.Data;
using MediaInsight.Data.Events;
using MediaInsight.Domain;
using MediaInsight.History.Privacy;
using MediaInsight.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace MediaInsight.History;

/// <summary>
/// Writes what the tracker saw: plays, their segments, their events and the memory that survives a crash, each call in
/// one transaction. Called by one writer only (the pipeline); <see cref="ItemOf"/> may be asked meanwhile.
/// </summary>
public sealed class PlayRecorder(DatabaseWriter writer, IDbContextFactory<MediaInsightDb> factory, SettingsStore settings, DoNotTrack doNotTrack, EventLog? log = null)
{
    /// <summary>Running plays as they stand in the database: number and what was last written.</summary>
    private readonly ConcurrentDictionary<PlayId, RunningPlay> _running = new();

    /// <summary>Ended by hand, and kept in the database until the tracker forgets them.</summary>
    private readonly List<EndedPlay> _ended = [];

    /// <summary>The stored title of a running play; null for what is live only.</summary>
    public MediaItemId? ItemOf(PlayId id) => _running.TryGetValue(id, out var play) ? play.Item : null;

    /// <summary>What was running when the program last wrote, per server. What cannot go on is closed where it was last seen.</summary>
    public async Task<IReadOnlyList<TrackerState>> RecoverAsync(CancellationToken cancellationToken)
    {
        await doNotTrack.ReloadAsync(cancellationToken);
        var (found, lost) = await ActivePlayMemory.ReadAsync(factory, cancellationToken);
        if (lost.Count > 0)
        {
            await writer.RunAsync(async (db, token) =>
            {
                foreach (var number in lost)
                {
                    await PlayWriting.AbandonAsync(db, number, settings.Get<HistorySettings>(), token);
                }
            }, cancellationToken);
        }

        _running.Clear();
        foreach (var play in found)
        {
            _running[play.Written.Id] = play;
        }

        _ended.Clear();
        _ended.AddRange(await EndedPlayMemory.ReadAsync(factory, cancellationToken));
        return
        [
            .. found.Select(f => f.Written.ServerId).Concat(_ended.Select(e => e.Server)).Distinct().Select(server => TrackerState.Empty(server) with
            {
                Sessions = found.Where(f => f.Written.ServerId == server).ToImmutableDictionary(f => f.Written.Key, f => f.Written),
                Ended = _ended.Where(e => e.Server == server).GroupBy(e => e.Key).ToImmutableDictionary(g => g.Key, g => g.Last().Session),
            }),
        ];
    }

    /// <summary>Records events in their order and the clocks of what runs, all or nothing. Throws what the database throws; then nothing was written and the same may be given again.</summary>
    public async Task RecordAsync(IReadOnlyList<SessionEvent> events, IReadOnlyCollection<TrackerState> states, CancellationToken cancellationToken)
    {
        var sessions = states.SelectMany(s => s.Sessions.Values).Where(s => s.IsHistory).ToList();
        var wanted = events.Where(e => e.Session.IsHistory).ToList();
        var forgotten = _ended.Where(e => states.Any(s => s.ServerId == e.Server && !s.Ended.ContainsKey(e.Key))).ToList();
        if (wanted.Count == 0 && forgotten.Count == 0 && !sessions.Any(s => _running.TryGetValue(s.Id, out var known) && IsNews(known, s)))
        {
            return;
        }

        var hasSettled = sessions.Any(s => _running.TryGetValue(s.Id, out var known) && HasSettled(known, s));
        var (changes, added) = await writer.RunAsync(async (db, token) =>
        {
            var running = new Dictionary<PlayId, RunningPlay?>();
            var ended = new List<EndedPlay>();
            if (forgotten.Count > 0)
            {
                var numbers = forgotten.ConvertAll(e => e.Number);
                await db.ActivePlays.Where(a => numbers.Contains(a.PlayNumber)).ExecuteDeleteAsync(token);
            }

            foreach (var happened in wanted)
            {
                if (await doNotTrack.CoversAsync(happened.Session, token))
                {
                    await DiscardAsync(db, happened.Session.Id, running, token);
                }
                else
                {
                    await RecordAsync(db, happened, running, ended, token);
                }

                // What is tracked is looked through at every save: a thousand plays would become quadratic.
                db.ChangeTracker.Clear();
            }

            foreach (var session in sessions)
            {
                if (Running(session.Id, running) is not null && await doNotTrack.CoversAsync(session, token))
                {
                    await DiscardAsync(db, session.Id, running, token);
                }
                else
                {
                    await CheckpointAsync(db, session, running, token);
                }
            }

            return (running, ended);
        }, cancellationToken);
        if (wanted.Count > 0 || hasSettled)
        {
            log?.Wake();
        }

        _ended.RemoveAll(forgotten.Contains);
        _ended.AddRange(added);
        foreach (var (id, entry) in changes)
        {
            if (entry is not null)
            {
                _running[id] = entry;
            }
            else
            {
                _running.TryRemove(id, out _);
            }
        }
    }

    /// <summary>Closes a play whose own end could not be recorded, with what its memory holds.</summary>
    public async Task AbandonAsync(PlayId id, CancellationToken cancellationToken)
    {
        _running.TryRemove(id, out _);
        await writer.RunAsync(async (db, token) =>
        {
            if (await db.Plays.Where(p => p.Id == id && p.StoppedAt == null).Select(p => (long?)p.Number).FirstOrDefaultAsync(token) is { } number)
            {
                await PlayWriting.AbandonAsync(db, number, settings.Get<HistorySettings>(), token);
            }
        }, cancellationToken);
    }

    private RunningPlay? Running(PlayId id, Dictionary<PlayId, RunningPlay?> changes) =>
        changes.TryGetValue(id, out var changed) ? changed : _running.TryGetValue(id, out var known) ? known : null;

    /// <summary>Recording was switched off while it ran.</summary>
    private async Task DiscardAsync(MediaInsightDb db, PlayId id, Dictionary<PlayId, RunningPlay?> running, CancellationToken cancellationToken)
    {
        if (Running(id, running) is { } known)
        {
            await PlayWriting.DiscardAsync(db, known.Number, id, cancellationToken);
        }

        running[id] = null;
    }

    private async Task RecordAsync(MediaInsightDb db, SessionEvent happened, Dictionary<PlayId, RunningPlay?> running, List<EndedPlay> ended, CancellationToken cancellationToken)
    {
        var session = happened.Session;
        if (happened is SessionStarted)
        {
            running[session.Id] = await PlayWriting.StartAsync(db, session, cancellationToken);
            if (running[session.Id] is null)
            {
                return;
            }
        }
        else if (Running(session.Id, running) is not { } known || !await db.Plays.AnyAsync(p => p.Number == known.Number, cancellationToken))
        {
            // Deleted meanwhile (the server's history was removed): there is nothing left to write to.
            running[session.Id] = null;
            return;
        }
        else if (happened is SessionStreamChanged changed)
        {
            await PlayWriting.EndSegmentAsync(db, known.Number, changed.Ended, changed.Session.Clocks, changed.At, null, cancellationToken);
            await PlayWriting.BeginSegmentAsync(db, known.Number, session.Segment, cancellationToken);
        }
        else if (happened is SessionStopped stopped)
        {
            // Saved with the play.
            db.PlayEvents.Add(EventOf(happened));
            await PlayWriting.StopAsync(db, known.Number, stopped, settings.Get<HistorySettings>(), cancellationToken);
            running[session.Id] = null;
            if (stopped.Reason == StopReason.ByHand)
            {
                ended.Add(await EndedPlayMemory.KeepAsync(db, known.Number, session, cancellationToken));
            }
        }

        if (happened is not SessionStopped)
        {
            db.PlayEvents.Add(EventOf(happened));
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private static PlayEvent EventOf(SessionEvent happened) => new()
    {
        PlayId = happened.Session.Id,
        ServerId = happened.Session.ServerId,
        Kind = KindOf(happened),
        At = happened.At,
        PositionMs = happened.Session.Clocks.PositionMs,
    };

    private static PlayEventKind KindOf(SessionEvent happened) => happened switch
    {
        SessionStarted => PlayEventKind.Started,
        SessionStreamChanged => PlayEventKind.StreamChanged,
        SessionWatched => PlayEventKind.Watched,
        SessionStopped => PlayEventKind.Stopped,
        SessionStateChanged { Session.Clocks.State: PlaybackState.Paused } => PlayEventKind.Paused,
        SessionStateChanged { Session.Clocks.State: PlaybackState.Buffering } => PlayEventKind.Buffering,
        _ => PlayEventKind.Resumed,
    };

    private async Task CheckpointAsync(MediaInsightDb db, ActiveSession session, Dictionary<PlayId, RunningPlay?> running, CancellationToken cancellationToken)
    {
        if (Running(session.Id, running) is not { } known || !IsNews(known, session))
        {
            return;
        }

        if (HasSettled(known, session))
        {
            db.PlayEvents.Add(new() { PlayId = session.Id, ServerId = session.ServerId, Kind = PlayEventKind.Settled, At = session.Clocks.LastSeenAt, PositionMs = session.Clocks.PositionMs });
        }

        // Straight to SQL: this runs for every session of every reading.
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction(); // non-null: DatabaseWriter opened it
        Add(command, "$number", known.Number);
        Add(command, "$clocks", ActivePlayMemory.Write(session.Clocks));
        if (ActivePlayMemory.SameFacts(known.Written, session))
        {
            command.CommandText = "UPDATE active_plays SET clocks_json = $clocks WHERE play_number = $number";
        }
        else
        {
            command.CommandText = "UPDATE active_plays SET clocks_json = $clocks, session_json = $facts, user_key = $user, item_key = $item WHERE play_number = $number";
            Add(command, "$facts", ActivePlayMemory.Write(session));
            Add(command, "$user", session.Key.User);
            Add(command, "$item", session.Key.Item);
        }

        var written = await command.ExecuteNonQueryAsync(cancellationToken);
        running[session.Id] = written == 0 ? null : known with { Written = session };
    }

    /// <summary>A server decides how it sends a moment after it lists the session.</summary>
    private static bool HasSettled(RunningPlay known, ActiveSession session) =>
        known.Written.Segment.Ordinal == session.Segment.Ordinal && session.Segment.Stream.Decision is { } decision && known.Written.Segment.Stream.Decision != decision;

    private static bool IsNews(RunningPlay known, ActiveSession session) =>
        known.Written.Clocks != session.Clocks || !ActivePlayMemory.SameFacts(known.Written, session);

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}

/// <summary>A running play as it stands in the database.</summary>
internal sealed record RunningPlay(long Number, MediaItemId Item, ActiveSession Written);
