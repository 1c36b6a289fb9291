namespace MediaInsight.History.Quality;

/// <summary>How a play was sent is not told, though its segments or its stream say it.</summary>
internal sealed class MissingDecision : IPlayCheck
{
    public string Key => "missing-decision";

    public string Title => "How it was sent is missing";

    public string Remedy => "The decision of the segment that speaks for the play, else of its stored stream, is filled in.";

    public string Sql => """
        SELECT p.number, NULL AS other, NULL AS a, NULL AS b
        FROM plays p LEFT JOIN stream_profiles f ON f.id = p.stream_profile_id
        WHERE p.stopped_at IS NOT NULL AND p.decision IS NULL
          AND (f.video IS NOT NULL OR f.audio IS NOT NULL OR EXISTS (SELECT 1 FROM play_segments s WHERE s.play_number = p.number AND s.decision IS NOT NULL))
        """;

    public string Reason(Suspicion suspicion) => "Whether it was played directly or transcoded is not filled in, but known.";

    public Remedied? Repair(SuspiciousPlay play, Suspicion suspicion, HistorySettings settings)
    {
        var told = play.Segments.Where(s => s.Decision is not null).ToList();
        var decision = told.Count > 0 ? PlaySummary.MainSegment(told).Decision : play.ProfileDecision;
        return decision is { } known ? new() { Play = new() { ["decision"] = (long)known } } : null;
    }
}
