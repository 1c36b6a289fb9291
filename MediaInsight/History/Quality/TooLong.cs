using MediaInsight.Domain;

namespace MediaInsight.History.Quality;

/// <summary>More was watched than the title has: an end that was missed, pauses that were counted.</summary>
internal sealed class TooLong : IPlayCheck
{
    /// <summary>Beyond the position that was reached, ms.</summary>
    private const long BeyondPositionMs = 60_000;

    public string Key => "too-long";

    public string Title => "Watched longer than the title is";

    public string Remedy => "Watch time is cut to what is possible: the time that passed without pauses, the position reached plus a minute, and one and a half times the runtime.";

    // Live TV has no length of its own.
    public string Sql => $"""
        SELECT p.number, NULL AS other, p.watched_ms AS a, COALESCE(p.duration_ms, i.duration_ms) AS b
        FROM plays p LEFT JOIN media_items i ON i.id = p.media_item_id
        WHERE p.stopped_at IS NOT NULL AND p.kind <> {(int)MediaKind.LiveTv} AND COALESCE(p.duration_ms, i.duration_ms) > 0
          AND p.watched_ms > COALESCE(p.duration_ms, i.duration_ms) * 3 / 2 + 1000
        """;

    public string Reason(Suspicion suspicion) => $"{PlayWords.Span(suspicion.A)} watched of a title that is {PlayWords.Span(suspicion.B)} long.";

    public Remedied? Repair(SuspiciousPlay play, Suspicion suspicion, HistorySettings settings)
    {
        if (play.RuntimeMs is not { } runtime)
        {
            return null;
        }

        var stored = play.Play;
        var (paused, buffering) = (Math.Max(0, stored.PausedMs), Math.Max(0, stored.BufferingMs));
        long[] bounds =
        [
            stored.WatchedMs,
            Math.Max(0, play.ElapsedMs - paused - buffering),
            runtime * 3 / 2,
            stored.PositionMs is >= 0 and { } position && position <= runtime ? position + BeyondPositionMs : long.MaxValue,
        ];
        return Trimmed.To(play, bounds.Min(), paused, buffering, null, settings);
    }
}
