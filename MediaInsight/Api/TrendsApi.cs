using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Daily;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Api.Contracts;
using MediaInsight.Api.Exports;

namespace MediaInsight.Api;

/// <summary>Figures of the installation, day by day: from the table of days, and of days it does not have (today is one) from the plays.</summary>
internal static class TrendsApi
{
    public static async Task<IResult> GetAsync(AnalyticsCall call, DailyStatsReader stored, CancellationToken cancellationToken)
    {
        var wish = ExportWish.Read(call.Query);
        await call.ReadAsync();
        if (call.IsRefused)
        {
            return call.Refused();
        }

        var range = new AnalyticsFilter { From = call.Filter.Filter.From, To = call.Filter.Filter.To };
        var result = await call.AskAsync(new() { Filter = range, By = StatisticSplit.Day, WithViewers = true });
        var days = result.Rows.Select(Of).ToList();
        var (first, last) = days.Count > 0 ? (days[0].StatDate, days[^1].StatDate) : (call.Today, call.Today);
        var known = (await stored.ReadAsync(first, last, call.Reader.Scope, cancellationToken)).ToDictionary(d => d.StatDate);
        TrendDay[] rows = [.. days.Select(d => known.GetValueOrDefault(d.StatDate) is { } row ? Of(row) : d)];
        return call.Answer("trends", wish, new TrendsAnswer(first, last, rows, ["total_bytes_served"]), rows);
    }

    private static TrendDay Of(DailyStat d) => new(
        d.StatDate, d.TotalPlays, d.UniqueUsers, d.TotalWatchMinutes, d.TotalBytesServed, d.Transcodes, d.DirectPlays, d.DirectStreams, d.TranscodeFailures, d.NewMediaAdded, d.LibrarySizeTotal, d.StorageUsedBytes);

    private static TrendDay Of(StatisticRow row) => new(
        DateOnly.ParseExact(row.Key.Id, "yyyy-MM-dd", CultureInfo.InvariantCulture), row.Figures.Plays, row.Figures.Viewers ?? 0, row.Figures.WatchedMs / 60_000, row.Figures.Bytes,
        row.Figures.Transcodes, row.Figures.DirectPlays, row.Figures.DirectStreams, null, null, null, null);
}
