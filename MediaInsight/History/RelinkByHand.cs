using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Libraries;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History;

/// <summary>A title that was found, where it is, and how often it was played under this id.</summary>
/// <param name="Library">Null: of none that is known.</param>
public sealed record RelinkFound(RelinkTitle Title, string? Library, int Plays);

/// <summary>What a link would do: that many plays go over, those of the other stay with it.</summary>
public sealed record RelinkPreview(RelinkFound Old, RelinkFound New);

/// <summary>Finds what a person links by hand: any title that is gone, with any that is there. <see cref="IRelinks.LinkAsync"/> does it.</summary>
public sealed class RelinkByHand(IDbContextFactory<MediaInsightDb> factory)
{
    private const int MaxWords = 8;

    /// <summary>Titles with plays that no library lists: removed ones, and those that only plays tell of. Programmes of live TV never were in one.</summary>
    public async Task<IReadOnlyList<RelinkFound>> GoneAsync(string? text, int limit, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var gone = db.MediaItems.AsNoTracking().Where(i => (i.RemovedAt != null || i.ListedAt == null) && i.Kind < MediaKind.Show && i.Kind != MediaKind.LiveTv && db.Plays.Any(p => p.MediaItemId == i.Id));
        return await FoundAsync(db, Matching(gone, text).OrderByDescending(i => i.RemovedAt).ThenBy(i => i.Title), limit, cancellationToken);
    }

    /// <summary>Listed titles of the same server and kind, in whichever library.</summary>
    public async Task<IReadOnlyList<RelinkFound>> TargetsAsync(MediaItemId old, string? text, int limit, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.MediaItems.AsNoTracking().FirstOrDefaultAsync(i => i.Id == old, cancellationToken) is { } item
            ? await FoundAsync(db, Matching(RelinkMatches.Listed(db, item), text).OrderBy(i => i.SortTitle).ThenBy(i => i.SeasonNumber).ThenBy(i => i.EpisodeNumber).ThenBy(i => i.Id), limit, cancellationToken)
            : [];
    }

    /// <summary>Null: there is no such title, or it is listed.</summary>
    public async Task<RelinkFound?> OldAsync(MediaItemId old, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.MediaItems.AsNoTracking().FirstOrDefaultAsync(i => i.Id == old, cancellationToken) is { } item && IsGone(item)
            ? (await FoundAsync(db, db.MediaItems.AsNoTracking().Where(i => i.Id == old).OrderBy(i => i.Id), 1, cancellationToken)).SingleOrDefault()
            : null;
    }

    /// <summary>Null: one of the two is not there, or they cannot be the same.</summary>
    public async Task<RelinkPreview?> PreviewAsync(MediaItemId old, MediaItemId listed, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.MediaItems.AsNoTracking().FirstOrDefaultAsync(i => i.Id == old, cancellationToken) is { } item && IsGone(item)
            && (await FoundAsync(db, RelinkMatches.Listed(db, item).Where(i => i.Id == listed).OrderBy(i => i.Id), 1, cancellationToken)).SingleOrDefault() is { } target
            && (await FoundAsync(db, db.MediaItems.AsNoTracking().Where(i => i.Id == old).OrderBy(i => i.Id), 1, cancellationToken)).SingleOrDefault() is { } source
                ? new(source, target)
                : null;
    }

    internal static bool IsGone(MediaItem item) => item.RemovedAt is not null || item.ListedAt is null;

    private static IQueryable<MediaItem> Matching(IQueryable<MediaItem> items, string? text)
    {
        foreach (var word in Folding.Fold(Text.Clean(text, HistoryFilter.MaxText) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MaxWords))
        {
            items = items.Where(i => i.SearchText.Contains(word));
        }

        return items;
    }

    private static async Task<IReadOnlyList<RelinkFound>> FoundAsync(MediaInsightDb db, IQueryable<MediaItem> items, int limit, CancellationToken cancellationToken)
    {
        var rows = await items.Take(limit).Select(i => new
        {
            Item = i,
            Library = db.Libraries.Where(l => l.Id == i.LibraryId).Select(l => l.Name).FirstOrDefault(),
            Plays = db.Plays.Count(p => p.MediaItemId == i.Id),
        }).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new RelinkFound(Relinks.TitleOf(r.Item), r.Library, r.Plays))];
    }
}
