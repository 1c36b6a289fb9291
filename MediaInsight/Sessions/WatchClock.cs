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

    public static SessionClocks Advance(SessionClocks clocks, SessionSnapshot seen, DateTimeOffset now, DateTimeOffset startedAt, bool wasAway, TrackerLimits limits)
    {
        // A clock that was set back proves nothing; it must not take away either.
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
            LastSeenAt = now > clocks.LastSeenAt ? now : clocks.LastSeenAt,
            State = seen.State,
            StateSince = seen.State == clocks.State ? clocks.StateSince : now,
            PositionMs = positionMs ?? clocks.PositionMs,
            FurthestMs = Max(clocks.FurthestMs, positionMs),
            PositionMovedAt = movedMs is null or 0 ? clocks.PositionMovedAt ?? now : now,
            LastClientReportAt = seen.LastClientReportAt ?? clocks.LastClientReportAt,
            BandwidthKbps = Max(clocks.BandwidthKbps, seen.BandwidthKbps),
        };
        next = AddRest(next, clocks.State, seen.State, restMs);
        return seen.ReportedWatchedMs is { } reported
            ? AddReported(next, reported, startedAt, now)
            : AddPlayed(next, clocks, seen, playedMs, now, limits);
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

    private static SessionClocks AddPlayed(SessionClocks next, SessionClocks before, SessionSnapshot seen, long playedMs, DateTimeOffset now, TrackerLimits limits)
    {
        var (sign, allowance) = LastSignOfLife(next, seen, limits);
        var alive = sign is null || sign > LastSignOfLife(before, seen, limits).At;
        var heldMs = next.HeldMs;
        var watchedMs = next.WatchedMs;
        if (alive)
        {
            watchedMs += heldMs;
            heldMs = 0;
        }

        var provenMs = sign is { } at ? Math.Clamp((long)(at + allowance - before.LastSeenAt).TotalMilliseconds, 0, playedMs) : playedMs;
        return next with { WatchedMs = watchedMs + provenMs, HeldMs = heldMs + playedMs - provenMs };
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

    private static SessionClocks AddReported(SessionClocks clocks, long reportedMs, DateTimeOffset startedAt, DateTimeOffset now)
    {
        // Totals may fall and rise again (late syncs overwrite): only a new maximum is new listening.
        var gained = Math.Max(0, reportedMs - (clocks.ReportedMs ?? 0));
        var elapsedMs = Math.Max(0, (long)(now - startedAt).TotalMilliseconds);
        var watchedMs = Math.Min(clocks.WatchedMs + gained, Math.Max(clocks.WatchedMs, elapsedMs));
        return clocks with
        {
            WatchedMs = watchedMs,
            PausedMs = Math.Min(clocks.PausedMs, Math.Max(0, elapsedMs - watchedMs)),
            ReportedMs = Math.Max(clocks.ReportedMs ?? 0, reportedMs),
        };
    }

    private static long? Max(long? a, long? b) => a is null ? b : b is null ? a : Math.Max(a.Value, b.Value);

    private static int? Max(int? a, int? b) => a is null ? b : b is null ? a : Math.Max(a.Value, b.Value);
}
