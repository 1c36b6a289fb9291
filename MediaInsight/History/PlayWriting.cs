using MediaInsight.Data;
using MediaInsight.Sessions;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History;

/// <summary>The rows of one play: begun, divided, closed. Works inside the caller's transaction.</summary>
internal static class PlayWriting
{
    /// <summary>Null when the server is gone with its history. Told twice of one play, it makes one.</summary>
    public static async Task<RunningPlay?> StartAsync(MediaInsightDb db, ActiveSession session, CancellationToken cancellationToken)
    {
        if (!await db.Servers.AnyAsync(s => s.Id == session.ServerId, cancellationToken))
        {
            return null;
        }

        // A commit whose answer was lost is tried again.
        if (await db.Plays.AsNoTracking().FirstOrDefaultAsync(p => p.Id == session.Id, cancellationToken) is { } written)
        {
            return new(written.Number, written.MediaItemId, session);
        }

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
            SessionJson = ActivePlayMemory.Write(session),
            ClocksJson = ActivePlayMemory.Write(session.Clocks),
        });
        await BeginSegmentAsync(db, play.Number, session.Segment, cancellationToken);
        return new(play.Number, keys.Item, session);
    }

    /// <summary>The memory of what was ended by hand is the caller's to keep (<see cref="EndedPlayMemory"/>).</summary>
    public static async Task StopAsync(MediaInsightDb db, long number, SessionStopped stopped, HistorySettings settings, CancellationToken cancellationToken)
    {
        var session = stopped.Session;
        var clocks = session.Clocks;
        await EndSegmentAsync(db, number, session.Segment, clocks, stopped.At, stopped.Reason, cancellationToken);
        var main = PlaySummary.MainSegment(await SegmentsAsync(db, number, cancellationToken));
        var keys = await PlayDimensions.EnsureAsync(db, session.ServerId, session.Latest, session.StartedAt, cancellationToken);
        var play = await db.Plays.FirstAsync(p => p.Number == number, cancellationToken);
        play.UserId = keys.User;
        play.MediaItemId = keys.Item;
        play.Kind = session.Latest.Media.Kind;
        play.LibraryId = keys.Library;
        play.DeviceId = keys.Device;
        play.IpAddress = session.Latest.Network.Address;
        play.Location = session.Latest.Network.Location;
        Close(play, clocks, stopped.At, stopped.Reason, session.DurationMs, settings);
        play.Decision = main.Decision;
        play.StreamProfileId = main.StreamProfileId;
        if (stopped.Reason != StopReason.ByHand)
        {
            await db.ActivePlays.Where(a => a.PlayNumber == number).ExecuteDeleteAsync(cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Closes a play that nobody can go on with: by its clocks if they can be read, else by its segments.</summary>
    public static async Task AbandonAsync(MediaInsightDb db, long number, HistorySettings settings, CancellationToken cancellationToken)
    {
        var play = await db.Plays.FirstAsync(p => p.Number == number, cancellationToken);
        var memory = await db.ActivePlays.AsNoTracking().FirstOrDefaultAsync(a => a.PlayNumber == number, cancellationToken);
        var segments = await db.PlaySegments.Where(s => s.PlayNumber == number).OrderBy(s => s.Ordinal).ToListAsync(cancellationToken);
        var written = new SessionClocks
        {
            LastSeenAt = segments.Select(s => s.EndedAt ?? s.StartedAt).Append(play.StartedAt).Max(),
            State = Domain.PlaybackState.Playing,
            StateSince = play.StartedAt,
            WatchedMs = segments.Sum(s => s.WatchedMs),
            PausedMs = segments.Sum(s => s.PausedMs),
            BufferingMs = segments.Sum(s => s.BufferingMs),
            PositionMs = play.StartPositionMs,
        };
        var clocks = memory is not null && ActivePlayMemory.Clocks(memory.ClocksJson) is { } read && read.LastSeenAt >= written.LastSeenAt ? read : written;
        if (segments is [.., { EndedAt: null } open])
        {
            var closed = segments[..^1];
            open.EndedAt = clocks.LastSeenAt;
            open.WatchedMs = Math.Max(0, clocks.WatchedMs - closed.Sum(s => s.WatchedMs));
            open.PausedMs = Math.Max(0, clocks.PausedMs - closed.Sum(s => s.PausedMs));
            open.BufferingMs = Math.Max(0, clocks.BufferingMs - closed.Sum(s => s.BufferingMs));
            await TranscodeWriting.AbandonAsync(db, open, cancellationToken);
        }

        Close(play, clocks, clocks.LastSeenAt, StopReason.Vanished, play.DurationMs, settings);
        if (segments.Count > 0)
        {
            var main = PlaySummary.MainSegment(segments);
            play.Decision = main.Decision;
            play.StreamProfileId = main.StreamProfileId;
        }

        await db.ActivePlays.Where(a => a.PlayNumber == number).ExecuteDeleteAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Takes a play away as if it had never been recorded: segments and memory go with it.</summary>
    public static async Task DiscardAsync(MediaInsightDb db, long number, Domain.PlayId id, CancellationToken cancellationToken)
    {
        await db.PlayEvents.Where(e => e.PlayId == id).ExecuteDeleteAsync(cancellationToken);
        await db.Plays.Where(p => p.Number == number).ExecuteDeleteAsync(cancellationToken);
    }

    public static async Task BeginSegmentAsync(MediaInsightDb db, long number, SessionSegment segment, CancellationToken cancellationToken)
    {
        db.PlaySegments.Add(await SegmentAsync(db, number, segment, cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <param name="stopped">Why the play ended with it; null: it goes on with another quality.</param>
    public static async Task EndSegmentAsync(MediaInsightDb db, long number, SessionSegment segment, SessionClocks clocks, DateTimeOffset at, StopReason? stopped, CancellationToken cancellationToken)
    {
        var row = await db.PlaySegments.FirstOrDefaultAsync(s => s.PlayNumber == number && s.Ordinal == segment.Ordinal, cancellationToken);
        if (row is null)
        {
            row = await SegmentAsync(db, number, segment, cancellationToken);
            db.PlaySegments.Add(row);
        }

        row.EndedAt = at;
        row.WatchedMs = Math.Max(0, clocks.WatchedMs - segment.WatchedBeforeMs);
        row.PausedMs = Math.Max(0, clocks.PausedMs - segment.PausedBeforeMs);
        row.BufferingMs = Math.Max(0, clocks.BufferingMs - segment.BufferingBeforeMs);
        row.Decision = segment.Stream.Decision;
        row.StreamProfileId = await PlayDimensions.StreamAsync(db, segment.Stream, cancellationToken);
        row.BandwidthKbps = segment.BandwidthKbps;
        await TranscodeWriting.RecordAsync(db, row, segment, clocks, stopped, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static Task<List<PlaySegment>> SegmentsAsync(MediaInsightDb db, long number, CancellationToken cancellationToken) =>
        db.PlaySegments.AsNoTracking().Where(s => s.PlayNumber == number).OrderBy(s => s.Ordinal).ToListAsync(cancellationToken);

    private static async Task<PlaySegment> SegmentAsync(MediaInsightDb db, long number, SessionSegment segment, CancellationToken cancellationToken) => new()
    {
        PlayNumber = number,
        Ordinal = segment.Ordinal,
        StartedAt = segment.StartedAt,
        Decision = segment.Stream.Decision,
        StreamProfileId = await PlayDimensions.StreamAsync(db, segment.Stream, cancellationToken),
    };

    private static void Close(Play play, SessionClocks clocks, DateTimeOffset at, StopReason reason, long? durationMs, HistorySettings settings)
    {
        play.StoppedAt = at;
        play.StopReason = reason;
        play.WatchedMs = clocks.WatchedMs;
        play.PausedMs = clocks.PausedMs;
        play.BufferingMs = clocks.BufferingMs;
        play.PositionMs = clocks.PositionMs;
        play.DurationMs = durationMs;
        play.Completed = clocks.Completed;
        play.PercentPermille = Completion.Permille(clocks.PositionMs, clocks.FurthestMs, durationMs, clocks.Completed);
        play.IsShort = Completion.IsShort(play.Kind, clocks.WatchedMs, settings);
        play.BandwidthKbps = clocks.BandwidthKbps;
    }
}
