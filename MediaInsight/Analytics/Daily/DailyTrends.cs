using System.Globalization;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Domain;

namespace MediaInsight.Analytics.Daily;

/// <summary>One day in figures. Null: not told of that day.</summary>
/// <param name="Bytes">Estimate: bitrate × watch time.</param>
/// <param name="NewTitles">Playable titles that servers got on the day.</param>
/// <param name="Titles">Playable titles at its end.</param>
/// <param name="StorageBytes">Of their files.</param>
public sealed record DailyTrend(
    DateOnly Day, long Plays, int Persons, long WatchedMinutes, long Bytes, long Transcodes, long DirectPlays, long DirectStreams, long? Failures, int? NewTitles, int? Titles, long? StorageBytes);

/// <summary>
/// Day by day: what was played from the plays as they are now, since they are deleted, imported and given to others later; what
/// libraries held and which conversions failed from the table of days, whose days are the site's and whose figures are of everything.
/// </summary>
public sealed class DailyTrends(StatisticReader statistics, DailyStatsReader stored)
{
    /// <summary>Every day of the filter's range, oldest first.</summary>
    /// <param name="zone">Whose days they are.</param>
    /// <param name="site">Whose days the table keeps.</param>
    public async Task<IReadOnlyList<DailyTrend>> ReadAsync(AnalyticsFilter filter, TimeZoneInfo zone, TimeZoneInfo site, DateOnly today, ReadScope scope, CancellationToken cancellationToken)
    {
        var result = await statistics.ReadAsync(new() { Filter = filter, By = StatisticSplit.Day, WithViewers = true }, zone, today, scope, cancellationToken);
        var days = result.Rows.Select(Of).ToList();
        var isOfAll = filter with { From = null, To = null } == AnalyticsFilter.AllTime;
        if (days.Count == 0 || !isOfAll || zone.Id != site.Id)
        {
            return days;
        }

        var known = (await stored.ReadAsync(days[0].Day, days[^1].Day, scope, cancellationToken)).ToDictionary(d => d.StatDate);
        return [.. days.Select(d => known.GetValueOrDefault(d.Day) is not { } row ? d : d with
        {
            Failures = row.TranscodeFailures,
            NewTitles = row.NewMediaAdded,
            Titles = row.LibrarySizeTotal,
            StorageBytes = row.StorageUsedBytes,
        })];
    }

    private static DailyTrend Of(StatisticRow row) => new(
        DateOnly.ParseExact(row.Key.Id, "yyyy-MM-dd", CultureInfo.InvariantCulture), row.Figures.Plays, row.Figures.Viewers ?? 0, row.Figures.WatchedMs / 60_000, row.Figures.Bytes,
        row.Figures.Transcodes, row.Figures.DirectPlays, row.Figures.DirectStreams, null, null, null, null);
}
