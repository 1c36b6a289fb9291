namespace MediaInsight.Analytics.Statistics;

/// <summary>Which groups are rows, or parts, and in what order.</summary>
/// <param name="Slots">Their groups, in order.</param>
/// <param name="SlotOf">By group: its place in <paramref name="Slots"/>, the place after the last for what is left over, -1 for empty groups.</param>
/// <param name="Groups">How many are not empty.</param>
internal sealed record Ranking(IReadOnlyList<int> Slots, int[] SlotOf, StatisticCell[] Cells, int Groups)
{
    /// <summary>More rows are sorted out of all groups.</summary>
    private const int MostKept = 500;

    /// <summary>Places, with one for what is left over if there is any.</summary>
    public int Count => Slots.Count + (Groups > Slots.Count ? 1 : 0);

    public int Width => Math.Max(1, Count);

    /// <summary>Every group in its own place, empty ones too.</summary>
    public static Ranking All(int groups)
    {
        int[] places = [.. Enumerable.Range(0, Math.Max(1, groups))];
        return new(places, places, [], places.Length);
    }

    /// <param name="skip">Of the first so many: they count as left over.</param>
    public static Ranking Of(StatisticCell[] cells, int limit, StatisticMeasure order, bool ascending, int skip = 0)
    {
        var groups = new List<int>();
        for (var g = 0; g < cells.Length; g++)
        {
            if (!cells[g].IsEmpty)
            {
                groups.Add(g);
            }
        }

        // Equal ones by the other measure, then as they were numbered: the same question gets the same answer.
        var second = order == StatisticMeasure.WatchTime ? StatisticMeasure.Plays : StatisticMeasure.WatchTime;
        int Compare(int a, int b)
        {
            var compared = cells[a].Measure(order).CompareTo(cells[b].Measure(order));
            compared = compared != 0 ? compared : cells[a].Measure(second).CompareTo(cells[b].Measure(second));
            return compared != 0 ? (ascending ? compared : -compared) : a.CompareTo(b);
        }

        var shown = First(groups, (int)Math.Min((long)skip + limit, groups.Count), Compare);
        var slots = skip == 0 ? shown : shown[Math.Min(skip, shown.Count)..];
        var slotOf = new int[Math.Max(1, cells.Length)];
        slotOf.AsSpan().Fill(-1);
        foreach (var group in groups)
        {
            slotOf[group] = slots.Count;
        }

        for (var i = 0; i < slots.Count; i++)
        {
            slotOf[slots[i]] = i;
        }

        return new(slots, slotOf, cells, groups.Count);
    }

    // Of many groups a few rows are shown: they are kept in order while all are looked at, and the others are not sorted.
    private static List<int> First(List<int> groups, int limit, Comparison<int> compare)
    {
        if (groups.Count <= limit || limit > MostKept)
        {
            var all = new List<int>(groups);
            all.Sort(compare);
            return all.Count <= limit ? all : all[..limit];
        }

        var comparer = Comparer<int>.Create(compare);
        var kept = new List<int>(limit + 1);
        foreach (var group in groups)
        {
            if (kept.Count == limit && compare(group, kept[^1]) > 0)
            {
                continue;
            }

            kept.Insert(~kept.BinarySearch(group, comparer), group);
            if (kept.Count > limit)
            {
                kept.RemoveAt(limit);
            }
        }

        return kept;
    }

    public int[] WithoutOthers() => Array.ConvertAll(SlotOf, s => s == Slots.Count ? -1 : s);

    public IReadOnlyList<StatisticKey> Keys(SplitKeys keys) =>
        [.. Slots.Select(keys.Key), .. Groups > Slots.Count ? [new StatisticKey(StatisticKey.OthersId, null)] : Array.Empty<StatisticKey>()];
}
