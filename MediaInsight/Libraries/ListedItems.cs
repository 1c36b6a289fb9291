using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Servers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Libraries;

/// <summary>A row under an id of the server, as far as it tells whether there is something to write.</summary>
public sealed record KnownItem(MediaItemId Id, string ExternalId, long? ListedHash, bool IsRemoved, LibraryId? LibraryId);

/// <summary>An item of a list with the number that stands for all that was listed of it.</summary>
public sealed record ListedItem(LibraryItemSnapshot Item, long Hash)
{
    public static ListedItem Of(LibraryItemSnapshot item) => new(item, LibraryHash.Of(item));

    public bool Is(KnownItem known, LibraryId library) => known.ListedHash == Hash && !known.IsRemoved && known.LibraryId == library;
}

public enum ListedOutcome
{
    Added,
    Changed,

    /// <summary>It had been removed and is listed again under its id.</summary>
    Returned,
}

public sealed record StoredItem(MediaItemId Id, ListedOutcome Outcome, string Title);

/// <summary>Writes what libraries list. An id names one title; when its server gives it to another one, that becomes a row of its own.</summary>
public static class ListedItems
{
    /// <summary>All rows under these ids, one query.</summary>
    public static async Task<ILookup<string, KnownItem>> FindAsync(MediaInsightDb db, ServerId server, IReadOnlyCollection<string> externalIds, CancellationToken cancellationToken) =>
        (await db.MediaItems.AsNoTracking()
            .Where(i => i.ServerId == server && externalIds.Contains(i.ExternalId))
            .Select(i => new KnownItem(i.Id, i.ExternalId, i.ListedHash, i.RemovedAt != null, i.LibraryId))
            .ToListAsync(cancellationToken)).ToLookup(i => i.ExternalId, StringComparer.Ordinal);

    /// <summary>New and changed items. Works inside the caller's transaction.</summary>
    /// <param name="items">At most a page; each id once.</param>
    public static async Task<IReadOnlyList<StoredItem>> StoreAsync(
        MediaInsightDb db, ServerId server, LibraryId library, IReadOnlyList<ListedItem> items, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = items.Select(i => i.Item.Media.ExternalId).ToList();
        var rows = (await db.MediaItems.Where(i => i.ServerId == server && ids.Contains(i.ExternalId)).ToListAsync(cancellationToken)).ToLookup(i => i.ExternalId, StringComparer.Ordinal);
        var rowIds = rows.SelectMany(g => g).Select(i => i.Id).ToList();
        var providers = (await db.MediaProviderIds.Where(p => rowIds.Contains(p.MediaItemId)).ToListAsync(cancellationToken)).ToLookup(p => p.MediaItemId);
        var files = (await db.MediaFiles.Where(f => rowIds.Contains(f.MediaItemId)).ToListAsync(cancellationToken)).ToLookup(f => f.MediaItemId);
        var stored = new List<(MediaItem Row, ListedItem Item, ListedOutcome Outcome)>(items.Count);
        foreach (var item in items)
        {
            var row = ItemIdentity.Find(rows[item.Item.Media.ExternalId], item.Item, id => providers[id]);
            var outcome = row?.ListedAt is null ? ListedOutcome.Added : row.RemovedAt is null ? ListedOutcome.Changed : ListedOutcome.Returned;
            if (row is null)
            {
                row = MediaItems.Make(server, item.Item.Media, MediaFingerprint.Of(item.Item.Media));
                db.MediaItems.Add(row);
            }

            Write(db, row, item, library, now);
            stored.Add((row, item, outcome));
        }

        // The rows' numbers are needed for what hangs on them.
        await db.SaveChangesAsync(cancellationToken);
        foreach (var (row, item, _) in stored)
        {
            ItemParts.Write(db, row.Id, item.Item, providers[row.Id], files[row.Id]);
        }

        await db.SaveChangesAsync(cancellationToken);
        return [.. stored.Select(s => new StoredItem(s.Row.Id, s.Outcome, NameOf(s.Row)))];
    }

    /// <summary>With show, artist or author before it.</summary>
    public static string NameOf(MediaItem item) => NameOf(item.Kind, item.Title, item.GrandparentTitle, item.SeasonNumber, item.EpisodeNumber);

    public static string NameOf(MediaKind kind, string title, string? grandparent, int? season, int? episode) => kind switch
    {
        MediaKind.Episode when grandparent is not null => $"{grandparent} – {(season is not null && episode is not null ? $"S{season} · E{episode} " : "")}{title}",
        _ when grandparent is not null => $"{grandparent} – {title}",
        _ => title,
    };

    private static void Write(MediaInsightDb db, MediaItem row, ListedItem listed, LibraryId library, DateTimeOffset now)
    {
        var (item, media) = (listed.Item, listed.Item.Media);
        if (row.Kind != media.Kind)
        {
            db.Entry(row).Property(nameof(MediaItem.Kind)).CurrentValue = media.Kind;
        }

        row.Fingerprint = MediaFingerprint.Of(media);
        row.Title = media.Title;
        row.ParentTitle = media.ParentTitle;
        row.GrandparentTitle = media.GrandparentTitle;
        row.SeasonNumber = media.SeasonNumber;
        row.EpisodeNumber = media.EpisodeNumber;
        row.SearchText = MediaFingerprint.SearchText(media);
        row.SortTitle = SortTitles.Of(item.SortTitle ?? media.Title);
        row.Year = media.Year;
        row.ParentExternalId = media.ParentExternalId;
        row.GrandparentExternalId = media.GrandparentExternalId;
        row.LibraryId = library;
        row.LastingId = media.LastingId ?? row.LastingId;
        row.PosterPath = media.PosterPath ?? row.PosterPath;
        row.BackdropPath = media.BackdropPath ?? row.BackdropPath;
        row.DurationMs = item.Duration is { } duration ? (long)duration.TotalMilliseconds : row.DurationMs;
        row.AddedAt = item.AddedAt ?? row.AddedAt;
        row.Summary = item.Summary;
        row.ContentRating = item.ContentRating;
        row.Narrators = item.Narrators;
        row.Genres = item.Genres.Count == 0 ? null : $"|{string.Join('|', item.Genres)}|";
        if (!media.Kind.IsContainer())
        {
            row.FileCount = item.Files.Count;
            row.SizeBytes = item.Files.Any(f => f.SizeBytes is not null) ? item.Files.Sum(f => f.SizeBytes ?? 0) : null;
        }

        row.ListedAt = now;
        row.RemovedAt = null;
        row.ListedHash = listed.Hash;
    }
}
