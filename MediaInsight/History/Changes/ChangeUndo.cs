using System.Security.Claims;
using MediaInsight.Data;
using MediaInsight.Identity;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History.Changes;

/// <summary>Takes a change back: plays return from the bin, altered values to what they were, unless somebody changed them again.</summary>
public sealed class ChangeUndo(DatabaseWriter writer, IDbContextFactory<MediaInsightDb> factory, ChangeLog changes, PlayBin bin, PeopleDirectory people)
{
    public async Task<ChangeOutcome> UndoAsync(long change, ClaimsPrincipal by, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        ChangeLog.Demand(by, Permissions.DeleteHistory);
        List<long> altered;
        bool deleted;
        await using (var db = await factory.CreateDbContextAsync(cancellationToken))
        {
            if (!await db.DataChanges.AnyAsync(c => c.Id == change && c.UndoneAt == null, cancellationToken))
            {
                return new(0, 0, null);
            }

            altered = await db.DataChangeRows.AsNoTracking().Where(r => r.ChangeId == change).Select(r => r.PlayNumber).ToListAsync(cancellationToken);
            deleted = await db.DeletedPlays.AnyAsync(p => p.ChangeId == change, cancellationToken);
        }

        var done = 0;
        foreach (var batch in altered.Chunk(ChangeLog.Batch))
        {
            done += await writer.RunAsync((db, token) => PlayEdits.TakeBackAsync(db, change, batch, token), cancellationToken);
            progress?.Report(done);
        }

        people.Forget();
        if (deleted)
        {
            var restored = await bin.RestoreAsync(change, null, by, progress, cancellationToken);
            return new(done + restored.Done, altered.Count - done + restored.Skipped, change);
        }

        await changes.MarkUndoneAsync(change, AuditContext.Of(by), done, cancellationToken);
        return new(done, altered.Count - done, change);
    }
}
