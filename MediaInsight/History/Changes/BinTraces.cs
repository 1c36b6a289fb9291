using MediaInsight.Data;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History.Changes;

/// <summary>What the bin and the list of changes hold of a person. Neither holds a name: the bin shows today's.</summary>
internal sealed class BinTraces : IPersonTraces
{
    public Task<int> CountAsync(MediaInsightDb db, PersonTrace person, CancellationToken cancellationToken) =>
        db.DeletedPlays.CountAsync(p => person.Accounts.Contains(p.UserId), cancellationToken);

    public async Task<int> EraseAsync(MediaInsightDb db, PersonTrace person, CancellationToken cancellationToken)
    {
        // First: only the bin tells whose they were.
        await db.PlaySources.Where(s => db.DeletedPlays.Any(p => p.PlayNumber == s.PlayNumber && person.Accounts.Contains(p.UserId))).ExecuteDeleteAsync(cancellationToken);
        return await PlayBin.PurgeOfUsersAsync(db, person.Accounts, cancellationToken);
    }

    public Task RenameAsync(MediaInsightDb db, PersonTrace person, string pseudonym, CancellationToken cancellationToken) => Task.CompletedTask;
}
