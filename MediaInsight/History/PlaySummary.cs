namespace MediaInsight.History;

/// <summary>Which stretch speaks for the whole play.</summary>
internal static class PlaySummary
{
    /// <summary>Shorter stretches do not decide while longer ones exist, ms.</summary>
    private const long LastingMs = 10_000;

    /// <summary>The last of the stretches with the heaviest decision, among those that lasted.</summary>
    public static PlaySegment MainSegment(IReadOnlyList<PlaySegment> segments)
    {
        var lasting = segments.Where(s => s.WatchedMs >= LastingMs).ToList();
        var candidates = lasting.Count > 0 ? lasting : segments;
        var heaviest = candidates.Max(s => s.Decision);
        return candidates.Last(s => s.Decision == heaviest);
    }
}
