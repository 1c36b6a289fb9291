using MediaInsight.Data;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Live;

/// <summary>What was done to the sessions of a person: in its own log and, by name, in the audit log.</summary>
internal sealed class SessionActionTraces : IPersonTraces
{
    public Task<int> CountAsync(MediaInsightDb db, PersonTrace person, CancellationToken cancellationToken) => Of(db, person).CountAsync(cancellationToken);

    public async Task<int> EraseAsync(MediaInsightDb db, PersonTrace person, CancellationToken cancellationToken)
    {
        foreach (var start in await StartsAsync(db, person, cancellationToken))
        {
            await db.AuditEntries.Where(e => e.Action.StartsWith("session.") && e.Target != null && e.Target.StartsWith(start))
                .ExecuteUpdateAsync(s => s.SetProperty(e => e.Target, "a person").SetProperty(e => e.Detail, (string?)null), cancellationToken);
        }

        return await Of(db, person).ExecuteDeleteAsync(cancellationToken);
    }

    public async Task RenameAsync(MediaInsightDb db, PersonTrace person, string pseudonym, CancellationToken cancellationToken)
    {
        foreach (var start in await StartsAsync(db, person, cancellationToken))
        {
            var shown = pseudonym + ": ";
            await db.AuditEntries.Where(e => e.Action.StartsWith("session.") && e.Target != null && e.Target.StartsWith(start))
                .ExecuteUpdateAsync(s => s.SetProperty(e => e.Target, e => e.Target!.Replace(start, shown)), cancellationToken); // non-null: asked for
        }

        await Of(db, person).ExecuteUpdateAsync(s => s.SetProperty(a => a.ViewerName, pseudonym), cancellationToken);
    }

    private static IQueryable<SessionAction> Of(MediaInsightDb db, PersonTrace person) =>
        db.SessionActions.Where(a => a.ViewerId != null ? person.Persons.Contains(a.ViewerId.Value) : person.Names.Contains(a.ViewerName));

    /// <summary>How targets of the audit log begin: "Ann: a title".</summary>
    private static async Task<IReadOnlyList<string>> StartsAsync(MediaInsightDb db, PersonTrace person, CancellationToken cancellationToken) =>
        [.. (await Of(db, person).Select(a => a.ViewerName).Distinct().ToListAsync(cancellationToken)).Concat(person.Names).Distinct(StringComparer.Ordinal).Select(n => n + ": ")];
}
