using MediaInsight.Domain;

namespace MediaInsight.History.Quality;

/// <summary>A position far behind the end: ticks or microseconds taken for milliseconds.</summary>
internal sealed class WrongUnits : IPlayCheck
{
    /// <summary>What one unit is of another: seconds in ms, ticks in ms, ticks in seconds.</summary>
    private static readonly long[] Factors = [1000, 10_000, 1_000_000, 10_000_000];

    public string Key => "wrong-units";

    public string Title => "Positions in wrong units";

    public string Remedy => "Positions are divided by what brings them into the title; how far it went is computed anew.";

    public string Sql => """
        SELECT p.number, NULL AS other, MAX(COALESCE(p.position_ms, 0), COALESCE(p.start_position_ms, 0)) AS a, p.duration_ms AS b
        FROM plays p
        WHERE p.stopped_at IS NOT NULL AND p.duration_ms > 0 AND (p.position_ms > p.duration_ms * 10 OR p.start_position_ms > p.duration_ms * 10)
        """;

    public string Reason(Suspicion suspicion) => $"Position {PlayWords.Span(suspicion.A)} in a title that is {PlayWords.Span(suspicion.B)} long.";

    public Remedied? Repair(SuspiciousPlay play, Suspicion suspicion, HistorySettings settings)
    {
        var stored = play.Play;
        var farthest = Math.Max(stored.PositionMs ?? 0, stored.StartPositionMs ?? 0);
        if (stored.DurationMs is not { } duration || Array.Find(Factors, f => farthest / f <= duration + duration / 20) is not (> 0 and var factor))
        {
            return null;
        }

        // Only what is too large is in the wrong unit.
        long? Right(long? position) => position > duration * 10 ? Math.Min(position.Value / factor, duration) : position;
        var (start, end) = (Right(stored.StartPositionMs), Right(stored.PositionMs));
        var percent = stored.Kind is MediaKind.Audiobook or MediaKind.PodcastEpisode ? settings.ListenedPercent : settings.WatchedPercent;
        var completed = end >= duration * percent / 100;
        return new()
        {
            Play = new()
            {
                ["start_position_ms"] = start,
                ["position_ms"] = end,
                ["completed"] = completed ? 1L : 0L,
                ["percent_permille"] = Completion.Permille(end, end, duration, completed) is { } permille ? (long)permille : null,
            },
        };
    }
}
