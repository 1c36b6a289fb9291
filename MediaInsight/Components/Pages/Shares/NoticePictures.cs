using MediaInsight.Alerting.Facts;
using MediaInsight.Analytics.Reviews;

namespace MediaInsight.Components.Pages.Shares;

/// <summary>The poster of a message, for the product that shows it: the sealed link is the right.</summary>
public static class NoticePictures
{
    private const int Width = 480;

    public static void MapNoticePictures(this IEndpointRouteBuilder app) =>
        app.MapGet($"/{PictureLinks.Path}/{{token}}", PictureAsync).AllowAnonymous().RequireRateLimiting(ShareLimits.Policy).ExcludeFromDescription();

    private static async Task<IResult> PictureAsync(string token, HttpContext http, PictureLinks links, ReviewPosters posters, CancellationToken cancellationToken)
    {
        ShareLimits.KeepPrivate(http.Response);
        return links.Read(token) is { } item && await posters.OfAsync(item, Width, cancellationToken) is { } image
            ? TypedResults.PhysicalFile(image.File, image.ContentType)
            : TypedResults.NotFound();
    }
}
