using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Libraries;

/// <summary>Titles as sessions and library readings name them.</summary>
public static class MediaItems
{
    /// <summary>Finds the title, or makes it. Saves inside the caller's transaction.</summary>
    public static async Task<MediaItem> EnsureAsync(
        MediaInsightDb db, ServerId server, MediaRef media, TimeSpan? duration, DateTimeOffset? addedAt, CancellationToken cancellationToken)
    {
        var fingerprint = MediaFingerprint.Of(media);
        var item = await db.MediaItems.FirstOrDefaultAsync(
            i => i.ServerId == server && i.ExternalId == media.ExternalId && i.Fingerprint == fingerprint, cancellationToken);
        var library = media.LibraryExternalId is { } external
            ? await db.Libraries.Where(l => l.ServerId == server && l.ExternalId == external).Select(l => (LibraryId?)l.Id).FirstOrDefaultAsync(cancellationToken)
            : null;
        if (item is null)
        {
            item = new()
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
            db.MediaItems.Add(item);
        }

        item.Year = media.Year ?? item.Year;
        item.ParentExternalId = media.ParentExternalId ?? item.ParentExternalId;
        item.GrandparentExternalId = media.GrandparentExternalId ?? item.GrandparentExternalId;
        item.LibraryId = library ?? item.LibraryId;
        item.LastingId = media.LastingId ?? item.LastingId;
        item.PosterPath = media.PosterPath ?? item.PosterPath;
        item.BackdropPath = media.BackdropPath ?? item.BackdropPath;
        item.DurationMs = duration is { } d ? (long)d.TotalMilliseconds : item.DurationMs;
        item.AddedAt = addedAt ?? item.AddedAt;
        await db.SaveChangesAsync(cancellationToken);
        return item;
    }
}
