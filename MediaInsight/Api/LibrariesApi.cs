using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Api.Contracts;
using MediaInsight.Api.Exports;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace MediaInsight.Api;

/// <summary>Libraries, and one title with its plays. A reader limited to a person gets no library and only titles that the person played.</summary>
internal static class LibrariesApi
{
    private static readonly IReadOnlyList<ExportColumn<LibraryAnswer>> Columns =
    [
        new("id", l => l.Id), new("name", l => l.Name), new("server_id", l => l.ServerId), new("server_name", l => l.ServerName), new("server_type", l => l.ServerType),
        new("titles", l => string.Join("; ", l.Titles.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Key} {t.Value}")))),
        new("file_count", l => l.FileCount), new("size_bytes", l => l.SizeBytes), new("plays", l => l.Plays), new("watched_seconds", l => l.WatchedSeconds),
        new("last_played_at", l => l.LastPlayedAt), new("refreshed_at", l => l.RefreshedAt),
    ];

    public static void MapLibraries(this RouteGroupBuilder api)
    {
        var libraries = api.MapGroup("").WithTags("Libraries").RequireAuthorization(Permissions.ViewSessions);
        libraries.MapGet("/libraries", ListAsync).WithName("Libraries").WithSummary("Libraries with what is in them and how they are used");
        libraries.MapGet("/libraries/{id}/items", LibraryItemsApi.ListAsync).WithName("LibraryItems").WithSummary("Titles of one library; with format=csv or json all of them as a file");
        libraries.MapGet("/items/{id}", GetAsync).WithName("Item").WithSummary("One title: files, plays and who played it how far").WithoutFiles();
        libraries.MapGet("/items/{id}/files", ItemTablesApi.FilesAsync).WithName("ItemFiles").WithSummary("The versions of a title");
        libraries.MapGet("/items/{id}/contents", ItemTablesApi.ContentsAsync).WithName("ItemContents").WithSummary("What lies in a title: seasons, episodes, albums, tracks, with their plays");
    }

    private static async Task<IResult> ListAsync(AnalyticsCall call, LibraryList list, CancellationToken cancellationToken)
    {
        var wish = ExportWish.Read(call.Query);
        if (call.IsRefused)
        {
            return call.Refused();
        }

        LibraryAnswer[] items = [.. (await list.ReadAsync(call.Reader.Scope, cancellationToken)).Select(LibraryAnswer.Of)];
        return wish is null
            ? TypedResults.Ok(new LibraryListing(items, items.Length))
            : new ExportAnswer<LibraryAnswer>(ExportName.Of("libraries", null, null, call.Today), wish, Columns, items.ToAsyncEnumerable());
    }

    private static async Task<Results<Ok<ItemAnswer>, ProblemHttpResult>> GetAsync(
        string id, CurrentReader reader, ItemProfile profiles, SettingsStore settings, TimeProvider time, CancellationToken cancellationToken)
    {
        var zone = settings.Get<SiteSettings>().Zone();
        return int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && await profiles.ReadAsync(new(number), zone, SiteDays.Of(time.GetUtcNow(), zone), reader.Scope, cancellationToken) is { } profile
            ? TypedResults.Ok(ItemAnswer.Of(profile))
            : TypedResults.Problem(new ProblemDetails { Status = 404, Title = "No such title", Detail = $"There is no title with the id '{Text.Clean(id, 64)}'." });
    }
}
