using System.Buffers;
using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Statistics;

internal sealed partial class StatisticWalk
{
    /// <summary>Fewer blocks are not worth a second thread.</summary>
    private const int BlocksPerWorker = 6;

    // Times the longest length this still fits in 63 bits.
    private const long Exact = 1L << 33;

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
        if (!selection.Holds(block))
        {
            for (var i = 0; i < count; i++)
            {
                if (filled[i] is var key && key >= 0)
                {
                    Add(ref cells[key], block, rows[i], WatchedWithin(block, rows[i]), IsPlay(block, rows[i]));
                }
            }

            return;
        }

        var (started, stopped, watched, kbps, decisions, marks) = (block.StartedMs, block.StoppedMs, block.WatchedMs, block.Kbps, block.Decision, block.Marks);
        for (var i = 0; i < count; i++)
        {
            if (filled[i] is var key && key >= 0)
            {
                var row = rows[i];
                cells[key].AddWhole(started[row], stopped[row], watched[row], kbps[row], decisions[row], marks[row]);
            }
        }
    }

    /// <summary>Runs of blocks side by side, each with sums of its own, added up at the end: whole numbers, so in any order the same.</summary>
    /// <param name="into">Takes the sums, as many as it has places for.</param>
    /// <param name="size">How many sums there are.</param>
    /// <param name="add">First block, the one after the last, sums (an array that may be longer).</param>
    /// <returns>The last of the sums.</returns>
    private StatisticCell Summed(StatisticCell[] into, int size, Action<int, int, StatisticCell[]> add)
    {
        // Large arrays are lent: new ones would have to be cleared, and collected, every time.
        var pool = ArrayPool<StatisticCell>.Shared;
        var parts = new StatisticCell[Workers][];
        SideBySide((w, first, end) =>
        {
            parts[w] = pool.Rent(size);
            parts[w].AsSpan(0, size).Clear();
            add(first, end, parts[w]);
        });
        var sums = parts[0];
        for (var w = 1; w < parts.Length; w++)
        {
            var part = parts[w];
            for (var i = 0; i < size; i++)
            {
                if (!part[i].IsUntouched)
                {
                    sums[i].Add(part[i]);
                }
            }

            pool.Return(part);
        }

        sums.AsSpan(0, into.Length).CopyTo(into);
        var last = sums[size - 1];
        pool.Return(sums);
        return last;
    }

    private int Workers => Math.Clamp(reading.Blocks.Count / BlocksPerWorker, 1, Math.Min(4, Environment.ProcessorCount));

    /// <param name="walk">Number of the worker, first block, the one after the last.</param>
    private void SideBySide(Action<int, int, int> walk)
    {
        var (blocks, workers) = (reading.Blocks.Count, Workers);
        if (workers == 1)
        {
            walk(0, 0, blocks);
            return;
        }

        Parallel.For(0, workers, w => walk(w, blocks * w / workers, blocks * (w + 1) / workers));
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
        cell.AddTime(block.StartedMs[row], block.StoppedMs[row], watched, block.Kbps[row]);
        cell.AddPlay(block.Decision[row], block.Marks[row], plays ? 1u : 0u);
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
