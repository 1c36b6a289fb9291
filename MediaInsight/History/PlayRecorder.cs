using System.Data.Common;
using System.Text.Json;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace MediaInsight.History;

/// <summary>
/// Writes what the tracker saw: plays, their segments, their events and the memory that survives a crash, each reading in
/// one transaction. Called by one reader only (the pipeline).
/// </summary>
public sealed class PlayRecorder(DatabaseWriter writer, IDbContextFactory<MediaInsightDb> factory, SettingsStore settings)
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Running plays as they stand in the database: number and what was last written.</summary>
    private readonly Dictionary<PlayId, RunningPlay> _running = [];

    /// <summary>The stored title of a running play; null for what is live only.</summary>
    public MediaItemId? ItemOf(PlayId id) => _running.TryGetValue(id, out var play) ? play.Item : null;

    /// <summary>What was running when the program last wrote, per server.</summary>
    public async Task<IReadOnlyList<TrackerState>> RecoverAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await (from active in db.ActivePlays.AsNoTracking()
                          join play in db.Plays.AsNoTracking() on active.PlayNumber equals play.Number
                          select new { Active = active, play.MediaItemId }).ToListAsync(cancellationToken);
        _running.Clear();
        var sessions = new List<ActiveSession>();
        foreach (var row in rows)
        {
            var session = JsonSerializer.Deserialize<ActiveSession>(row.Active.SessionJson, Json)!; // non-null: written by CheckpointAsync
            var clocks = JsonSerializer.Deserialize<SessionClocks>(row.Active.ClocksJson, Json)!; // non-null: as above
            var latest = session.Latest with { State = clocks.State, Position = clocks.PositionMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null };
            session = session with { Latest = latest, Clocks = clocks, IsUnseen = true, Missed = 0 };
            _running[session.Id] = new(row.Active.PlayNumber, row.MediaItemId, session);
            sessions.Add(session);
        }

        return [.. sessions.GroupBy(s => s.ServerId).Select(g => TrackerState.Empty(g.Key) with { Sessions = TrackerState.Empty(g.Key).Sessions.AddRange(g.ToDictionary(s => s.Key)) })];
    }

    /// <summary>Records one or several results in order, all or nothing. Throws what the database throws; then nothing was written and the same results may be given again.</summary>
    public async Task RecordAsync(IReadOnlyList<TrackerResult> results, CancellationToken cancellationToken)
    {
        var touched = results.Any(r => r.Events.Count > 0) || results[^1].State.Sessions.Values.Any(NeedsCheckpoint);
        if (!touched)
        {
            return;
        }

        var changes = await writer.RunAsync(async (db, token) =>
        {
            var running = new Dictionary<PlayId, RunningPlay?>();
            foreach (var happened in results.SelectMany(r => r.Events).Where(e => e.Session.IsHistory))
            {
                await RecordAsync(db, happened, running, token);
            }

            foreach (var session in results.GroupBy(r => r.State.ServerId).SelectMany(g => g.Last().State.Sessions.Values))
            {
                await CheckpointAsync(db, session, running, token);
            }

            return running;
        }, cancellationToken);
        foreach (var (id, entry) in changes)
        {
            if (entry is not null)
            {
                _running[id] = entry;
            }
            else
            {
                _running.Remove(id);
            }
        }
    }

    private RunningPlay? Running(PlayId id, Dictionary<PlayId, RunningPlay?> changes) =>
        changes.TryGetValue(id, out var changed) ? changed : _running.TryGetValue(id, out var known) ? known : null;

    private async Task RecordAsync(MediaInsightDb db, SessionEvent happened, Dictionary<PlayId, RunningPlay?> running, CancellationToken cancellationToken)
    {
        var session = happened.Session;
        if (happened is SessionStarted)
        {
            running[session.Id] = await StartAsync(db, session, cancellationToken);
        }
        else if (Running(session.Id, running) is not { } known || !await db.Plays.AnyAsync(p => p.Number == known.Number, cancellationToken))
        {
            // Deleted meanwhile (the server's history was removed): there is nothing left to write to.
            running[session.Id] = null;
            return;
        }
        else if (happened is SessionStreamChanged changed)
        {
            await EndSegmentAsync(db, known.Number, changed.Ended, changed.Session.Clocks, changed.At, cancellationToken);
            await BeginSegmentAsync(db, known.Number, session.Segment, cancellationToken);
        }
        else if (happened is SessionStopped stopped)
        {
            await StopAsync(db, known.Number, stopped, cancellationToken);
            running[session.Id] = null;
        }

        db.PlayEvents.Add(new()
        {
            PlayId = session.Id,
            ServerId = session.ServerId,
            Kind = KindOf(happened),
            At = happened.At,
            PositionMs = session.Clocks.PositionMs,
        });
    }

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

    private static async Task<RunningPlay> StartAsync(MediaInsightDb db, ActiveSession session, CancellationToken cancellationToken)
    {
        var keys = await PlayDimensions.EnsureAsync(db, session.ServerId, session.Latest, session.StartedAt, cancellationToken);
        var play = new Play
        {
            Id = session.Id,
            ServerId = session.ServerId,
            UserId = keys.User,
            MediaItemId = keys.Item,
            LibraryId = keys.Library,
            DeviceId = keys.Device,
            Kind = session.Latest.Media.Kind,
            StartedAt = session.StartedAt,
            StartPositionMs = session.StartPositionMs,
            StreamProfileId = await PlayDimensions.StreamAsync(db, session.Segment.Stream, cancellationToken),
            ChainNumber = await PlayChain.ResumedAsync(db, keys.User, keys.Item, session.StartedAt, session.StartPositionMs, cancellationToken) ?? 0,
        };
        db.Plays.Add(play);
        await db.SaveChangesAsync(cancellationToken);
        if (play.ChainNumber == 0)
        {
            play.ChainNumber = play.Number;
        }

        db.ActivePlays.Add(new()
        {
            PlayNumber = play.Number,
            ServerId = session.ServerId,
            Slot = session.Key.Slot,
            UserKey = session.Key.User,
            ItemKey = session.Key.Item,
            SessionJson = JsonSerializer.Serialize(session, Json),
            ClocksJson = JsonSerializer.Serialize(session.Clocks, Json),
        });
        await BeginSegmentAsync(db, play.Number, session.Segment, cancellationToken);
        return new(play.Number, keys.Item, session);
    }

    private async Task StopAsync(MediaInsightDb db, long number, SessionStopped stopped, CancellationToken cancellationToken)
    {
        var session = stopped.Session;
        var clocks = session.Clocks;
        await EndSegmentAsync(db, number, session.Segment, clocks, stopped.At, cancellationToken);
        var segments = await db.PlaySegments.AsNoTracking().Where(s => s.PlayNumber == number).OrderBy(s => s.Ordinal).ToListAsync(cancellationToken);
        var main = PlaySummary.MainSegment(segments);
        var keys = await PlayDimensions.EnsureAsync(db, session.ServerId, session.Latest, session.StartedAt, cancellationToken);
        var play = await db.Plays.FirstAsync(p => p.Number == number, cancellationToken);
        play.UserId = keys.User;
        play.MediaItemId = keys.Item;
        play.LibraryId = keys.Library;
        play.DeviceId = keys.Device;
        play.IpAddress = session.Latest.Network.Address;
        play.Location = session.Latest.Network.Location;
        play.StoppedAt = stopped.At;
        play.StopReason = stopped.Reason;
        play.WatchedMs = clocks.WatchedMs;
        play.PausedMs = clocks.PausedMs;
        play.BufferingMs = clocks.BufferingMs;
        play.PositionMs = clocks.PositionMs;
        play.DurationMs = session.DurationMs;
        play.Completed = clocks.Completed;
        play.PercentPermille = Completion.Permille(clocks.PositionMs, clocks.FurthestMs, session.DurationMs, clocks.Completed);
        play.IsShort = Completion.IsShort(play.Kind, clocks.WatchedMs, settings.Get<HistorySettings>());
        play.Decision = main.Decision;
        play.StreamProfileId = main.StreamProfileId;
        play.BandwidthKbps = clocks.BandwidthKbps;
        await db.ActivePlays.Where(a => a.PlayNumber == number).ExecuteDeleteAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task BeginSegmentAsync(MediaInsightDb db, long number, SessionSegment segment, CancellationToken cancellationToken)
    {
        db.PlaySegments.Add(new()
        {
            PlayNumber = number,
            Ordinal = segment.Ordinal,
            StartedAt = segment.StartedAt,
            Decision = segment.Stream.Decision,
            StreamProfileId = await PlayDimensions.StreamAsync(db, segment.Stream, cancellationToken),
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task EndSegmentAsync(MediaInsightDb db, long number, SessionSegment segment, SessionClocks clocks, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var row = await db.PlaySegments.FirstAsync(s => s.PlayNumber == number && s.Ordinal == segment.Ordinal, cancellationToken);
        row.EndedAt = at;
        row.WatchedMs = Math.Max(0, clocks.WatchedMs - segment.WatchedBeforeMs);
        row.PausedMs = Math.Max(0, clocks.PausedMs - segment.PausedBeforeMs);
        row.BufferingMs = Math.Max(0, clocks.BufferingMs - segment.BufferingBeforeMs);
        row.Decision = segment.Stream.Decision;
        row.StreamProfileId = await PlayDimensions.StreamAsync(db, segment.Stream, cancellationToken);
        row.BandwidthKbps = segment.BandwidthKbps;
        await db.SaveChangesAsync(cancellationToken);
    }

    private bool NeedsCheckpoint(ActiveSession session) =>
        session.IsHistory && _running.TryGetValue(session.Id, out var known) && known.Written.Clocks != session.Clocks;

    private async Task CheckpointAsync(MediaInsightDb db, ActiveSession session, Dictionary<PlayId, RunningPlay?> running, CancellationToken cancellationToken)
    {
        if (!session.IsHistory || Running(session.Id, running) is not { } known || (known.Written.Clocks == session.Clocks && SameFacts(known.Written, session)))
        {
            return;
        }

        // Straight to SQL: this runs for every session of every reading.
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction(); // non-null: DatabaseWriter opened it
        var facts = SameFacts(known.Written, session) ? null : JsonSerializer.Serialize(session, Json);
        command.CommandText = facts is null
            ? "UPDATE active_plays SET clocks_json = $clocks WHERE play_number = $number"
            : "UPDATE active_plays SET clocks_json = $clocks, session_json = $facts WHERE play_number = $number";
        Add(command, "$clocks", JsonSerializer.Serialize(session.Clocks, Json));
        Add(command, "$number", known.Number);
        if (facts is not null)
        {
            Add(command, "$facts", facts);
        }

        var written = await command.ExecuteNonQueryAsync(cancellationToken);
        running[session.Id] = written == 0 ? null : known with { Written = session };
    }

    private static bool SameFacts(ActiveSession a, ActiveSession b) =>
        a.Segment == b.Segment && a.Latest.Media == b.Latest.Media && a.Latest.Device == b.Latest.Device && a.Latest.User == b.Latest.User
        && a.Latest.Network == b.Latest.Network && a.Latest.Duration == b.Latest.Duration && a.Latest.Stream == b.Latest.Stream;

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    /// <summary>A running play as it stands in the database.</summary>
    private sealed record RunningPlay(long Number, MediaItemId Item, ActiveSession Written);
}
