using MediaInsight.Analytics.Statistics.Rollups;

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
        var parts = PlayRollups.Plays(reading, selection);
        var sums = new long[WorkersOf(parts)][];
        SideBySide(parts, (w, first, end) =>
        {
            var own = sums[w] = new long[count * width];
            using var lent = Lent.For(parts);
            var (rows, filled, then) = (lent.Rows, lent.Filled, lent.Then);
            for (var n = first; n < end; n++)
            {
                var block = parts[n].Block;
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
        var parts = PlayRollups.Parts(reading, selection, [keys], withAccounts: true);
        SideBySide(parts, (_, first, end) =>
        {
            using var lent = Lent.For(parts);
            var (rows, filled) = (lent.Rows, lent.Filled);
            Span<int> one = stackalloc int[1];
            for (var p = first; p < end; p++)
            {
                var (block, all, count) = (parts[p].Block, parts[p].Sums, RowsOf(parts[p], rows));
                keys.Fill(block, rows, count, filled);
                for (var i = 0; i < count; i++)
                {
                    foreach (var key in filled[i] < 0 ? [] : Of(keys, filled[i], one))
                    {
                        if (slots[key] >= 0 && all is not null)
                        {
                            all.See(rows[i], viewers, seen, slots[key] * words);
                        }
                        else if (slots[key] >= 0)
                        {
                            var viewer = viewers[block.Account[rows[i]]];
                            See(ref seen[(slots[key] * words) + (viewer / 64)], 1UL << (viewer % 64));
                        }
                    }
                }
            }
        });
    }

    // Most have been seen before: asked first, for a change of what other workers read is dear.
    internal static void See(ref ulong word, ulong bit)
    {
        if ((Volatile.Read(ref word) & bit) == 0)
        {
            Interlocked.Or(ref word, bit);
        }
    }
}
