namespace MediaInsight.History.Quality;

/// <summary>The same account began the same title twice within a minute, and both went on at once: recorded twice, or imported beside what was recorded.</summary>
internal sealed class Duplicate : IPlayCheck
{
    public string Key => "duplicate";

    public string Title => "Recorded twice";

    public string Remedy => "The one with less watch time goes to the bin; of equal ones the later recorded.";

    // One after the other is a play that was begun anew; on two devices that are known to differ they are two plays.
    public string Sql => """
        SELECT p.number, MIN(q.number) AS other, ABS(p.started_at - MIN(q.started_at)) AS a, NULL AS b
        FROM plays p JOIN plays q ON q.user_id = p.user_id AND q.started_at BETWEEN p.started_at - 60000 AND p.started_at + 60000
        LEFT JOIN play_devices d ON d.id = p.device_id LEFT JOIN play_devices e ON e.id = q.device_id
        WHERE p.stopped_at IS NOT NULL AND q.stopped_at IS NOT NULL AND q.number <> p.number AND q.media_item_id = p.media_item_id
          AND (q.started_at = p.started_at OR (q.started_at < p.stopped_at AND p.started_at < q.stopped_at))
          AND COALESCE(d.external_id = e.external_id, 1)
          AND (q.watched_ms > p.watched_ms OR (q.watched_ms = p.watched_ms AND q.number < p.number))
        GROUP BY p.number
        """;

    public string Reason(Suspicion suspicion) => $"Play {suspicion.Other} is of the same account and title and began {(suspicion.A < 1000 ? "at the same time" : $"{PlayWords.Span(suspicion.A)} apart")}.";

    public Remedied? Repair(SuspiciousPlay play, Suspicion suspicion, HistorySettings settings) => Remedied.Delete;
}
