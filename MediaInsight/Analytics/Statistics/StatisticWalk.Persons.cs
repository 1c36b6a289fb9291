using System.Buffers;
using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Statistics;

internal sealed partial class StatisticWalk
{
    /// <summary>What was watched in a slot of one split and every group of another one, and nothing else.</summary>
    /// <param name="slots">By group of the first; -1 leaves it out.</param>
    /// <returns>ms, slot × groups of the second + group.</returns>
    public long[] Watched(SplitKeys keys, int[] slots, SplitKeys thenKeys, int count)
    {
        if (thenKeys.Lists is not null)
        {
            var lists = new ListKeys(thenKeys);
            return Unlisted(Watched(keys, slots, lists, count), lists, count, thenKeys.Count);
        }

        var width = thenKeys.Count;
        var sums = new long[Workers][];
        SideBySide((w, first, end) =>
        {
            var own = sums[w] = new long[count * width];
            var pool = ArrayPool<int>.Shared;
            var (rows, filled, then) = (pool.Rent(PlayBlock.MaxRows), pool.Rent(PlayBlock.MaxRows), pool.Rent(PlayBlock.MaxRows));
            for (var n = first; n < end; n++)
            {
                var block = reading.Blocks[n];
                var found = selection.Rows(block, rows);
                var isWhole = selection.Holds(block);
                keys.Fill(block, rows, found, filled);
                thenKeys.Fill(block, rows, found, then);
                for (var i = 0; i < found; i++)
                {
                    if (filled[i] < 0 || then[i] < 0 || slots[filled[i]] < 0)
                    {
                        continue;
                    }

                    var (at, watched) = (slots[filled[i]] * width, isWhole ? block.WatchedMs[rows[i]] : WatchedWithin(block, rows[i]));
                    own[at + then[i]] += watched;
                }
            }

            pool.Return(rows);
            pool.Return(filled);
            pool.Return(then);
        });
        for (var w = 1; w < sums.Length; w++)
        {
            for (var i = 0; i < sums[0].Length; i++)
            {
                sums[0][i] += sums[w][i];
            }
        }

        return sums[0];
    }

    private static long[] Unlisted(long[] sums, ListKeys lists, int count, int width)
    {
        var own = new long[count * width];
        for (var i = 0; i < sums.Length; i++)
        {
            foreach (var group in sums[i] == 0 ? [] : lists.Groups(i % lists.Count))
            {
                own[(i / lists.Count * width) + group] += sums[i];
            }
        }

        return own;
    }

    /// <summary>The persons of every slot.</summary>
    public void Persons(SplitKeys keys, int[] slots, int[] viewers, ulong[] seen)
    {
        var words = (viewers.Max() / 64) + 1;
        SideBySide((_, first, end) =>
        {
            var (rows, filled) = (ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows), ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows));
            Span<int> one = stackalloc int[1];
            for (var b = first; b < end; b++)
            {
                var block = reading.Blocks[b];
                var count = selection.Rows(block, rows);
                keys.Fill(block, rows, count, filled);
                for (var i = 0; i < count; i++)
                {
                    foreach (var key in filled[i] < 0 ? [] : Of(keys, filled[i], one))
                    {
                        if (slots[key] >= 0)
                        {
                            var viewer = viewers[block.Account[rows[i]]];
                            See(ref seen[(slots[key] * words) + (viewer / 64)], 1UL << (viewer % 64));
                        }
                    }
                }
            }

            ArrayPool<int>.Shared.Return(rows);
            ArrayPool<int>.Shared.Return(filled);
        });
    }

    // Most have been seen before: asked first, for a change of what other workers read is dear.
    private static void See(ref ulong word, ulong bit)
    {
        if ((Volatile.Read(ref word) & bit) == 0)
        {
            Interlocked.Or(ref word, bit);
        }
    }
}
