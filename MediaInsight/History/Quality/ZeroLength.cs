namespace MediaInsight.History.Quality;

/// <summary>Nothing was watched, paused or buffered: a ghost. What an import only concludes has no times and is left alone.</summary>
internal sealed class ZeroLength : IPlayCheck
{
    public string Key => "zero-length";

    public string Title => "Nothing was watched";

    public string Remedy => "The play goes to the bin.";

    public string Sql => $"""
        SELECT p.number, NULL AS other, NULL AS a, NULL AS b
        FROM plays p
        WHERE p.stopped_at IS NOT NULL AND p.watched_ms = 0 AND p.paused_ms = 0 AND p.buffering_ms = 0 AND p.stopped_at >= p.started_at AND p.certainty <> {(int)PlayCertainty.Inferred}
        """;

    public string Reason(Suspicion suspicion) => "It has no watch time at all.";

    public Remedied? Repair(SuspiciousPlay play, Suspicion suspicion, HistorySettings settings) => Remedied.Delete;
}
