using System.Buffers;
using System.Runtime.CompilerServices;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Viewing;

/// <summary>
/// Walks over plays by their begin and keeps those that are on in a wheel of minutes by their end, so that each is put in
/// and taken out in a few steps: the most at once, exactly, by day. Plays are on from begin to end, end excluded, pauses
/// included.
/// </summary>
/// <param name="starts">Unix ms: begin of every day, and the end of the last one.</param>
internal sealed class ConcurrencySweep(PlayIndexReading reading, PlaySelection selection, long[] starts)
{
    // Ends of 65.5 s lie in one place; the wheel turns in 12.4 days, longer than any play is on.
    private const int Shift = 16;
    private const int Places = 16_384;
    private const int None = -1;

    // What is counted: all streams, each decision (not told last), kbit/s of all, of each network (not told last).
    private const int Streams = 0;
    private const int Decisions = 1;
    private const int Kbps = 5;
    private const int Networks = 6;
    private const int Figures = 9;

    private readonly int[] _wheel = new int[Places];
    private On[] _on = new On[64];
    private int _used;
    private int _free = None;
    private long _place = starts[0] >> Shift;

    /// <summary>By day. The selection's range is that of the days.</summary>
    // Called seldom and long: compiled well from the start.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ConcurrencyPeak[] Run()
    {
        _wheel.AsSpan().Fill(None);
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
            var (started, stopped, kbps, decisions, networks) = (block.StartedMs, block.StoppedMs, block.Kbps, block.Decision, block.Location);
            for (var i = 0; i < count; i++)
            {
                var row = rows[i];
                var begin = Math.Max(started[row], starts[0]);
                var until = Math.Min(stopped[row], started[row] + PlaySelection.LongestMs);
                if (until <= begin)
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
                var play = new On
                {
                    Until = until,
                    Kbps = kbps[row],
                    Decision = (byte)(decisions[row] < 0 ? Kbps - 1 : Decisions + decisions[row]),
                    Network = (byte)(networks[row] < 0 ? Figures - 1 : Networks + networks[row]),
                };
                Put(play);
                if (++now[Streams] > high[Streams])
                {
                    (high[Streams], at[day]) = (now[Streams], begin);
                }

                // Only these can have risen.
                high[play.Decision] = Math.Max(high[play.Decision], ++now[play.Decision]);
                high[Kbps] = Math.Max(high[Kbps], now[Kbps] += play.Kbps);
                high[play.Network] = Math.Max(high[play.Network], now[play.Network] += play.Kbps);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TakeUntil(long instant, Span<long> now)
    {
        var (wheel, on) = (_wheel, _on);
        for (var last = instant >> Shift; _place < last; _place++)
        {
            if (now[Streams] == 0)
            {
                _place = last;
                break;
            }

            if (wheel[_place & (Places - 1)] != None)
            {
                Take(ref wheel[_place & (Places - 1)], long.MaxValue, on, now);
            }
        }

        if (wheel[_place & (Places - 1)] != None)
        {
            Take(ref wheel[_place & (Places - 1)], instant, on, now);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Take(ref int first, long until, On[] on, Span<long> now)
    {
        ref var link = ref first;
        while (link != None)
        {
            ref var play = ref on[link];
            if (play.Until > until)
            {
                link = ref play.Next;
                continue;
            }

            now[Streams]--;
            now[play.Decision]--;
            now[Kbps] -= play.Kbps;
            now[play.Network] -= play.Kbps;
            (link, play.Next, _free) = (play.Next, _free, link);
        }
    }

    private void Put(in On play)
    {
        var at = _free;
        if (at == None)
        {
            if (_used == _on.Length)
            {
                Array.Resize(ref _on, _used * 2);
            }

            at = _used++;
        }
        else
        {
            _free = _on[at].Next;
        }

        ref var first = ref _wheel[(play.Until >> Shift) & (Places - 1)];
        _on[at] = play with { Next = first };
        first = at;
    }

    private record struct On
    {
        public long Until;
        public int Kbps;

        /// <summary>In the same place of the wheel, or the next free one.</summary>
        public int Next;

        /// <summary>Which figure counts it.</summary>
        public byte Decision;

        /// <summary>Which figure counts its kbit/s.</summary>
        public byte Network;
    }
}
