using MediaInsight.Analytics.Statistics;
using MediaInsight.Api.Contracts;
using MediaInsight.Api.Exports;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Identity;

namespace MediaInsight.Api;

/// <summary>The history with the words of its page, as pages and as a file of all that match.</summary>
internal static class HistoryApi
{
    public static void MapHistory(this RouteGroupBuilder api) =>
        api.MapGet("/history", GetAsync).RequireAuthorization(Permissions.ViewSessions).WithName("History").WithTags("Sessions")
            .WithSummary("Finished plays by the filter of the history page; with format=csv or json all of them as a file");

    private static async Task<IResult> GetAsync(AnalyticsCall call, HistoryQuery history, HistoryExport export, CancellationToken cancellationToken)
    {
        var query = call.Query;
        var wish = ExportWish.Read(query);
        await call.ReadAsync(FilterRange.All);
        var sort = query.Word("sort", SortOf, "started, watched, title, viewer, completion, with a minus before it for descending");
        var filter = call.Plays() with
        {
            Text = query.Text("q", HistoryFilter.MaxText),
            IncludeShort = query.Flag("short") || query.Flag("include_short"),
            Sort = sort?.Sort ?? HistorySort.Started,
            Ascending = sort?.Ascending ?? false,
            Page = query.Number("page", 1, 1, 10_000_000),
            PageSize = query.Number("page_size", 50, 1, HistoryFilter.MaxPageSize),
        };
        if (call.IsRefused)
        {
            return call.Refused();
        }

        if (wish is not null)
        {
            var rows = export.RowsAsync(filter, call.Reader.Scope, cancellationToken).Select(r => SessionRow.Of(r));
            return new ExportAnswer<SessionRow>(ExportName.Of("history", call.Filter.Filter, call.Today), wish, PlayColumns.All, rows);
        }

        var page = await history.PageAsync(filter, call.Reader.Scope, cancellationToken);
        return TypedResults.Ok(new SessionPage([.. page.Items.Select(SessionRow.Of)], page.Total, page.Page, page.PageSize));
    }

    private static (HistorySort Sort, bool Ascending)? SortOf(string word)
    {
        HistorySort? sort = word.TrimStart('-') switch
        {
            "started" => HistorySort.Started,
            "watched" => HistorySort.Watched,
            "title" => HistorySort.Title,
            "viewer" => HistorySort.Viewer,
            "completion" => HistorySort.Percent,
            _ => null,
        };
        return sort is { } by ? (by, !word.StartsWith('-')) : null;
    }
}
