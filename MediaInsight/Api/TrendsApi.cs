using MediaInsight.Analytics;
using MediaInsight.Analytics.Daily;
using MediaInsight.Api.Contracts;
using MediaInsight.Api.Exports;
using MediaInsight.Domain;
using MediaInsight.Servers;

namespace MediaInsight.Api;

/// <summary>Figures of the installation, day by day.</summary>
internal static class TrendsApi
{
    public static async Task<IResult> GetAsync(AnalyticsCall call, DailyTrends trends, ServerTraffic traffic, CancellationToken cancellationToken)
    {
        var wish = ExportWish.Read(call.Query);
        await call.ReadAsync();
        if (call.IsRefused)
        {
            return call.Refused();
        }

        var days = await trends.ReadAsync(call.Filter.Filter, call.Zone, call.Site, call.Today, call.Reader.Scope, cancellationToken);
        var isOfAll = call.Filter.Filter with { From = null, To = null } == AnalyticsFilter.AllTime && call.Reader.Scope.IsEverything;
        TrendDay[] rows = [.. days.Select(d => Of(d, isOfAll ? traffic.Sum(null, SiteDays.Start(d.Day, call.Zone), SiteDays.Start(d.Day.AddDays(1), call.Zone))?.Bytes : null))];
        var (first, last) = rows.Length > 0 ? (rows[0].StatDate, rows[^1].StatDate) : (call.Today, call.Today);
        return call.Answer("trends", wish, new TrendsAnswer(first, last, rows, ["total_bytes_served"]), rows);
    }

    private static TrendDay Of(DailyTrend d, long? measured) => new(d.Day, d.Plays, d.Persons, d.WatchedMinutes, d.Bytes, d.Transcodes, d.DirectPlays, d.DirectStreams, d.Failures, d.NewTitles, d.Titles, d.StorageBytes, measured);
}
