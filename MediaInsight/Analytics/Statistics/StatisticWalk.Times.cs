using MediaInsight.Analytics.Statistics.Rollups;
using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Statistics;

internal sealed partial class StatisticWalk
{
    /// <summary>Selected plays on the pieces of time they passed on, in slots of a split. The selection's range is that of the pieces.</summary>
    /// <param name="cells">Group of time × <paramref name="width"/> + slot.</param>
    /// <param name="total">Every play once.</param>
    /// <param name="viewers">By account; with it the persons of every group of time are counted into <paramref name="seen"/>.</param>
    public void Times(TimeBuckets time, SplitKeys keys, int[] slots, int width, StatisticCell[] cells, ref StatisticCell total, int[]? viewers, ulong[]? seen)
    {
        var words = viewers is null ? 0 : (viewers.Max() / 64) + 1;
        var parts = Parts(time, keys);
        var all = Summed(parts, cells, cells.Length + 1, (first, end, sums) =>
        {
            using var lent = Lent.For(parts);
            var (rows, filled) = (lent.Rows, lent.Filled);
            var (piece, isSingle, starts) = (0, keys.Lists is null, time.Starts);
            var accounts = viewers is null || seen is null ? null : new AccountMarks(seen.Length / words, viewers);
            for (var b = first; b < end; b++)
            {
                var (block, count) = (parts[b].Block, RowsOf(parts[b], rows));
                keys.Fill(block, rows, count, filled);
                if (parts[b].Sums is { Pieces: { } pieces } known)
                {
                    AddTimes(known, pieces, time, keys, slots, width, rows, filled, count, sums, cells.Length);
                    MarkAll(known, pieces, time, rows, filled, count, accounts);
                    continue;
                }

                for (var i = 0; i < count; i++)
                {
                    if (filled[i] < 0)
                    {
                        continue;
                    }

                    var row = rows[i];
                    var start = block.StartedMs[row];
                    piece = PlayShares.Piece(starts, piece, start);

                    // Most plays lie within one piece.
                    if (isSingle && start >= starts[piece] && start + Length(block, row) <= starts[piece + 1])
                    {
                        if (slots[filled[i]] is var slot && slot >= 0)
                        {
                            sums[(time.Groups[piece] * width) + slot].AddWhole(start, block.StoppedMs[row], block.WatchedMs[row], block.Kbps[row], block.Decision[row], block.Marks[row]);
                        }

                        if (viewers is not null && seen is not null && (block.WatchedMs[row] > 0 || (block.Marks[row] & PlayMarks.First) != 0))
                        {
                            var viewer = viewers[block.Account[row]];
                            See(ref seen[(time.Groups[piece] * words) + (viewer / 64)], 1UL << (viewer % 64));
                        }

                        continue;
                    }

                    if (isSingle)
                    {
                        AddTimes(time, piece, slots[filled[i]], width, block, row, sums);
                    }
                    else
                    {
                        AddTimes(time, piece, keys, filled[i], slots, width, block, row, sums, cells.Length);
                    }

                    Mark(time, piece, block, row, viewers, words, seen);
                }
            }

            accounts?.Into(seen!, words);   // non-null: with accounts there is a place for persons
        });
        total = keys.Lists is null ? Sum(cells) : all;
    }

    // Sums know on which piece of time their plays passed.
    private static void AddTimes(
        Rollup all, int[] pieces, TimeBuckets time, SplitKeys keys, int[] slots, int width, int[] rows, int[] filled, int count, StatisticCell[] cells, int total)
    {
        Span<int> one = stackalloc int[1];
        for (var i = 0; i < count; i++)
        {
            var (row, at) = (rows[i], time.GroupOf(pieces[rows[i]]) * width);
            foreach (var group in filled[i] < 0 ? [] : Of(keys, filled[i], one))
            {
                if (slots[group] >= 0)
                {
                    cells[at + slots[group]].Add(all.Cells[row]);
                }
            }

            if (keys.Lists is not null && filled[i] >= 0)
            {
                cells[total].Add(all.Cells[row]);
            }
        }
    }

    private static void MarkAll(Rollup all, int[] pieces, TimeBuckets time, int[] rows, int[] filled, int count, AccountMarks? accounts)
    {
        for (var i = 0; accounts is not null && i < count; i++)
        {
            if (filled[i] >= 0)
            {
                accounts.Add(all, rows[i], time.GroupOf(pieces[rows[i]]));
            }
        }
    }

    /// <param name="slot">-1 leaves it out.</param>
    private void AddTimes(TimeBuckets time, int piece, int slot, int width, PlayBlock block, int row, StatisticCell[] cells)
    {
        if (slot < 0)
        {
            return;
        }

        var (start, stopped, watched, length, kbps) = (block.StartedMs[row], block.StoppedMs[row], block.WatchedMs[row], Length(block, row), block.Kbps[row]);
        var (starts, groups, until) = (time.Starts, time.Groups, Until(watched, length, time.Starts[piece] - start));
        cells[(groups[piece] * width) + slot].AddPlay(block.Decision[row], block.Marks[row], IsPlay(block, row) ? 1u : 0u);
        for (var p = piece; p < groups.Length; p++)
        {
            var after = Until(watched, length, starts[p + 1] - start);
            cells[(groups[p] * width) + slot].AddTime(start, stopped, after - until, kbps);
            until = after;
            if (starts[p + 1] >= start + length)
            {
                break;
            }
        }
    }

    private void AddTimes(TimeBuckets time, int piece, SplitKeys keys, int filled, int[] slots, int width, PlayBlock block, int row, StatisticCell[] cells, int all)
    {
        Span<int> one = [filled];
        ReadOnlySpan<int> groups = keys.Lists is { } lists ? lists[filled] : one;
        var (start, watched, length, plays) = (block.StartedMs[row], block.WatchedMs[row], Length(block, row), IsPlay(block, row));
        var isList = keys.Lists is not null;
        var until = Until(watched, length, time.Starts[piece] - start);
        for (var p = piece; p < time.Groups.Length; p++)
        {
            var after = Until(watched, length, time.Starts[p + 1] - start);
            foreach (var group in groups)
            {
                if (slots[group] >= 0)
                {
                    Add(ref cells[(time.Groups[p] * width) + slots[group]], block, row, after - until, plays);
                }
            }

            if (isList)
            {
                Add(ref cells[all], block, row, after - until, plays);
            }

            (until, plays) = (after, false);
            if (time.Starts[p + 1] >= start + length)
            {
                break;
            }
        }
    }

    private void Mark(TimeBuckets time, int piece, PlayBlock block, int row, int[]? viewers, int words, ulong[]? seen)
    {
        if (viewers is null || seen is null)
        {
            return;
        }

        var (start, watched, length, plays) = (block.StartedMs[row], block.WatchedMs[row], Length(block, row), IsPlay(block, row));
        var viewer = viewers[block.Account[row]];
        var until = Until(watched, length, time.Starts[piece] - start);
        for (var p = piece; p < time.Groups.Length; p++)
        {
            var after = Until(watched, length, time.Starts[p + 1] - start);
            if (after > until || (plays && p == piece))
            {
                See(ref seen[(time.Groups[p] * words) + (viewer / 64)], 1UL << (viewer % 64));
            }

            until = after;
            if (time.Starts[p + 1] >= start + length)
            {
                break;
            }
        }
    }
}
