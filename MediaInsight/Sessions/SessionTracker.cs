using System.Collections.Immutable;
using MediaInsight.Domain;

namespace MediaInsight.Sessions;

/// <summary>
/// The state machine of plays: takes what is known of a server and one reading of it, gives what is known then and what
/// happened. Pure: no clock, no I/O, no memory of its own. States and transitions: docs/architecture/session-states.md.
/// </summary>
public static partial class SessionTracker
{
    public static TrackerResult Apply(TrackerState state, ServerSnapshot snapshot, TrackerLimits limits)
    {
        if (snapshot.Outcome == SnapshotOutcome.Failed)
        {
            var unseen = state.Sessions;
            foreach (var (key, session) in state.Sessions)
            {
                if (!session.IsUnseen)
                {
                    unseen = unseen.SetItem(key, session with { IsUnseen = true });
                }
            }

            return new(state with { Sessions = unseen }, []);
        }

        var events = new List<SessionEvent>();
        var now = snapshot.TakenAt;
        var listed = FirstOfEach(snapshot.Sessions);
        var ended = LeaveOut(state, snapshot, listed, limits);
        var sessions = Known(state.Sessions, listed).ToBuilder();

        // Ends first: whoever reads the events sees a place become free before it is taken again.
        var taken = listed.Keys.Select(k => (k.Slot, k.User)).ToHashSet();
        foreach (var (key, session) in sessions.ToList())
        {
            if (listed.ContainsKey(key))
            {
                continue;
            }

            if (EndOf(session, snapshot, taken, limits) is { } reason)
            {
                Stop(session, reason, now, limits, events);
                sessions.Remove(key);
            }
            else
            {
                sessions[key] = session with { Missed = session.Missed + 1, IsUnseen = false };
            }
        }

        foreach (var (key, seen) in listed)
        {
            sessions.TryGetValue(key, out var known);
            if (known is not null && IsAnotherPlay(known, seen, known.TimeAt(now), limits))
            {
                Stop(known, StopReason.Replaced, now, limits, events);
                known = null;
            }

            var next = known is null ? Begin(state, seen, now, limits, events) : Continue(known, seen, now, limits, events);
            if (seen.EndedAt is { } over)
            {
                var told = next.TimeAt(over);
                Stop(next, StopReason.Stopped, told < next.Clocks.LastSeenAt ? told : next.Clocks.LastSeenAt, now, limits, events);
                sessions.Remove(key);
            }
            else
            {
                sessions[key] = next;
            }
        }

        return new(new(state.ServerId, sessions.ToImmutable(), now) { Ended = ended }, events);
    }

    /// <summary>Ends everything that is running, at the last moment it was seen: the server was disabled or deleted.</summary>
    public static TrackerResult Close(TrackerState state, StopReason reason, DateTimeOffset now, TrackerLimits limits)
    {
        var events = new List<SessionEvent>();
        foreach (var session in state.Sessions.Values)
        {
            Stop(session, reason, now, limits, events);
        }

        return new(TrackerState.Empty(state.ServerId), events);
    }

    /// <summary>The first of two with one key wins: a product that lists a session twice means one.</summary>
    private static Dictionary<SessionKey, SessionSnapshot> FirstOfEach(IReadOnlyList<SessionSnapshot> sessions)
    {
        var listed = new Dictionary<SessionKey, SessionSnapshot>(sessions.Count);
        foreach (var seen in sessions)
        {
            listed.TryAdd(seen.Key, seen);
        }

        return listed;
    }

    /// <summary>What runs, under the keys of this reading: an account or item that was untold until now goes on as the same play.</summary>
    private static ImmutableDictionary<SessionKey, ActiveSession> Known(ImmutableDictionary<SessionKey, ActiveSession> sessions, Dictionary<SessionKey, SessionSnapshot> listed)
    {
        foreach (var (key, session) in sessions)
        {
            if (listed.ContainsKey(key) || (key.User.Length > 0 && key.Item.Length > 0))
            {
                continue;
            }

            foreach (var fuller in listed.Keys)
            {
                if (fuller.Slot == key.Slot && fuller.User.Length >= key.User.Length && (key.User.Length == 0 || key.User == fuller.User)
                    && (key.Item.Length == 0 || key.Item == fuller.Item) && !sessions.ContainsKey(fuller))
                {
                    sessions = sessions.Remove(key).SetItem(fuller, session);
                    break;
                }
            }
        }

        return sessions;
    }

    private static ActiveSession Begin(TrackerState state, SessionSnapshot seen, DateTimeOffset now, TrackerLimits limits, List<SessionEvent> events, PlayId? id = null)
    {
        var startedAt = seen.StartedAt is { } told && told <= now ? told : now;
        var positionMs = PositionOf(seen);
        var watchedMs = seen.ReportedWatchedMs is { } reported && seen.StartedAt is not null
            ? Math.Clamp(reported, 0, (long)(now - startedAt).TotalMilliseconds)
            : 0;
        var session = new ActiveSession
        {
            Id = id ?? PlayId.New(now),
            ServerId = state.ServerId,
            Latest = seen,
            StartedAt = startedAt,
            StartPositionMs = positionMs,
            IsPending = seen.State == PlaybackState.Buffering,
            Clocks = new()
            {
                LastSeenAt = now,
                State = seen.State,
                StateSince = now,
                WatchedMs = watchedMs,
                PositionMs = positionMs,
                FurthestMs = positionMs,
                PositionMovedAt = now,
                LastClientReportAt = seen.LastClientReportAt,
                ReportedMs = seen.ReportedWatchedMs,
                BandwidthKbps = seen.BandwidthKbps,
            },
            Segment = new() { Ordinal = 0, StartedAt = startedAt, Stream = seen.Stream, BandwidthKbps = seen.BandwidthKbps },
        };
        if (session.IsPending)
        {
            return session;
        }

        session = Watched(session, limits, out var watched);
        events.Add(new SessionStarted(session, now));
        if (watched)
        {
            events.Add(new SessionWatched(session, now));
        }

        return session;
    }

    private static ActiveSession Continue(ActiveSession known, SessionSnapshot seen, DateTimeOffset takenAt, TrackerLimits limits, List<SessionEvent> events)
    {
        // A clock that was set back must not undo what was seen: this play's time goes on from where it was.
        var behind = known.Clocks.LastSeenAt - known.TimeAt(takenAt);
        if (behind > TimeSpan.Zero)
        {
            known = known with { Clocks = known.Clocks with { SetBackMs = known.Clocks.SetBackMs + (long)Math.Ceiling(behind.TotalMilliseconds) } };
        }

        var now = known.TimeAt(takenAt);
        if (known.Clocks.SetBackMs > 0)
        {
            seen = seen with { LastClientReportAt = seen.LastClientReportAt is { } report ? known.TimeAt(report) : null };
        }

        if (known.IsPending)
        {
            return LeavePending(known, seen, now, limits, events);
        }

        var clocks = WatchClock.Advance(known, seen, now, limits);
        clocks = clocks with { SlowMs = clocks.SlowMs + TranscodeHealth.SlowMs(known, seen, now, limits) };
        var next = known with { Latest = Remember(known.Latest, seen), Clocks = clocks, Missed = 0, IsUnseen = false };
        next = Streaming(next, seen, now, limits, out var ended);
        next = Watched(next, limits, out var watched);
        if (ended is not null)
        {
            events.Add(new SessionStreamChanged(next, now, ended));
        }

        if (seen.State != known.Clocks.State)
        {
            events.Add(new SessionStateChanged(next, now, known.Clocks.State));
        }

        if (watched)
        {
            events.Add(new SessionWatched(next, now));
        }

        return next;
    }

    private static ActiveSession LeavePending(ActiveSession known, SessionSnapshot seen, DateTimeOffset now, TrackerLimits limits, List<SessionEvent> events)
    {
        if (seen.State == PlaybackState.Buffering)
        {
            return known with { Latest = seen, Clocks = known.Clocks with { LastSeenAt = now, PositionMs = PositionOf(seen) ?? known.Clocks.PositionMs }, Missed = 0, IsUnseen = false };
        }

        // The first picture: the play begins now, under the id it was shown with.
        return Begin(TrackerState.Empty(known.ServerId), seen, now, limits, events, known.Id);
    }

    /// <summary>
    /// Facts that one reading leaves out (a poster, a duration) are kept from the one before. Whether it is a play at all
    /// was decided when it began.
    /// </summary>
    private static SessionSnapshot Remember(SessionSnapshot before, SessionSnapshot seen) => seen with
    {
        Duration = seen.Duration ?? before.Duration,
        Position = seen.Position ?? before.Position,
        Stream = seen.Stream.FilledFrom(before.Stream),
        Media = (seen.Media.Kind.IsHistory() == before.Media.Kind.IsHistory() ? seen.Media : before.Media) with
        {
            PosterPath = seen.Media.PosterPath ?? before.Media.PosterPath,
            BackdropPath = seen.Media.BackdropPath ?? before.Media.BackdropPath,
            LibraryExternalId = seen.Media.LibraryExternalId ?? before.Media.LibraryExternalId,
        },
        Network = seen.Network.Address is null ? before.Network : seen.Network,
    };

    private static ActiveSession Streaming(ActiveSession session, SessionSnapshot seen, DateTimeOffset now, TrackerLimits limits, out SessionSegment? ended)
    {
        var segment = session.Segment;
        ended = null;
        if (segment.Stream.IsSameQuality(seen.Stream))
        {
            return session with
            {
                Segment = segment with { Stream = seen.Stream.FilledFrom(segment.Stream), BandwidthKbps = Larger(segment.BandwidthKbps, seen.BandwidthKbps), TranscodeFailed = segment.TranscodeFailed || seen.Transcode?.HasFailed == true },
            };
        }

        if ((segment.Ordinal == 0 && now - segment.StartedAt < limits.SettleTime) || segment.Ordinal + 1 >= limits.MaxSegments)
        {
            return session with { Segment = segment with { Stream = seen.Stream, BandwidthKbps = seen.BandwidthKbps } };
        }

        ended = segment;
        return session with
        {
            Segment = new()
            {
                Ordinal = segment.Ordinal + 1,
                StartedAt = now,
                Stream = seen.Stream,
                BandwidthKbps = seen.BandwidthKbps,
                WatchedBeforeMs = session.Clocks.WatchedMs,
                PausedBeforeMs = session.Clocks.PausedMs,
                BufferingBeforeMs = session.Clocks.BufferingMs,
                SlowBeforeMs = session.Clocks.SlowMs,
                TranscodeFailed = seen.Transcode?.HasFailed == true,
            },
        };
    }

    private static ActiveSession Watched(ActiveSession session, TrackerLimits limits, out bool watched)
    {
        var fraction = limits.FractionFor(session.Latest.Media.Kind);
        watched = !session.Clocks.Completed && fraction > 0
            && session.DurationMs is > 0 and var duration && session.Clocks.FurthestMs is { } furthest && furthest >= duration * fraction;
        return watched ? session with { Clocks = session.Clocks with { Completed = true } } : session;
    }

    private static bool IsAnotherPlay(ActiveSession known, SessionSnapshot seen, DateTimeOffset now, TrackerLimits limits)
    {
        var unseen = now - known.Clocks.LastSeenAt;
        var away = known.Missed > 0 || known.IsUnseen || unseen > limits.MaxObservedGap;
        if (!away)
        {
            return false;
        }

        var positionMs = seen.Position?.TotalMilliseconds;
        var backMs = known.Clocks.PositionMs - positionMs;
        if (backMs > 60_000 && positionMs < 60_000 && unseen > limits.MaxObservedGap)
        {
            return true;
        }

        if (unseen <= limits.RejoinLimit)
        {
            return false;
        }

        // Long away: only a position that fits says it is the same play.
        return backMs is not { } back || back > 5_000 || -back > unseen.TotalMilliseconds + 60_000 || unseen > limits.RejoinLimit * 24;
    }

    private static StopReason? EndOf(ActiveSession session, ServerSnapshot snapshot, HashSet<(string Slot, string User)> taken, TrackerLimits limits)
    {
        if (snapshot.IdleSlots.Contains(session.Key.Slot))
        {
            return StopReason.Stopped;
        }

        // Another account in the same slot is a shared television whose profiles take turns in the list: wait and see.
        if (taken.Contains((session.Key.Slot, session.Key.User)))
        {
            return StopReason.NextItem;
        }

        // A clock that was set back tells no time of absence: then the readings alone decide.
        var absent = snapshot.TakenAt - session.Clocks.LastSeenAt;
        return session.Missed + 1 >= limits.MissedReadings && (absent < TimeSpan.Zero || absent >= limits.MinAbsence) ? StopReason.Vanished : null;
    }

    private static void Stop(ActiveSession session, StopReason reason, DateTimeOffset now, TrackerLimits limits, List<SessionEvent> events) =>
        Stop(session, reason, session.Clocks.LastSeenAt, now, limits, events);

    private static void Stop(ActiveSession session, StopReason reason, DateTimeOffset lastSeenAt, DateTimeOffset now, TrackerLimits limits, List<SessionEvent> events)
    {
        if (session.IsPending)
        {
            return;
        }

        var clocks = WatchClock.Close(session.Clocks, session.TimeAt(now), limits);
        var at = lastSeenAt;
        if (clocks.HeldMs > 0)
        {
            // The client was dead for that long: the play ended with its last sign of life.
            at -= TimeSpan.FromMilliseconds(clocks.HeldMs);
        }

        // Closed segments are written and stay true.
        var segment = session.Segment;
        if (at < segment.StartedAt)
        {
            at = segment.StartedAt;
        }

        var roomMs = Math.Max(0, (long)(at - session.StartedAt).TotalMilliseconds - segment.WatchedBeforeMs - segment.PausedBeforeMs - segment.BufferingBeforeMs);
        var watchedMs = Math.Clamp(clocks.WatchedMs - segment.WatchedBeforeMs, 0, roomMs);
        var pausedMs = Math.Clamp(clocks.PausedMs - segment.PausedBeforeMs, 0, roomMs - watchedMs);
        var bufferingMs = Math.Clamp(clocks.BufferingMs - segment.BufferingBeforeMs, 0, roomMs - watchedMs - pausedMs);
        var positionMs = AtEnd(session, clocks, reason, limits);
        clocks = clocks with
        {
            WatchedMs = segment.WatchedBeforeMs + watchedMs,
            PausedMs = segment.PausedBeforeMs + pausedMs,
            BufferingMs = segment.BufferingBeforeMs + bufferingMs,
            HeldMs = 0,
            PositionMs = positionMs,
            FurthestMs = positionMs is { } end && !(end <= clocks.FurthestMs) ? end : clocks.FurthestMs,
        };
        var stopped = Watched(session with { Clocks = clocks }, limits, out var watched);
        if (watched)
        {
            events.Add(new SessionWatched(stopped, at));
        }

        events.Add(new SessionStopped(stopped, at, reason));
    }

    private static long? AtEnd(ActiveSession session, SessionClocks clocks, StopReason reason, TrackerLimits limits)
    {
        if (session.DurationMs is not { } duration || clocks.PositionMs is not { } position)
        {
            return clocks.PositionMs;
        }

        // Autoplay goes on from the end: the last look may be one poll before it.
        var zone = reason == StopReason.NextItem ? limits.EndZone * 2 : limits.EndZone;
        return clocks.State == PlaybackState.Playing && duration - position <= zone.TotalMilliseconds && duration > zone.TotalMilliseconds * 2 ? duration : position;
    }

    private static long? PositionOf(SessionSnapshot seen) => seen.Position is { } p ? (long)p.TotalMilliseconds : null;

    private static int? Larger(int? a, int? b) => a is null ? b : b is null ? a : Math.Max(a.Value, b.Value);
}
