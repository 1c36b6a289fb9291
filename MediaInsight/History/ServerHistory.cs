using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History;

/// <summary>Everything that was recorded of one server.</summary>
public sealed class ServerHistory(DatabaseWriter writer, PeopleDirectory people)
{
    private const int Batch = 2000;

    /// <summary>Deletes plays, titles, accounts (and persons left without one), libraries and gaps, in batches; the server's own row stays.</summary>
    public async Task RemoveAsync(ServerId server, CancellationToken cancellationToken)
    {
        while (await writer.RunAsync((db, token) => db.Plays.Where(p => p.ServerId == server).OrderBy(p => p.Number).Take(Batch).ExecuteDeleteAsync(token), cancellationToken) > 0)
        {
            // Bounded by the number of plays; other writers get their turn between batches.
        }

        // Files and provider ids go with their titles.
        while (await writer.RunAsync((db, token) => db.MediaItems.Where(i => i.ServerId == server).OrderBy(i => i.Id).Take(Batch).ExecuteDeleteAsync(token), cancellationToken) > 0)
        {
            // Bounded by the number of titles.
        }

        while (await writer.RunAsync((db, token) => ForgetWayBackAsync(db, server, token), cancellationToken) > 0)
        {
            // Bounded by the number of plays that ever changed hands.
        }

        await writer.RunAsync(async (db, token) =>
        {
            var persons = await db.ServerUsers.Where(u => u.ServerId == server).Select(u => u.ViewerId).Distinct().ToListAsync(token);
            await db.DeletedPlays.Where(p => p.ServerId == server).ExecuteDeleteAsync(token);
            await db.ActivePlays.Where(a => a.ServerId == server).ExecuteDeleteAsync(token);

            // Plays that went over to a successor keep what was told of them.
            await db.PlayEvents.Where(e => e.ServerId == server && !db.Plays.Any(p => p.Id == e.PlayId)).ExecuteDeleteAsync(token);
            await db.PlayDevices.Where(d => d.ServerId == server).ExecuteDeleteAsync(token);
            await db.MediaRelinks.Where(r => !db.MediaItems.Any(i => i.Id == r.OldItemId) || !db.MediaItems.Any(i => i.Id == r.NewItemId)).ExecuteDeleteAsync(token);
            await db.Libraries.Where(l => l.ServerId == server).ExecuteDeleteAsync(token);
            await db.PlaySources.Where(s => s.ServerId == server).ExecuteDeleteAsync(token);
            await db.CatchUpRuns.Where(r => r.ServerId == server).ExecuteDeleteAsync(token);
            await db.ServerGaps.Where(g => g.ServerId == server).ExecuteDeleteAsync(token);
            await db.ServerUsers.Where(u => u.ServerId == server).ExecuteDeleteAsync(token);
            await db.Viewers.Where(v => persons.Contains(v.Id) && !db.ServerUsers.Any(u => u.ViewerId == v.Id)).ExecuteDeleteAsync(token);
        }, cancellationToken);
        people.Forget();
    }

    /// <summary>What went over to a successor cannot go back any more: its former account and title are gone.</summary>
    private static async Task<int> ForgetWayBackAsync(MediaInsightDb db, ServerId server, CancellationToken cancellationToken)
    {
        var rows = await db.DataChangeRows.Where(r => db.ServerUsers.Any(u => u.ServerId == server && u.Id == r.UserId))
            .OrderBy(r => r.ChangeId).ThenBy(r => r.PlayNumber).Take(Batch).Select(r => new { r.ChangeId, r.PlayNumber }).ToListAsync(cancellationToken);
        foreach (var change in rows.GroupBy(r => r.ChangeId, r => r.PlayNumber))
        {
            var numbers = change.ToList();
            await db.DataChangeRows.Where(r => r.ChangeId == change.Key && numbers.Contains(r.PlayNumber)).ExecuteDeleteAsync(cancellationToken);
        }

        return rows.Count;
    }
}
