using System.Buffers;
using MediaInsight.History.InMemory;

namespace MediaInsight.History;

/// <summary>A word of a search: plays of these accounts or of these titles have it.</summary>
internal sealed record WordPlaces(bool[] Accounts, bool[] Items)
{
    public bool Has(PlayBlock block, int row) => (block.Item[row] is var item && item < Items.Length && Items[item]) || (block.Account[row] is var account && account < Accounts.Length && Accounts[account]);
}

/// <summary>Finds which plays stand on a page of the history: by the index, whatever they are sorted by.</summary>
/// <param name="rank">For lists sorted by names, by item or by account: the place of its name; null: not sorted by one.</param>
internal sealed class HistoryPages(PlayIndexReading reading, PlaySelection selection, IReadOnlyList<WordPlaces> words, int[]? rank)
{
    public (List<long> Numbers, long Total) Read(HistorySort sort, bool ascending, long skip, int take) =>
        sort == HistorySort.Started ? ByStart(ascending, skip, take) : ByKey(sort, ascending, skip, take);

    private (List<long> Numbers, long Total) ByStart(bool ascending, long skip, int take)
    {
        var rows = ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows);
        var numbers = new List<long>(Math.Min(take, HistoryFilter.MaxPageSize));
        var total = 0L;
        var blocks = reading.Blocks;
        for (var b = 0; b < blocks.Count; b++)
        {
            var block = blocks[ascending ? b : blocks.Count - 1 - b];
            if (words.Count == 0 && selection.CountOf(block) is { } known && (numbers.Count >= take || total + known <= skip))
            {
                // Before or behind the page: only how many there are matters.
                total += known;
                continue;
            }

            var count = Rows(block, rows);
            for (var at = Math.Max(0, skip - total); at < count && numbers.Count < take; at++)
            {
                numbers.Add(block.Number[rows[ascending ? at : count - 1 - at]]);
            }

            total += count;
        }

        ArrayPool<int>.Shared.Return(rows);
        return (numbers, total);
    }

    // The key above, the place in the order of starts below it: both in one number that is compared at once.
    private (List<long> Numbers, long Total) ByKey(HistorySort sort, bool ascending, long skip, int take)
    {
        var rows = ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows);
        var keys = ArrayPool<UInt128>.Shared.Rent(Math.Max(1, reading.Count));
        var total = 0;

        // Names are read from A to Z with the newest play of each first; figures turn around as a whole.
        var newestFirst = rank is not null || !ascending;
        for (var b = 0; b < reading.Blocks.Count; b++)
        {
            var block = reading.Blocks[b];
            var count = Rows(block, rows);
            for (var i = 0; i < count; i++)
            {
                var key = Key(sort, block, rows[i]);
                var place = ((ulong)b * PlayBlock.MaxRows) + (ulong)rows[i];
                keys[total++] = new UInt128(ascending ? key : ~key, newestFirst ? ~place : place);
            }
        }

        var numbers = new List<long>(Math.Min(take, HistoryFilter.MaxPageSize));
        foreach (var key in Slice.Of(keys.AsSpan(0, total), (int)Math.Min(skip, total), take))
        {
            var place = (ulong)(key & ulong.MaxValue);
            place = newestFirst ? ~place : place;
            numbers.Add(reading.Blocks[(int)(place / PlayBlock.MaxRows)].Number[(int)(place % PlayBlock.MaxRows)]);
        }

        ArrayPool<int>.Shared.Return(rows);
        ArrayPool<UInt128>.Shared.Return(keys);
        return (numbers, total);
    }

    private ulong Key(HistorySort sort, PlayBlock block, int row)
    {
        var key = sort switch
        {
            HistorySort.Watched => block.WatchedMs[row],
            HistorySort.Percent => block.Permille[row],
            HistorySort.Title => Rank(block.Item[row]),
            _ => Rank(block.Account[row]),
        };
        return (ulong)(key - long.MinValue);
    }

    private long Rank(int number) => rank is not null && number < rank.Length ? rank[number] : int.MaxValue;

    private int Rows(PlayBlock block, int[] rows)
    {
        var count = selection.Rows(block, rows);
        foreach (var word in words)
        {
            var kept = 0;
            for (var i = 0; i < count; i++)
            {
                rows[kept] = rows[i];
                kept += word.Has(block, rows[i]) ? 1 : 0;
            }

            count = kept;
        }

        return count;
    }
}
