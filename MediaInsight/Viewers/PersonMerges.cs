using System.Text.Json;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Platform;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Viewers;

/// <param name="Problem">Why nothing was done, in a sentence; null: it was done.</param>
/// <param name="Person">Who has the accounts now.</param>
public sealed record MergeOutcome(string? Problem, ViewerId Person);

/// <param name="CanUndo">The accounts are still where they were put.</param>
public sealed record MergeEntry(
    long Id, DateTimeOffset At, string By, MergeKind Kind, ViewerId FromId, string FromName, ViewerId IntoId, string IntoName, IReadOnlyList<ServerUserId> Accounts, DateTimeOffset? UndoneAt, bool CanUndo);

/// <summary>
/// Says which accounts are one person. Plays name the account and stay as they are: only the account's person changes, so
/// that every figure follows and everything can be undone.
/// </summary>
public sealed class PersonMerges(DatabaseWriter writer, IDbContextFactory<MediaInsightDb> factory, PeopleRefresh refresh, InstallationSecret secret, AuditLog audit, TimeProvider time)
{
    private const int MaxEntries = 100;

    /// <summary>All accounts of one person, and the sign-in accounts that belong to it, go to another.</summary>
    public Task<MergeOutcome> MergeAsync(AuditContext by, ViewerId from, ViewerId into, CancellationToken cancellationToken) =>
        ChangeAsync(async (db, token) =>
        {
            var persons = await db.Viewers.Where(v => v.Id == from || v.Id == into).ToListAsync(token);
            if (from == into || persons.Count != 2)
            {
                return new("One of the two persons is not known any more.", into);
            }

            var (source, target) = (persons.Single(p => p.Id == from), persons.Single(p => p.Id == into));
            if (Difference(source, target) is { } difference)
            {
                return new(difference, into);
            }

            var accounts = await db.ServerUsers.Where(u => u.ViewerId == from).ToListAsync(token);
            Move(accounts, target);
            source.MergedIntoId = into;
            var followed = await PersonBinding.MoveAsync(db, from, into, null, time, token);
            Log(db, by, MergeKind.Merge, from, into, accounts, followed);
            audit.Add(db, by, PeopleActions.Merged, $"person {into}", $"{accounts.Count} accounts of person {from}");
            return new(null, into);
        }, cancellationToken);

    /// <summary>One account becomes a person of its own.</summary>
    public Task<MergeOutcome> SplitAsync(AuditContext by, ServerUserId account, CancellationToken cancellationToken) =>
        ChangeAsync(async (db, token) =>
        {
            var user = await db.ServerUsers.FirstOrDefaultAsync(u => u.Id == account, token);
            var person = user is null ? null : await db.Viewers.FirstOrDefaultAsync(v => v.Id == user.ViewerId, token);
            if (user is null || person is null)
            {
                return new("This account is not known any more.", default);
            }

            if (await db.ServerUsers.CountAsync(u => u.ViewerId == person.Id, token) < 2)
            {
                return new("It is the person's only account: there is nothing to split off.", person.Id);
            }

            var own = new Viewer { Name = user.HiddenName ?? user.Name, DoNotTrack = person.DoNotTrack, CreatedAt = time.GetUtcNow() };
            db.Viewers.Add(own);
            await db.SaveChangesAsync(token);
            if (person.HiddenName is not null)
            {
                await Pseudonyms.HideAsync(db, own, secret, token);
            }

            Move([user], own);
            Log(db, by, MergeKind.Split, person.Id, own.Id, [user], []);
            audit.Add(db, by, PeopleActions.Split, $"person {person.Id}", $"account {account} is person {own.Id}");
            return new(null, own.Id);
        }, cancellationToken);

    /// <summary>Puts the accounts back where they were.</summary>
    public Task<MergeOutcome> UndoAsync(AuditContext by, long id, CancellationToken cancellationToken) =>
        ChangeAsync(async (db, token) =>
        {
            if (await db.ViewerMerges.FirstOrDefaultAsync(m => m.Id == id, token) is not { UndoneAt: null } merge)
            {
                return new("This was undone already, or one of the two was forgotten.", default);
            }

            var numbers = Accounts(merge);
            var accounts = await db.ServerUsers.Where(u => numbers.Contains(u.Id)).ToListAsync(token);
            var persons = await db.Viewers.IgnoreQueryFilters().Where(v => v.Id == merge.FromId || v.Id == merge.IntoId).ToListAsync(token);
            if (persons.Find(p => p.Id == merge.FromId) is not { } from || persons.Find(p => p.Id == merge.IntoId) is not { } into
                || accounts.Exists(a => a.ViewerId != merge.IntoId) || (merge.Kind == MergeKind.Split && from.MergedIntoId is not null))
            {
                return new("The accounts were moved on since. Undo the later step first.", merge.IntoId);
            }

            if (merge.Kind == MergeKind.Merge)
            {
                // What was decided about the person since holds for the accounts that leave it, too.
                from.DoNotTrack = into.DoNotTrack;
                from.MergedIntoId = null;
                await PersonBinding.MoveAsync(db, merge.IntoId, merge.FromId, JsonSerializer.Deserialize<string[]>(merge.AppUsersJson), time, token);
            }
            else if (Difference(from, into) is { } difference)
            {
                return new(difference, merge.IntoId);
            }
            else if (!await db.ServerUsers.AnyAsync(u => u.ViewerId == into.Id && !numbers.Contains(u.Id), token))
            {
                into.MergedIntoId = from.Id;
                await PersonBinding.MoveAsync(db, into.Id, from.Id, null, time, token);
            }

            Move(accounts, from);
            merge.UndoneAt = time.GetUtcNow();
            audit.Add(db, by, PeopleActions.Undone, $"person {merge.IntoId}", $"{accounts.Count} accounts are person {merge.FromId} again");
            return new(null, merge.FromId);
        }, cancellationToken);

    /// <summary>"Not the same person": no account of one is suggested with an account of the other again.</summary>
    public async Task DismissAsync(AuditContext by, ViewerId one, ViewerId other, CancellationToken cancellationToken) =>
        await writer.RunAsync(async (db, token) =>
        {
            var accounts = await db.ServerUsers.Where(u => u.ViewerId == one || u.ViewerId == other).Select(u => new { u.Id, u.ViewerId }).ToListAsync(token);
            foreach (var a in accounts.Where(a => a.ViewerId == one))
            {
                foreach (var b in accounts.Where(b => b.ViewerId == other))
                {
                    var (first, second) = a.Id.Value < b.Id.Value ? (a.Id, b.Id) : (b.Id, a.Id);
                    if (!await db.MergeDismissals.AnyAsync(d => d.FirstId == first && d.SecondId == second, token))
                    {
                        db.MergeDismissals.Add(new() { FirstId = first, SecondId = second, At = time.GetUtcNow() });
                    }
                }
            }

            audit.Add(db, by, PeopleActions.Dismissed, $"person {one}", $"not the same as person {other}");
        }, cancellationToken);

    /// <summary>Newest first.</summary>
    /// <param name="person">Null: of everybody.</param>
    public async Task<IReadOnlyList<MergeEntry>> HistoryAsync(ViewerId? person, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var merges = await db.ViewerMerges.AsNoTracking().Where(m => person == null || m.FromId == person || m.IntoId == person)
            .OrderByDescending(m => m.Id).Take(MaxEntries).ToListAsync(cancellationToken);
        var names = await db.Viewers.IgnoreQueryFilters().AsNoTracking().ToDictionaryAsync(v => v.Id, v => v.Name, cancellationToken);
        var owners = await db.ServerUsers.AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.ViewerId, cancellationToken);
        return [.. merges.Where(m => names.ContainsKey(m.FromId) && names.ContainsKey(m.IntoId)).Select(m => new MergeEntry(
            m.Id, m.At, m.By, m.Kind, m.FromId, names[m.FromId], m.IntoId, names[m.IntoId], Accounts(m), m.UndoneAt,
            m.UndoneAt is null && Accounts(m).All(a => !owners.TryGetValue(a, out var owner) || owner == m.IntoId)))];
    }

    private async Task<MergeOutcome> ChangeAsync(Func<MediaInsightDb, CancellationToken, Task<MergeOutcome>> change, CancellationToken cancellationToken)
    {
        var outcome = await writer.RunAsync(async (db, token) =>
        {
            var result = await change(db, token);
            if (result.Problem is not null)
            {
                db.ChangeTracker.Clear();
            }

            return result;
        }, cancellationToken);
        if (outcome.Problem is null)
        {
            refresh.Run();
        }

        return outcome;
    }

    /// <summary>Nobody's name or plays may come to light because accounts were put together.</summary>
    private static string? Difference(Viewer one, Viewer other) =>
        one.HiddenName is null != other.HiddenName is null ? "Only one of the two is incognito. Make both incognito, or neither, first."
        : one.DoNotTrack != other.DoNotTrack ? "Only one of the two is recorded. Set “do not track” for both, or for neither, first."
        : null;

    /// <summary>Accounts of somebody incognito carry that person's pseudonym.</summary>
    private static void Move(IEnumerable<ServerUser> accounts, Viewer into)
    {
        foreach (var account in accounts)
        {
            account.ViewerId = into.Id;
            Pseudonyms.Dress(account, into);
        }
    }

    private void Log(MediaInsightDb db, AuditContext by, MergeKind kind, ViewerId from, ViewerId into, IEnumerable<ServerUser> accounts, IReadOnlyList<string> followed) =>
        db.ViewerMerges.Add(new()
        {
            At = time.GetUtcNow(),
            By = Text.Clean(by.Actor, Text.MaxName) ?? "nobody",
            Kind = kind,
            FromId = from,
            IntoId = into,
            AccountsJson = JsonSerializer.Serialize(accounts.Select(a => a.Id.Value)),
            AppUsersJson = JsonSerializer.Serialize(followed),
        });

    private static List<ServerUserId> Accounts(ViewerMerge merge) => [.. (JsonSerializer.Deserialize<int[]>(merge.AccountsJson) ?? []).Select(n => new ServerUserId(n))];
}
