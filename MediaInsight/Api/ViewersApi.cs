using System.Runtime.CompilerServices;
using MediaInsight.Analytics;
using MediaInsight.Api.Contracts;
using MediaInsight.Api.Exports;
using MediaInsight.Domain;
using MediaInsight.Identity;

namespace MediaInsight.Api;

/// <summary>The people, within what the reader may see.</summary>
internal static class ViewersApi
{
    private static readonly IReadOnlyList<ExportColumn<ViewerListRow>> Columns =
    [
        new("viewer_id", r => r.Id.ToString()), new("name", r => r.Name), new("plays", r => r.Plays), new("watched_seconds", r => r.WatchedMs / 1000.0), new("last_seen_at", r => r.LastSeenAt),
        new("accounts", r => string.Join("; ", r.Accounts.Select(a => $"{a.Name} ({a.ServerName})"))),
    ];

    public static void MapViewers(this RouteGroupBuilder api) =>
        api.MapGet("/viewers", ListAsync).RequireAuthorization(Permissions.ViewSessions).WithName("Viewers").WithTags("Viewers")
            .WithSummary("People with their accounts and figures, last seen first; with format=csv or json all of them as a file");

    private static async Task<IResult> ListAsync(AnalyticsCall call, ViewerList list, CancellationToken cancellationToken)
    {
        var query = call.Query;
        var wish = ExportWish.Read(query);
        var sort = query.Word("sort", SortOf, "seen, name, plays, time, with a minus before it for descending");
        var filter = new ViewerListFilter
        {
            Page = query.Number("page", 1, 1, 10_000_000),
            PageSize = query.Number("page_size", 50, 1, ViewerListFilter.MaxPageSize),
            Server = await call.ServerAsync(),
            Text = query.Text("q", Text.MaxName),
            Sort = sort?.Sort ?? ViewerSort.LastSeen,
            Ascending = sort?.Ascending ?? false,
        };
        if (call.IsRefused)
        {
            return call.Refused();
        }

        if (wish is not null)
        {
            var name = ExportName.Of("people", null, null, call.Today);
            return wish.Format == ExportFormat.Csv
                ? new ExportAnswer<ViewerListRow>(name, wish, Columns, AllAsync(list, filter, call, cancellationToken))
                : new ExportAnswer<ViewerRow>(name, wish, [], AllAsync(list, filter, call, cancellationToken).Select(r => ViewerRow.Of(r)));
        }

        var page = await list.ReadAsync(filter, call.Site, call.Reader.Scope, cancellationToken);
        return TypedResults.Ok(new ViewerPage([.. page.Items.Select(ViewerRow.Of)], page.Total, page.Page, page.PageSize));
    }

    private static async IAsyncEnumerable<ViewerListRow> AllAsync(ViewerList list, ViewerListFilter filter, AnalyticsCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (page, read) = (1, 0);
        ViewerListPage rows;
        do
        {
            rows = await list.ReadAsync(filter with { Page = page++, PageSize = ViewerListFilter.MaxPageSize }, call.Site, call.Reader.Scope, cancellationToken);
            foreach (var row in rows.Items)
            {
                yield return row;
            }

            read += rows.Items.Count;
        }
        while (rows.Items.Count > 0 && read < rows.Total);
    }

    private static (ViewerSort Sort, bool Ascending)? SortOf(string word)
    {
        ViewerSort? sort = word.TrimStart('-') switch
        {
            "seen" => ViewerSort.LastSeen,
            "name" => ViewerSort.Name,
            "plays" => ViewerSort.Plays,
            "time" => ViewerSort.WatchTime,
            _ => null,
        };
        return sort is { } by ? (by, !word.StartsWith('-')) : null;
    }
}
