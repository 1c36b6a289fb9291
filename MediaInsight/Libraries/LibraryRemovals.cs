using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Libraries;

/// <summary>Titles that their library no longer lists: kept with all that is known of them, and marked.</summary>
public static class LibraryRemovals
{
    private const int Batch = 500;

    /// <summary>Listed rows of the library; how many of them the reading did not meet.</summary>
    public static async Task<(int Listed, List<MediaItemId> Missing)> MissingAsync(MediaInsightDb db, LibraryId library, SeenItems seen, CancellationToken cancellationToken)
    {
        var listed = 0;
        var missing = new List<MediaItemId>();
        await foreach (var id in db.MediaItems.AsNoTracking().Where(i => i.LibraryId == library && i.ListedAt != null && i.RemovedAt == null).Select(i => i.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            listed++;
            if (!seen.Contains(id))
            {
                missing.Add(id);
            }
        }

        return (listed, missing);
    }

    /// <returns>The first titles, for the log.</returns>
    public static async Task<IReadOnlyList<LibraryChange>> MarkAsync(DatabaseWriter writer, IReadOnlyList<MediaItemId> items, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var titles = new List<LibraryChange>();
        foreach (var batch in items.Chunk(Batch))
        {
            var told = await writer.RunAsync(async (db, token) =>
            {
                await db.MediaItems.Where(i => batch.Contains(i.Id) && i.RemovedAt == null).ExecuteUpdateAsync(s => s.SetProperty(i => i.RemovedAt, now), token);
                return titles.Count >= LibraryChange.MaxPerRun
                    ? []
                    : await db.MediaItems.AsNoTracking().Where(i => batch.Contains(i.Id)).OrderBy(i => i.Id).Take(LibraryChange.MaxPerRun)
                        .Select(i => new { i.Id, i.Kind, i.Title, i.GrandparentTitle, i.SeasonNumber, i.EpisodeNumber }).ToListAsync(token);
            }, cancellationToken);
            titles.AddRange(told.Select(t => new LibraryChange("removed", ListedItems.NameOf(t.Kind, t.Title, t.GrandparentTitle, t.SeasonNumber, t.EpisodeNumber), t.Id.Value)));
        }

        return titles;
    }
}
