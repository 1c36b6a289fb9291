using MediaInsight.Data;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History.Changes;

/// <summary>What the bin and the list of changes hold of a person. Neither holds a name: the bin shows today's.</summary>
internal sealed class BinTraces : IPersonTraces
{
    public Task<int> CountAsync(MediaInsightDb db, PersonTrace person, CancellationToken cancellationToken) =>
        db.DeletedPlays.CountAsync(p => person.Accounts.Contains(p.UserId), cancellationToken);

    public Task<int> EraseAsync(MediaInsightDb db, PersonTrace person, CancellationToken cancellationToken) => PlayBin.PurgeOfUsersAsync(db, person.Accounts, cancellationToken);

    public Task RenameAsync(MediaInsightDb db, PersonTrace person, string pseudonym, CancellationToken cancellationToken) => Task.CompletedTask;
}
