using MediaInsight.Analytics.Statistics;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;

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
/// Makes <see cref="PlayTotalsReading"/> from the plays in memory, for lists that sort by it; the last one is kept until
/// something changes. Figures are everybody's: not for readers who are limited to a person.
/// </summary>
public sealed class PlayTotals(PlayIndex index)
{
    private volatile Known _known = new(-1, new([]));

    public async Task<PlayTotalsReading> ReadAsync(CancellationToken cancellationToken)
    {
        var known = _known;
        var now = await index.AskAsync(reading => reading.Seq == known.Seq ? known : new(reading.Seq, new(Summed(reading))), cancellationToken);
        _known = now;
        return now.Reading;
    }

    private static Dictionary<int, PlayTotalsReading.Played> Summed(PlayIndexReading reading)
    {
        var limit = reading.Items.Limit;
        var keys = new MappedKeys(PlayTraits.Item, [.. Enumerable.Range(0, limit)], -1, limit, i => new("", null) { Item = new(i) });
        var cells = new StatisticCell[limit];
        StatisticCell total = default;
        new StatisticWalk(reading, new()).Groups(keys, cells, ref total);
        var libraries = LibrariesOfPlays(reading);
        var items = new Dictionary<int, PlayTotalsReading.Played>();
        for (var item = 0; item < limit; item++)
        {
            if (cells[item].Last > 0 && reading.Items.Places[item] is { } place)
            {
                var figures = cells[item].Figures();
                items[item] = new(new(figures.Plays, figures.WatchedMs, figures.LastAt ?? default), place.Server, place.ParentId, place.GrandparentId, place.Library ?? libraries.GetValueOrDefault(item));
            }
        }

        return items;
    }

    // Of titles whose library is not known: where they were played from.
    private static Dictionary<int, int?> LibrariesOfPlays(PlayIndexReading reading)
    {
        var libraries = new Dictionary<int, int?>();
        foreach (var block in reading.Blocks)
        {
            for (var row = 0; row < block.Count; row++)
            {
                if (block.Library[row] >= 0 && (block.Marks[row] & PlayMarks.Uncounted) == 0 && reading.Items.Places[block.Item[row]] is { Library: null })
                {
                    libraries[block.Item[row]] = block.Library[row];
                }
            }
        }

        return libraries;
    }

    private sealed record Known(long Seq, PlayTotalsReading Reading);
}
