using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Libraries;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History;

/// <summary>
/// Whether a listed title came after another was last met. A copy that stood beside it (the same film in a second library)
/// is not what the other came back as, though it shares all ids: the other's disk may be back tomorrow.
/// </summary>
internal static class RelinkArrivals
{
    public static async Task<bool> CameAfterAsync(MediaInsightDb db, MediaItem removed, MediaItem listed, CancellationToken cancellationToken)
    {
        if (removed is not { LibraryId: { } from, ListedAt: { } met, RemovedAt: { } removedAt } || listed is not { LibraryId: { } to, ListedAt: { } at })
        {
            return false;
        }

        if (await db.Libraries.Where(l => l.Id == from).Select(l => l.RemovedAt).FirstOrDefaultAsync(cancellationToken) is { } gone)
        {
            // A library built anew is read before the titles of the one that is gone are marked.
            met = gone;
        }
        else
        {
            // A reading with a message missed many and did not mark them: it met less than it says.
            var read = await WholeReadings(db, from).Where(r => r.Message == null && r.EndedAt < removedAt)
                .OrderByDescending(r => r.EndedAt).Select(r => (DateTimeOffset?)r.EndedAt).FirstOrDefaultAsync(cancellationToken);
            met = read is { } ended && ended > met ? ended : met;

            // What the first reading of another library found may always have been there.
            if (from != to && !await WholeReadings(db, to).AnyAsync(r => r.EndedAt < at, cancellationToken))
            {
                return false;
            }
        }

        // Numbers of rows grow. Its own instant would not do: it is newer when the title's words were edited since.
        var newestThen = await db.MediaItems.AsNoTracking().Where(i => i.ServerId == removed.ServerId && i.ListedAt != null && i.ListedAt <= met)
            .OrderByDescending(i => i.Id).Select(i => i.Id).FirstOrDefaultAsync(cancellationToken);
        return listed.Id.Value > newestThen.Value;
    }

    private static IQueryable<LibrarySyncRun> WholeReadings(MediaInsightDb db, LibraryId library) =>
        db.LibrarySyncRuns.AsNoTracking().Where(r => r.LibraryId == library && r.IsFull && r.Outcome == LibrarySyncOutcome.Done);
}
