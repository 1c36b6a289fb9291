using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Libraries;
using MediaInsight.Servers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History;

/// <summary>A listed title that a removed one may be, and why.</summary>
internal sealed record RelinkMatch(MediaItem Item, string Reason);

/// <summary>Which listed titles a removed one came back as.</summary>
internal static class RelinkMatches
{
    private const int MaxMatches = 20;

    /// <summary>Certain: by ids of providers, by those of the show with season and episode, or by the very same file.</summary>
    /// <param name="on">The server that it came back on: its own, or one that was built in its place.</param>
    public static async Task<IReadOnlyList<RelinkMatch>> CertainAsync(MediaInsightDb db, MediaItem removed, ServerId on, CancellationToken cancellationToken)
    {
        var own = await SharingIdsAsync(db, removed, on, cancellationToken);
        if (own.Count > 0)
        {
            return own;
        }

        if (removed is { Kind: MediaKind.Episode, SeasonNumber: not null, EpisodeNumber: not null, GrandparentExternalId: not null })
        {
            var episodes = await OfSameShowAsync(db, removed, on, cancellationToken);
            if (episodes.Count > 0)
            {
                return episodes;
            }
        }

        return await OfSameFileAsync(db, removed, on, cancellationToken);
    }

    /// <summary>Not certain: the same kind and title, and for episodes the same place.</summary>
    public static async Task<IReadOnlyList<RelinkMatch>> LikelyAsync(MediaInsightDb db, MediaItem removed, CancellationToken cancellationToken)
    {
        var listed = Listed(db, removed);
        listed = removed.Kind is MediaKind.Episode && removed.GrandparentTitle is { } show
            ? listed.Where(i => i.GrandparentTitle == show && (i.Title == removed.Title || (i.SeasonNumber == removed.SeasonNumber && i.EpisodeNumber == removed.EpisodeNumber)))
            : listed.Where(i => i.SearchText == removed.SearchText || (i.Title == removed.Title && i.GrandparentTitle == removed.GrandparentTitle));
        return [.. (await listed.OrderBy(i => i.Id).Take(MaxMatches).ToListAsync(cancellationToken)).Select(i => new RelinkMatch(i, "The same title."))];
    }

    public static IQueryable<MediaItem> Listed(MediaInsightDb db, MediaItem removed) => ListedOn(db, removed, removed.ServerId);

    private static IQueryable<MediaItem> ListedOn(MediaInsightDb db, MediaItem removed, ServerId on) => db.MediaItems.AsNoTracking()
        .Where(i => i.ServerId == on && i.Kind == removed.Kind && i.ListedAt != null && i.RemovedAt == null && i.Id != removed.Id);

    private static async Task<List<RelinkMatch>> SharingIdsAsync(MediaInsightDb db, MediaItem removed, ServerId on, CancellationToken cancellationToken)
    {
        var ids = await IdsAsync(db, removed.Id, cancellationToken);
        var matches = new List<RelinkMatch>();
        foreach (var item in await WithIdsAsync(db, ListedOn(db, removed, on), ids, cancellationToken))
        {
            var others = await IdsAsync(db, item.Id, cancellationToken);

            // One shared id is undone by another that differs.
            if (others.FirstOrDefault(ids.Contains) is { Provider: { } } shared && !others.Exists(o => ids.Exists(i => i.Provider == o.Provider && i.Value != o.Value)))
            {
                matches.Add(new(item, $"The same {shared.Provider} id: {shared.Value}."));
            }
        }

        return matches;
    }

    private static async Task<List<RelinkMatch>> OfSameShowAsync(MediaInsightDb db, MediaItem removed, ServerId on, CancellationToken cancellationToken)
    {
        // The show may have stayed, or come back under an id of its own.
        var shows = await db.MediaItems.AsNoTracking()
            .Where(i => i.ServerId == removed.ServerId && i.ExternalId == removed.GrandparentExternalId && i.Kind == MediaKind.Show).Select(i => i.Id).ToListAsync(cancellationToken);
        var keys = new List<string>();
        foreach (var show in shows)
        {
            var ids = await IdsAsync(db, show, cancellationToken);
            var listed = db.MediaItems.AsNoTracking().Where(i => i.ServerId == on && i.Kind == MediaKind.Show && i.ListedAt != null && i.RemovedAt == null);
            foreach (var other in await WithIdsAsync(db, listed, ids, cancellationToken))
            {
                var others = await IdsAsync(db, other.Id, cancellationToken);
                if (other.Id == show || !others.Exists(o => ids.Exists(i => i.Provider == o.Provider && i.Value != o.Value)))
                {
                    keys.Add(other.ExternalId);
                }
            }
        }

        if (keys.Count == 0)
        {
            return [];
        }

        var episodes = await ListedOn(db, removed, on)
            .Where(i => i.SeasonNumber == removed.SeasonNumber && i.EpisodeNumber == removed.EpisodeNumber && i.GrandparentExternalId != null && keys.Contains(i.GrandparentExternalId))
            .OrderBy(i => i.Id).Take(MaxMatches).ToListAsync(cancellationToken);
        return [.. episodes.Select(e => new RelinkMatch(e, $"The same show by its ids, season {removed.SeasonNumber}, episode {removed.EpisodeNumber}."))];
    }

    private static async Task<List<RelinkMatch>> OfSameFileAsync(MediaInsightDb db, MediaItem removed, ServerId on, CancellationToken cancellationToken)
    {
        var path = await db.MediaFiles.AsNoTracking().Where(f => f.MediaItemId == removed.Id && f.Ordinal == 0).Select(f => f.Path).FirstOrDefaultAsync(cancellationToken);
        if (path is null)
        {
            return [];
        }

        // By title first: paths have no index.
        var isOther = on != removed.ServerId;
        var items = await ListedOn(db, removed, on)
            .Where(i => (isOther || i.LibraryId == removed.LibraryId) && i.SortTitle == removed.SortTitle && i.Title == removed.Title && db.MediaFiles.Any(f => f.MediaItemId == i.Id && f.Path == path))
            .OrderBy(i => i.Id).Take(MaxMatches).ToListAsync(cancellationToken);
        return [.. items.Select(i => new RelinkMatch(i, "The same title in the same file."))];
    }

    private static async Task<List<MediaItem>> WithIdsAsync(MediaInsightDb db, IQueryable<MediaItem> items, List<ProviderId> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var values = ids.Select(i => i.Value).ToList();
        var providers = ids.Select(i => i.Provider).ToList();
        return await items.Where(i => db.MediaProviderIds.Any(p => p.MediaItemId == i.Id && providers.Contains(p.Provider) && values.Contains(p.Value))).OrderBy(i => i.Id).Take(MaxMatches).ToListAsync(cancellationToken);
    }

    private static async Task<List<ProviderId>> IdsAsync(MediaInsightDb db, MediaItemId item, CancellationToken cancellationToken) =>
        [.. (await db.MediaProviderIds.AsNoTracking().Where(p => p.MediaItemId == item).Select(p => new { p.Provider, p.Value }).ToListAsync(cancellationToken)).Select(p => new ProviderId(p.Provider, p.Value))];
}
