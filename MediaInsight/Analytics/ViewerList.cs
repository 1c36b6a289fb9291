using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

public enum ViewerSort
{
    LastSeen,
    Name,
    Plays,
    WatchTime,
}

/// <summary>Which people, in what order.</summary>
public sealed record ViewerListFilter
{
    public const int MaxPageSize = 500;

    /// <summary>Part of a name of the person or of an account; case and accents do not matter.</summary>
    public string? Text { get; init; }
    public ServerId? Server { get; init; }
    public ViewerSort Sort { get; init; } = ViewerSort.LastSeen;
    public bool Ascending { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>1–<see cref="MaxPageSize"/>.</summary>
    public int PageSize { get; init; } = 50;
}

/// <param name="IsRemoved">The server no longer has it.</param>
public sealed record ViewerAccount(ServerUserId Id, string Name, ServerId ServerId, string ServerName, ServerKind ServerKind, bool IsRemoved);

/// <param name="LastSeenAt">End of the last counted play; null: none yet.</param>
public sealed record ViewerListRow(ViewerId Id, string Name, IReadOnlyList<ViewerAccount> Accounts, long Plays, long WatchedMs, DateTimeOffset? LastSeenAt);

public sealed record ViewerListPage(IReadOnlyList<ViewerListRow> Items, int Total, int Page, int PageSize);

/// <summary>The people, with all that they watched.</summary>
public sealed class ViewerList(IDbContextFactory<MediaInsightDb> factory, StatisticReader statistics)
{
    public async Task<ViewerListPage> ReadAsync(ViewerListFilter filter, TimeZoneInfo zone, ReadScope scope, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var accounts = await AccountsAsync(db, null, scope, cancellationToken);
        var figures = (await statistics.ReadAsync(
            new() { Filter = new() { Server = filter.Server }, By = StatisticSplit.Viewer, Limit = StatisticRequest.MaxLimit }, zone, default, scope, cancellationToken))
            .Rows.ToDictionary(r => r.Key.Viewer!.Value, r => r.Figures);   // non-null: rows of people have one

        // People are few: they are searched and sorted here, where names fold and compare as readers expect.
        var rows = accounts
            .Where(p => filter.Server is not { } server || p.Accounts.Any(a => a.ServerId == server))
            .Where(p => Matches(p, filter.Text))
            .Select(p => (Person: p, Figures: figures.GetValueOrDefault(p.Id)))
            .Select(p => new ViewerListRow(p.Person.Id, p.Person.Name, p.Person.Accounts, p.Figures.Plays, p.Figures.WatchedMs, p.Figures.LastAt));
        var sorted = Sorted(rows, filter).ToList();
        var size = Math.Clamp(filter.PageSize, 1, ViewerListFilter.MaxPageSize);
        var page = Math.Max(1, filter.Page);
        return new([.. sorted.Skip((int)Math.Min(int.MaxValue, (page - 1L) * size)).Take(size)], sorted.Count, page, size);
    }

    /// <summary>People within the scope with their accounts, those still in use first.</summary>
    internal static async Task<List<Person>> AccountsAsync(MediaInsightDb db, ViewerId? only, ReadScope scope, CancellationToken cancellationToken)
    {
        var viewers = db.Viewers.AsNoTracking();
        if (!scope.IsEverything)
        {
            viewers = scope.OnlyViewer is { } own ? viewers.Where(v => v.Id == own) : viewers.Where(v => false);
        }

        if (only is { } one)
        {
            viewers = viewers.Where(v => v.Id == one);
        }

        var rows = await (from viewer in viewers
                          join user in db.ServerUsers.AsNoTracking() on viewer.Id equals user.ViewerId into users
                          from user in users.DefaultIfEmpty()
                          join server in db.Servers.AsNoTracking() on user.ServerId equals server.Id into servers
                          from server in servers.DefaultIfEmpty()
                          select new
                          {
                              viewer.Id,
                              viewer.Name,
                              IsIncognito = viewer.HiddenName != null,
                              Account = user == null || server == null ? null : new ViewerAccount(user.Id, user.Name, server.Id, server.Name, server.Kind, user.RemovedAt != null || server.RemovedAt != null),
                          }).ToListAsync(cancellationToken);
        return [.. rows.GroupBy(r => (r.Id, r.Name, r.IsIncognito)).Select(g => new Person(
            g.Key.Id, g.Key.Name, [.. g.Select(r => r.Account).OfType<ViewerAccount>().OrderBy(a => a.IsRemoved).ThenBy(a => a.ServerName, StringComparer.OrdinalIgnoreCase).ThenBy(a => a.Id.Value)], g.Key.IsIncognito))];
    }

    private static bool Matches(Person person, string? text)
    {
        if (Text.Clean(text, Text.MaxName) is not { } wanted)
        {
            return true;
        }

        var names = Folding.Fold(string.Join(' ', person.Accounts.Select(a => a.Name).Prepend(person.Name)));
        return Folding.Fold(wanted).Split(' ', StringSplitOptions.RemoveEmptyEntries).All(w => names.Contains(w, StringComparison.Ordinal));
    }

    private static IEnumerable<ViewerListRow> Sorted(IEnumerable<ViewerListRow> rows, ViewerListFilter filter)
    {
        var sorted = filter.Sort switch
        {
            ViewerSort.Name => Ordered(rows, r => Folding.Fold(r.Name), filter.Ascending),
            ViewerSort.Plays => Ordered(rows, r => r.Plays, filter.Ascending),
            ViewerSort.WatchTime => Ordered(rows, r => r.WatchedMs, filter.Ascending),
            _ => Ordered(rows, r => r.LastSeenAt, filter.Ascending),
        };
        return sorted.ThenBy(r => Folding.Fold(r.Name), StringComparer.Ordinal).ThenBy(r => r.Id.Value);
    }

    private static IOrderedEnumerable<ViewerListRow> Ordered<TKey>(IEnumerable<ViewerListRow> rows, Func<ViewerListRow, TKey> key, bool ascending) =>
        ascending ? rows.OrderBy(key) : rows.OrderByDescending(key);

    internal sealed record Person(ViewerId Id, string Name, IReadOnlyList<ViewerAccount> Accounts, bool IsIncognito);
}
