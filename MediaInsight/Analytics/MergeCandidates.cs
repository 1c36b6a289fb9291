using MediaInsight.Analytics.Statistics;
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
public sealed class MergeCandidates(IDbContextFactory<MediaInsightDb> factory, StatisticReader statistics, TimeProvider time)
{
    /// <summary>More are not looked through at once; the next come when these are decided.</summary>
    public const int MaxSuggestions = 100;

    /// <summary>How long ago a device at an address still tells something.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromDays(90);

    /// <summary>How long a count goes by what was read before: all the plays of <see cref="Lately"/> are looked through for it.</summary>
    private static readonly TimeSpan PlacesKept = TimeSpan.FromHours(1);

    private volatile KeptPlaces? _kept;

    public Task<IReadOnlyList<MergeCandidate>> SuggestAsync(CancellationToken cancellationToken) => SuggestAsync(default, cancellationToken);

    /// <summary>How many are suggested. Of shared devices what was seen up to an hour ago counts.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken) => (await SuggestAsync(PlacesKept, cancellationToken)).Count;

    private async Task<IReadOnlyList<MergeCandidate>> SuggestAsync(TimeSpan oldest, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var suggestions = (await FindAsync(db, oldest, cancellationToken)).Take(MaxSuggestions).ToList();
        var sides = await SidesAsync(db, [.. suggestions.SelectMany(s => new[] { s.One, s.Other }).Distinct()], cancellationToken);

        // Of three accounts that are alike each is suggested once: the others follow when it is decided.
        return [.. suggestions.Where(s => sides.ContainsKey(s.One) && sides.ContainsKey(s.Other)).Select(s => Candidate(sides[s.One], sides[s.Other], s))
            .OrderByDescending(c => c.Suggestion!.Confidence).ThenByDescending(c => c.Into.Plays).DistinctBy(c => c.From.Id)]; // non-null: these are suggested
    }

    /// <summary>Null when one of the two is not known. Here the order is the reader's.</summary>
    public async Task<MergeCandidate?> PreviewAsync(ViewerId from, ViewerId into, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var sides = await SidesAsync(db, [from, into], cancellationToken);
        return from != into && sides.TryGetValue(from, out var source) && sides.TryGetValue(into, out var target) ? new(source, target, null) : null;
    }

    private static MergeCandidate Candidate(MergeSide one, MergeSide other, MergeSuggestion suggestion) =>
        (one.Plays, -one.Id.Value).CompareTo((other.Plays, -other.Id.Value)) >= 0 ? new(other, one, suggestion) : new(one, other, suggestion);

    private async Task<IReadOnlyList<MergeSuggestion>> FindAsync(MediaInsightDb db, TimeSpan oldest, CancellationToken cancellationToken)
    {
        // A suggestion would tell who somebody incognito is.
        var accounts = await (from user in db.ServerUsers.AsNoTracking()
                              join person in db.Viewers.AsNoTracking() on user.ViewerId equals person.Id
                              join server in db.Servers.AsNoTracking() on user.ServerId equals server.Id
                              where person.HiddenName == null
                              select new AccountFacts(user.Id, person.Id, server.Id, server.Name, user.Name, user.Email, user.RemovedAt != null || server.RemovedAt != null)).ToListAsync(cancellationToken);
        var places = await PlacesAsync(db, oldest, cancellationToken);
        var dismissed = await db.MergeDismissals.AsNoTracking().Select(d => new { d.FirstId, d.SecondId }).ToListAsync(cancellationToken);
        return MergeSuggestions.Find(accounts, places, dismissed.Select(d => (d.FirstId, d.SecondId)).ToHashSet());
    }

    // Accounts that are gone since are in nobody's list: what is kept of them tells nothing.
    private async Task<IReadOnlyList<AccountPlace>> PlacesAsync(MediaInsightDb db, TimeSpan oldest, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_kept is { } kept && now - kept.At < oldest)
        {
            return kept.Places;
        }

        // A device called like its app or system is anybody's.
        var places = await (from play in db.Plays.AsNoTracking()
                            join device in db.PlayDevices.AsNoTracking() on play.DeviceId equals device.Id
                            where play.StartedAt >= now - Lately && play.IpAddress != null && device.Name != null && device.Name != device.ClientName && device.Name != device.Platform && device.Name != device.Model
                            select new { play.UserId, play.IpAddress, device.Name }).Distinct().ToListAsync(cancellationToken);
        _kept = new(now, [.. places.Select(p => new AccountPlace(p.UserId, p.IpAddress!, p.Name!))]); // non-null: asked for
        return _kept.Places;
    }

    private async Task<Dictionary<ViewerId, MergeSide>> SidesAsync(MediaInsightDb db, IReadOnlyList<ViewerId> persons, CancellationToken cancellationToken)
    {
        var people = (await ViewerList.AccountsAsync(db, null, ReadScope.Everything, cancellationToken)).Where(p => persons.Contains(p.Id)).ToList();
        if (people.Count == 0)
        {
            return [];
        }

        var figures = (await statistics.ReadAsync(new() { By = StatisticSplit.Viewer, Limit = StatisticRequest.MaxLimit }, TimeZoneInfo.Utc, default, ReadScope.Everything, cancellationToken))
            .Rows.ToDictionary(r => r.Key.Viewer!.Value, r => r.Figures);   // non-null: rows of people have one
        var signIns = await db.Users.AsNoTracking().Where(u => u.ViewerId != null && persons.Contains(u.ViewerId!.Value)).Select(u => new { u.ViewerId, u.UserName }).ToListAsync(cancellationToken);
        return people.ToDictionary(p => p.Id, p =>
        {
            var own = figures.GetValueOrDefault(p.Id);
            return new MergeSide(p.Id, p.Name, p.Accounts, own.Plays, own.WatchedMs, own.LastAt, [.. signIns.Where(s => s.ViewerId == p.Id).Select(s => s.UserName).OfType<string>()]);
        });
    }

    private sealed record KeptPlaces(DateTimeOffset At, IReadOnlyList<AccountPlace> Places);
}
