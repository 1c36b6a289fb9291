using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

/// <summary>One of two persons that may become one, with what would come along.</summary>
/// <param name="SignIns">Sign-in accounts of the person: they would see the plays of both.</param>
public sealed record MergeSide(ViewerId Id, string Name, IReadOnlyList<ViewerAccount> Accounts, long Plays, long WatchedMs, DateTimeOffset? LastSeenAt, IReadOnlyList<string> SignIns);

/// <param name="Reasons">Why it is suggested; empty for two that somebody chose.</param>
/// <param name="Into">Keeps its name: the one with more plays.</param>
public sealed record MergeCandidate(MergeSide From, MergeSide Into, MergeSuggestion? Suggestion);

/// <summary>Who may be the same person, for those who manage people (users.manage).</summary>
public sealed class MergeCandidates(IDbContextFactory<MediaInsightDb> factory, TimeProvider time)
{
    /// <summary>More are not looked through at once; the next come when these are decided.</summary>
    public const int MaxSuggestions = 100;

    /// <summary>How long ago a device at an address still tells something.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromDays(90);

    public async Task<IReadOnlyList<MergeCandidate>> SuggestAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var suggestions = (await FindAsync(db, cancellationToken)).Take(MaxSuggestions).ToList();
        var sides = await SidesAsync(db, [.. suggestions.SelectMany(s => new[] { s.One, s.Other }).Distinct()], cancellationToken);

        // Of three accounts that are alike each is suggested once: the others follow when it is decided.
        return [.. suggestions.Where(s => sides.ContainsKey(s.One) && sides.ContainsKey(s.Other)).Select(s => Candidate(sides[s.One], sides[s.Other], s))
            .OrderByDescending(c => c.Suggestion!.Confidence).ThenByDescending(c => c.Into.Plays).DistinctBy(c => c.From.Id)]; // non-null: these are suggested
    }

    public async Task<int> CountAsync(CancellationToken cancellationToken) => (await SuggestAsync(cancellationToken)).Count;

    /// <summary>Null when one of the two is not known. Here the order is the reader's.</summary>
    public async Task<MergeCandidate?> PreviewAsync(ViewerId from, ViewerId into, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var sides = await SidesAsync(db, [from, into], cancellationToken);
        return from != into && sides.TryGetValue(from, out var source) && sides.TryGetValue(into, out var target) ? new(source, target, null) : null;
    }

    private static MergeCandidate Candidate(MergeSide one, MergeSide other, MergeSuggestion suggestion) =>
        (one.Plays, -one.Id.Value).CompareTo((other.Plays, -other.Id.Value)) >= 0 ? new(other, one, suggestion) : new(one, other, suggestion);

    private async Task<IReadOnlyList<MergeSuggestion>> FindAsync(MediaInsightDb db, CancellationToken cancellationToken)
    {
        // A suggestion would tell who somebody incognito is.
        var accounts = await (from user in db.ServerUsers.AsNoTracking()
                              join person in db.Viewers.AsNoTracking() on user.ViewerId equals person.Id
                              join server in db.Servers.AsNoTracking() on user.ServerId equals server.Id
                              where person.HiddenName == null
                              select new AccountFacts(user.Id, person.Id, server.Id, server.Name, user.Name, user.Email, user.RemovedAt != null || server.RemovedAt != null)).ToListAsync(cancellationToken);
        var since = time.GetUtcNow() - Lately;

        // A device called like its app or system is anybody's.
        var places = await (from play in db.Plays.AsNoTracking()
                            join device in db.PlayDevices.AsNoTracking() on play.DeviceId equals device.Id
                            where play.StartedAt >= since && play.IpAddress != null && device.Name != null && device.Name != device.ClientName && device.Name != device.Platform && device.Name != device.Model
                            select new { play.UserId, play.IpAddress, device.Name }).Distinct().ToListAsync(cancellationToken);
        var dismissed = await db.MergeDismissals.AsNoTracking().Select(d => new { d.FirstId, d.SecondId }).ToListAsync(cancellationToken);
        return MergeSuggestions.Find(
            accounts, [.. places.Select(p => new AccountPlace(p.UserId, p.IpAddress!, p.Name!))], dismissed.Select(d => (d.FirstId, d.SecondId)).ToHashSet()); // non-null: asked for
    }

    private static async Task<Dictionary<ViewerId, MergeSide>> SidesAsync(MediaInsightDb db, IReadOnlyList<ViewerId> persons, CancellationToken cancellationToken)
    {
        var people = (await ViewerList.AccountsAsync(db, null, ReadScope.Everything, cancellationToken)).Where(p => persons.Contains(p.Id)).ToList();
        var numbers = people.SelectMany(p => p.Accounts.Select(a => a.Id)).ToList();
        var figures = await db.Plays.AsNoTracking().Where(p => numbers.Contains(p.UserId) && p.StoppedAt != null && !p.IsShort).GroupBy(p => p.UserId)
            .Select(g => new { g.Key, Plays = g.Select(p => p.ChainNumber).Distinct().Count(), WatchedMs = g.Sum(p => p.WatchedMs), Last = g.Max(p => p.StoppedAt) }).ToListAsync(cancellationToken);
        var signIns = await db.Users.AsNoTracking().Where(u => u.ViewerId != null && persons.Contains(u.ViewerId!.Value)).Select(u => new { u.ViewerId, u.UserName }).ToListAsync(cancellationToken);
        return people.ToDictionary(p => p.Id, p =>
        {
            var own = figures.Where(f => p.Accounts.Any(a => a.Id == f.Key)).ToList();
            return new MergeSide(
                p.Id, p.Name, p.Accounts, own.Sum(f => f.Plays), own.Sum(f => f.WatchedMs), own.Max(f => f.Last), [.. signIns.Where(s => s.ViewerId == p.Id).Select(s => s.UserName).OfType<string>()]);
        });
    }
}
