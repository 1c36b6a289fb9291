using System.Globalization;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Api.Contracts;
using MediaInsight.Domain;
using MediaInsight.History;
using Microsoft.AspNetCore.Mvc;

namespace MediaInsight.Api;

/// <summary>One person as Emby Analytics tells of a user.</summary>
internal static class StatsUserApi
{
    public static async Task<IResult> GetAsync(string id, AnalyticsCall call, FilterCheck check, HistoryQuery history, CancellationToken cancellationToken)
    {
        await call.ReadAsync(FilterRange.Default, usersArePersons: true);
        var limit = call.Query.Number("limit", 10, 1, 100);
        if (call.IsRefused)
        {
            return call.Refused();
        }

        var scope = call.Reader.Scope;
        var person = new ViewerId(int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);
        if (await check.NameOfAsync(person, scope, cancellationToken) is not { } name)
        {
            return TypedResults.Problem(new ProblemDetails { Status = 404, Title = "No such user", Detail = $"There is no person with the id '{Text.Clean(id, 64)}'." });
        }

        var filter = call.Filter.Filter with { Viewer = person };
        var top = await call.AskAsync(new() { Filter = filter, By = StatisticSplit.Title, Limit = limit });
        var kinds = await call.AskAsync(new() { Filter = filter, By = StatisticSplit.Kind });
        var days = await call.AskAsync(new() { Filter = filter, By = StatisticSplit.Day });
        var ever = await call.AskAsync(new() { Filter = new() { Viewer = person } });
        var recent = await history.PageAsync(new() { Viewer = person, PageSize = limit }, scope, cancellationToken);
        return TypedResults.Ok(new StatsUserDetail(
            person.ToString(), name, call.DayCount, StatsApi.Hours(top.Total.WatchedMs), top.Total.Plays, ever.Total.FirstAt, ever.Total.LastAt,
            [.. top.Rows.Select(StatsApi.ItemOf)], kinds.Rows.ToDictionary(r => StatisticKeyAnswer.LabelOf(r.Key), r => r.Figures.Plays),
            [.. days.Rows.Select(r => new StatsDay(r.Key.Id, r.Figures.Plays, StatsApi.Hours(r.Figures.WatchedMs)))], [.. recent.Items.Select(SessionRow.Of)]));
    }
}
