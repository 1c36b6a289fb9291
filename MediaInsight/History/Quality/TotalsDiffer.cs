using System.Text.Json.Nodes;

namespace MediaInsight.History.Quality;

/// <summary>The totals of a play are not those of its segments.</summary>
internal sealed class TotalsDiffer : IPlayCheck
{
    /// <summary>Each segment may be rounded.</summary>
    private const long SlackMs = 1000;

    public string Key => "totals";

    public string Title => "Totals that are not the sum of the parts";

    public string Remedy => "Watch time, pauses and buffering become the sums of the segments; a segment without an end gets the play's.";

    public string Sql => $"""
        SELECT p.number, NULL AS other, p.watched_ms AS a, s.watched AS b
        FROM (SELECT play_number, SUM(watched_ms) AS watched, SUM(paused_ms) AS paused, SUM(buffering_ms) AS buffering, SUM(ended_at IS NULL) AS open FROM play_segments GROUP BY play_number) s
        JOIN plays p ON p.number = s.play_number
        WHERE p.stopped_at IS NOT NULL AND (ABS(p.watched_ms - s.watched) > {SlackMs} OR ABS(p.paused_ms - s.paused) > {SlackMs} OR ABS(p.buffering_ms - s.buffering) > {SlackMs} OR s.open > 0)
        """;

    public string Reason(Suspicion suspicion) => Math.Abs((suspicion.A ?? 0) - (suspicion.B ?? 0)) > SlackMs
        ? $"{PlayWords.Span(suspicion.A)} watched, but its segments add up to {PlayWords.Span(suspicion.B)}."
        : "Pauses or buffering are not those of its segments, or a segment has no end.";

    public Remedied? Repair(SuspiciousPlay play, Suspicion suspicion, HistorySettings settings)
    {
        var (watched, paused, buffering) = (play.Segments.Sum(s => s.WatchedMs), play.Segments.Sum(s => s.PausedMs), play.Segments.Sum(s => s.BufferingMs));
        var open = play.Segments.Where(s => s.EndedAt is null).ToList();
        if (watched < 0 || paused < 0 || buffering < 0 || open.Count > 1)
        {
            return null;
        }

        // Parts that take longer than the whole are no better witnesses than the totals.
        if (watched + paused + buffering > play.ElapsedMs + 60_000)
        {
            return null;
        }

        var stoppedAt = play.Play.StoppedAt!.Value.ToUnixTimeMilliseconds(); // non-null: finished plays only
        var segments = open.ToDictionary(s => s.Id, s => new JsonObject { ["ended_at"] = stoppedAt });
        if (open is [var last])
        {
            // The part that was never closed holds what the totals have beyond the others.
            var rest = new JsonObject
            {
                ["ended_at"] = stoppedAt,
                ["watched_ms"] = Math.Max(last.WatchedMs, play.Play.WatchedMs - (watched - last.WatchedMs)),
                ["paused_ms"] = Math.Max(last.PausedMs, play.Play.PausedMs - (paused - last.PausedMs)),
                ["buffering_ms"] = Math.Max(last.BufferingMs, play.Play.BufferingMs - (buffering - last.BufferingMs)),
            };
            segments[last.Id] = rest;
            watched += rest["watched_ms"]!.GetValue<long>() - last.WatchedMs; // non-null: just set
            paused += rest["paused_ms"]!.GetValue<long>() - last.PausedMs; // non-null: just set
            buffering += rest["buffering_ms"]!.GetValue<long>() - last.BufferingMs; // non-null: just set
        }

        return new()
        {
            Play = new() { ["watched_ms"] = watched, ["paused_ms"] = paused, ["buffering_ms"] = buffering, ["is_short"] = Completion.IsShort(play.Play.Kind, watched, settings) ? 1L : 0L },
            Segments = segments,
        };
    }
}
