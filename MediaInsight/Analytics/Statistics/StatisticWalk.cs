using System.Buffers;
using MediaInsight.Analytics.Statistics.Rollups;
using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Statistics;

/// <summary>One walk over the selected plays, or over sums of them, adding each to the cells it belongs to.</summary>
/// <param name="withViewers">Persons are asked for as well: one set of sums serves both.</param>
internal sealed partial class StatisticWalk(PlayIndexReading reading, PlaySelection selection, bool withViewers = false)
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

        var parts = Parts(null, keys);
        Summed(parts, cells, Math.Max(1, cells.Length), (first, end, sums) =>
        {
            using var lent = Lent.For(parts);
            var (rows, filled) = (lent.Rows, lent.Filled);
            for (var p = first; p < end; p++)
            {
                var (block, count) = (parts[p].Block, RowsOf(parts[p], rows));
                keys.Fill(block, rows, count, filled);
                if (parts[p].Sums is { } all)
                {
                    Add(all, rows, filled, count, sums);
                }
                else
                {
                    Add(block, rows, filled, count, sums);
                }
            }
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
    public void Pairs(SplitKeys keys, int[] slots, SplitKeys thenKeys, int[] thenSlots, int width, StatisticCell[] cells)
    {
        var parts = Parts(null, keys, thenKeys);
        Summed(parts, cells, cells.Length, (first, end, sums) =>
        {
            using var lent = Lent.For(parts);
            var (rows, filled, then) = (lent.Rows, lent.Filled, lent.Then);
            Span<int> one = stackalloc int[1], two = stackalloc int[1];
            for (var n = first; n < end; n++)
            {
                var (block, all, count) = (parts[n].Block, parts[n].Sums, RowsOf(parts[n], rows));
                var isWhole = all is null && selection.Holds(block);
                keys.Fill(block, rows, count, filled);
                thenKeys.Fill(block, rows, count, then);
                for (var i = 0; i < count; i++)
                {
                    if (filled[i] < 0 || then[i] < 0)
                    {
                        continue;
                    }

                    var row = rows[i];
                    var (watched, plays) = all is not null ? (0, false) : (isWhole ? block.WatchedMs[row] : WatchedWithin(block, row), IsPlay(block, row));
                    foreach (var a in Of(keys, filled[i], one))
                    {
                        foreach (var b in slots[a] < 0 ? [] : Of(thenKeys, then[i], two))
                        {
                            if (thenSlots[b] < 0)
                            {
                                continue;
                            }

                            ref var cell = ref sums[(slots[a] * width) + thenSlots[b]];
                            if (all is not null)
                            {
                                cell.Add(all.Cells[row]);
                            }
                            else
                            {
                                Add(ref cell, block, row, watched, plays);
                            }
                        }
                    }
                }
            }
        });
    }

    /// <summary>
    /// Every selected play at its place in two splits of few groups, in one walk; the row and the column after the last hold what
    /// stands in one of them only. Not for splits in which a play stands several times.
    /// </summary>
    public StatisticCell[] Crossed(SplitKeys keys, SplitKeys thenKeys)
    {
        var width = thenKeys.Count + 1;
        var cells = new StatisticCell[(keys.Count + 1) * width];
        var parts = Parts(null, keys, thenKeys);
        Summed(parts, cells, cells.Length, (first, end, sums) =>
        {
            using var lent = Lent.For(parts);
            var (rows, filled, then) = (lent.Rows, lent.Filled, lent.Then);
            for (var n = first; n < end; n++)
            {
                var (block, all, count) = (parts[n].Block, parts[n].Sums, RowsOf(parts[n], rows));
                var isWhole = all is null && selection.Holds(block);
                keys.Fill(block, rows, count, filled);
                thenKeys.Fill(block, rows, count, then);
                for (var i = 0; i < count; i++)
                {
                    var (a, b) = (filled[i] < 0 ? keys.Count : filled[i], then[i] < 0 ? thenKeys.Count : then[i]);
                    ref var cell = ref sums[(a * width) + b];
                    if (all is not null)
                    {
                        cell.Add(all.Cells[rows[i]]);
                    }
                    else
                    {
                        Add(ref cell, block, rows[i], isWhole ? block.WatchedMs[rows[i]] : WatchedWithin(block, rows[i]), IsPlay(block, rows[i]));
                    }
                }
            }
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
        var walked = PlayRollups.Parts(reading, selection, [], withViewers, columns: PlayTraits.Item);
        var parts = new long[WorkersOf(walked)][];
        SideBySide(walked, (w, first, end) =>
        {
            using var lent = Lent.For(walked);
            var rows = lent.Rows;
            var last = parts[w] = new long[reading.Items.Limit];
            for (var p = first; p < end; p++)
            {
                var (block, count) = (walked[p].Block, RowsOf(walked[p], rows));
                for (var i = 0; i < count; i++)
                {
                    if (block.Item[rows[i]] is var item && item < last.Length)
                    {
                        last[item] = Math.Max(last[item], block.StartedMs[rows[i]] + 1);
                    }
                }
            }
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
