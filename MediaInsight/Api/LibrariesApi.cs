using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Api.Contracts;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace MediaInsight.Api;

/// <summary>Libraries, and one title with its plays. A reader limited to a person gets no library and only titles that the person played.</summary>
internal static class LibrariesApi
{
    public static void MapLibraries(this RouteGroupBuilder api)
    {
        var libraries = api.MapGroup("").WithTags("Libraries").RequireAuthorization(Permissions.ViewSessions);
        libraries.MapGet("/libraries", ListAsync).WithName("Libraries").WithSummary("Libraries with what is in them and how they are used");
        libraries.MapGet("/items/{id}", GetAsync).WithName("Item").WithSummary("One title: files, plays and who played it how far");
    }

    private static async Task<Ok<LibraryListing>> ListAsync(CurrentReader reader, LibraryList list, CancellationToken cancellationToken)
    {
        LibraryAnswer[] items = [.. (await list.ReadAsync(reader.Scope, cancellationToken)).Select(LibraryAnswer.Of)];
        return TypedResults.Ok(new LibraryListing(items, items.Length));
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
