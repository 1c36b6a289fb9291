using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Libraries;

/// <summary>Titles as sessions and short lists name them. What a reading of the library said of a title weighs more than what a session says.</summary>
public static class MediaItems
{
    private const int MaxNamesakes = 10;

    /// <summary>Finds the title, or makes it. Saves inside the caller's transaction.</summary>
    public static async Task<MediaItem> EnsureAsync(
        MediaInsightDb db, ServerId server, MediaRef media, TimeSpan? duration, DateTimeOffset? addedAt, CancellationToken cancellationToken)
    {
        var fingerprint = MediaFingerprint.Of(media);
        var item = await db.MediaItems.FirstOrDefaultAsync(
            i => i.ServerId == server && i.ExternalId == media.ExternalId && i.Fingerprint == fingerprint, cancellationToken)
            ?? await ListedAsync(db, server, media, cancellationToken);
        var library = media.LibraryExternalId is { } external
            ? await db.Libraries.Where(l => l.ServerId == server && l.ExternalId == external).Select(l => (LibraryId?)l.Id).FirstOrDefaultAsync(cancellationToken)
            : null;
        if (item is null)
        {
            item = Make(server, media, fingerprint);
            db.MediaItems.Add(item);
        }

        var told = item.ListedAt is null;
        item.Year = First(media.Year, item.Year, told);
        item.ParentExternalId = First(media.ParentExternalId, item.ParentExternalId, told);
        item.GrandparentExternalId = First(media.GrandparentExternalId, item.GrandparentExternalId, told);
        item.LibraryId = First(library, item.LibraryId, told);
        item.LastingId = First(media.LastingId, item.LastingId, told);
        item.PosterPath = First(media.PosterPath, item.PosterPath, told);
        item.BackdropPath = First(media.BackdropPath, item.BackdropPath, told);
        item.DurationMs = First(duration is { } d ? (long)d.TotalMilliseconds : null, item.DurationMs, told);
        item.AddedAt = First(addedAt, item.AddedAt, told);
        await db.SaveChangesAsync(cancellationToken);
        return item;
    }

    internal static MediaItem Make(ServerId server, MediaRef media, long fingerprint) => new()
    {
        ServerId = server,
        ExternalId = media.ExternalId,
        Fingerprint = fingerprint,
        Kind = media.Kind,
        Title = media.Title,
        ParentTitle = media.ParentTitle,
        GrandparentTitle = media.GrandparentTitle,
        SeasonNumber = media.SeasonNumber,
        EpisodeNumber = media.EpisodeNumber,
        ChannelName = media.ChannelName,
        SearchText = MediaFingerprint.SearchText(media),
    };

    /// <summary>Sessions name some titles a little differently (another artist of a track, a display title): the listed row is meant all the same.</summary>
    private static async Task<MediaItem?> ListedAsync(MediaInsightDb db, ServerId server, MediaRef media, CancellationToken cancellationToken)
    {
        var listed = await db.MediaItems
            .Where(i => i.ServerId == server && i.ExternalId == media.ExternalId && i.Kind == media.Kind && i.ListedAt != null)
            .OrderBy(i => i.RemovedAt != null).ThenByDescending(i => i.ListedAt).ThenByDescending(i => i.Id)
            .Take(MaxNamesakes).ToListAsync(cancellationToken);
        return listed.Find(i => !IsAnother(i, media));
    }

    /// <summary>Neither its lasting identity nor its title is the same: the server gave the id to another title.</summary>
    private static bool IsAnother(MediaItem item, MediaRef media) =>
        item.LastingId is not null && media.LastingId is not null && item.LastingId != media.LastingId && Folding.Fold(item.Title) != Folding.Fold(media.Title);

    private static T? First<T>(T? told, T? stored, bool toldWins) => toldWins ? told ?? stored : stored ?? told;
}
