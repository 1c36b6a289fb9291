using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Libraries;
using MediaInsight.Servers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

/// <summary>Reads the rows around one title. Who may see it was decided before.</summary>
public sealed class ItemFactsQuery
{
    private const int MaxFiles = 100;

    public async Task<ItemFacts?> ReadAsync(MediaInsightDb db, MediaItemId id, ReadScope scope, CancellationToken cancellationToken)
    {
        var row = await (from item in db.MediaItems.AsNoTracking()
                         join server in db.Servers.AsNoTracking() on item.ServerId equals server.Id
                         join library in db.Libraries.AsNoTracking() on item.LibraryId equals library.Id into libraries
                         from library in libraries.DefaultIfEmpty()
                         where item.Id == id
                         select new { Item = item, Server = server, Library = library }).FirstOrDefaultAsync(cancellationToken);
        if (row is null)
        {
            return null;
        }

        var (i, s) = (row.Item, row.Server);
        var files = await db.MediaFiles.AsNoTracking().Where(f => f.MediaItemId == id).OrderBy(f => f.Ordinal).Take(MaxFiles).ToListAsync(cancellationToken);
        if (!scope.IsEverything)
        {
            // Where files lie on the server is not for guests.
            files.ForEach(f => f.Path = null);
        }

        return new()
        {
            Id = i.Id,
            Kind = i.Kind,
            Title = i.Title,
            ParentTitle = i.ParentTitle,
            GrandparentTitle = i.GrandparentTitle,
            SeasonNumber = i.SeasonNumber,
            EpisodeNumber = i.EpisodeNumber,
            Year = i.Year,
            ChannelName = i.ChannelName,
            DurationMs = i.DurationMs,
            AddedAt = i.AddedAt,
            Summary = i.Summary,
            Genres = i.Genres?.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            ContentRating = i.ContentRating,
            Narrators = i.Narrators,
            SizeBytes = i.SizeBytes,
            ListedAt = i.ListedAt,
            RemovedAt = i.RemovedAt,
            HasBackdrop = i.BackdropPath is not null,
            ServerId = s.Id,
            ServerName = s.Name,
            ServerKind = s.Kind,
            LibraryId = row.Library?.Id,
            LibraryName = row.Library?.Name,
            ServerLink = scope.IsEverything && i.RemovedAt is null && s.RemovedAt is null && !s.IsDemo ? ServerLinks.Of(s, LinkedId(s, i)) : null,
            ParentId = await AboveAsync(db, i, i.ParentExternalId, cancellationToken),
            GrandparentId = await AboveAsync(db, i, i.GrandparentExternalId, cancellationToken),
            RelinkedTo = await db.MediaRelinks.AsNoTracking().Where(r => r.OldItemId == id && r.UndoneAt == null).OrderByDescending(r => r.At).Select(r => (MediaItemId?)r.NewItemId).FirstOrDefaultAsync(cancellationToken),
            Providers = await db.MediaProviderIds.AsNoTracking().Where(p => p.MediaItemId == id).OrderBy(p => p.Provider).Select(p => new ProviderName(p.Provider, p.Value)).ToListAsync(cancellationToken),
            Files = files,
        };
    }

    /// <summary>Audiobookshelf shows episodes on the page of their podcast.</summary>
    private static string LinkedId(MediaServer server, MediaItem item) =>
        server.Kind == ServerKind.Audiobookshelf && item.Kind == MediaKind.PodcastEpisode ? item.GrandparentExternalId ?? item.ExternalId : item.ExternalId;

    private static async Task<MediaItemId?> AboveAsync(MediaInsightDb db, MediaItem item, string? external, CancellationToken cancellationToken) => external is null
        ? null
        : await db.MediaItems.AsNoTracking()
            .Where(i => i.ServerId == item.ServerId && i.ExternalId == external && (int)i.Kind >= (int)MediaKind.Show && i.Id != item.Id)
            .OrderBy(i => i.RemovedAt != null).ThenByDescending(i => i.Id).Select(i => (MediaItemId?)i.Id).FirstOrDefaultAsync(cancellationToken);
}
