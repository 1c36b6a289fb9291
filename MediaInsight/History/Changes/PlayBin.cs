using System.Security.Claims;
using System.Text.Json.Nodes;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History.Changes;

/// <summary>
/// Deleted plays lie here for a while: out of every list and statistic, for the rows are gone from the tables that those
/// read, and restorable as they were. Every act asks for <see cref="Permissions.DeleteHistory"/>.
/// </summary>
public sealed class PlayBin(DatabaseWriter writer, ChangeLog changes, AuditLog audit, TimeProvider time)
{
    internal const string Plays = "plays";

    /// <param name="selection">Running plays are left out.</param>
    /// <param name="by">Who asks; plays beyond their scope are left out.</param>
    /// <param name="summary">What was done, for the list of changes.</param>
    /// <param name="progress">Told how many are done, after every batch.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public async Task<ChangeOutcome> DeleteAsync(PlaySelection selection, ClaimsPrincipal by, string summary, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        ChangeLog.Demand(by, Permissions.DeleteHistory);
        var numbers = await changes.NumbersAsync(selection, by, cancellationToken);
        return await changes.RunAsync(DataChangeKind.Deleted, "history.delete", summary, by, numbers, DeleteAsync, progress, cancellationToken);
    }

    /// <summary>Puts plays back with their number and id, and everything that hung on them. What stands there already, or whose server, account or title is gone, is skipped; a play whose chain went to somebody else meanwhile begins one of its own.</summary>
    /// <param name="change">The act that deleted them.</param>
    /// <param name="numbers">Some of its plays; null: all.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="progress">Told how many are done, after every batch.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public async Task<ChangeOutcome> RestoreAsync(long change, IReadOnlyCollection<long>? numbers, ClaimsPrincipal by, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        ChangeLog.Demand(by, Permissions.DeleteHistory);
        var found = await NumbersAsync(change, numbers, cancellationToken);
        var done = 0;
        foreach (var batch in found.Chunk(ChangeLog.Batch))
        {
            done += await writer.RunAsync((db, token) => RestoreAsync(db, batch, token), cancellationToken);
            progress?.Report(done);
        }

        var who = AuditContext.Of(by);
        if (numbers is null)
        {
            await changes.MarkUndoneAsync(change, who, done, cancellationToken);
        }
        else
        {
            await audit.RecordAsync(who, "history.restore", "Plays from the bin", $"{done} of {found.Count} plays", cancellationToken);
        }

        return new(done, found.Count - done, change);
    }

    /// <summary>Takes plays out of the bin for good.</summary>
    public async Task<int> PurgeAsync(long change, IReadOnlyCollection<long>? numbers, ClaimsPrincipal by, CancellationToken cancellationToken)
    {
        ChangeLog.Demand(by, Permissions.DeleteHistory);
        var gone = 0;
        foreach (var batch in (await NumbersAsync(change, numbers, cancellationToken)).Chunk(ChangeLog.Batch))
        {
            gone += await writer.RunAsync((db, token) => db.DeletedPlays.Where(p => batch.Contains(p.PlayNumber)).ExecuteDeleteAsync(token), cancellationToken);
        }

        await audit.RecordAsync(AuditContext.Of(by), "history.purge", "Plays from the bin", $"{gone} plays", cancellationToken);
        return gone;
    }

    /// <summary>Forgets what the bin and the list of changes hold of these accounts, so that nothing of it stays in the file. For the caller's own permission and audit entry.</summary>
    public Task<int> PurgeOfUsersAsync(IReadOnlyList<ServerUserId> users, CancellationToken cancellationToken) =>
        writer.EraseAsync((db, token) => PurgeOfUsersAsync(db, users, token), cancellationToken);

    /// <summary>The same inside the caller's transaction.</summary>
    internal static async Task<int> PurgeOfUsersAsync(MediaInsightDb db, IReadOnlyList<ServerUserId> users, CancellationToken cancellationToken)
    {
        await db.DataChangeRows.Where(r => users.Contains(r.UserId)).ExecuteDeleteAsync(cancellationToken);
        return await db.DeletedPlays.Where(p => users.Contains(p.UserId)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>One batch: rows are read, put aside and deleted in the caller's transaction.</summary>
    internal async Task<int> DeleteAsync(MediaInsightDb db, long change, long[] batch, CancellationToken cancellationToken)
    {
        var shown = await (from play in db.Plays.AsNoTracking()
                           where batch.Contains(play.Number) && play.StoppedAt != null
                           join item in db.MediaItems.AsNoTracking() on play.MediaItemId equals item.Id into items
                           from item in items.DefaultIfEmpty()
                           select new { Play = play, Item = item }).ToListAsync(cancellationToken);
        if (shown.Count == 0)
        {
            return 0;
        }

        List<long> numbers = [.. shown.Select(s => s.Play.Number)];
        var rows = await RowsAsync(db, numbers, cancellationToken);
        var now = time.GetUtcNow();
        db.DeletedPlays.AddRange(shown.Select(s => new DeletedPlay
        {
            PlayNumber = s.Play.Number,
            PlayId = s.Play.Id,
            ChangeId = change,
            ServerId = s.Play.ServerId,
            UserId = s.Play.UserId,
            MediaItemId = s.Play.MediaItemId,
            Kind = s.Play.Kind,
            Title = s.Item is null ? "Unknown title" : string.Join(" – ", new[] { s.Item.GrandparentTitle, s.Item.Title }.Where(t => !string.IsNullOrEmpty(t))),
            StartedAt = s.Play.StartedAt,
            WatchedMs = s.Play.WatchedMs,
            DeletedAt = now,
            RowsJson = rows[s.Play.Number].ToJsonString(),
        }));
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return await db.Plays.Where(p => numbers.Contains(p.Number)).ExecuteDeleteAsync(cancellationToken);
    }

    private static async Task<Dictionary<long, JsonObject>> RowsAsync(MediaInsightDb db, IReadOnlyCollection<long> numbers, CancellationToken cancellationToken)
    {
        var all = (await StoredRows.ReadAsync(db, Plays, "number", numbers, cancellationToken)).ToDictionary(r => r.Key, r => new JsonObject { [Plays] = new JsonArray(r.Row) });
        foreach (var (table, column) in await StoredRows.PartsOfPlaysAsync(db, cancellationToken))
        {
            foreach (var (number, row) in await StoredRows.ReadAsync(db, table, column, numbers, cancellationToken))
            {
                if (all[number][table] is not JsonArray rows)
                {
                    all[number][table] = rows = [];
                }

                rows.Add(row);
            }
        }

        return all;
    }

    private static async Task<int> RestoreAsync(MediaInsightDb db, long[] batch, CancellationToken cancellationToken)
    {
        var back = await db.DeletedPlays.AsNoTracking()
            .Where(p => batch.Contains(p.PlayNumber)
                && !db.Plays.Any(o => o.Number == p.PlayNumber || o.Id == p.PlayId)
                && db.Servers.Any(s => s.Id == p.ServerId) && db.ServerUsers.Any(u => u.Id == p.UserId) && db.MediaItems.Any(i => i.Id == p.MediaItemId))
            .Select(p => new { p.PlayNumber, p.RowsJson }).ToListAsync(cancellationToken);
        foreach (var play in back)
        {
            var tables = JsonNode.Parse(play.RowsJson)!.AsObject(); // non-null: written by DeleteAsync
            foreach (var (table, rows) in tables.OrderBy(t => t.Key == Plays ? 0 : 1))
            {
                foreach (var row in rows!.AsArray()) // non-null: as above
                {
                    await StoredRows.InsertAsync(db, table, row!.AsObject(), cancellationToken); // non-null: as above
                }
            }
        }

        await PlayChains.SeparateAsync(db, [.. back.Select(p => p.PlayNumber)], cancellationToken);

        // What stands in the history already needs no second place.
        await db.DeletedPlays.Where(p => batch.Contains(p.PlayNumber) && db.Plays.Any(o => o.Number == p.PlayNumber)).ExecuteDeleteAsync(cancellationToken);
        return back.Count;
    }

    private Task<List<long>> NumbersAsync(long change, IReadOnlyCollection<long>? numbers, CancellationToken cancellationToken) => writer.RunAsync(async (db, token) =>
    {
        var all = await db.DeletedPlays.AsNoTracking().Where(p => p.ChangeId == change).OrderBy(p => p.PlayNumber).Select(p => p.PlayNumber).ToListAsync(token);
        return numbers is null ? all : [.. all.Intersect(numbers)];
    }, cancellationToken);
}
