using MediaInsight.Analytics.Statistics;
using MediaInsight.Domain;

namespace MediaInsight.Analytics;

/// <param name="TotalPlays">Of all time.</param>
/// <param name="Month">The last 30 days with today, by day and kind.</param>
public sealed record DashboardResult(long TotalPlays, PlaysByDayResult Month)
{
    public long PlaysToday => On(Today, r => r.Plays);

    /// <summary>ms.</summary>
    public long WatchedTodayMs => On(Today, r => r.WatchedMs);

    /// <summary>In the last 30 days.</summary>
    public long MonthPlays => Month.Plays;

    /// <summary>In the last 30 days, ms.</summary>
    public long MonthWatchedMs => Month.WatchedMs;

    private DateOnly Today => Month.Days[^1];

    private long On(DateOnly day, Func<DayPlays, long> amount) => Month.Rows.Where(r => r.Day == day).Sum(amount);
}

/// <summary>The figures on top of the dashboard. They and its chart come from the same rows, so they cannot disagree.</summary>
public sealed class DashboardFigures(StatisticReader statistics, PlaysByDay byDay)
{
    public const int Days = 30;

    public async Task<DashboardResult> ReadAsync(AnalyticsFilter filter, TimeZoneInfo zone, DateOnly today, ReadScope scope, CancellationToken cancellationToken)
    {
        var month = await byDay.ReadAsync(filter with { From = today.AddDays(1 - Days), To = today }, zone, today, scope, cancellationToken);
        var total = await statistics.ReadAsync(new() { Filter = filter with { From = null, To = null } }, zone, today, scope, cancellationToken);
        return new(total.Total.Plays, month);
    }
}
