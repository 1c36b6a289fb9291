using System.Globalization;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Domain;

namespace MediaInsight.Analytics.Daily;

/// <summary>One day of the site. Null: not told of that day.</summary>
/// <param name="Bytes">Estimate: bitrate × watch time.</param>
/// <param name="NewTitles">Playable titles that servers got on the day.</param>
/// <param name="Titles">Playable titles at its end.</param>
/// <param name="StorageBytes">Of their files.</param>
public sealed record DailyTrend(
    DateOnly Day, long Plays, int Persons, long WatchedMinutes, long Bytes, long Transcodes, long DirectPlays, long DirectStreams, long? Failures, int? NewTitles, int? Titles, long? StorageBytes);

/// <summary>The installation day by day: from the table of days, and of days it does not have (today is one) from the plays.</summary>
public sealed class DailyTrends(StatisticReader statistics, DailyStatsReader stored)
{
    /// <summary>Every day of the range, oldest first.</summary>
    public async Task<IReadOnlyList<DailyTrend>> ReadAsync(DateOnly? from, DateOnly? to, TimeZoneInfo zone, DateOnly today, ReadScope scope, CancellationToken cancellationToken)
    {
        var result = await statistics.ReadAsync(new() { Filter = new() { From = from, To = to }, By = StatisticSplit.Day, WithViewers = true }, zone, today, scope, cancellationToken);
        var days = result.Rows.Select(Of).ToList();
        if (days.Count == 0)
        {
            return days;
        }

        var known = (await stored.ReadAsync(days[0].Day, days[^1].Day, scope, cancellationToken)).ToDictionary(d => d.StatDate);
        return [.. days.Select(d => known.GetValueOrDefault(d.Day) is { } row ? Of(row) : d)];
    }

    private static DailyTrend Of(DailyStat d) => new(
        d.StatDate, d.TotalPlays, d.UniqueUsers, d.TotalWatchMinutes, d.TotalBytesServed, d.Transcodes, d.DirectPlays, d.DirectStreams, d.TranscodeFailures, d.NewMediaAdded, d.LibrarySizeTotal, d.StorageUsedBytes);

    private static DailyTrend Of(StatisticRow row) => new(
        DateOnly.ParseExact(row.Key.Id, "yyyy-MM-dd", CultureInfo.InvariantCulture), row.Figures.Plays, row.Figures.Viewers ?? 0, row.Figures.WatchedMs / 60_000, row.Figures.Bytes,
        row.Figures.Transcodes, row.Figures.DirectPlays, row.Figures.DirectStreams, null, null, null, null);
}
