using System.Text.Json.Nodes;

namespace MediaInsight.History.Quality;

/// <summary>A play with other clocks: its segments get their share, and whether it is short is decided anew.</summary>
internal static class Trimmed
{
    /// <param name="play">As it stands.</param>
    /// <param name="watchedMs">What it should be.</param>
    /// <param name="pausedMs">What it should be.</param>
    /// <param name="bufferingMs">What it should be.</param>
    /// <param name="stoppedAt">Unix ms; null: as it is.</param>
    /// <param name="settings">Decide what is short.</param>
    public static Remedied To(SuspiciousPlay play, long watchedMs, long pausedMs, long bufferingMs, long? stoppedAt, HistorySettings settings)
    {
        var values = new JsonObject { ["watched_ms"] = watchedMs, ["paused_ms"] = pausedMs, ["buffering_ms"] = bufferingMs, ["is_short"] = Completion.IsShort(play.Play.Kind, watchedMs, settings) ? 1L : 0L };
        if (stoppedAt is { } end)
        {
            values["stopped_at"] = end;
        }

        var (watched, paused, buffering) = (watchedMs, pausedMs, bufferingMs);
        var segments = new Dictionary<long, JsonObject>();
        foreach (var (segment, isLast) in play.Segments.Select((s, i) => (s, i == play.Segments.Count - 1)))
        {
            // Earlier stretches keep theirs as long as something is left; the last takes the rest.
            var own = new JsonObject
            {
                ["watched_ms"] = Take(ref watched, segment.WatchedMs, isLast),
                ["paused_ms"] = Take(ref paused, segment.PausedMs, isLast),
                ["buffering_ms"] = Take(ref buffering, segment.BufferingMs, isLast),
            };
            if (stoppedAt is { } to && segment.EndedAt?.ToUnixTimeMilliseconds() > to)
            {
                own["ended_at"] = Math.Max(to, segment.StartedAt.ToUnixTimeMilliseconds());
            }

            segments[segment.Id] = own;
        }

        return new() { Play = values, Segments = segments };
    }

    private static long Take(ref long left, long wanted, bool isLast)
    {
        var taken = isLast ? left : Math.Clamp(wanted, 0, left);
        left -= taken;
        return taken;
    }
}
