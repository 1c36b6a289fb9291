using MediaInsight.Analytics.Reviews;
using MediaInsight.Analytics.Sharing;
using MediaInsight.Components.Pages.Shares;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.RateLimiting;

namespace MediaInsight.Components.Pages.Reviews;

/// <summary>The files beside the pages of reviews: the picture to keep, and the posters of a shared page.</summary>
public static class ReviewFiles
{
    private const int PosterWidth = 320;
    private const string Svg = "image/svg+xml";

    public static void MapReviewFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/review-picture", OwnAsync).RequireAuthorization(Permissions.ViewSessions).ExcludeFromDescription();
        var shared = app.MapGroup("/share/{token}").AllowAnonymous().RequireRateLimiting(ShareLimits.Policy).ExcludeFromDescription();
        shared.MapGet("/picture", SharedAsync);
        shared.MapGet("/poster/{id:int}", PosterAsync);
    }

    private static async Task<IResult> OwnAsync(
        string? viewer, string? year, string? from, string? to, CurrentReader reader, ReviewReader reviews, ReviewDrawing drawing, SiteClock clock, CancellationToken cancellationToken)
    {
        var (period, problem) = ReviewPeriod.Parse(year, from, to, clock.Today);
        if (problem is not null)
        {
            return Refused(problem.Field, problem.Message);
        }

        ViewerId? person = int.TryParse(viewer, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id) ? new(id) : null;
        if (person is null && !string.IsNullOrEmpty(viewer))
        {
            return Refused("viewer", "This is no id of a person.");
        }

        var mayAsk = person is not null || reader.Scope.IsEverything;
        return mayAsk && await reviews.ReadAsync(person, period, clock.Zone, clock.Today, reader.Scope, cancellationToken) is { } review
            ? TypedResults.Text(await drawing.DrawAsync(review, cancellationToken), Svg)
            : TypedResults.NotFound();
    }

    private static ValidationProblem Refused(string field, string message) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [message] }, title: "Some parameters cannot be used.");

    private static async Task<IResult> SharedAsync(string token, HttpContext http, SharedPages pages, ReviewDrawing drawing, CancellationToken cancellationToken)
    {
        ShareLimits.KeepPrivate(http.Response);
        return await pages.OpenAsync(token, isVisit: false, cancellationToken) is { Review: { } review }
            ? TypedResults.Text(await drawing.DrawAsync(review, cancellationToken), Svg)
            : TypedResults.NotFound();
    }

    private static async Task<IResult> PosterAsync(string token, int id, HttpContext http, SharedPages pages, ReviewPosters posters, CancellationToken cancellationToken)
    {
        ShareLimits.KeepPrivate(http.Response);
        return await pages.OpenAsync(token, isVisit: false, cancellationToken) is { } page && page.Pictures.Contains(new(id))
            && await posters.OfAsync(new(id), PosterWidth, cancellationToken) is { } image
            ? TypedResults.PhysicalFile(image.File, image.ContentType)
            : TypedResults.NotFound();
    }
}
