using System.Collections.Immutable;
using MediaInsight.Domain;

namespace MediaInsight.Sessions;

/// <summary>A session that was ended by hand while its server went on listing it: as it was then, so that it is not begun again.</summary>
/// <param name="Missed">Good readings in a row that did not list it.</param>
public sealed record EndedSession(PlaybackState State, long? PositionMs, DateTimeOffset? ReportAt, long? ReportedMs, int Missed)
{
    /// <summary>Reports are put on our clock by whole seconds of the server's.</summary>
    private static readonly TimeSpan ReportSlack = TimeSpan.FromSeconds(5);

    public static EndedSession Of(ActiveSession session) =>
        new(session.Latest.State, PositionOf(session.Latest), session.Clocks.LastClientReportAt, session.Latest.ReportedWatchedMs, 0);

    /// <summary>
    /// Nothing says that somebody is there. Where the client's own reports are told they alone count: such a server moves
    /// the position of a dead client on by itself.
    /// </summary>
    public bool IsStill(SessionSnapshot seen) =>
        seen.State == State
        && (ReportAt is { } report ? !(seen.LastClientReportAt > report + ReportSlack) : PositionOf(seen) == PositionMs && seen.ReportedWatchedMs == ReportedMs);

    private static long? PositionOf(SessionSnapshot seen) => seen.Position is { } p ? (long)p.TotalMilliseconds : null;
}

public static partial class SessionTracker
{
    /// <summary>Ends one session by hand, at the last moment it was seen. As long as its server lists it unchanged it stays ended.</summary>
    public static TrackerResult End(TrackerState state, PlayId play, DateTimeOffset now, TrackerLimits limits)
    {
        if (state.Sessions.Values.FirstOrDefault(s => s.Id == play) is not { } session)
        {
            return new(state, []);
        }

        var events = new List<SessionEvent>();
        Stop(session, StopReason.ByHand, now, limits, events);
        return new(
            state with { Sessions = state.Sessions.RemoveRange(state.Sessions.Where(s => s.Value.Id == play).Select(s => s.Key)), Ended = state.Ended.SetItem(session.Key, EndedSession.Of(session)) },
            events);
    }

    /// <summary>Takes out of a reading what was ended by hand and has not moved since.</summary>
    private static ImmutableDictionary<SessionKey, EndedSession> LeaveOut(TrackerState state, ServerSnapshot snapshot, Dictionary<SessionKey, SessionSnapshot> listed, TrackerLimits limits)
    {
        var ended = state.Ended;
        foreach (var (key, known) in state.Ended)
        {
            if (!listed.TryGetValue(key, out var seen))
            {
                ended = snapshot.IdleSlots.Contains(key.Slot) || known.Missed + 1 >= limits.MissedReadings ? ended.Remove(key) : ended.SetItem(key, known with { Missed = known.Missed + 1 });
            }
            else if (known.IsStill(seen))
            {
                listed.Remove(key);
                ended = ended.SetItem(key, known with { Missed = 0 });
            }
            else if (seen.EndedAt is not null)
            {
                listed.Remove(key);
                ended = ended.Remove(key);
            }
            else
            {
                // Somebody came back: a new play, which must not count what belongs to the ended one.
                listed[key] = seen with { StartedAt = null };
                ended = ended.Remove(key);
            }
        }

        return ended;
    }
}
