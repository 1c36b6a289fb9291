using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Identity;
using MediaInsight.Live;
using MediaInsight.Servers;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace MediaInsight.Api;

/// <summary>Posters, backdrops and avatars, through this program and its cache. A limited reader gets those of own plays only; of all else there is none.</summary>
internal static class ImagesApi
{
    private const int DefaultWidth = 320;

    public static void MapImages(this IEndpointRouteBuilder app)
    {
        var images = app.MapGroup("/img").RequireAuthorization(Permissions.ViewSessions).WithTags("Images");
        images.MapGet("/item/{id:int}/poster", (int id, HttpContext http, CurrentReader reader, MediaPictures pictures, CancellationToken token) => ItemAsync(id, backdrop: false, http, reader, pictures, token)).WithName("Poster").WithSummary("Poster or cover of a title");
        images.MapGet("/item/{id:int}/backdrop", (int id, HttpContext http, CurrentReader reader, MediaPictures pictures, CancellationToken token) => ItemAsync(id, backdrop: true, http, reader, pictures, token)).WithName("Backdrop").WithSummary("Backdrop of a title");
        images.MapGet("/user/{id:int}", UserAsync).WithName("Avatar").WithSummary("Avatar of an account");
        images.MapGet("/viewer/{id:int}", ViewerAsync).WithName("PersonAvatar").WithSummary("Avatar of a person");
    }

    private static async Task<IResult> ItemAsync(int id, bool backdrop, HttpContext http, CurrentReader reader, MediaPictures pictures, CancellationToken cancellationToken) =>
        Answer(http, await pictures.OfItemAsync(new(id), backdrop, Width(http), reader.Scope, cancellationToken));

    private static async Task<IResult> UserAsync(int id, HttpContext http, CurrentReader reader, MediaPictures pictures, CancellationToken cancellationToken) =>
        Answer(http, await pictures.OfUserAsync(new(id), Width(http), reader.Scope, cancellationToken));

    private static async Task<IResult> ViewerAsync(int id, HttpContext http, CurrentReader reader, MediaPictures pictures, CancellationToken cancellationToken) =>
        Answer(http, await pictures.OfViewerAsync(new(id), Width(http), reader.Scope, cancellationToken));

    private static int Width(HttpContext http) =>
        int.TryParse(http.Request.Query["w"], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var width) ? Math.Clamp(width, 40, 1920) : DefaultWidth;

    // An image element draws its stand-in for either answer, but a browser writes an error for each 404: a page of people
    // without pictures would fill the console with what is no error.
    private static bool AsksForPictures(HttpContext http) =>
        http.Request.Headers.Accept.ToString().Contains("image/", StringComparison.OrdinalIgnoreCase);

    private static IResult Answer(HttpContext http, CachedImage? image)
    {
        if (image is null)
        {
            http.Response.Headers.CacheControl = "private, max-age=60";
            http.Response.Headers.Vary = HeaderNames.Accept;
            return AsksForPictures(http) ? TypedResults.NoContent() : TypedResults.NotFound();
        }

        http.Response.Headers.CacheControl = "private, max-age=86400";
        return TypedResults.PhysicalFile(image.File, image.ContentType, lastModified: null, entityTag: new EntityTagHeaderValue($"\"{image.ETag}\""));
    }
}

/// <summary>Finds the stored picture keys and decides who may see them.</summary>
internal sealed class MediaPictures(IDbContextFactory<MediaInsightDb> factory, ImageCache cache, LiveSessions live)
{
    public async Task<CachedImage?> OfItemAsync(MediaItemId id, bool backdrop, int width, ReadScope scope, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var item = await db.MediaItems.AsNoTracking().Where(i => i.Id == id).Select(i => new { i.ServerId, Path = backdrop ? i.BackdropPath : i.PosterPath }).FirstOrDefaultAsync(cancellationToken);
        if (item?.Path is not { } path || !await MayAsync(db, id, scope, cancellationToken))
        {
            return null;
        }

        return await cache.GetAsync(item.ServerId, path, width, cancellationToken);
    }

    public async Task<CachedImage?> OfUserAsync(ServerUserId id, int width, ReadScope scope, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await AvatarAsync(await db.ServerUsers.AsNoTracking().Where(u => u.Id == id).ToListAsync(cancellationToken), width, scope, cancellationToken);
    }

    public async Task<CachedImage?> OfViewerAsync(ViewerId id, int width, ReadScope scope, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await AvatarAsync(await db.ServerUsers.AsNoTracking().Where(u => u.ViewerId == id).OrderBy(u => u.Id).Take(10).ToListAsync(cancellationToken), width, scope, cancellationToken);
    }

    /// <summary>The first of the accounts that has a picture.</summary>
    private async Task<CachedImage?> AvatarAsync(List<ServerUser> users, int width, ReadScope scope, CancellationToken cancellationToken)
    {
        foreach (var user in users)
        {
            if (user.AvatarPath is { } path && scope.Allows(user.ViewerId) && await cache.GetAsync(user.ServerId, path, width, cancellationToken) is { } image)
            {
                return image;
            }
        }

        return null;
    }

    private async Task<bool> MayAsync(MediaInsightDb db, MediaItemId id, ReadScope scope, CancellationToken cancellationToken) =>
        scope.IsEverything || live.Read(scope).Sessions.Any(s => s.ItemId == id) || await VisibleItems.MayAsync(db, id, scope, cancellationToken);
}
