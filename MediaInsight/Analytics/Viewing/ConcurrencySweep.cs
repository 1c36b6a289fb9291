using System.Buffers;
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

    private readonly Highs[] _days = new Highs[starts.Length - 1];
    private readonly int[] _wheel = new int[Places];
    private On[] _on = new On[64];
    private int _used;
    private int _free = None;
    private long _place = starts[0] >> Shift;
    private int _day;
    private Now _now;

    /// <summary>By day. The selection's range is that of the days.</summary>
    public ConcurrencyPeak[] Run()
    {
        _wheel.AsSpan().Fill(None);
        var rows = ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows);
        foreach (var block in reading.Blocks)
        {
            var count = selection.Rows(block, rows);
            for (var i = 0; i < count; i++)
            {
                var row = rows[i];
                var started = block.StartedMs[row];
                var stopped = Math.Min(block.StoppedMs[row], started + PlaySelection.LongestMs);
                var begin = Math.Max(started, starts[0]);
                if (stopped > begin)
                {
                    Pass(begin);
                    Put(new() { Until = stopped, Kbps = block.Kbps[row], Decision = block.Decision[row], Location = block.Location[row] });
                    _days[_day].Raise(_now, begin);
                }
            }
        }

        ArrayPool<int>.Shared.Return(rows);
        Pass(starts[^1] - 1);
        return Array.ConvertAll(_days, d => d.Peak);
    }

    // Ends come before begins of the same instant; what is on at midnight is on that day, too.
    private void Pass(long until)
    {
        while (starts[_day + 1] <= until)
        {
            var midnight = starts[_day + 1];
            TakeUntil(midnight);
            _days[++_day].Raise(_now, midnight);
        }

        TakeUntil(until);
    }

    private void TakeUntil(long instant)
    {
        for (var last = instant >> Shift; _place < last; _place++)
        {
            if (_now.Streams == 0)
            {
                _place = last;
                break;
            }

            Take(ref _wheel[_place & (Places - 1)], long.MaxValue);
        }

        Take(ref _wheel[_place & (Places - 1)], instant);
    }

    private void Take(ref int first, long until)
    {
        ref var link = ref first;
        while (link != None)
        {
            var at = link;
            if (_on[at].Until > until)
            {
                link = ref _on[at].Next;
                continue;
            }

            _now.Add(_on[at], -1);
            link = _on[at].Next;
            _on[at].Next = _free;
            _free = at;
        }
    }

    private void Put(On play)
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
        play.Next = first;
        _on[at] = play;
        first = at;
        _now.Add(play, 1);
    }

    private struct On
    {
        public long Until;
        public int Kbps;

        /// <summary>In the same place of the wheel, or the next free one.</summary>
        public int Next;
        public sbyte Decision;
        public sbyte Location;
    }

    /// <summary>What is on; fields, as millions are added in place.</summary>
    private struct Now
    {
        public int Streams;
        public int DirectPlays;
        public int DirectStreams;
        public int Transcodes;
        public long Kbps;
        public long LanKbps;
        public long WanKbps;

        public void Add(in On play, int sign)
        {
            Streams += sign;
            DirectPlays += play.Decision == (sbyte)StreamDecision.DirectPlay ? sign : 0;
            DirectStreams += play.Decision == (sbyte)StreamDecision.DirectStream ? sign : 0;
            Transcodes += play.Decision == (sbyte)StreamDecision.Transcode ? sign : 0;
            var kbps = (long)play.Kbps * sign;
            Kbps += kbps;
            LanKbps += play.Location == (sbyte)NetworkLocation.Lan ? kbps : 0;
            WanKbps += play.Location == (sbyte)NetworkLocation.Wan ? kbps : 0;
        }
    }

    private struct Highs
    {
        private Now _most;
        private long _at;

        public readonly ConcurrencyPeak Peak => new(
            _most.Streams, _most.DirectPlays, _most.DirectStreams, _most.Transcodes, _most.Kbps, _most.LanKbps, _most.WanKbps,
            _most.Streams == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(_at));

        public void Raise(in Now now, long instant)
        {
            if (now.Streams > _most.Streams)
            {
                (_most.Streams, _at) = (now.Streams, instant);
            }

            _most.DirectPlays = Math.Max(_most.DirectPlays, now.DirectPlays);
            _most.DirectStreams = Math.Max(_most.DirectStreams, now.DirectStreams);
            _most.Transcodes = Math.Max(_most.Transcodes, now.Transcodes);
            _most.Kbps = Math.Max(_most.Kbps, now.Kbps);
            _most.LanKbps = Math.Max(_most.LanKbps, now.LanKbps);
            _most.WanKbps = Math.Max(_most.WanKbps, now.WanKbps);
        }
    }
}
