using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Api.Contracts;

namespace MediaInsight.Api;

/// <summary>Figures of the installation, day by day.</summary>
internal static class TrendsApi
{
    public static async Task<IResult> GetAsync(AnalyticsCall call)
    {
        await call.ReadAsync();
        if (call.IsRefused)
        {
            return call.Refused();
        }

        var result = await call.AskAsync(new() { Filter = call.Filter.Filter, By = StatisticSplit.Day, WithViewers = true });
        TrendDay[] days = [.. result.Rows.Select(Of)];
        return TypedResults.Ok(new TrendsAnswer(days.Length > 0 ? days[0].StatDate : call.Today, days.Length > 0 ? days[^1].StatDate : call.Today, days, ["total_bytes_served"]));
    }

    private static TrendDay Of(StatisticRow row) => new(
        DateOnly.ParseExact(row.Key.Id, "yyyy-MM-dd", CultureInfo.InvariantCulture), row.Figures.Plays, row.Figures.Viewers ?? 0, row.Figures.WatchedMs / 60_000, row.Figures.Bytes,
        row.Figures.Transcodes, row.Figures.DirectPlays, row.Figures.DirectStreams, null, null, null, null);
}
