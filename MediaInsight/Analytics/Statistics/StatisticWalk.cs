using System.Buffers;
using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Statistics;

/// <summary>One walk over the selected plays, adding each to the cells it belongs to.</summary>
internal sealed partial class StatisticWalk(PlayIndexReading reading, PlaySelection selection)
{
    /// <summary>Fewer blocks are not worth a second thread.</summary>
    private const int BlocksPerWorker = 6;

    /// <summary>Plays that stand in a group of <paramref name="keys"/>, each once; a group of its own for each.</summary>
    /// <param name="cells">By group.</param>
    /// <param name="total">Every play once, also one that stands in several groups.</param>
    public void Groups(SplitKeys keys, StatisticCell[] cells, ref StatisticCell total)
    {
        // The last cell is the total where groups do not add up to it.
        var lists = keys.Lists;
        var sums = Summed(cells.Length + 1, (first, end, sums) =>
        {
            var (rows, filled) = (ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows), ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows));
            for (var b = first; b < end; b++)
            {
                var block = reading.Blocks[b];
                var count = selection.Rows(block, rows);
                keys.Fill(block, rows, count, filled);
                if (lists is null)
                {
                    Add(block, rows, filled, count, sums);
                }
                else
                {
                    AddToEach(block, rows, filled, count, lists, sums);
                }
            }

            ArrayPool<int>.Shared.Return(rows);
            ArrayPool<int>.Shared.Return(filled);
        });
        sums.AsSpan(0, cells.Length).CopyTo(cells);
        total = lists is null ? Sum(cells) : sums[^1];
    }

    /// <summary>Every selected play in a slot of each of two splits. Slots: <paramref name="slots"/> by group, -1 leaves it out.</summary>
    /// <param name="cells">Slot of the first × <paramref name="width"/> + slot of the second.</param>
    public void Pairs(SplitKeys keys, int[] slots, SplitKeys thenKeys, int[] thenSlots, int width, StatisticCell[] cells) => Summed(cells.Length, (first, end, sums) =>
    {
        var pool = ArrayPool<int>.Shared;
        var (rows, filled, then) = (pool.Rent(PlayBlock.MaxRows), pool.Rent(PlayBlock.MaxRows), pool.Rent(PlayBlock.MaxRows));
        Span<int> one = stackalloc int[1], two = stackalloc int[1];
        for (var n = first; n < end; n++)
        {
            var block = reading.Blocks[n];
            var count = selection.Rows(block, rows);
            keys.Fill(block, rows, count, filled);
            thenKeys.Fill(block, rows, count, then);
            for (var i = 0; i < count; i++)
            {
                if (filled[i] < 0 || then[i] < 0)
                {
                    continue;
                }

                var row = rows[i];
                var (watched, plays) = (WatchedWithin(block, row), IsPlay(block, row));
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
    }).CopyTo(cells, 0);

    /// <summary>
    /// Every selected play at its place in two splits of few groups, in one walk; the row and the column after the last hold what
    /// stands in one of them only. Not for splits in which a play stands several times.
    /// </summary>
    public StatisticCell[] Crossed(SplitKeys keys, SplitKeys thenKeys)
    {
        var width = thenKeys.Count + 1;
        return Summed((keys.Count + 1) * width, (first, end, sums) =>
        {
            var pool = ArrayPool<int>.Shared;
            var (rows, filled, then) = (pool.Rent(PlayBlock.MaxRows), pool.Rent(PlayBlock.MaxRows), pool.Rent(PlayBlock.MaxRows));
            for (var n = first; n < end; n++)
            {
                var block = reading.Blocks[n];
                var count = selection.Rows(block, rows);
                keys.Fill(block, rows, count, filled);
                thenKeys.Fill(block, rows, count, then);
                for (var i = 0; i < count; i++)
                {
                    var (a, b) = (filled[i] < 0 ? keys.Count : filled[i], then[i] < 0 ? thenKeys.Count : then[i]);
                    Add(ref sums[(a * width) + b], block, rows[i], WatchedWithin(block, rows[i]), IsPlay(block, rows[i]));
                }
            }

            pool.Return(rows);
            pool.Return(filled);
            pool.Return(then);
        });
    }

    /// <summary>The persons of every slot.</summary>
    public void Persons(SplitKeys keys, int[] slots, int[] viewers, ulong[] seen)
    {
        var (rows, filled) = (ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows), ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows));
        var words = (viewers.Max() / 64) + 1;
        Span<int> one = stackalloc int[1];
        foreach (var block in reading.Blocks)
        {
            var count = selection.Rows(block, rows);
            keys.Fill(block, rows, count, filled);
            for (var i = 0; i < count; i++)
            {
                foreach (var key in filled[i] < 0 ? [] : Of(keys, filled[i], one))
                {
                    if (slots[key] >= 0)
                    {
                        var viewer = viewers[block.Account[rows[i]]];
                        seen[(slots[key] * words) + (viewer / 64)] |= 1UL << (viewer % 64);
                    }
                }
            }
        }

        ArrayPool<int>.Shared.Return(rows);
        ArrayPool<int>.Shared.Return(filled);
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

    // Times the longest length this still fits in 63 bits.
    private const long Exact = 1L << 33;

    /// <summary>By item number: begin of the last selected play + 1, unix ms; 0: none.</summary>
    public long[] LastStarts()
    {
        var rows = ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows);
        var last = new long[reading.Items.Limit];
        foreach (var block in reading.Blocks)
        {
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
        return last;
    }

    private static ReadOnlySpan<int> Of(SplitKeys keys, int filled, Span<int> one)
    {
        if (keys.Lists is { } lists)
        {
            return lists[filled];
        }

        one[0] = filled;
        return one;
    }

    private void Add(PlayBlock block, int[] rows, int[] filled, int count, StatisticCell[] cells)
    {
        for (var i = 0; i < count; i++)
        {
            if (filled[i] is var key && key >= 0)
            {
                Add(ref cells[key], block, rows[i], WatchedWithin(block, rows[i]), IsPlay(block, rows[i]));
            }
        }
    }

    private void AddToEach(PlayBlock block, int[] rows, int[] filled, int count, int[]?[] lists, StatisticCell[] cells)
    {
        for (var i = 0; i < count; i++)
        {
            if (filled[i] < 0)
            {
                continue;
            }

            var row = rows[i];
            var (watched, plays) = (WatchedWithin(block, row), IsPlay(block, row));
            Add(ref cells[^1], block, row, watched, plays);
            foreach (var one in lists[filled[i]]!)   // non-null: places of keys have a list
            {
                Add(ref cells[one], block, row, watched, plays);
            }
        }
    }

    /// <summary>Runs of blocks side by side, each with sums of its own, added up at the end: whole numbers, so in any order the same.</summary>
    /// <param name="add">First block, the one after the last, sums.</param>
    private StatisticCell[] Summed(int size, Action<int, int, StatisticCell[]> add)
    {
        var blocks = reading.Blocks.Count;
        var workers = Math.Clamp(blocks / BlocksPerWorker, 1, Math.Min(4, Environment.ProcessorCount));
        var parts = new StatisticCell[workers][];
        Parallel.For(0, workers, w =>
        {
            parts[w] = new StatisticCell[size];
            add(blocks * w / workers, blocks * (w + 1) / workers, parts[w]);
        });
        for (var w = 1; w < workers; w++)
        {
            for (var i = 0; i < size; i++)
            {
                parts[0][i].Add(parts[w][i]);
            }
        }

        return parts[0];
    }

    private static StatisticCell Sum(ReadOnlySpan<StatisticCell> cells)
    {
        StatisticCell sum = default;
        foreach (ref readonly var cell in cells)
        {
            sum.Add(cell);
        }

        return sum;
    }

    private static void Add(ref StatisticCell cell, PlayBlock block, int row, long watched, bool plays)
    {
        cell.AddTime(block, row, watched);
        if (plays)
        {
            cell.AddPlay(block, row);
        }
    }

    private bool IsPlay(PlayBlock block, int row) => (block.Marks[row] & PlayMarks.First) != 0 && block.StartedMs[row] >= selection.FromMs;

    private long WatchedWithin(PlayBlock block, int row)
    {
        var (start, watched) = (block.StartedMs[row], block.WatchedMs[row]);
        if (start >= selection.FromMs && block.StoppedMs[row] <= selection.BeforeMs)
        {
            return watched;
        }

        var length = Length(block, row);
        var until = selection.BeforeMs == long.MaxValue ? watched : Until(watched, length, selection.BeforeMs - start);
        return until - (selection.FromMs == long.MinValue ? 0 : Until(watched, length, selection.FromMs - start));
    }

    private static long Length(PlayBlock block, int row) => Math.Max(1, Math.Min(block.StoppedMs[row] - block.StartedMs[row], PlaySelection.LongestMs));

    /// <summary>Watched time of one play until so long after its start; differences of it add up to the whole, to the millisecond.</summary>
    private static long Until(long watched, long length, long elapsed) => elapsed >= length ? watched
        : elapsed <= 0 ? 0
        : Math.Abs(watched) < Exact ? watched * elapsed / length
        : (long)((Int128)watched * elapsed / length);
}
