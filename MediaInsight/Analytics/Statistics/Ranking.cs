namespace MediaInsight.Analytics.Statistics;

/// <summary>Which groups are rows, or parts, and in what order.</summary>
/// <param name="Slots">Their groups, in order.</param>
/// <param name="SlotOf">By group: its place in <paramref name="Slots"/>, the place after the last for what is left over, -1 for empty groups.</param>
/// <param name="Groups">How many are not empty.</param>
internal sealed record Ranking(IReadOnlyList<int> Slots, int[] SlotOf, StatisticCell[] Cells, int Groups)
{
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
        groups.Sort((a, b) =>
        {
            var compared = cells[a].Measure(order).CompareTo(cells[b].Measure(order));
            compared = compared != 0 ? compared : cells[a].Measure(second).CompareTo(cells[b].Measure(second));
            return compared != 0 ? (ascending ? compared : -compared) : a.CompareTo(b);
        });
        var from = Math.Min(skip, groups.Count);
        var slots = from == 0 && groups.Count <= limit ? groups : groups.GetRange(from, Math.Min(limit, groups.Count - from));
        var slotOf = new int[Math.Max(1, cells.Length)];
        slotOf.AsSpan().Fill(-1);
        if (slots.Count < groups.Count)
        {
            foreach (var group in groups)
            {
                slotOf[group] = slots.Count;
            }
        }

        for (var i = 0; i < slots.Count; i++)
        {
            slotOf[slots[i]] = i;
        }

        return new(slots, slotOf, cells, groups.Count);
    }

    public int[] WithoutOthers() => Array.ConvertAll(SlotOf, s => s == Slots.Count ? -1 : s);

    public IReadOnlyList<StatisticKey> Keys(SplitKeys keys) =>
        [.. Slots.Select(keys.Key), .. Groups > Slots.Count ? [new StatisticKey(StatisticKey.OthersId, null)] : Array.Empty<StatisticKey>()];
}
