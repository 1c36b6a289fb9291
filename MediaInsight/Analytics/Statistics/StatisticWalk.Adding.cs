using System.Buffers;
using MediaInsight.Analytics.Statistics.Rollups;
using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Statistics;

internal sealed partial class StatisticWalk
{
    /// <summary>Fewer are not worth a second thread.</summary>
    private const int RowsPerWorker = 6 * PlayBlock.MaxRows;

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

    private static void Add(Rollup all, int[] rows, int[] filled, int count, StatisticCell[] cells)
    {
        for (var i = 0; i < count; i++)
        {
            if (filled[i] is var key && key >= 0)
            {
                cells[key].Add(all.Cells[rows[i]]);
            }
        }
    }

    private IReadOnlyList<WalkPart> Parts(TimeBuckets? time, params IReadOnlyList<SplitKeys> keys) => PlayRollups.Parts(reading, selection, keys, withViewers, time);

    private int RowsOf(in WalkPart part, int[] rows) => part.Sums is null ? selection.Rows(part.Block, rows) : selection.Alike(part.Block, rows);

    /// <summary>Runs of parts side by side, each with sums of its own, added up at the end: whole numbers, so in any order the same.</summary>
    /// <param name="into">Takes the sums, as many as it has places for.</param>
    /// <param name="size">How many sums there are.</param>
    /// <param name="add">First part, the one after the last, sums (an array that may be longer).</param>
    /// <returns>The last of the sums.</returns>
    private static StatisticCell Summed(IReadOnlyList<WalkPart> walked, StatisticCell[] into, int size, Action<int, int, StatisticCell[]> add)
    {
        // Large arrays are lent: new ones would have to be cleared, and collected, every time.
        var pool = ArrayPool<StatisticCell>.Shared;
        var parts = new StatisticCell[WorkersOf(walked)][];
        SideBySide(walked, (w, first, end) =>
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

    private static int WorkersOf(IReadOnlyList<WalkPart> parts) =>
        Math.Clamp(parts.Sum(p => p.Rows) / RowsPerWorker, 1, Math.Max(1, Math.Min(parts.Count, Math.Min(4, Environment.ProcessorCount))));

    /// <param name="walk">Number of the worker, first part, the one after the last.</param>
    private static void SideBySide(IReadOnlyList<WalkPart> parts, Action<int, int, int> walk)
    {
        var (count, workers) = (parts.Count, WorkersOf(parts));
        if (workers == 1)
        {
            walk(0, 0, count);
            return;
        }

        Parallel.For(0, workers, w => walk(w, count * w / workers, count * (w + 1) / workers));
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

    private static long Length(PlayBlock block, int row) => PlayShares.Length(block, row);

    private static long Until(long watched, long length, long elapsed) => PlayShares.Until(watched, length, elapsed);

    /// <summary>Places for the rows of a part and for their groups, lent: new ones would have to be cleared, and collected, every time.</summary>
    private readonly ref struct Lent(int size)
    {
        public int[] Rows { get; } = ArrayPool<int>.Shared.Rent(size);
        public int[] Filled { get; } = ArrayPool<int>.Shared.Rent(size);
        public int[] Then { get; } = ArrayPool<int>.Shared.Rent(size);

        public static Lent For(IReadOnlyList<WalkPart> parts) => new(Math.Max(PlayBlock.MaxRows, parts.Count == 0 ? 0 : parts.Max(p => p.Rows)));

        public void Dispose()
        {
            ArrayPool<int>.Shared.Return(Rows);
            ArrayPool<int>.Shared.Return(Filled);
            ArrayPool<int>.Shared.Return(Then);
        }
    }
}
