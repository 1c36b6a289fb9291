using MediaInsight.Domain;
using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Statistics.Rollups;

/// <summary>Makes a <see cref="Rollup"/> of plays and of other sums of the same shape.</summary>
/// <param name="words">64 accounts each.</param>
/// <param name="most">With more rows it is not worth it.</param>
internal sealed class RollupBuilder(RollupShape shape, RollupClasses classes, TimeZoneInfo zone, int words, int most)
{
    private readonly Dictionary<UInt128, int> _places = [];
    private readonly List<(PlayBlock Block, int Row, int Piece)> _alike = [];
    private StatisticCell[] _cells = new StatisticCell[64];
    private long[] _lastStarts = new long[64];
    private ulong[] _accounts = new ulong[64 * words];

    /// <summary>There are too many rows; nothing more is taken.</summary>
    public bool IsFull { get; private set; }

    public void Add(PlayBlock block)
    {
        if (shape.Unit != RollupUnit.None)
        {
            AddTimes(block);
            return;
        }

        for (var r = 0; r < block.Count && !IsFull; r++)
        {
            if ((block.Marks[r] & PlayMarks.Uncounted) == 0 && Place(block, r, 0) is var place && place >= 0)
            {
                _cells[place].AddWhole(block.StartedMs[r], block.StoppedMs[r], block.WatchedMs[r], block.Kbps[r], block.Decision[r], block.Marks[r]);
                _lastStarts[place] = Math.Max(_lastStarts[place], block.StartedMs[r]);
                See(place, block.Account[r]);
            }
        }
    }

    public void Add(Rollup sums)
    {
        for (var r = 0; r < sums.Count && !IsFull; r++)
        {
            if (Place(sums.Sample, r, sums.Pieces?[r] ?? 0) is var place && place < 0)
            {
                return;
            }

            _cells[place].Add(sums.Cells[r]);
            _lastStarts[place] = Math.Max(_lastStarts[place], sums.Sample.StartedMs[r]);
            for (var w = 0; w < sums.Words; w++)
            {
                _accounts[(place * words) + w] |= sums.Accounts[(r * sums.Words) + w];
            }
        }
    }

    public Rollup Build()
    {
        var count = _alike.Count;
        var sample = PlayBlock.Sample(count, shape.Columns);
        for (var i = 0; i < count; i++)
        {
            sample.Like(i, _alike[i].Block, _alike[i].Row);
        }

        _lastStarts.AsSpan(0, count).CopyTo(sample.StartedMs);
        return new(sample, _cells[..count], shape.Unit == RollupUnit.None ? null : [.. _alike.Select(a => a.Piece)], _accounts[..(count * words)], words);
    }

    // As StatisticWalk.Times does for a question, of all pieces that the block touches.
    private void AddTimes(PlayBlock block)
    {
        var first = Day(block.StartedMs[0]);
        var last = Day(Math.Max(block.StartedMs[^1], Math.Min(block.LastStopMs, block.StartedMs[^1] + PlaySelection.LongestMs)));
        var time = TimeBuckets.Of(
            shape.Unit switch { RollupUnit.Day => StatisticSplit.Day, RollupUnit.Month => StatisticSplit.Month, _ => StatisticSplit.WeekdayHour }, first, last, zone);
        var offset = shape.Unit switch { RollupUnit.Day => first.DayNumber, RollupUnit.Month => (first.Year * 12) + first.Month - 1, _ => 0 };
        var (piece, starts, groups) = (0, time.Starts, time.Groups);
        for (var r = 0; r < block.Count && !IsFull; r++)
        {
            if ((block.Marks[r] & PlayMarks.Uncounted) != 0)
            {
                continue;
            }

            var (start, watched, length, isPlay) = (block.StartedMs[r], block.WatchedMs[r], PlayShares.Length(block, r), (block.Marks[r] & PlayMarks.First) != 0);
            piece = PlayShares.Piece(starts, piece, start);
            var until = 0L;
            for (var p = piece; p < groups.Length; p++)
            {
                var place = Place(block, r, groups[p] + offset);
                if (place < 0)
                {
                    return;
                }

                var after = PlayShares.Until(watched, length, starts[p + 1] - start);
                _cells[place].AddTime(start, block.StoppedMs[r], after - until, block.Kbps[r]);
                _lastStarts[place] = Math.Max(_lastStarts[place], start);
                if (p == piece)
                {
                    _cells[place].AddPlay(block.Decision[r], block.Marks[r], isPlay ? 1u : 0u);
                }

                if (after > until || (isPlay && p == piece))
                {
                    See(place, block.Account[r]);
                }

                until = after;
                if (starts[p + 1] >= start + length)
                {
                    break;
                }
            }
        }
    }

    private DateOnly Day(long ms) => SiteDays.Of(DateTimeOffset.FromUnixTimeMilliseconds(ms), zone);

    private void See(int place, int account)
    {
        if (words > 0)
        {
            _accounts[(place * words) + (account / 64)] |= 1UL << (account % 64);
        }
    }

    /// <returns>-1: there are too many.</returns>
    private int Place(PlayBlock block, int row, int piece)
    {
        var key = Key(block, row, piece);
        if (_places.TryGetValue(key, out var place))
        {
            return place;
        }

        if (IsFull || _alike.Count >= most)
        {
            IsFull = true;
            return -1;
        }

        place = _alike.Count;
        _places[key] = place;
        _alike.Add((block, row, piece));
        if (place == _cells.Length)
        {
            Array.Resize(ref _cells, place * 2);
            Array.Resize(ref _lastStarts, place * 2);
            Array.Resize(ref _accounts, place * 2 * words);
        }

        return place;
    }

    private UInt128 Key(PlayBlock block, int row, int piece)
    {
        UInt128 key = (uint)piece;
        key = shape.Has(PlayTraits.Account) ? Put(key, block.Account[row], 24) : key;
        key = shape.Has(PlayTraits.Item) ? Put(key, block.Item[row], 28) : key;
        key = shape.Has(PlayTraits.Device) ? Put(key, classes.Device(block.Device[row]), 24) : key;
        key = shape.Has(PlayTraits.Profile) ? Put(key, classes.Profile(block.Profile[row]), 24) : key;
        key = shape.Has(PlayTraits.Library) ? Put(key, block.Library[row], 16) : key;
        key = shape.Has(PlayTraits.Server) ? Put(key, block.Server[row], 16) : key;
        key = shape.Has(PlayTraits.Kind) ? Put(key, block.Kind[row], 8) : key;
        key = shape.Has(PlayTraits.Decision) ? Put(key, block.Decision[row], 4) : key;
        return shape.Has(PlayTraits.Location) ? Put(key, block.Location[row], 4) : key;
    }

    // A number too large for its place ends it: two different rows never share a key.
    private UInt128 Put(UInt128 key, int number, int bits)
    {
        IsFull |= number + 1 >= 1 << bits || key >> (128 - bits) != 0;
        return (key << bits) | (uint)(number + 1);
    }
}
