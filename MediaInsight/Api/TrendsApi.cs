using MediaInsight.Analytics.Daily;
using MediaInsight.Api.Contracts;
using MediaInsight.Api.Exports;

namespace MediaInsight.Api;

/// <summary>Figures of the installation, day by day.</summary>
internal static class TrendsApi
{
    public static async Task<IResult> GetAsync(AnalyticsCall call, DailyTrends trends, CancellationToken cancellationToken)
    {
        var wish = ExportWish.Read(call.Query);
        await call.ReadAsync();
        if (call.IsRefused)
        {
            return call.Refused();
        }

        var days = await trends.ReadAsync(call.Filter.Filter, call.Zone, call.Site, call.Today, call.Reader.Scope, cancellationToken);
        TrendDay[] rows = [.. days.Select(Of)];
        var (first, last) = rows.Length > 0 ? (rows[0].StatDate, rows[^1].StatDate) : (call.Today, call.Today);
        return call.Answer("trends", wish, new TrendsAnswer(first, last, rows, ["total_bytes_served"]), rows);
    }

    private static TrendDay Of(DailyTrend d) => new(d.Day, d.Plays, d.Persons, d.WatchedMinutes, d.Bytes, d.Transcodes, d.DirectPlays, d.DirectStreams, d.Failures, d.NewTitles, d.Titles, d.StorageBytes);
}
