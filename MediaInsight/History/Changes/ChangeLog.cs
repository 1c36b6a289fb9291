using System.Security.Claims;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History.Changes;

/// <param name="MayBeUndone">Something of it is left to be put back.</param>
public sealed record ChangeRow(long Id, DataChangeKind Kind, DateTimeOffset At, string Actor, string Summary, int Count, DateTimeOffset? UndoneAt, string? UndoneBy, bool MayBeUndone);

/// <param name="Done">Plays that were changed.</param>
/// <param name="Skipped">Plays that were left alone: gone, changed meanwhile, or without an account to go to.</param>
/// <param name="ChangeId">Null when nothing was done.</param>
public sealed record ChangeOutcome(int Done, int Skipped, long? ChangeId);

/// <summary>What was done to recorded plays, newest first. The only way to begin such an act: it asks for the permission and writes the audit entry.</summary>
public sealed class ChangeLog(IDbContextFactory<MediaInsightDb> factory, DatabaseWriter writer, AuditLog audit, TimeProvider time)
{
    /// <summary>Plays of one transaction: live readings wait only moments between two.</summary>
    internal const int Batch = 250;

    public async Task<IReadOnlyList<ChangeRow>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.DataChanges.AsNoTracking().OrderByDescending(c => c.Id).Take(limit)
            .Select(c => new ChangeRow(
                c.Id, c.Kind, c.At, c.Actor, c.Summary, c.Count, c.UndoneAt, c.UndoneBy,
                c.UndoneAt == null && (db.DeletedPlays.Any(p => p.ChangeId == c.Id) || db.DataChangeRows.Any(r => r.ChangeId == c.Id))))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Throws <see cref="UnauthorizedAccessException"/> when the principal may not do it: pages hide what is not allowed, this forbids it.</summary>
    internal static void Demand(ClaimsPrincipal by, string permission)
    {
        if (!CurrentReader.Of(by).Can(permission))
        {
            throw new UnauthorizedAccessException($"{AuditContext.Of(by).Actor} may not do this ({permission}).");
        }
    }

    /// <summary>Finished plays of a selection that the principal may see, at most <see cref="PlaySelection.Max"/>, newest first when a filter finds more.</summary>
    internal async Task<IReadOnlyList<long>> NumbersAsync(PlaySelection selection, ClaimsPrincipal by, CancellationToken cancellationToken)
    {
        var scope = CurrentReader.Of(by).Scope;
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        if (selection.Filter is { } filter)
        {
            var matching = await HistoryQuery.MatchingAsync(db, filter, scope, cancellationToken);
            return await matching.OrderByDescending(p => p.StartedAt).Select(p => p.Number).Take(PlaySelection.Max).ToListAsync(cancellationToken);
        }

        var finished = HistoryQuery.Scoped(db, db.Plays.AsNoTracking().Where(p => p.StoppedAt != null), scope);
        var found = new List<long>();
        foreach (var chunk in (selection.Numbers ?? []).Distinct().Take(PlaySelection.Max).Chunk(Batch))
        {
            found.AddRange(await finished.Where(p => chunk.Contains(p.Number)).Select(p => p.Number).ToListAsync(cancellationToken));
        }

        foreach (var chunk in (selection.Ids ?? []).Distinct().Take(PlaySelection.Max).Chunk(Batch))
        {
            found.AddRange(await finished.Where(p => chunk.Contains(p.Id)).Select(p => p.Number).ToListAsync(cancellationToken));
        }

        return found;
    }

    /// <summary>Writes the act down, then does it batch by batch. What fails half-way stays as far as it came, and can be taken back.</summary>
    /// <param name="work">Changes the plays of one batch inside the transaction and says how many it changed.</param>
    internal async Task<ChangeOutcome> RunAsync(
        DataChangeKind kind, string action, string summary, ClaimsPrincipal by, IReadOnlyList<long> numbers, Func<MediaInsightDb, long, long[], CancellationToken, Task<int>> work, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        if (numbers.Count == 0)
        {
            return new(0, 0, null);
        }

        var who = AuditContext.Of(by);
        var id = await writer.RunAsync(async (db, token) =>
        {
            var change = new DataChange { Kind = kind, At = time.GetUtcNow(), Actor = Text.Clean(who.Actor, Text.MaxName) ?? "nobody", Summary = Text.Clean(summary, 500) ?? action };
            db.DataChanges.Add(change);
            await db.SaveChangesAsync(token);
            return change.Id;
        }, cancellationToken);
        var done = 0;
        try
        {
            foreach (var batch in numbers.Chunk(Batch))
            {
                done += await writer.RunAsync(async (db, token) =>
                {
                    var changed = await work(db, id, batch, token);
                    await db.DataChanges.Where(c => c.Id == id).ExecuteUpdateAsync(s => s.SetProperty(c => c.Count, c => c.Count + changed), token);
                    return changed;
                }, cancellationToken);
                progress?.Report(done);
            }
        }
        finally
        {
            // Also of what was done before a failure.
            await audit.RecordAsync(who, action, summary, $"{done} of {numbers.Count} plays", CancellationToken.None);
        }

        if (done == 0)
        {
            await writer.RunAsync((db, token) => db.DataChanges.Where(c => c.Id == id).ExecuteDeleteAsync(token), cancellationToken);
        }

        return new(done, numbers.Count - done, done == 0 ? null : id);
    }

    internal Task MarkUndoneAsync(long id, AuditContext by, int done, CancellationToken cancellationToken) => writer.RunAsync(async (db, token) =>
    {
        if (await db.DataChanges.FirstOrDefaultAsync(c => c.Id == id, token) is { } change)
        {
            change.UndoneAt = time.GetUtcNow();
            change.UndoneBy = by.Actor;
            audit.Add(db, by, "data.undo", change.Summary, $"{done} of {change.Count} plays");
        }
    }, cancellationToken);
}
