using System.Security.Claims;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.Changes;
using MediaInsight.Libraries;
using MediaInsight.Tests.Analytics;
using MediaInsight.Tests.History.Changes;
using MediaInsight.Tests.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.History.InMemory;

/// <summary>Acts that the pages offer, and what arrives by itself, at random.</summary>
internal sealed class PlayEdits(PeopleDesk desk, Household home, int seed)
{
    private readonly Random _random = new(seed);
    private readonly HashSet<int> _kinds = [];

    /// <summary>Kinds of acts that changed something so far.</summary>
    public int Kinds => _kinds.Count;

    private static ClaimsPrincipal Admin => CareRig.Admin;

    /// <returns>What was done.</returns>
    public async Task<string> AnyAsync(CancellationToken cancellationToken)
    {
        var kind = _random.Next(9);
        var (what, done) = kind switch
        {
            0 => ("deleted into the bin", (await desk.Get<PlayBin>().DeleteAsync(Some(12), Admin, "Deleted", null, cancellationToken)).Done),
            1 => ("took a change back", await UndoAsync(cancellationToken)),
            2 => ("gave plays to another person", (await desk.Get<PlayReassignment>().AssignAsync(Some(6), Person(), Admin, null, cancellationToken)).Done),
            3 => ("merged two persons", (await desk.Merges.MergeAsync(PeopleDesk.By, Person(), Person(), cancellationToken)).Problem is null ? 1 : 0),
            4 => ("split an account off", (await desk.Merges.SplitAsync(PeopleDesk.By, OneOf(home.People.Keys.ToList()), cancellationToken)).Problem is null ? 1 : 0),
            5 => ("undid a merge", await UnmergeAsync(cancellationToken)),
            6 => ("re-linked a title", await RelinkAsync(cancellationToken)),
            7 => ("undid a re-link", await UnlinkAsync(cancellationToken)),
            _ => ("filled in plays", await desk.Get<FinishedPlays>().StoreAsync(await ArrivingAsync(cancellationToken), cancellationToken)),
        };
        if (done > 0)
        {
            _kinds.Add(kind);
        }

        return $"{what}: {done}";
    }

    private PlaySelection Some(int most) => PlaySelection.Of([.. home.Plays.OrderBy(_ => _random.Next()).Take(1 + _random.Next(most)).Select(p => p.Number)]);

    private ViewerId Person() => OneOf(home.People.Values.Select(p => p.Id).Distinct().ToList());

    private T OneOf<T>(List<T> list) => list[_random.Next(list.Count)];

    private async Task<int> UndoAsync(CancellationToken cancellationToken)
    {
        var changes = (await desk.Get<ChangeLog>().ListAsync(50, cancellationToken)).Where(c => c.MayBeUndone).ToList();
        return changes.Count == 0 ? 0 : (await desk.Get<ChangeUndo>().UndoAsync(OneOf(changes).Id, Admin, null, cancellationToken)).Done;
    }

    private async Task<int> UnmergeAsync(CancellationToken cancellationToken)
    {
        var merges = (await desk.Merges.HistoryAsync(null, cancellationToken)).Where(m => m.CanUndo).ToList();
        return merges.Count > 0 && (await desk.Merges.UndoAsync(PeopleDesk.By, OneOf(merges).Id, cancellationToken)).Problem is null ? 1 : 0;
    }

    /// <summary>A reading of the library no longer lists a title, and lists another one of its kind.</summary>
    private async Task<int> RelinkAsync(CancellationToken cancellationToken)
    {
        var (old, now) = await desk.ReadAsync(async db =>
        {
            var pairs = await (from a in db.MediaItems
                               from b in db.MediaItems
                               where a.ServerId == b.ServerId && a.Kind == b.Kind && a.Id != b.Id && db.Plays.Any(p => p.MediaItemId == a.Id)
                               orderby a.Id, b.Id
                               select new { Old = a.Id, Now = b.Id }).ToListAsync(cancellationToken);
            var pair = OneOf(pairs);
            return (pair.Old, pair.Now);
        });
        await desk.ChangeAsync(async db =>
        {
            await db.MediaItems.Where(i => i.Id == old).ExecuteUpdateAsync(s => s.SetProperty(i => i.RemovedAt, PeopleDesk.Now), cancellationToken);
            await db.MediaItems.Where(i => i.Id == now).ExecuteUpdateAsync(s => s.SetProperty(i => i.RemovedAt, (DateTimeOffset?)null).SetProperty(i => i.ListedAt, PeopleDesk.Now), cancellationToken);
        });
        return await desk.Get<IRelinks>().LinkAsync(old, now, "olga", cancellationToken) == RelinkOutcome.Done ? 1 : 0;
    }

    private async Task<int> UnlinkAsync(CancellationToken cancellationToken)
    {
        var links = (await desk.Get<IRelinks>().ListAsync(50, cancellationToken)).Where(r => r.UndoneAt is null).ToList();
        return links.Count > 0 && await desk.Get<IRelinks>().UndoAsync(OneOf(links).Id, "olga", cancellationToken) == RelinkOutcome.Done ? 1 : 0;
    }

    /// <summary>What a catch-up or an import brings: plays of known and new titles, resumed ones, some only inferred.</summary>
    private async Task<List<FinishedPlay>> ArrivingAsync(CancellationToken cancellationToken)
    {
        var users = await desk.ReadAsync(db => db.ServerUsers.OrderBy(u => u.Id).ToListAsync(cancellationToken));
        var items = await desk.ReadAsync(db => db.MediaItems.Where(i => i.Kind == MediaKind.Movie).OrderBy(i => i.Id).ToListAsync(cancellationToken));
        var plays = new List<FinishedPlay>();
        var position = TimeSpan.Zero;
        for (var i = 0; i < 1 + _random.Next(5); i++)
        {
            var user = OneOf(users);
            var known = items.Find(item => item.ServerId == user.ServerId && _random.Next(2) == 0);
            var start = PeopleDesk.Now.AddDays(-10).AddMinutes(_random.Next(-6000, 6000));
            var length = TimeSpan.FromMinutes(_random.Next(1, 300));
            plays.Add(new()
            {
                ServerId = user.ServerId,
                User = new(user.ExternalId, user.Name),
                Device = new() { Name = "Attic TV", ClientName = "Web", Platform = "tvOS" },
                Media = new() { ExternalId = known?.ExternalId ?? $"new{_random.Next(3)}", Kind = MediaKind.Movie, Title = known?.Title ?? "Mirror", Year = known?.Year ?? 1975 },
                StartedAt = start,
                StoppedAt = start + length,
                WatchedMs = _random.Next((int)length.TotalMilliseconds),
                StartPosition = position,
                Position = position += TimeSpan.FromMinutes(10),
                Duration = TimeSpan.FromMinutes(160),
                BandwidthKbps = 2500,
                Stream = new() { Decision = (StreamDecision)_random.Next(3), Source = new() { AudioCodec = "opus" } },
                Certainty = _random.Next(4) == 0 ? PlayCertainty.Inferred : PlayCertainty.Derived,
                Location = NetworkLocation.Wan,
            });
        }

        return [.. plays.OrderBy(p => p.StartedAt)];
    }
}
