using System.Buffers;
using System.Runtime.CompilerServices;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Viewing;

/// <summary>
/// Walks over plays by their begin and, beside it, by their end: the most at once, exactly, by day. Each block knows the
/// order of its ends; those that lie beyond the block go on with those of the next one. Plays are on from begin to end, end
/// excluded, pauses included.
/// </summary>
/// <param name="starts">Unix ms: begin of every day, and the end of the last one.</param>
internal sealed class ConcurrencySweep(PlayIndexReading reading, PlaySelection selection, long[] starts)
{
    /// <summary>Of fewer plays of a block the ends are sorted, not picked out of all in order.</summary>
    private const int Few = 16;

    // What is counted: all streams, each decision (not told last), kbit/s of all, of each network (not told last).
    private const int Streams = 0;
    private const int Decisions = 1;
    private const int Kbps = 5;
    private const int Networks = 6;
    private const int Figures = 9;

    private readonly bool[] _selected = new bool[PlayBlock.MaxRows];
    private readonly ushort[] _order = new ushort[PlayBlock.MaxRows];
    private readonly long[] _keys = new long[PlayBlock.MaxRows];

    // Ends that are still to come, of plays that are on and of those of the block that are not yet.
    private End[] _ends = new End[PlayBlock.MaxRows];
    private End[] _spare = new End[PlayBlock.MaxRows];
    private int _next;
    private int _count;

    /// <summary>By day. The selection's range is that of the days.</summary>
    // Called seldom and long: compiled well from the start.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ConcurrencyPeak[] Run()
    {
        var rows = ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows);
        var days = starts.Length - 1;
        var (highs, at) = (new long[days * Figures], new long[days]);
        Span<long> now = stackalloc long[Figures];
        now.Clear();
        var day = 0;
        var high = highs.AsSpan(0, Figures);
        foreach (var block in reading.Blocks)
        {
            var count = selection.Rows(block, rows);
            if (count == 0)
            {
                continue;
            }

            Join(block, rows, count);
            var (started, kbps, decisions, networks) = (block.StartedMs, block.Kbps, block.Decision, block.Location);
            for (var i = 0; i < count; i++)
            {
                var row = rows[i];
                var begin = Math.Max(started[row], starts[0]);
                if (block.EndMs(row) <= begin)
                {
                    continue;
                }

                // Ends come before begins of the same instant; what is on at midnight is on that day, too.
                while (starts[day + 1] <= begin)
                {
                    TakeUntil(starts[++day], now);
                    high = highs.AsSpan(day * Figures, Figures);
                    now.CopyTo(high);
                    at[day] = starts[day];
                }

                TakeUntil(begin, now);
                var (decision, network, rate) = (DecisionOf(decisions[row]), NetworkOf(networks[row]), kbps[row]);
                if (++now[Streams] > high[Streams])
                {
                    (high[Streams], at[day]) = (now[Streams], begin);
                }

                // Only these can have risen.
                high[decision] = Math.Max(high[decision], ++now[decision]);
                high[Kbps] = Math.Max(high[Kbps], now[Kbps] += rate);
                high[network] = Math.Max(high[network], now[network] += rate);
            }
        }

        while (++day < days)
        {
            TakeUntil(starts[day], now);
            now.CopyTo(highs.AsSpan(day * Figures, Figures));
            at[day] = starts[day];
        }

        ArrayPool<int>.Shared.Return(rows);
        return [.. Enumerable.Range(0, days).Select(d => Peak(highs.AsSpan(d * Figures, Figures), at[d]))];
    }

    private static ConcurrencyPeak Peak(ReadOnlySpan<long> high, long at) => new(
        (int)high[Streams],
        (int)high[Decisions + (int)StreamDecision.DirectPlay],
        (int)high[Decisions + (int)StreamDecision.DirectStream],
        (int)high[Decisions + (int)StreamDecision.Transcode],
        high[Kbps],
        high[Networks + (int)NetworkLocation.Lan],
        high[Networks + (int)NetworkLocation.Wan],
        high[Streams] == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(at));

    // Which figure counts a play, and which one its kbit/s.
    private static byte DecisionOf(sbyte decision) => (byte)(decision < 0 ? Kbps - 1 : Decisions + decision);

    private static byte NetworkOf(sbyte network) => (byte)(network < 0 ? Figures - 1 : Networks + network);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TakeUntil(long instant, Span<long> now)
    {
        var (ends, next, count) = (_ends, _next, _count);
        for (; next < count && ends[next].Until <= instant; next++)
        {
            ref readonly var play = ref ends[next];
            now[Streams]--;
            now[play.Decision]--;
            now[Kbps] -= play.Kbps;
            now[play.Network] -= play.Kbps;
        }

        _next = next;
    }

    /// <summary>The ends of a block's plays among those that are left of earlier blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Join(PlayBlock block, int[] rows, int count)
    {
        var order = Ordered(block, rows, count);
        if (_spare.Length < _count - _next + order.Length)
        {
            _spare = new End[Math.Max(_spare.Length * 2, _count - _next + order.Length)];
        }

        var (old, now, at, n) = (_ends, _spare, _next, 0);
        foreach (var row in order)
        {
            var until = block.EndMs(row);
            if (until <= Math.Max(block.StartedMs[row], starts[0]))
            {
                continue;
            }

            while (at < _count && old[at].Until <= until)
            {
                now[n++] = old[at++];
            }

            now[n++] = new(until, block.Kbps[row], DecisionOf(block.Decision[row]), NetworkOf(block.Location[row]));
        }

        while (at < _count)
        {
            now[n++] = old[at++];
        }

        (_ends, _spare, _next, _count) = (now, old, 0, n);
    }

    private ReadOnlySpan<ushort> Ordered(PlayBlock block, int[] rows, int count)
    {
        if (count == block.Count)
        {
            return block.ByEnd;
        }

        if (count < block.Count / Few)
        {
            for (var i = 0; i < count; i++)
            {
                (_keys[i], _order[i]) = (block.EndMs(rows[i]), (ushort)rows[i]);
            }

            Array.Sort(_keys, _order, 0, count);
            return _order.AsSpan(0, count);
        }

        for (var i = 0; i < count; i++)
        {
            _selected[rows[i]] = true;
        }

        var found = 0;
        foreach (var row in block.ByEnd)
        {
            _order[found] = row;
            found += _selected[row] ? 1 : 0;
            _selected[row] = false;
        }

        return _order.AsSpan(0, count);
    }

    /// <param name="Decision">Which figure counts it.</param>
    /// <param name="Network">Which figure counts its kbit/s.</param>
    private readonly record struct End(long Until, int Kbps, byte Decision, byte Network);
}
