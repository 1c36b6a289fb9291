using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Api.Contracts;
using MediaInsight.Api.Exports;
using MediaInsight.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace MediaInsight.Api;

/// <summary>The tables of a title's page: its versions, and what lies in it. A title that the reader may not see is not found.</summary>
internal static class ItemTablesApi
{
    public static async Task<IResult> FilesAsync(string id, AnalyticsCall call, ItemProfile profiles, CancellationToken cancellationToken)
    {
        var wish = ExportWish.Read(call.Query);
        if (call.IsRefused)
        {
            return call.Refused();
        }

        if (await profiles.FactsAsync(IdOf(id), call.Reader.Scope, cancellationToken) is not { } facts)
        {
            return NotFound(id);
        }

        ItemFileAnswer[] files = [.. facts.Files.Select(ItemFileAnswer.Of)];
        return wish is null ? TypedResults.Ok(new ItemFileListing(files, files.Length)) : File("title-files", wish, files, call);
    }

    public static async Task<IResult> ContentsAsync(string id, AnalyticsCall call, ItemProfile profiles, CancellationToken cancellationToken)
    {
        var wish = ExportWish.Read(call.Query);
        if (call.IsRefused)
        {
            return call.Refused();
        }

        if (await profiles.ContentsAsync(IdOf(id), call.Zone, call.Reader.Scope, cancellationToken) is not { } children)
        {
            return NotFound(id);
        }

        ItemContentAnswer[] contents = [.. children.Select(ItemContentAnswer.Of)];
        return wish is null ? TypedResults.Ok(new ItemContentListing(contents, contents.Length)) : File("title-contents", wish, contents, call);
    }

    private static ExportAnswer<T> File<T>(string name, ExportWish wish, T[] rows, AnalyticsCall call) =>
        new(ExportName.Of(name, null, null, call.Today), wish, ExportColumns<T>.All, rows.ToAsyncEnumerable());

    private static MediaItemId IdOf(string id) => new(int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);

    private static ProblemHttpResult NotFound(string id) =>
        TypedResults.Problem(new ProblemDetails { Status = 404, Title = "No such title", Detail = $"There is no title with the id '{Text.Clean(id, 64)}'." });
}
