using System.Text.Json;
using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

/// <param name="LastPlayedAt">End of the last counted play.</param>
public sealed record PlayTotal(long Plays, long WatchedMs, DateTimeOffset LastPlayedAt)
{
    internal static PlayTotal Sum(PlayTotal? one, PlayTotal other) => one is null
        ? other
        : new(one.Plays + other.Plays, one.WatchedMs + other.WatchedMs, one.LastPlayedAt > other.LastPlayedAt ? one.LastPlayedAt : other.LastPlayedAt);
}

/// <summary>All that was played of all time, by title, by what holds it and by library.</summary>
public sealed class PlayTotalsReading
{
    private readonly Dictionary<(int Server, string ExternalId), PlayTotal> _above = [];
    private readonly Dictionary<int, PlayTotal> _libraries = [];
    private readonly Dictionary<int, Played> _items;

    internal PlayTotalsReading(Dictionary<int, Played> items)
    {
        _items = items;
        foreach (var item in items.Values)
        {
            if (item.Parent is { } parent)
            {
                Add(_above, (item.Server, parent), item.Total);
            }

            if (item.Grandparent is { } top && top != item.Parent)
            {
                Add(_above, (item.Server, top), item.Total);
            }

            if (item.Library is { } library)
            {
                Add(_libraries, library, item.Total);
            }
        }
    }

    internal IReadOnlyDictionary<int, Played> Items => _items;

    /// <summary>Null: never played. Containers are found by their own id on their server.</summary>
    public PlayTotal? Of(MediaItemId item, MediaKind kind, ServerId server, string externalId) =>
        kind.IsContainer() ? _above.GetValueOrDefault((server.Value, externalId)) : _items.GetValueOrDefault(item.Value)?.Total;

    public PlayTotal? Of(LibraryId library) => _libraries.GetValueOrDefault(library.Value);

    private static void Add<TKey>(Dictionary<TKey, PlayTotal> sums, TKey key, PlayTotal total) where TKey : notnull =>
        sums[key] = PlayTotal.Sum(sums.GetValueOrDefault(key), total);

    internal sealed record Played(PlayTotal Total, int Server, string? Parent, string? Grandparent, int? Library);
}

/// <summary>
/// Keeps <see cref="PlayTotalsReading"/> in memory, for lists that sort by it: summing a million plays takes a second.
/// Each reading asks what changed since: titles of new and ended plays are summed again by index; after a deletion, a
/// re-link or a reading of a library everything is. Figures are everybody's: not for readers who are limited to a person.
/// </summary>
public sealed class PlayTotals(IDbContextFactory<MediaInsightDb> factory) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private PlayTotalsReading _reading = new([]);
    private State? _known;

    public async Task<PlayTotalsReading> ReadAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await using var db = await factory.CreateDbContextAsync(cancellationToken);
            var now = await StateAsync(db, cancellationToken);
            if (_known is { } known && known.Basis == now.Basis && known.Count + await NewAsync(db, known, cancellationToken) == now.Count)
            {
                var touched = known.Running.Concat(now.Running).Concat(await TouchedAsync(db, known.Newest, cancellationToken)).Distinct().ToList();
                if (touched.Count > 0)
                {
                    _reading = new(Replaced(_reading.Items, touched, await SumAsync(db, touched, cancellationToken)));
                }
            }
            else
            {
                _reading = new(await SumAsync(db, null, cancellationToken));
            }

            _known = now;
            return _reading;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private static async Task<State> StateAsync(MediaInsightDb db, CancellationToken cancellationToken)
    {
        // Apart, each is answered by an index; together they would read every play.
        var plays = await db.Database.SqlQueryRaw<Newest>("SELECT (SELECT COUNT(*) FROM plays) AS Count, COALESCE((SELECT MAX(number) FROM plays), 0) AS Number").SingleAsync(cancellationToken);
        var relinks = await db.MediaRelinks.CountAsync(cancellationToken);
        var undone = await db.MediaRelinks.CountAsync(r => r.UndoneAt != null, cancellationToken);
        var readings = await db.LibrarySyncRuns.MaxAsync(r => (long?)r.Id, cancellationToken);
        var running = await db.Plays.Where(p => p.StoppedAt == null).Select(p => p.MediaItemId).Distinct().ToListAsync(cancellationToken);
        return new(plays.Count, plays.Number, [.. running.Select(i => i.Value)], new(relinks, undone, readings));
    }

    private static Task<long> NewAsync(MediaInsightDb db, State known, CancellationToken cancellationToken) =>
        db.Plays.LongCountAsync(p => p.Number > known.Newest, cancellationToken);

    private static async Task<IEnumerable<int>> TouchedAsync(MediaInsightDb db, long after, CancellationToken cancellationToken) =>
        (await db.Plays.Where(p => p.Number > after).Select(p => p.MediaItemId).Distinct().ToListAsync(cancellationToken)).Select(i => i.Value);

    private static Dictionary<int, PlayTotalsReading.Played> Replaced(
        IReadOnlyDictionary<int, PlayTotalsReading.Played> old, List<int> touched, Dictionary<int, PlayTotalsReading.Played> sums)
    {
        var items = new Dictionary<int, PlayTotalsReading.Played>(old);
        foreach (var item in touched)
        {
            items.Remove(item);
        }

        foreach (var (item, played) in sums)
        {
            items[item] = played;
        }

        return items;
    }

    /// <param name="only">Null: all.</param>
    private static async Task<Dictionary<int, PlayTotalsReading.Played>> SumAsync(MediaInsightDb db, List<int>? only, CancellationToken cancellationToken)
    {
        var plays = new CountedPlays(AnalyticsFilter.AllTime, TimeZoneInfo.Utc, ReadScope.Everything);

        // The plus keeps SQLite from walking the table in the order of the titles' index: one straight read is faster.
        var narrowed = only is null ? "" : $" AND p.media_item_id IN (SELECT value FROM json_each({plays.Value(JsonSerializer.Serialize(only))}))";
        var rows = await plays.ReadAsync<Row>(db, $"""
            SELECT t.item AS Item, t.plays AS Plays, t.watched AS WatchedMs, t.seen AS LastPlayed,
              i.server_id AS Server, i.parent_external_id AS Parent, i.grandparent_external_id AS Grandparent, COALESCE(i.library_id, t.library) AS Library
            FROM (SELECT p.media_item_id AS item, {plays.Plays} AS plays, {plays.WatchedMs} AS watched, MAX(p.stopped_at) AS seen, MAX(p.library_id) AS library
              FROM plays p WHERE {plays.Where}{narrowed} GROUP BY +p.media_item_id) t
            JOIN media_items i ON i.id = t.item
            """, cancellationToken);
        return rows.ToDictionary(
            r => r.Item,
            r => new PlayTotalsReading.Played(new(r.Plays, r.WatchedMs, DateTimeOffset.FromUnixTimeMilliseconds(r.LastPlayed)), r.Server, r.Parent, r.Grandparent, r.Library));
    }

    private sealed record State(long Count, long Newest, IReadOnlyList<int> Running, Basis Basis);

    private sealed record Basis(int Relinks, int Undone, long? Readings);

    internal sealed class Newest
    {
        public long Count { get; init; }
        public long Number { get; init; }
    }

    internal sealed class Row
    {
        public int Item { get; init; }
        public long Plays { get; init; }
        public long WatchedMs { get; init; }
        public long LastPlayed { get; init; }
        public int Server { get; init; }
        public string? Parent { get; init; }
        public string? Grandparent { get; init; }
        public int? Library { get; init; }
    }
}
