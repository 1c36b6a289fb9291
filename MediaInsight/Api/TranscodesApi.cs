using MediaInsight.Api.Contracts;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MediaInsight.Api;

/// <summary>What servers converted, and what of it is taken for failed.</summary>
internal static class TranscodesApi
{
    public static void MapTranscodes(this RouteGroupBuilder api) =>
        api.MapGet("/analytics/transcodes", ListAsync).RequireAuthorization(Permissions.ManageServers).WithName("Transcodes").WithTags("Sessions").WithSummary("Conversions of picture or sound, newest first");

    private static async Task<Results<Ok<TranscodeList>, ValidationProblem>> ListAsync(
        HttpRequest request, CurrentReader reader, TranscodeHistoryQuery transcodes, SettingsStore settings, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request.Query, settings.Get<SiteSettings>().Zone());
        var filter = new TranscodeFilter
        {
            Page = query.Number("page", 1, 1, 10_000_000),
            PageSize = query.Number("page_size", 50, 1, TranscodeFilter.MaxPageSize),
            Server = query.Id("server_id") is { } server ? new ServerId(server) : null,
            Failed = query.Word("success", w => w switch { "true" => false, "false" => true, _ => (bool?)null }, "true, false"),
            From = query.Instant("from", endOfDay: false),
            Before = query.Instant("to", endOfDay: true),
        };
        if (query.Problems.Count > 0)
        {
            return TypedResults.ValidationProblem(query.Problems, title: "Some parameters cannot be used.");
        }

        var page = await transcodes.PageAsync(filter, reader.Scope, cancellationToken);
        return TypedResults.Ok(new TranscodeList([.. page.Items.Select(TranscodeListRow.Of)], page.Total, page.Page, page.PageSize));
    }
}
