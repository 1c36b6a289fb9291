using System.Buffers;
using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Statistics;

/// <summary>One walk over the selected plays, adding each to the cells it belongs to.</summary>
internal sealed class StatisticWalk(PlayIndexReading reading, PlaySelection selection)
{
    /// <summary>Plays that stand in a group of <paramref name="keys"/>, each once; a group of its own for each.</summary>
    /// <param name="cells">By group.</param>
    /// <param name="total">Every play once, also one that stands in several groups.</param>
    public void Groups(SplitKeys keys, StatisticCell[] cells, ref StatisticCell total)
    {
        var (rows, filled) = (ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows), ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows));
        var lists = keys.Lists;
        foreach (var block in reading.Blocks)
        {
            var count = selection.Rows(block, rows);
            keys.Fill(block, rows, count, filled);
            for (var i = 0; i < count; i++)
            {
                var (row, key) = (rows[i], filled[i]);
                if (key < 0)
                {
                    continue;
                }

                var watched = WatchedWithin(block, row);
                var plays = IsPlay(block, row);
                Add(ref total, block, row, watched, plays);
                if (lists is null)
                {
                    Add(ref cells[key], block, row, watched, plays);
                    continue;
                }

                foreach (var one in lists[key]!)   // non-null: places of keys have a list
                {
                    Add(ref cells[one], block, row, watched, plays);
                }
            }
        }

        ArrayPool<int>.Shared.Return(rows);
        ArrayPool<int>.Shared.Return(filled);
    }

    /// <summary>Every selected play in a slot of each of two splits. Slots: <paramref name="slots"/> by group, -1 leaves it out.</summary>
    /// <param name="cells">Slot of the first × <paramref name="width"/> + slot of the second.</param>
    public void Pairs(SplitKeys keys, int[] slots, SplitKeys thenKeys, int[] thenSlots, int width, StatisticCell[] cells)
    {
        var pool = ArrayPool<int>.Shared;
        var (rows, filled, then) = (pool.Rent(PlayBlock.MaxRows), pool.Rent(PlayBlock.MaxRows), pool.Rent(PlayBlock.MaxRows));
        Span<int> one = stackalloc int[1], two = stackalloc int[1];
        foreach (var block in reading.Blocks)
        {
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
                    foreach (var b in Of(thenKeys, then[i], two))
                    {
                        if (slots[a] >= 0 && thenSlots[b] >= 0)
                        {
                            Add(ref cells[(slots[a] * width) + thenSlots[b]], block, row, watched, plays);
                        }
                    }
                }
            }
        }

        pool.Return(rows);
        pool.Return(filled);
        pool.Return(then);
    }

    /// <summary>Selected plays on the pieces of time they passed on, in slots of a split. The selection's range is that of the pieces.</summary>
    /// <param name="cells">Group of time × <paramref name="width"/> + slot.</param>
    /// <param name="viewers">By account; with it the persons of every group of time are counted into <paramref name="seen"/>.</param>
    public void Times(TimeBuckets time, SplitKeys keys, int[] slots, int width, StatisticCell[] cells, ref StatisticCell total, int[]? viewers, ulong[]? seen)
    {
        var pool = ArrayPool<int>.Shared;
        var (rows, filled) = (pool.Rent(PlayBlock.MaxRows), pool.Rent(PlayBlock.MaxRows));
        var (starts, groups) = (time.Starts, time.Groups);
        var words = viewers is null ? 0 : (viewers.Max() / 64) + 1;
        Span<int> one = stackalloc int[1];
        var piece = 0;
        foreach (var block in reading.Blocks)
        {
            var count = selection.Rows(block, rows);
            keys.Fill(block, rows, count, filled);
            for (var i = 0; i < count; i++)
            {
                if (filled[i] < 0)
                {
                    continue;
                }

                var row = rows[i];
                var start = block.StartedMs[row];
                while (piece + 1 < groups.Length && starts[piece + 1] <= start)
                {
                    piece++;
                }

                var keysOf = Of(keys, filled[i], one);
                var plays = IsPlay(block, row);
                Add(ref total, block, row, 0, plays);
                foreach (var key in keysOf)
                {
                    if (plays && slots[key] >= 0)
                    {
                        cells[(groups[piece] * width) + slots[key]].AddPlay(block, row);
                    }
                }

                var (stopped, watched, length) = (block.StoppedMs[row], block.WatchedMs[row], Length(block, row));
                var until = Until(watched, length, starts[piece] - start);
                for (var p = piece; p < groups.Length; p++)
                {
                    var after = Until(watched, length, starts[p + 1] - start);
                    var share = after - until;
                    until = after;
                    total.AddTime(block, row, share);
                    foreach (var key in keysOf)
                    {
                        if (slots[key] >= 0)
                        {
                            cells[(groups[p] * width) + slots[key]].AddTime(block, row, share);
                        }
                    }

                    if (viewers is not null && (share > 0 || plays))
                    {
                        var viewer = viewers[block.Account[row]];
                        seen![(groups[p] * words) + (viewer / 64)] |= 1UL << (viewer % 64);   // non-null: comes with viewers
                    }

                    if (starts[p + 1] >= start + length)
                    {
                        break;
                    }
                }
            }
        }

        pool.Return(rows);
        pool.Return(filled);
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
