using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Libraries;
using MediaInsight.Servers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

/// <param name="Below">How many playable titles lie in it; 0 for what is played itself.</param>
/// <param name="Best">Its file with the largest picture; null without files.</param>
public sealed record LibraryItemRow(
    MediaItemId Id, MediaKind Kind, string Title, string? ParentTitle, string? GrandparentTitle, int? SeasonNumber, int? EpisodeNumber, int? Year,
    DateTimeOffset? AddedAt, DateTimeOffset? RemovedAt, long? SizeBytes, int Files, int Below, MediaFile? Best, PlayTotal? Played);

/// <param name="Kind">What the rows are; null in a library without titles.</param>
/// <param name="State">What they have in common.</param>
/// <param name="Kinds">The kinds there are in this state.</param>
/// <param name="States">In how many states there are titles.</param>
public sealed record LibraryTitles(
    LibraryId Library, string Name, LibraryContent Content, ServerId ServerId, string ServerName, ServerKind ServerKind, DateTimeOffset? RemovedAt,
    MediaKind? Kind, ItemState State, IReadOnlyList<KindCount> Kinds, IReadOnlyDictionary<ItemState, int> States,
    IReadOnlyList<LibraryItemRow> Items, int Total, int Page, int PageSize);

/// <summary>The files' qualities that occur in any library, for filters.</summary>
public sealed record QualityChoices(IReadOnlyList<string> Resolutions, IReadOnlyList<string> DynamicRanges, IReadOnlyList<string> VideoCodecs)
{
    public static readonly QualityChoices None = new([], [], []);
}

/// <summary>Titles of one library. Libraries belong to nobody: for a limited reader there is none.</summary>
public sealed class LibraryItems(IDbContextFactory<MediaInsightDb> factory, PlayTotals totals)
{
    private const int MaxChoices = 40;

    /// <summary>Null when there is no such library, or none that the reader may see.</summary>
    public async Task<LibraryTitles?> ReadAsync(LibraryItemsFilter filter, ReadScope scope, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var head = scope.IsEverything
            ? await (from library in db.Libraries.AsNoTracking()
                     join server in db.Servers.AsNoTracking() on library.ServerId equals server.Id
                     where library.Id == filter.Library
                     select new { library.Id, library.Name, library.Content, ServerId = server.Id, ServerName = server.Name, ServerKind = server.Kind, library.RemovedAt }).FirstOrDefaultAsync(cancellationToken)
            : null;
        if (head is null)
        {
            return null;
        }

        var counts = await CountsAsync(db, filter.Library, cancellationToken);
        var state = filter.State ?? (counts.Exists(c => c.State == ItemState.Listed) || counts.Count == 0 ? ItemState.Listed : ItemState.PlayedOnly);
        var kinds = counts.Where(c => c.State == state).Select(c => new KindCount(c.Kind, c.Titles)).OrderBy(k => LibraryList.Rank(k.Kind)).ToList();
        var kind = filter.Kind is { } asked && !(filter.AsksForQuality && asked.IsContainer()) ? asked : kinds.Find(k => !filter.AsksForQuality || !k.Kind.IsContainer())?.Kind;
        var size = Math.Clamp(filter.PageSize, 1, LibraryItemsFilter.MaxPageSize);
        var page = Math.Max(1, filter.Page);
        var (rows, total) = kind is { } k ? await RowsAsync(db, filter, k, state, (page - 1L) * size, size, cancellationToken) : ([], 0);
        return new(
            head.Id, head.Name, head.Content, head.ServerId, head.ServerName, head.ServerKind, head.RemovedAt,
            kind, state, kinds, counts.GroupBy(c => c.State).ToDictionary(g => g.Key, g => g.Sum(c => c.Titles)), rows, total, page, size);
    }

    public async Task<QualityChoices> ChoicesAsync(ReadScope scope, CancellationToken cancellationToken)
    {
        if (!scope.IsEverything)
        {
            return QualityChoices.None;
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var all = await db.MediaFiles.AsNoTracking().Select(f => new { f.Resolution, f.DynamicRange, f.VideoCodec }).Distinct().ToListAsync(cancellationToken);
        return new(
            [.. all.Select(f => f.Resolution).OfType<string>().Distinct().OrderByDescending(Height)],
            [.. all.Select(f => f.DynamicRange).OfType<string>().Distinct().Order(StringComparer.OrdinalIgnoreCase).Take(MaxChoices)],
            [.. all.Select(f => f.VideoCodec).OfType<string>().Distinct().Order(StringComparer.OrdinalIgnoreCase).Take(MaxChoices)]);
    }

    private static async Task<List<Counted>> CountsAsync(MediaInsightDb db, LibraryId library, CancellationToken cancellationToken)
    {
        var rows = await db.MediaItems.AsNoTracking().Where(i => i.LibraryId == library)
            .GroupBy(i => new { i.Kind, IsListed = i.SortTitle != null, IsRemoved = i.RemovedAt != null })
            .Select(g => new { g.Key.Kind, g.Key.IsListed, g.Key.IsRemoved, Titles = g.Count() }).ToListAsync(cancellationToken);
        return [.. rows
            .GroupBy(r => (r.Kind, State: r.IsRemoved ? ItemState.Removed : r.IsListed ? ItemState.Listed : ItemState.PlayedOnly))
            .Select(g => new Counted(g.Key.Kind, g.Key.State, g.Sum(r => r.Titles)))];
    }

    private async Task<(IReadOnlyList<LibraryItemRow> Rows, int Total)> RowsAsync(
        MediaInsightDb db, LibraryItemsFilter filter, MediaKind kind, ItemState state, long skip, int take, CancellationToken cancellationToken)
    {
        var items = Matching(db, filter, kind, state);
        var played = await totals.ReadAsync(cancellationToken);
        List<MediaItemId> ids;
        int total;
        if (filter.Sort is LibrarySort.Plays or LibrarySort.LastPlayed)
        {
            // What was played is known in memory: the database only says which titles it is about.
            var all = kind.IsContainer()
                ? await items.Select(i => new Candidate(i.Id, i.ServerId, i.ExternalId)).ToListAsync(cancellationToken)
                : [.. (await items.Select(i => i.Id).ToListAsync(cancellationToken)).Select(id => new Candidate(id, default, ""))];
            total = all.Count;
            ids = [.. Ordered(all, c => played.Of(c.Id, kind, c.Server, c.ExternalId), filter).Skip((int)Math.Min(skip, total)).Take(take)];
        }
        else
        {
            total = await items.CountAsync(cancellationToken);
            ids = skip >= total ? [] : await Sorted(items, filter).Select(i => i.Id).Skip((int)skip).Take(take).ToListAsync(cancellationToken);
        }

        return (await DrawnAsync(db, ids, kind, played, cancellationToken), total);
    }

    private static IQueryable<MediaItem> Matching(MediaInsightDb db, LibraryItemsFilter filter, MediaKind kind, ItemState state)
    {
        var items = db.MediaItems.AsNoTracking().Where(i => i.LibraryId == filter.Library && i.Kind == kind);
        items = state switch
        {
            ItemState.Removed => items.Where(i => i.RemovedAt != null),
            ItemState.PlayedOnly => items.Where(i => i.SortTitle == null && i.RemovedAt == null),
            _ => items.Where(i => i.SortTitle != null && i.RemovedAt == null),
        };
        if (Text.Clean(filter.Text, LibraryItemsFilter.MaxText) is { } wanted)
        {
            foreach (var word in Folding.Fold(wanted).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(8))
            {
                items = items.Where(i => i.SearchText.Contains(word));
            }
        }

        if (!filter.AsksForQuality)
        {
            return items;
        }

        // One file must have all of it: a title in 4K SDR and in 1080p HDR is none in 4K HDR.
        var files = db.MediaFiles.AsNoTracking();
        files = filter.Resolution is { } resolution ? files.Where(f => f.Resolution == resolution) : files;
        files = filter.VideoCodec is { } codec ? files.Where(f => f.VideoCodec == codec) : files;
        files = filter.DynamicRange switch
        {
            null => files,
            LibraryItemsFilter.AnyHdr => files.Where(f => f.DynamicRange != null && f.DynamicRange != "SDR"),
            { } range => files.Where(f => f.DynamicRange == range),
        };
        return items.Where(i => files.Select(f => f.MediaItemId).Contains(i.Id));
    }

    private static IQueryable<MediaItem> Sorted(IQueryable<MediaItem> items, LibraryItemsFilter filter) => (filter.Sort, filter.Descending) switch
    {
        (LibrarySort.Added, false) => items.OrderBy(i => i.AddedAt).ThenBy(i => i.Id),
        (LibrarySort.Added, true) => items.OrderByDescending(i => i.AddedAt).ThenByDescending(i => i.Id),
        (LibrarySort.Size, false) => items.OrderBy(i => i.SizeBytes).ThenBy(i => i.Id),
        (LibrarySort.Size, true) => items.OrderByDescending(i => i.SizeBytes).ThenByDescending(i => i.Id),
        (_, true) => items.OrderByDescending(i => i.SortTitle).ThenByDescending(i => i.RemovedAt).ThenByDescending(i => i.Id),
        _ => items.OrderBy(i => i.SortTitle).ThenBy(i => i.RemovedAt).ThenBy(i => i.Id),
    };

    private static IEnumerable<MediaItemId> Ordered(List<Candidate> all, Func<Candidate, PlayTotal?> total, LibraryItemsFilter filter)
    {
        var keyed = all.Select(c => (c.Id, Total: total(c))).Select(c => (c.Id, Key: filter.Sort == LibrarySort.Plays ? c.Total?.Plays ?? 0 : c.Total?.LastPlayedAt.UtcTicks ?? 0));
        return (filter.Descending ? keyed.OrderByDescending(c => c.Key) : keyed.OrderBy(c => c.Key)).ThenBy(c => c.Id.Value).Select(c => c.Id);
    }

    private static async Task<IReadOnlyList<LibraryItemRow>> DrawnAsync(
        MediaInsightDb db, List<MediaItemId> ids, MediaKind kind, PlayTotalsReading played, CancellationToken cancellationToken)
    {
        var items = await db.MediaItems.AsNoTracking().Where(i => ids.Contains(i.Id))
            .Select(i => new
            {
                i.Id,
                i.ServerId,
                i.ExternalId,
                i.Kind,
                i.Title,
                i.ParentTitle,
                i.GrandparentTitle,
                i.SeasonNumber,
                i.EpisodeNumber,
                i.Year,
                i.AddedAt,
                i.RemovedAt,
                i.SizeBytes,
                i.FileCount,
            }).ToDictionaryAsync(i => i.Id, cancellationToken);
        var files = (await db.MediaFiles.AsNoTracking().Where(f => ids.Contains(f.MediaItemId)).ToListAsync(cancellationToken)).ToLookup(f => f.MediaItemId);
        var below = kind.IsContainer() ? await BelowAsync(db, kind, items.Values.Select(i => (i.ServerId, i.ExternalId)).ToList(), cancellationToken) : [];
        return [.. ids.Where(items.ContainsKey).Select(id => items[id]).Select(i => new LibraryItemRow(
            i.Id, i.Kind, i.Title, i.ParentTitle, i.GrandparentTitle, i.SeasonNumber, i.EpisodeNumber, i.Year, i.AddedAt, i.RemovedAt, i.SizeBytes, i.FileCount,
            below.GetValueOrDefault(i.ExternalId), files[i.Id].OrderByDescending(f => f.Height ?? 0).ThenBy(f => f.Ordinal).FirstOrDefault(),
            played.Of(i.Id, i.Kind, i.ServerId, i.ExternalId)))];
    }

    /// <summary>How many playable titles that are listed lie in each, by the container's id on its server.</summary>
    private static async Task<Dictionary<string, int>> BelowAsync(MediaInsightDb db, MediaKind kind, List<(ServerId Server, string ExternalId)> above, CancellationToken cancellationToken)
    {
        if (above.Count == 0)
        {
            return [];
        }

        // Titles of one library are of one server.
        var server = above[0].Server;
        var names = above.Select(a => (string?)a.ExternalId).ToList();
        var below = db.MediaItems.AsNoTracking().Where(i => i.ServerId == server && i.RemovedAt == null && (int)i.Kind < (int)MediaKind.Show);
        var counts = kind is MediaKind.Season or MediaKind.Album
            ? below.Where(i => names.Contains(i.ParentExternalId)).GroupBy(i => i.ParentExternalId)
            : below.Where(i => names.Contains(i.GrandparentExternalId)).GroupBy(i => i.GrandparentExternalId);
        return await counts.Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key!, g => g.Count, cancellationToken); // non-null: one of the names
    }

    private static int Height(string resolution) => int.TryParse(resolution.TrimEnd('p'), out var height) ? height : 0;

    private sealed record Counted(MediaKind Kind, ItemState State, int Titles);

    private sealed record Candidate(MediaItemId Id, ServerId Server, string ExternalId);
}
