using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History.Privacy;

/// <param name="IsRecorded">False: do not track.</param>
public sealed record LibraryTracking(LibraryId Id, string Name, string ServerName, ServerKind ServerKind, bool IsRecorded);

/// <summary>A forgotten account, as far as is known: of which server, since when.</summary>
public sealed record ForgottenRow(string Hash, string? ServerName, ServerKind? ServerKind, DateTimeOffset At);

/// <summary>
/// Switches recording off and on. Off takes effect at once: a play that runs is discarded, its start too. What was recorded
/// before is kept until it is forgotten.
/// </summary>
public sealed class TrackingSwitch(DatabaseWriter writer, IDbContextFactory<MediaInsightDb> factory, DoNotTrack doNotTrack, PeopleRefresh refresh, AuditLog audit)
{
    public Task<int> SetPersonAsync(AuditContext by, ViewerId viewer, bool recorded, CancellationToken cancellationToken) => SetAsync(
        by, $"person {viewer}", recorded,
        (db, token) => db.Viewers.Where(v => v.Id == viewer).ExecuteUpdateAsync(s => s.SetProperty(v => v.DoNotTrack, !recorded), token),
        db => db.Plays.Where(p => db.ServerUsers.Any(u => u.Id == p.UserId && u.ViewerId == viewer)),
        cancellationToken);

    public Task<int> SetAccountAsync(AuditContext by, ServerUserId account, bool recorded, CancellationToken cancellationToken) => SetAsync(
        by, $"account {account}", recorded,
        (db, token) => db.ServerUsers.Where(u => u.Id == account).ExecuteUpdateAsync(s => s.SetProperty(u => u.DoNotTrack, !recorded), token),
        db => db.Plays.Where(p => p.UserId == account),
        cancellationToken);

    public Task<int> SetLibraryAsync(AuditContext by, LibraryId library, bool recorded, CancellationToken cancellationToken) => SetAsync(
        by, $"library {library}", recorded,
        (db, token) => db.Libraries.Where(l => l.Id == library).ExecuteUpdateAsync(s => s.SetProperty(l => l.DoNotTrack, !recorded), token),
        db => db.Plays.Where(p => p.LibraryId == library || db.MediaItems.Any(i => i.Id == p.MediaItemId && i.LibraryId == library)),
        cancellationToken);

    /// <summary>A forgotten account may be stored and recorded again, from its next reading on.</summary>
    public async Task RememberAsync(AuditContext by, string hash, CancellationToken cancellationToken)
    {
        await writer.RunAsync(async (db, token) =>
        {
            await db.ForgottenAccounts.Where(f => f.Hash == hash).ExecuteDeleteAsync(token);
            audit.Add(db, by, PeopleActions.TrackingOn, "a forgotten account", null);
        }, cancellationToken);
        await doNotTrack.ReloadAsync(cancellationToken);
        refresh.Run();
    }

    public async Task<IReadOnlyList<LibraryTracking>> LibrariesAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await (from library in db.Libraries.AsNoTracking()
                      join server in db.Servers.AsNoTracking() on library.ServerId equals server.Id
                      where server.RemovedAt == null && library.RemovedAt == null
                      orderby server.Name, library.Name
                      select new LibraryTracking(library.Id, library.Name, server.Name, server.Kind, !library.DoNotTrack)).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<ForgottenRow>> ForgottenAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await (from forgotten in db.ForgottenAccounts.AsNoTracking()
                      join server in db.Servers.AsNoTracking() on forgotten.ServerId equals server.Id into servers
                      from server in servers.DefaultIfEmpty()
                      orderby forgotten.At descending
                      select new ForgottenRow(forgotten.Hash, server == null ? null : server.Name, server == null ? null : server.Kind, forgotten.At)).ToListAsync(cancellationToken);
    }

    /// <returns>How many running plays were discarded.</returns>
    private async Task<int> SetAsync(
        AuditContext by, string target, bool recorded, Func<MediaInsightDb, CancellationToken, Task<int>> change, Func<MediaInsightDb, IQueryable<Play>> plays, CancellationToken cancellationToken)
    {
        var changed = await writer.RunAsync(async (db, token) =>
        {
            var rows = await change(db, token);
            if (rows > 0)
            {
                audit.Add(db, by, recorded ? PeopleActions.TrackingOn : PeopleActions.TrackingOff, target, null);
            }

            return rows;
        }, cancellationToken);
        if (changed == 0)
        {
            return 0;
        }

        // The recorder asks inside its own transaction: whatever it writes after this turn has heard of the change.
        await doNotTrack.ReloadAsync(cancellationToken);
        var discarded = recorded ? 0 : await writer.RunAsync(async (db, token) =>
        {
            var running = await plays(db).Where(p => p.StoppedAt == null).Select(p => new { p.Number, p.Id }).ToListAsync(token);
            foreach (var play in running)
            {
                await PlayWriting.DiscardAsync(db, play.Number, play.Id, token);
            }

            return running.Count;
        }, cancellationToken);
        refresh.Run();
        return discarded;
    }
}
