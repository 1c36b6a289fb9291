using System.Globalization;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Domain;

namespace MediaInsight.Analytics.Reviews;

/// <summary>What stands out in rows of statistics. Of equals the earlier one.</summary>
internal static class ReviewPeaks
{
    public static ReviewDay? LongestDay(StatisticResult days) =>
        days.Rows.Where(r => r.Figures.WatchedMs > 0).MaxBy(r => r.Figures.WatchedMs) is { } row ? new(Day(row.Key), row.Figures.Plays, row.Figures.WatchedMs) : null;

    public static StatisticKey? Most(StatisticResult times) =>
        times.Rows.Where(r => r.Figures.WatchedMs > 0).MaxBy(r => r.Figures.WatchedMs)?.Key;

    public static ReviewStreak? Streak(StatisticResult days)
    {
        ReviewStreak? longest = null, now = null;
        foreach (var row in days.Rows)
        {
            var day = Day(row.Key);
            now = row.Figures.WatchedMs == 0 ? null : now is null ? new(day, day) : now with { To = day };
            longest = now is not null && now.Days > (longest?.Days ?? 0) ? now : longest;
        }

        return longest;
    }

    public static ReviewBinge? Binge(StatisticPeak? peak) => peak is null ? null : new(Day(peak.Time), peak.Row, peak.Figures.Plays, peak.Figures.WatchedMs);

    /// <summary>Null for somebody who watched nothing.</summary>
    public static ReviewRank? Rank(StatisticResult people, ViewerId viewer)
    {
        var watched = people.Rows.Where(r => r.Key.Viewer is not null && r.Figures.WatchedMs > 0).ToDictionary(r => r.Key.Viewer!.Value, r => r.Figures.WatchedMs);   // non-null: filtered
        if (!watched.TryGetValue(viewer, out var own))
        {
            return null;
        }

        var less = watched.Values.Count(w => w < own);
        return new(1 + watched.Values.Count(w => w > own), watched.Count, watched.Count > 1 ? (double)less / (watched.Count - 1) : 1, (double)own / watched.Values.Sum());
    }

    private static DateOnly Day(StatisticKey key) => DateOnly.ParseExact(key.Id, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
