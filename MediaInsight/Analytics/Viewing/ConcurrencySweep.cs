using System.Buffers;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Viewing;

/// <summary>
/// Walks over plays by their begin and keeps those that are on, the next to end on top: the most at once, exactly, by day.
/// Plays are on from begin to end, end excluded, pauses included.
/// </summary>
/// <param name="starts">Unix ms: begin of every day, and the end of the last one.</param>
internal sealed class ConcurrencySweep(PlayIndexReading reading, PlaySelection selection, long[] starts)
{
    private readonly Highs[] _days = new Highs[starts.Length - 1];
    private On[] _on = new On[64];
    private int _count;
    private int _day;
    private Now _now;

    /// <summary>By day. The selection's range is that of the days.</summary>
    public ConcurrencyPeak[] Run()
    {
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
                    Push(new(stopped, block.Kbps[row], block.Decision[row], block.Location[row]));
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
            PopUntil(midnight);
            _days[++_day].Raise(_now, midnight);
        }

        PopUntil(until);
    }

    private void PopUntil(long instant)
    {
        while (_count > 0 && _on[0].Until <= instant)
        {
            _now.Add(_on[0], -1);
            var last = _on[--_count];
            var hole = 0;
            while (true)
            {
                var child = (hole * 2) + 1;
                if (child >= _count)
                {
                    break;
                }

                child += child + 1 < _count && _on[child + 1].Until < _on[child].Until ? 1 : 0;
                if (_on[child].Until >= last.Until)
                {
                    break;
                }

                _on[hole] = _on[child];
                hole = child;
            }

            _on[hole] = last;
        }
    }

    private void Push(in On play)
    {
        if (_count == _on.Length)
        {
            Array.Resize(ref _on, _count * 2);
        }

        _now.Add(play, 1);
        var hole = _count++;
        while (hole > 0 && _on[(hole - 1) / 2].Until > play.Until)
        {
            _on[hole] = _on[(hole - 1) / 2];
            hole = (hole - 1) / 2;
        }

        _on[hole] = play;
    }

    private readonly record struct On(long Until, int Kbps, sbyte Decision, sbyte Location);

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
