using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Servers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Reviews;

/// <summary>Posters of titles that a review shows. Whether it shows them is for the caller to know.</summary>
public sealed class ReviewPosters(IDbContextFactory<MediaInsightDb> factory, ImageCache cache)
{
    /// <summary>Null when there is none, or none at the moment.</summary>
    /// <param name="width">px.</param>
    public async Task<CachedImage?> OfAsync(MediaItemId item, int width, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var found = await db.MediaItems.AsNoTracking().Where(i => i.Id == item).Select(i => new { i.ServerId, i.PosterPath }).FirstOrDefaultAsync(cancellationToken);
        return found?.PosterPath is { } path ? await cache.GetAsync(found.ServerId, path, width, cancellationToken) : null;
    }
}
