using MediaInsight.Analytics.Statistics;
using MediaInsight.Domain;

namespace MediaInsight.Analytics;

/// <param name="LastSeenAt">End of the last play in the range.</param>
public sealed record TopViewer(ViewerId Id, string Name, long Plays, long WatchedMs, DateTimeOffset LastSeenAt);

/// <summary>Who watched most. Accounts of one person are one viewer.</summary>
public sealed class TopViewers(StatisticReader statistics)
{
    public const int MaxLimit = 500;

    /// <param name="limit">1–<see cref="MaxLimit"/>.</param>
    public async Task<IReadOnlyList<TopViewer>> ReadAsync(
        AnalyticsFilter filter, TopBy by, int limit, TimeZoneInfo zone, ReadScope scope, CancellationToken cancellationToken)
    {
        var result = await statistics.ReadAsync(
            new() { Filter = filter, By = StatisticSplit.Viewer, Order = by.Measure(), Limit = Math.Clamp(limit, 1, MaxLimit) }, zone, default, scope, cancellationToken);

        // Rows of people have both: a name, and a play that made them a row.
        return [.. result.Rows.Select(r => new TopViewer(r.Key.Viewer!.Value, r.Key.Label!, r.Figures.Plays, r.Figures.WatchedMs, r.Figures.LastAt!.Value))];
    }
}
