using MediaInsight.Analytics;
using MediaInsight.Api.Contracts;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MediaInsight.Api;

/// <summary>The people, within what the reader may see.</summary>
internal static class ViewersApi
{
    public static void MapViewers(this RouteGroupBuilder api) =>
        api.MapGet("/viewers", ListAsync).RequireAuthorization(Permissions.ViewSessions).WithName("Viewers").WithTags("Viewers").WithSummary("People with their accounts and figures, last seen first");

    private static async Task<Results<Ok<ViewerPage>, ValidationProblem>> ListAsync(
        HttpRequest request, CurrentReader reader, ViewerList list, SettingsStore settings, CancellationToken cancellationToken)
    {
        var zone = settings.Get<SiteSettings>().Zone();
        var query = new QueryReader(request.Query, zone);
        var filter = new ViewerListFilter
        {
            Page = query.Number("page", 1, 1, 10_000_000),
            PageSize = query.Number("page_size", 50, 1, ViewerListFilter.MaxPageSize),
            Server = query.Id("server_id") is { } server ? new ServerId(server) : null,
            Text = query.Text("q", Text.MaxName),
        };
        if (query.Problems.Count > 0)
        {
            return TypedResults.ValidationProblem(query.Problems, title: "Some parameters cannot be used.");
        }

        var page = await list.ReadAsync(filter, zone, reader.Scope, cancellationToken);
        return TypedResults.Ok(new ViewerPage([.. page.Items.Select(ViewerRow.Of)], page.Total, page.Page, page.PageSize));
    }
}
