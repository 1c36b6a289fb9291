using MediaInsight.Domain;

namespace MediaInsight.Sessions;

/// <summary>
/// Turns two sights of a session into watched, paused and buffering time. Watch time is observed time: what was playing in
/// both sights. Where the state changed in between, the position tells how much of the stretch was played.
/// </summary>
internal static class WatchClock
{
    /// <summary>Positions are rounded by clients and servers.</summary>
    private const long PositionSlackMs = 2000;

    /// <summary>Starts of one session further apart than this are of different plays.</summary>
    private static readonly TimeSpan OtherStart = TimeSpan.FromSeconds(5);

    /// <param name="now">In the play's own time: never before its last sight.</param>
    public static SessionClocks Advance(ActiveSession session, SessionSnapshot seen, DateTimeOffset now, TrackerLimits limits)
    {
        var clocks = session.Clocks;
        var wasAway = session.Missed > 0 || session.IsUnseen;
        var gapMs = Math.Max(0, (long)(now - clocks.LastSeenAt).TotalMilliseconds);
        var observedMs = Math.Min(gapMs, (long)limits.MaxObservedGap.TotalMilliseconds);
        var positionMs = seen.Position is { } p ? (long)p.TotalMilliseconds : (long?)null;
        var movedMs = positionMs - clocks.PositionMs;
        if ((wasAway || gapMs > observedMs) && movedMs is { } moved)
        {
            // Nobody looked: the position bounds what can have been played.
            observedMs = Math.Min(observedMs, Math.Max(0, moved) + PositionSlackMs);
        }

        var (playedMs, restMs) = Split(clocks.State, seen.State, observedMs, movedMs);
        var next = clocks with
        {
            LastSeenAt = now,
            State = seen.State,
            StateSince = seen.State == clocks.State ? clocks.StateSince : now,
            PositionMs = positionMs ?? clocks.PositionMs,
            FurthestMs = Max(clocks.FurthestMs, positionMs),
            PositionMovedAt = movedMs is null or 0 ? clocks.PositionMovedAt ?? now : now,
            LastClientReportAt = Later(clocks.LastClientReportAt, seen.LastClientReportAt),
            BandwidthKbps = Max(clocks.BandwidthKbps, seen.BandwidthKbps),
        };
        next = AddRest(next, clocks.State, seen.State, restMs);
        return seen.ReportedWatchedMs is { } reported
            ? AddReported(next, reported, session, seen, now)
            : AddPlayed(next, clocks, seen, playedMs, Math.Max(0, movedMs ?? 0), limits);
    }

    /// <summary>Time that is still held at the end counts when the client may have been alive: see <see cref="TrackerLimits.SilenceLimit"/>.</summary>
    public static SessionClocks Close(SessionClocks clocks, DateTimeOffset now, TrackerLimits limits) =>
        clocks.HeldMs > 0 && clocks.LastClientReportAt is { } report && now - report < limits.SilenceLimit
            ? clocks with { WatchedMs = clocks.WatchedMs + clocks.HeldMs, HeldMs = 0 }
            : clocks;

    private static (long Played, long Other) Split(PlaybackState before, PlaybackState after, long observedMs, long? movedMs)
    {
        if (before == PlaybackState.Playing && after == PlaybackState.Playing)
        {
            return (observedMs, 0);
        }

        if (before != PlaybackState.Playing && after != PlaybackState.Playing)
        {
            return (0, observedMs);
        }

        // A jump by seeking looks like much or negative playing; the stretch itself bounds it.
        var played = movedMs is { } moved && moved <= observedMs + PositionSlackMs ? Math.Clamp(moved, 0, observedMs) : 0;
        return (played, observedMs - played);
    }

    private static SessionClocks AddRest(SessionClocks clocks, PlaybackState before, PlaybackState after, long restMs)
    {
        var state = before == PlaybackState.Playing ? after : before;
        return state == PlaybackState.Buffering
            ? clocks with { BufferingMs = clocks.BufferingMs + restMs }
            : clocks with { PausedMs = clocks.PausedMs + restMs };
    }

    private static SessionClocks AddPlayed(SessionClocks next, SessionClocks before, SessionSnapshot seen, long playedMs, long movedMs, TrackerLimits limits)
    {
        var (sign, allowance) = LastSignOfLife(next, seen, limits);
        var alive = sign is null || sign > LastSignOfLife(before, seen, limits).At;
        var heldMs = next.HeldMs;
        var watchedMs = next.WatchedMs;
        var stalledMs = 0L;
        if (alive)
        {
            // A position that moves again proves no more than it moved; a client that reports says that it played on.
            var releasedMs = next.LastClientReportAt is null ? Math.Min(heldMs, movedMs + PositionSlackMs) : heldMs;
            watchedMs += releasedMs;
            stalledMs = heldMs - releasedMs;
            heldMs = 0;
        }

        var provenMs = sign is { } at ? Math.Clamp((long)(at + allowance - before.LastSeenAt).TotalMilliseconds, 0, playedMs) : playedMs;
        return next with { WatchedMs = watchedMs + provenMs, BufferingMs = next.BufferingMs + stalledMs, HeldMs = heldMs + playedMs - provenMs };
    }

    private static (DateTimeOffset? At, TimeSpan Allowance) LastSignOfLife(SessionClocks clocks, SessionSnapshot seen, TrackerLimits limits)
    {
        if (clocks.LastClientReportAt is { } report)
        {
            return (report, limits.ReportInterval);
        }

        // Live television has no position worth the name.
        return clocks.PositionMs is null || seen.Media.Kind == MediaKind.LiveTv || seen.Duration is null
            ? (null, TimeSpan.Zero)
            : (clocks.PositionMovedAt, limits.StallLimit);
    }

    private static SessionClocks AddReported(SessionClocks clocks, long reportedMs, ActiveSession session, SessionSnapshot seen, DateTimeOffset now)
    {
        // Totals may fall and rise again (late syncs overwrite): only a new maximum is new listening.
        var knownMs = Math.Max(0, clocks.ReportedMs ?? 0);
        var gainedMs = Math.Max(0, reportedMs - knownMs);
        if (seen.StartedAt is { } told && session.StartedAt - session.TimeAt(told) > OtherStart)
        {
            // After a restart of this program the total also holds what was heard before this play.
            gainedMs = Math.Min(gainedMs, (long)(now - session.Clocks.LastSeenAt).TotalMilliseconds);
        }

        var elapsedMs = Math.Max(0, (long)(now - session.StartedAt).TotalMilliseconds);
        var segment = session.Segment;
        var watchedMs = Math.Max(clocks.WatchedMs, Math.Min(clocks.WatchedMs + gainedMs, elapsedMs - segment.PausedBeforeMs - segment.BufferingBeforeMs));
        return clocks with
        {
            WatchedMs = watchedMs,
            PausedMs = Math.Max(segment.PausedBeforeMs, Math.Min(clocks.PausedMs, elapsedMs - watchedMs - clocks.BufferingMs)),
            ReportedMs = Math.Max(knownMs, reportedMs),
        };
    }

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null ? b : b is null ? a : a > b ? a : b;

    private static long? Max(long? a, long? b) => a is null ? b : b is null ? a : Math.Max(a.Value, b.Value);

    private static int? Max(int? a, int? b) => a is null ? b : b is null ? a : Math.Max(a.Value, b.Value);
}
