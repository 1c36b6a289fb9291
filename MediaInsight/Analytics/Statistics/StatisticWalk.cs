using System.Buffers;
using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Statistics;

/// <summary>One walk over the selected plays, adding each to the cells it belongs to.</summary>
internal sealed partial class StatisticWalk(PlayIndexReading reading, PlaySelection selection)
{
    /// <summary>Plays that stand in a group of <paramref name="keys"/>, each once; a group of its own for each.</summary>
    /// <param name="cells">By group.</param>
    /// <param name="total">Every play once, also one that stands in several groups.</param>
    public void Groups(SplitKeys keys, StatisticCell[] cells, ref StatisticCell total)
    {
        if (keys.Lists is not null)
        {
            GroupsOfLists(new(keys), cells, ref total);
            return;
        }

        Summed(cells, Math.Max(1, cells.Length), (first, end, sums) =>
        {
            var (rows, filled) = (ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows), ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows));
            for (var b = first; b < end; b++)
            {
                var block = reading.Blocks[b];
                var count = selection.Rows(block, rows);
                keys.Fill(block, rows, count, filled);
                Add(block, rows, filled, count, sums);
            }

            ArrayPool<int>.Shared.Return(rows);
            ArrayPool<int>.Shared.Return(filled);
        });
        total = Sum(cells);
    }

    // Many plays, few different lists: sums of each list are added to the groups that stand in it.
    private void GroupsOfLists(ListKeys keys, StatisticCell[] cells, ref StatisticCell total)
    {
        var sums = new StatisticCell[keys.Count];
        Groups(keys, sums, ref total);
        for (var list = 0; list < sums.Length; list++)
        {
            foreach (var group in sums[list].IsUntouched ? [] : keys.Groups(list))
            {
                cells[group].Add(sums[list]);
            }
        }
    }

    /// <summary>Every selected play in a slot of each of two splits. Slots: <paramref name="slots"/> by group, -1 leaves it out.</summary>
    /// <param name="cells">Slot of the first × <paramref name="width"/> + slot of the second.</param>
    public void Pairs(SplitKeys keys, int[] slots, SplitKeys thenKeys, int[] thenSlots, int width, StatisticCell[] cells) => Summed(cells, cells.Length, (first, end, sums) =>
    {
        var pool = ArrayPool<int>.Shared;
        var (rows, filled, then) = (pool.Rent(PlayBlock.MaxRows), pool.Rent(PlayBlock.MaxRows), pool.Rent(PlayBlock.MaxRows));
        Span<int> one = stackalloc int[1], two = stackalloc int[1];
        for (var n = first; n < end; n++)
        {
            var block = reading.Blocks[n];
            var (count, isWhole) = (selection.Rows(block, rows), selection.Holds(block));
            keys.Fill(block, rows, count, filled);
            thenKeys.Fill(block, rows, count, then);
            for (var i = 0; i < count; i++)
            {
                if (filled[i] < 0 || then[i] < 0)
                {
                    continue;
                }

                var row = rows[i];
                var (watched, plays) = (isWhole ? block.WatchedMs[row] : WatchedWithin(block, row), IsPlay(block, row));
                foreach (var a in Of(keys, filled[i], one))
                {
                    foreach (var b in slots[a] < 0 ? [] : Of(thenKeys, then[i], two))
                    {
                        if (thenSlots[b] >= 0)
                        {
                            Add(ref sums[(slots[a] * width) + thenSlots[b]], block, row, watched, plays);
                        }
                    }
                }
            }
        }

        pool.Return(rows);
        pool.Return(filled);
        pool.Return(then);
    });

    /// <summary>
    /// Every selected play at its place in two splits of few groups, in one walk; the row and the column after the last hold what
    /// stands in one of them only. Not for splits in which a play stands several times.
    /// </summary>
    public StatisticCell[] Crossed(SplitKeys keys, SplitKeys thenKeys)
    {
        var width = thenKeys.Count + 1;
        var cells = new StatisticCell[(keys.Count + 1) * width];
        Summed(cells, cells.Length, (first, end, sums) =>
        {
            var pool = ArrayPool<int>.Shared;
            var (rows, filled, then) = (pool.Rent(PlayBlock.MaxRows), pool.Rent(PlayBlock.MaxRows), pool.Rent(PlayBlock.MaxRows));
            for (var n = first; n < end; n++)
            {
                var block = reading.Blocks[n];
                var (count, isWhole) = (selection.Rows(block, rows), selection.Holds(block));
                keys.Fill(block, rows, count, filled);
                thenKeys.Fill(block, rows, count, then);
                for (var i = 0; i < count; i++)
                {
                    var (a, b) = (filled[i] < 0 ? keys.Count : filled[i], then[i] < 0 ? thenKeys.Count : then[i]);
                    Add(ref sums[(a * width) + b], block, rows[i], isWhole ? block.WatchedMs[rows[i]] : WatchedWithin(block, rows[i]), IsPlay(block, rows[i]));
                }
            }

            pool.Return(rows);
            pool.Return(filled);
            pool.Return(then);
        });
        return cells;
    }

    /// <summary>Begin of the first selected play, unix ms; null: there is none.</summary>
    public long? FirstStartMs()
    {
        var rows = ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows);
        try
        {
            foreach (var block in reading.Blocks)
            {
                if (selection.Rows(block, rows) > 0)
                {
                    return block.StartedMs[rows[0]];
                }
            }

            return null;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rows);
        }
    }

    /// <summary>By item number: begin of the last selected play + 1, unix ms; 0: none.</summary>
    public long[] LastStarts()
    {
        // A later worker's plays began later.
        var parts = new long[Workers][];
        SideBySide((w, first, end) =>
        {
            var rows = ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows);
            var last = parts[w] = new long[reading.Items.Limit];
            for (var b = first; b < end; b++)
            {
                var block = reading.Blocks[b];
                var count = selection.Rows(block, rows);
                for (var i = 0; i < count; i++)
                {
                    if (block.Item[rows[i]] is var item && item < last.Length)
                    {
                        last[item] = block.StartedMs[rows[i]] + 1;
                    }
                }
            }

            ArrayPool<int>.Shared.Return(rows);
        });
        for (var w = 1; w < parts.Length; w++)
        {
            for (var item = 0; item < parts[w].Length; item++)
            {
                parts[0][item] = Math.Max(parts[0][item], parts[w][item]);
            }
        }

        return parts[0];
    }
}
