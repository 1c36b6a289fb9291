using MediaInsight.Analytics.Statistics;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Monitoring;

namespace MediaInsight.Analytics;

/// <summary>The installation in figures. "Today" is the day of the site, the week are today and the six days before.</summary>
/// <param name="PersonsToday">Who watched anything today.</param>
/// <param name="FailuresToday">Conversions of today that a server reported, or that are taken, for failed.</param>
/// <param name="System">Of the machine this program runs on; null: not measured lately.</param>
public sealed record OperatorResult(StatisticFigures Today, StatisticFigures Week, int PersonsToday, long FailuresToday, HouseholdSize Libraries, SystemSample? System);

/// <summary>What the operator's page and its API show on top: both read it here, so that they cannot disagree.</summary>
public sealed class OperatorFigures(StatisticReader statistics, HouseholdCounts counts, TranscodeHistoryQuery transcodes, SystemMetrics metrics, TimeProvider time)
{
    /// <summary>A reading that is older tells nothing of now.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(15);

    public async Task<OperatorResult> ReadAsync(TimeZoneInfo zone, DateOnly today, ReadScope scope, CancellationToken cancellationToken)
    {
        var day = await statistics.ReadAsync(new() { Filter = AnalyticsFilter.Last(1, today), By = StatisticSplit.Viewer, Limit = StatisticRequest.MaxLimit }, zone, today, scope, cancellationToken);
        var week = await statistics.ReadAsync(new() { Filter = AnalyticsFilter.Last(7, today) }, zone, today, scope, cancellationToken);
        var failed = await transcodes.PageAsync(new() { Failed = true, From = SiteDays.Start(today, zone), PageSize = 1 }, scope, cancellationToken);
        var system = await metrics.LatestAsync(cancellationToken);
        return new(
            day.Total, week.Total, day.Rows.Count(r => r.Figures.WatchedMs > 0), failed.Total, await counts.ReadAsync(scope, cancellationToken),
            system?.RecordedAt > time.GetUtcNow() - MaxAge ? system : null);
    }
}
