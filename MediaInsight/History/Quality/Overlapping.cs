namespace MediaInsight.History.Quality;

/// <summary>One account plays two things on one device at the same time: the end of the earlier one was missed.</summary>
internal sealed class Overlapping : IPlayCheck
{
    public string Key => "overlapping";

    public string Title => "Two plays at once on one device";

    public string Remedy => "The earlier play ends where the later one begins.";

    // Devices without an id of their own cannot be told apart; players that hand over overlap for moments.
    public string Sql => """
        SELECT p.number, MIN(q.number) AS other, p.stopped_at - MIN(q.started_at) AS a, MAX(MIN(p.stopped_at, q.stopped_at) - q.started_at) AS b
        FROM plays p JOIN play_devices d ON d.id = p.device_id AND d.external_id IS NOT NULL
        JOIN plays q ON q.user_id = p.user_id AND q.started_at > p.started_at AND q.started_at < p.stopped_at - 60000
        WHERE p.stopped_at IS NOT NULL AND q.stopped_at > q.started_at + 60000 AND q.device_id = p.device_id
          AND NOT (q.media_item_id = p.media_item_id AND q.started_at <= p.started_at + 60000)
        GROUP BY p.number
        """;

    public string Reason(Suspicion suspicion) => $"Play {suspicion.Other} of the same account began on the same device before this one ended; they overlap by {PlayWords.Span(suspicion.B)}.";

    public Remedied? Repair(SuspiciousPlay play, Suspicion suspicion, HistorySettings settings)
    {
        if (suspicion.A is not { } beyond)
        {
            return null;
        }

        var stored = play.Play;
        var next = stored.StoppedAt!.Value.ToUnixTimeMilliseconds() - beyond; // non-null: finished plays only
        var elapsed = Math.Max(0, next - stored.StartedAt.ToUnixTimeMilliseconds());
        var watched = Math.Clamp(stored.WatchedMs, 0, elapsed);
        var buffering = Math.Clamp(stored.BufferingMs, 0, elapsed - watched);
        return Trimmed.To(play, watched, Math.Clamp(stored.PausedMs, 0, elapsed - watched - buffering), buffering, next, settings);
    }
}
