using System.Security.Claims;
using System.Text.Json.Nodes;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Libraries;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History.Changes;

/// <summary>
/// Gives the history of a server to the one that was built in its place: accounts are the same by e-mail or name, titles by
/// ids of providers with season and episode, or by their file. What has no certain counterpart stays where it is.
/// </summary>
public sealed class ServerMove(IDbContextFactory<MediaInsightDb> factory, ChangeLog changes)
{
    /// <summary>All servers, those with most plays first.</summary>
    public async Task<IReadOnlyList<MovableServer>> ServersAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var servers = await db.Servers.AsNoTracking()
            .Select(s => new MovableServer(s.Id, s.Name, s.Kind, s.RemovedAt != null, db.Plays.LongCount(p => p.ServerId == s.Id && p.StoppedAt != null))).ToListAsync(cancellationToken);
        return [.. servers.OrderByDescending(s => s.Plays).ThenBy(s => s.Name)];
    }

    /// <summary>Changes nothing. Null: one of the two is gone, or they are of different products.</summary>
    /// <param name="progress">Titles looked at, of how many.</param>
    public async Task<ServerMovePlan?> PlanAsync(ServerId from, ServerId to, IProgress<(int Done, int All)>? progress, CancellationToken cancellationToken)
    {
        var servers = await ServersAsync(cancellationToken);
        if (servers.FirstOrDefault(s => s.Id == from) is not { } old || servers.FirstOrDefault(s => s.Id == to) is not { IsDeleted: false } now || from == to || old.Kind != now.Kind)
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var played = await db.Plays.AsNoTracking().Where(p => p.ServerId == from && p.StoppedAt != null)
            .GroupBy(p => new { p.UserId, p.MediaItemId }).Select(g => new { g.Key.UserId, g.Key.MediaItemId, Plays = g.LongCount() }).ToListAsync(cancellationToken);
        var (accounts, names) = await AccountsAsync(db, from, to, cancellationToken);
        var (titles, others) = (new Dictionary<MediaItemId, (MediaItemId, LibraryId?)>(), new Dictionary<MediaItemId, string>());
        var items = played.Select(p => p.MediaItemId).Distinct().ToList();
        for (var i = 0; i < items.Count; i++)
        {
            if (await db.MediaItems.AsNoTracking().FirstOrDefaultAsync(m => m.Id == items[i], cancellationToken) is not { } item)
            {
                continue;
            }

            if (await CounterpartAsync(db, item, to, cancellationToken) is { } match)
            {
                titles[item.Id] = (match.Id, match.LibraryId);
            }
            else
            {
                others[item.Id] = ListedItems.NameOf(item);
            }

            progress?.Report((i + 1, items.Count));
        }

        var going = played.Where(p => accounts.ContainsKey(p.UserId) && titles.ContainsKey(p.MediaItemId)).Sum(p => p.Plays);
        return new(
            old, now, accounts, titles,
            [.. played.Where(p => !accounts.ContainsKey(p.UserId)).GroupBy(p => p.UserId).Select(g => new Unmatched(names.GetValueOrDefault(g.Key) ?? "?", g.Sum(p => p.Plays))).OrderByDescending(u => u.Plays)],
            [.. played.Where(p => !titles.ContainsKey(p.MediaItemId)).GroupBy(p => p.MediaItemId).Select(g => new Unmatched(others.GetValueOrDefault(g.Key) ?? "?", g.Sum(p => p.Plays))).OrderByDescending(u => u.Plays).ThenBy(u => u.Name, StringComparer.CurrentCultureIgnoreCase)],
            going, played.Sum(p => p.Plays) - going);
    }

    /// <summary>Does what the plan says, as a change that can be undone under data care.</summary>
    public async Task<ChangeOutcome> RunAsync(ServerMovePlan plan, ClaimsPrincipal by, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        ChangeLog.Demand(by, Permissions.ManageServers);
        List<long> numbers;
        await using (var db = await factory.CreateDbContextAsync(cancellationToken))
        {
            var plays = await db.Plays.AsNoTracking().Where(p => p.ServerId == plan.From.Id && p.StoppedAt != null).OrderBy(p => p.Number)
                .Select(p => new { p.Number, p.UserId, p.MediaItemId }).ToListAsync(cancellationToken);
            numbers = [.. plays.Where(p => plan.Accounts.ContainsKey(p.UserId) && plan.Titles.ContainsKey(p.MediaItemId)).Select(p => p.Number)];
        }

        return await changes.RunAsync(
            DataChangeKind.Moved, "server.move-history", $"History of {plan.From.Name} moved to {plan.To.Name}", by, numbers, (db, change, batch, token) => MoveAsync(db, change, batch, plan, token), progress, cancellationToken);
    }

    private static async Task<int> MoveAsync(MediaInsightDb db, long change, long[] batch, ServerMovePlan plan, CancellationToken cancellationToken)
    {
        var plays = await db.Plays.AsNoTracking().Where(p => batch.Contains(p.Number) && p.ServerId == plan.From.Id).ToListAsync(cancellationToken);
        var devices = await DevicesAsync(db, [.. plays.Select(p => p.DeviceId).Distinct()], plan.To.Id, cancellationToken);
        var edits = new List<PlayEdit>();
        foreach (var play in plays)
        {
            if (plan.Accounts.TryGetValue(play.UserId, out var user) && plan.Titles.TryGetValue(play.MediaItemId, out var title))
            {
                edits.Add(new(play.Number, play.UserId,
                [
                    new("plays", "number", play.Number,
                        Values(play.ServerId, play.UserId, play.MediaItemId, play.LibraryId, play.DeviceId),
                        Values(plan.To.Id, user, title.Item, title.Library, devices.GetValueOrDefault(play.DeviceId, play.DeviceId))),
                ]));
            }
        }

        return await PlayEdits.ApplyAsync(db, change, edits, cancellationToken);
    }

    /// <summary>The same ones of the other server, made where it has not met them: those of a server go when it is deleted.</summary>
    private static async Task<Dictionary<long, long>> DevicesAsync(MediaInsightDb db, long[] used, ServerId to, CancellationToken cancellationToken)
    {
        var same = new Dictionary<long, long>();
        foreach (var old in await db.PlayDevices.AsNoTracking().Where(d => used.Contains(d.Id)).ToListAsync(cancellationToken))
        {
            same[old.Id] = await PlayDimensions.SameDeviceAsync(db, old, to, cancellationToken);
        }

        return same;
    }

    private static JsonObject Values(ServerId server, ServerUserId user, MediaItemId item, LibraryId? library, long device) => new()
    {
        ["server_id"] = (long)server.Value,
        ["user_id"] = (long)user.Value,
        ["media_item_id"] = (long)item.Value,
        ["library_id"] = library is { } id ? JsonValue.Create((long)id.Value) : null,
        ["device_id"] = device,
    };

    private static async Task<(Dictionary<ServerUserId, ServerUserId> Same, Dictionary<ServerUserId, string> Names)> AccountsAsync(MediaInsightDb db, ServerId from, ServerId to, CancellationToken cancellationToken)
    {
        var all = await db.ServerUsers.AsNoTracking().Where(u => u.ServerId == from || u.ServerId == to).ToListAsync(cancellationToken);
        var (old, now) = (all.Where(u => u.ServerId == from).ToList(), all.Where(u => u.ServerId == to).ToList());
        var same = new Dictionary<ServerUserId, ServerUserId>();
        foreach (var account in old)
        {
            // One of that name, or none: two would be a guess.
            var match = Only(now, account.Email, u => u.Email) ?? Only(now, OwnName(account), OwnName);
            if (match is not null && Only(old, OwnName(account), OwnName) is not null)
            {
                same[account.Id] = match.Id;
            }
        }

        return (same, old.ToDictionary(u => u.Id, u => u.Name));
    }

    private static string OwnName(ServerUser user) => user.HiddenName ?? user.Name;

    private static ServerUser? Only(List<ServerUser> users, string? wanted, Func<ServerUser, string?> word) =>
        !string.IsNullOrWhiteSpace(wanted) && users.Where(u => string.Equals(word(u)?.Trim(), wanted.Trim(), StringComparison.OrdinalIgnoreCase)).Take(2).ToList() is [var only] ? only : null;

    /// <summary>Of several that are the same title, the one in the library of the same name.</summary>
    private static async Task<MediaItem?> CounterpartAsync(MediaInsightDb db, MediaItem item, ServerId to, CancellationToken cancellationToken)
    {
        var matches = await RelinkMatches.CertainAsync(db, item, to, cancellationToken);
        if (matches.Count < 2)
        {
            return matches.Count == 1 ? matches[0].Item : null;
        }

        var shelf = await db.Libraries.Where(l => l.Id == item.LibraryId).Select(l => l.Name).FirstOrDefaultAsync(cancellationToken);
        var shelves = matches.Select(m => m.Item.LibraryId).ToList();
        var named = await db.Libraries.Where(l => shelves.Contains(l.Id) && l.Name == shelf).Select(l => (LibraryId?)l.Id).ToListAsync(cancellationToken);
        return matches.Where(m => named.Contains(m.Item.LibraryId)).ToList() is [var only] ? only.Item : null;
    }
}
