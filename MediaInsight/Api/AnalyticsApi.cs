using MediaInsight.Analytics.Statistics;
using MediaInsight.Api.Contracts;
using MediaInsight.Api.Exports;
using MediaInsight.Domain;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace MediaInsight.Api;

/// <summary>Every statistic of the catalogue and free questions, as answers, as series for charts and as files.</summary>
internal static class AnalyticsApi
{
    /// <summary>Of a split by groups that is split by time once more: ten years of days for each.</summary>
    private const int MaxRowsByTime = 1000;

    public static void MapAnalytics(this RouteGroupBuilder api)
    {
        var analytics = api.MapGroup("/analytics").WithTags("Statistics").RequireAuthorization(Permissions.ViewSessions);
        analytics.MapGet("", List).WithName("Statistics").WithSummary("The statistics there are, and the words for free questions");
        analytics.MapGet("/query", QueryAsync).WithName("StatisticQuery").WithSummary("A free question: split, then, measure, order, limit and the filter");
        analytics.MapGet("/{statistic}", GetAsync).WithName("Statistic").WithSummary("One statistic of the list, for any filter");
    }

    private static Ok<StatisticListing> List() => TypedResults.Ok(new StatisticListing(
        [.. StatisticCatalogue.All.Select(StatisticAbout.Of)], StatisticCatalogue.All.Count, StatisticWords.AllSplits, StatisticWords.AllMeasures, [.. FilterRange.Choices.Select(c => c.Word)]));

    private static async Task<IResult> GetAsync(string statistic, AnalyticsCall call)
    {
        var wish = ExportWish.Read(call.Query);

        // A file name asks for that file: top-titles.csv.
        if (Path.GetExtension(statistic) is ".csv" or ".json")
        {
            wish = (wish ?? new(ExportFormat.Csv, false)) with { Format = statistic.EndsWith(".csv", StringComparison.Ordinal) ? ExportFormat.Csv : ExportFormat.Json };
            statistic = Path.GetFileNameWithoutExtension(statistic);
        }

        if (StatisticCatalogue.Find(statistic) is not { } entry)
        {
            return TypedResults.Problem(new ProblemDetails { Status = 404, Title = "No such statistic", Detail = $"There is no statistic '{Text.Clean(statistic, 64)}'. GET /api/v1/analytics lists them." });
        }

        await call.ReadAsync();
        if (!entry.Fits(call.Filter.Filter))
        {
            call.Query.Refuse("kind", $"must be left out or be {Words.Of(entry.Kind!.Value)}: this statistic is of nothing else"); // non-null: one without a kind fits every filter
        }

        return await AnswerAsync(call, wish, entry, entry.Request(call.Filter.Filter));
    }

    private static async Task<IResult> QueryAsync(AnalyticsCall call)
    {
        var wish = ExportWish.Read(call.Query);
        var by = call.Query.Word("split", StatisticWords.Split, string.Join(", ", StatisticWords.AllSplits)) ?? StatisticSplit.None;
        var then = call.Query.Word("then", StatisticWords.Split, string.Join(", ", StatisticWords.AllSplits)) ?? StatisticSplit.None;
        if (by == then && by != StatisticSplit.None)
        {
            call.Query.Refuse("then", "must not be the same as 'split'");
        }
        else if (by.IsTime() && then.IsTime())
        {
            call.Query.Refuse("then", "must not be by time: 'split' is");
        }

        await call.ReadAsync();
        return await AnswerAsync(call, wish, null, new() { Filter = call.Filter.Filter, By = by, Then = then, WithViewers = call.Query.Flag("viewers") });
    }

    /// <summary>Rows that are read at once for a file. Those of two splits are held with all their parts: in portions until all are told; series hold the first of them.</summary>
    private static int AllOf(StatisticRequest request, bool isSeries) =>
        request.Then == StatisticSplit.None ? int.MaxValue : isSeries && !request.Then.IsTime() ? StatisticRequest.MaxLimit : MaxRowsByTime;

    private static async Task<IResult> AnswerAsync(AnalyticsCall call, ExportWish? wish, StatisticEntry? entry, StatisticRequest request)
    {
        var query = call.Query;
        var isSeries = query.Word("shape", w => w switch { "series" => true, "rows" => false, _ => (bool?)null }, "rows, series") ?? false;
        request = request with
        {
            Order = query.Word("measure", StatisticWords.Measure, string.Join(", ", StatisticWords.AllMeasures)) ?? query.Word("y_axis", StatisticWords.Measure, "plays, duration") ?? request.Order,
            Ascending = query.Word("order", w => w switch { "asc" => true, "desc" => false, _ => (bool?)null }, "asc, desc") ?? request.Ascending,
            Limit = query.Number("limit", wish is null ? request.Limit : AllOf(request, isSeries), 1, StatisticRequest.MaxLimit),
            ThenLimit = query.Number("then_limit", wish is null ? request.ThenLimit : StatisticRequest.MaxThenLimit, 1, StatisticRequest.MaxThenLimit),
        };
        if (call.IsRefused)
        {
            return call.Refused();
        }

        var result = await call.AskAsync(request);
        var name = ExportName.Of(entry?.Id ?? "query-" + StatisticWords.Of(request.By), request.Filter, call.Today);
        var isWhole = query.Text("limit", 10) is not null || request.Then == StatisticSplit.None || request.By.IsTime();
        Func<StatisticRequest, Task<StatisticResult>>? more = isWhole ? null : call.AskAsync;
        if (wish?.Format == ExportFormat.Csv)
        {
            return StatisticExport.Answer(name, wish, result, more);
        }

        var previous = call.Filter.Compared is { } before ? await call.AskAsync(request with { Filter = before with { Kind = request.Filter.Kind } }) : null;
        if (isSeries)
        {
            return wish is null ? TypedResults.Json(SeriesAnswer.Of(result), ApiJson.Options) : new JsonFileAnswer(name, SeriesAnswer.Of(result));
        }

        return wish is null
            ? TypedResults.Json(StatisticReply.Of(entry, call.Filter, call.Zone, result, previous), ApiJson.Options)
            : new JsonFileAnswer(name, StatisticFile.Of(entry, call.Filter, call.Zone, result, previous, more));
    }
}
