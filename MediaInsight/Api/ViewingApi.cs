using MediaInsight.Analytics.Statistics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Api.Contracts;
using MediaInsight.Api.Exports;
using MediaInsight.Identity;

namespace MediaInsight.Api;

/// <summary>Statistics that are no plain sums: how many at once, and how titles hold those who begin them. All take the filter, and format for a file.</summary>
internal static class ViewingApi
{
    private const string TitleSplits = "title, item, season, album, author, channel, programme";

    public static void MapViewing(this RouteGroupBuilder api)
    {
        var viewing = api.MapGroup("/analytics").WithTags("Statistics").RequireAuthorization(Permissions.ViewSessions);
        viewing.MapGet("/concurrency", ConcurrencyAsync).WithName("Concurrency").WithSummary("The most plays at one time, by day and in the range, and what was on then");
        viewing.MapGet("/engagement", EngagementAsync).WithName("Engagement").WithSummary("Per title: plays, time, persons, how many to the end, how far (split, order_by, order, min_plays, limit)");
    }

    private static async Task<IResult> ConcurrencyAsync(AnalyticsCall call, ConcurrencyReader concurrency, CancellationToken cancellationToken)
    {
        var wish = ExportWish.Read(call.Query);
        await call.ReadAsync();
        if (call.IsRefused)
        {
            return call.Refused();
        }

        var answer = ConcurrencyAnswer.Of(await concurrency.ReadAsync(call.Filter.Filter, call.Zone, call.Today, call.Reader.Scope, cancellationToken));
        return call.Answer("concurrency", wish, answer, answer.Days);
    }

    private static async Task<IResult> EngagementAsync(AnalyticsCall call, EngagementReader engagement, CancellationToken cancellationToken)
    {
        var (query, wish) = (call.Query, ExportWish.Read(call.Query));
        await call.ReadAsync();
        var request = new EngagementRequest
        {
            Filter = call.Filter.Filter,
            By = query.Word("split", w => StatisticWords.Split(w) is { } split && EngagementReader.IsOfTitles(split) ? split : (StatisticSplit?)null, TitleSplits) ?? StatisticSplit.Title,
            Order = query.Word("order_by", OrderOf, "watch-time, plays, viewers, completion-rate, average-completion, last-watched") ?? EngagementOrder.WatchTime,
            Ascending = query.Word("order", w => w switch { "asc" => true, "desc" => false, _ => (bool?)null }, "asc, desc") ?? false,
            Limit = query.Limit(wish, 100, EngagementRequest.MaxLimit),
            MinPlays = query.Number("min_plays", 0, 0, 1_000_000),
        };
        if (call.IsRefused)
        {
            return call.Refused();
        }

        var answer = EngagementAnswer.Of(await engagement.ReadAsync(request, call.Zone, call.Reader.Scope, cancellationToken));
        return call.Answer("engagement", wish, answer, answer.Items);
    }

    private static EngagementOrder? OrderOf(string word) => word switch
    {
        "watch-time" => EngagementOrder.WatchTime,
        "plays" => EngagementOrder.Plays,
        "viewers" => EngagementOrder.Viewers,
        "completion-rate" => EngagementOrder.CompletionRate,
        "average-completion" => EngagementOrder.AverageCompletion,
        "last-watched" => EngagementOrder.LastWatched,
        _ => null,
    };
}
