using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Api.Contracts;
using MediaInsight.Api.Exports;
using MediaInsight.Domain;
using MediaInsight.Identity;

namespace MediaInsight.Api;

/// <summary>What is in the libraries, and how it is watched. What is in them belongs to nobody: a limited reader gets none of it.</summary>
internal static class LibraryAnalyticsApi
{
    private const int Rows = 10;

    public static void MapLibraryAnalytics(this RouteGroupBuilder api)
    {
        var library = api.MapGroup("/analytics/library").WithTags("Libraries").RequireAuthorization(Permissions.ViewSessions).WithoutFiles();
        library.MapGet("/overview", OverviewAsync).WithName("LibraryOverview").WithSummary("Titles and storage by kind, and what came in each month");
        library.MapGet("/watch", WatchAsync).WithName("LibraryWatch").WithSummary("Engagement, patterns by hour, weekday and month, binges, most and least watched");
    }

    private static async Task<IResult> OverviewAsync(AnalyticsCall call, HouseholdCounts counts, LibraryMakeup makeup, CancellationToken cancellationToken)
    {
        var scope = call.Reader.Scope;
        var size = await counts.ReadAsync(scope, cancellationToken);
        var growth = await makeup.GrowthAsync(call.Site, scope, cancellationToken);
        var months = new List<LibraryGrowthMonth>();
        foreach (var month in growth.GroupBy(m => m.Month))
        {
            var added = month.Sum(m => m.Titles);
            months.Add(new(
                month.Key.ToString("yyyy-MM", CultureInfo.InvariantCulture), added, month.ToDictionary(m => Words.Of(m.Kind), m => m.Titles), Gigabytes.Of(month.Sum(m => m.SizeBytes)),
                (months.Count > 0 ? months[^1].TotalItems : 0) + added));
        }

        return TypedResults.Ok(new LibraryOverviewAnswer(
            Sums(size.Titles.Select(t => (Words.Of(t.Key), t.Value))), size.Playable, size.Files, size.SizeBytes, size.SizeBytes is { } bytes ? Gigabytes.Of(bytes) : null,
            size.Bytes.GroupBy(b => Words.Of(b.Key)).ToDictionary(g => g.Key, g => Gigabytes.Of(g.Sum(b => b.Value))), months, size.Libraries, size.Servers));
    }

    private static async Task<IResult> WatchAsync(AnalyticsCall call, EngagementReader engagement, BingeReader binges, CancellationToken cancellationToken)
    {
        await call.ReadAsync(FilterRange.All);
        if (call.IsRefused)
        {
            return call.Refused();
        }

        var filter = call.Filter.Filter;
        var hours = await call.AskAsync(new() { Filter = filter, By = StatisticSplit.HourOfDay });
        var weekdays = await call.AskAsync(new() { Filter = filter, By = StatisticSplit.Weekday });
        var months = await call.AskAsync(new() { Filter = filter, By = StatisticSplit.Month });
        var most = await call.AskAsync(new() { Filter = filter, By = StatisticSplit.Title, Limit = Rows, WithViewers = true });
        var least = await call.AskAsync(new() { Filter = filter, By = StatisticSplit.Title, Limit = Rows, Ascending = true, WithViewers = true });
        var held = await engagement.ReadAsync(new() { Filter = filter, Limit = Rows }, call.Zone, call.Reader.Scope, cancellationToken);
        var runs = await binges.ReadAsync(new() { Filter = filter, Limit = Rows }, call.Zone, call.Reader.Scope, cancellationToken);
        return TypedResults.Ok(new LibraryWatchAnswer(
            StatisticScope.Of(call.Filter, most, call.Zone), StatisticFiguresAnswer.Of(most.Total), new(RowsOf(hours), RowsOf(weekdays), RowsOf(months)), RowsOf(most), RowsOf(least),
            [.. held.Rows.Select(EngagementRowAnswer.Of)], BingeAnswer.Of(runs)));

        static StatisticRowAnswer[] RowsOf(StatisticResult result) => [.. result.Rows.Select(StatisticRowAnswer.Of)];
    }

    private static Dictionary<string, int> Sums(IEnumerable<(string Word, int Count)> counts) => counts.GroupBy(c => c.Word).ToDictionary(g => g.Key, g => g.Sum(c => c.Count));
}
