using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Libraries;

/// <summary>
/// What lies in a title: the episodes of a show or season, the tracks of an artist or album, the episodes of a podcast.
/// Servers name what holds an item by their own ids, so that also titles which only plays told of are found.
/// </summary>
public static class ItemsBelow
{
    /// <summary>Ids of what can be played of the title; of one that holds nothing its own.</summary>
    public static async Task<IQueryable<MediaItemId>> OfAsync(MediaInsightDb db, MediaItemId id, CancellationToken cancellationToken)
    {
        var item = await db.MediaItems.AsNoTracking().Where(i => i.Id == id).Select(i => new { i.ServerId, i.ExternalId, i.Kind }).FirstOrDefaultAsync(cancellationToken);
        return item is null || !item.Kind.IsContainer()
            ? db.MediaItems.Where(i => i.Id == id).Select(i => i.Id)
            : (item.Kind.IsTop()
                ? db.MediaItems.Where(i => i.ServerId == item.ServerId && i.GrandparentExternalId == item.ExternalId)
                : db.MediaItems.Where(i => i.ServerId == item.ServerId && i.ParentExternalId == item.ExternalId)).Select(i => i.Id);
    }

    /// <summary>Holds things that hold things: its items name it as grandparent.</summary>
    private static bool IsTop(this MediaKind kind) => kind is MediaKind.Show or MediaKind.Artist or MediaKind.Podcast;
}
