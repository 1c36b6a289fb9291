namespace MediaInsight.History.Quality;

/// <summary>Times below zero, or an end before the start: a clock that was set, or rows from another program.</summary>
internal sealed class Negative : IPlayCheck
{
    public string Key => "negative";

    public string Title => "Times below zero";

    public string Remedy => "Times below zero become zero; an end before the start becomes the start plus what was watched and paused.";

    public string Sql => """
        SELECT p.number, NULL AS other, MIN(p.watched_ms, p.paused_ms, p.buffering_ms, COALESCE(p.position_ms, 0), COALESCE(p.start_position_ms, 0)) AS a, p.stopped_at - p.started_at AS b
        FROM plays p
        WHERE p.stopped_at IS NOT NULL AND (p.watched_ms < 0 OR p.paused_ms < 0 OR p.buffering_ms < 0 OR p.position_ms < 0 OR p.start_position_ms < 0 OR p.stopped_at < p.started_at)
        """;

    public string Reason(Suspicion suspicion) => suspicion.B < 0 ? $"It ends {PlayWords.Span(-suspicion.B)} before it begins." : $"It has a time of −{PlayWords.Span(-suspicion.A)}.";

    public Remedied? Repair(SuspiciousPlay play, Suspicion suspicion, HistorySettings settings)
    {
        var stored = play.Play;
        var (watched, paused, buffering) = (Math.Max(0, stored.WatchedMs), Math.Max(0, stored.PausedMs), Math.Max(0, stored.BufferingMs));
        var stoppedAt = stored.StoppedAt < stored.StartedAt ? stored.StartedAt.ToUnixTimeMilliseconds() + watched + paused + buffering : (long?)null;
        var repaired = Trimmed.To(play, watched, paused, buffering, stoppedAt, settings);
        if (stored.PositionMs < 0)
        {
            repaired.Play["position_ms"] = 0L;
        }

        if (stored.StartPositionMs < 0)
        {
            repaired.Play["start_position_ms"] = 0L;
        }

        return repaired;
    }
}
