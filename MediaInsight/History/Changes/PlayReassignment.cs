using System.Security.Claims;
using System.Text.Json.Nodes;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History.Changes;

/// <summary>
/// Gives plays to another person. A play belongs to an account of its server: it moves to the person's account there, and
/// where the person has none, to a stand-in account that only this makes. Chains that are torn apart become two.
/// </summary>
public sealed class PlayReassignment(IDbContextFactory<MediaInsightDb> factory, ChangeLog changes, PeopleDirectory people, TimeProvider time)
{
    /// <summary>People a play may be given to, by name.</summary>
    public async Task<IReadOnlyList<(ViewerId Id, string Name)>> PeopleAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var found = await db.Viewers.AsNoTracking().OrderBy(v => v.Name).Select(v => new { v.Id, v.Name }).ToListAsync(cancellationToken);
        return [.. found.Select(v => (v.Id, v.Name))];
    }

    /// <summary>Plays that are the person's already are skipped.</summary>
    public async Task<ChangeOutcome> AssignAsync(PlaySelection selection, ViewerId to, ClaimsPrincipal by, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        ChangeLog.Demand(by, Permissions.DeleteHistory);
        string? name;
        await using (var db = await factory.CreateDbContextAsync(cancellationToken))
        {
            name = await db.Viewers.Where(v => v.Id == to).Select(v => v.Name).FirstOrDefaultAsync(cancellationToken);
        }

        if (name is null)
        {
            return new(0, 0, null);
        }

        var numbers = await changes.NumbersAsync(selection, by, cancellationToken);
        var all = numbers.ToHashSet();
        var outcome = await changes.RunAsync(
            DataChangeKind.Assigned, "history.assign", $"Assigned to person {to}", by, numbers, (db, change, batch, token) => MoveAsync(db, change, batch, all, to, name, token), progress, cancellationToken);
        people.Forget();
        return outcome;
    }

    /// <summary>A chain goes with the first of its plays that a batch meets: the border of a batch does not tear it. A later batch finds the rest where they belong.</summary>
    private async Task<int> MoveAsync(MediaInsightDb db, long change, long[] batch, HashSet<long> all, ViewerId to, string name, CancellationToken cancellationToken)
    {
        var met = await db.Plays.AsNoTracking().Where(p => batch.Contains(p.Number)).Select(p => p.ChainNumber).Distinct().ToListAsync(cancellationToken);
        var members = await db.Plays.AsNoTracking().Where(p => met.Contains(p.ChainNumber) && p.StoppedAt != null)
            .Select(p => new Member(p.Number, p.ServerId, p.UserId, p.ChainNumber, db.ServerUsers.Any(u => u.Id == p.UserId && u.ViewerId == to))).ToListAsync(cancellationToken);
        var moving = members.FindAll(m => all.Contains(m.Number) && !m.IsTheirs);
        var accounts = new Dictionary<ServerId, ServerUserId>();
        foreach (var server in moving.Select(m => m.Server).Distinct())
        {
            accounts[server] = await AccountAsync(db, server, to, name, cancellationToken);
        }

        var goes = moving.ToDictionary(m => m.Number, m => accounts[m.Server]);
        var edits = members.GroupBy(m => m.Chain).Where(chain => chain.Any(m => goes.ContainsKey(m.Number))).SelectMany(chain => Regroup([.. chain], goes));
        await PlayEdits.ApplyAsync(db, change, edits, cancellationToken);
        return moving.Count;
    }

    /// <summary>
    /// A chain is one person's: those who leave it with its first play keep its number, others get one of their own. So do
    /// those who leave it when its first play is not there: it may come back from the bin.
    /// </summary>
    private static IEnumerable<PlayEdit> Regroup(List<Member> chain, Dictionary<long, ServerUserId> goes)
    {
        var groups = chain.GroupBy(m => goes.TryGetValue(m.Number, out var to) ? to : m.User).ToList();
        var hasHead = chain.Exists(m => m.Number == m.Chain);
        foreach (var group in groups)
        {
            var keeps = hasHead ? group.Any(m => m.Number == m.Chain) : group.All(m => !goes.ContainsKey(m.Number));
            foreach (var member in group)
            {
                var number = keeps ? member.Chain : group.Min(m => m.Number);
                if (number != member.Chain || group.Key != member.User)
                {
                    yield return new(member.Number, member.User, [new("plays", "number", member.Number, Values(member.User, member.Chain), Values(group.Key, number))]);
                }
            }
        }
    }

    private static JsonObject Values(ServerUserId user, long chain) => new() { ["user_id"] = (long)user.Value, ["chain_number"] = chain };

    private async Task<ServerUserId> AccountAsync(MediaInsightDb db, ServerId server, ViewerId person, string name, CancellationToken cancellationToken)
    {
        var own = await db.ServerUsers.Where(u => u.ServerId == server && u.ViewerId == person)
            .OrderBy(u => u.RemovedAt != null).ThenBy(u => u.Id).Select(u => (ServerUserId?)u.Id).FirstOrDefaultAsync(cancellationToken);
        if (own is { } account)
        {
            return account;
        }

        // A stand-in that was split off since is another person's, and keeps its name.
        var id = $"assigned:{person}";
        for (var next = 2; await db.ServerUsers.AnyAsync(u => u.ServerId == server && u.ExternalId == id, cancellationToken); next++)
        {
            id = $"assigned:{person}:{next}";
        }

        var standIn = new ServerUser { ServerId = server, ExternalId = id, ViewerId = person, Name = name, FirstSeenAt = time.GetUtcNow() };
        db.ServerUsers.Add(standIn);
        await db.SaveChangesAsync(cancellationToken);
        return standIn.Id;
    }

    private sealed record Member(long Number, ServerId Server, ServerUserId User, long Chain, bool IsTheirs);
}
