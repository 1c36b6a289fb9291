using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Statistics;

/// <summary>Sums of one group; a field, not a property each: millions are added to in place.</summary>
internal struct StatisticCell
{
    public long WatchedMs;

    /// <summary>kbit/s × ms.</summary>
    public long Bits;

    /// <summary>Unix ms + 1; 0: none yet.</summary>
    public long First;

    /// <summary>Unix ms + 1; 0: none yet.</summary>
    public long Last;
    public int Plays;

    // Two counts in one number each, added in one step and without asking which: decisions follow no pattern that a processor could guess.
    private ulong _direct;
    private ulong _converted;

    public readonly int DirectPlays => (int)(uint)_direct;

    public readonly int DirectStreams => (int)(_direct >> 32);

    public readonly int Transcodes => (int)(uint)_converted;

    public readonly int Completed => (int)(_converted >> 32);

    public readonly bool IsEmpty => Plays == 0 && WatchedMs == 0;

    /// <summary>Nothing at all was added.</summary>
    public readonly bool IsUntouched => Last == 0;

    // By decision + 1: not told, direct play, direct stream, transcode.
    private static ReadOnlySpan<ulong> Direct => [0, 1, 1UL << 32, 0];

    private static ReadOnlySpan<ulong> Converted => [0, 0, 0, 1];

    /// <summary>A play of which all lies in the range.</summary>
    public void AddWhole(long started, long stopped, long watchedMs, int kbps, sbyte decision, PlayMarks marks)
    {
        AddTime(started, stopped, watchedMs, kbps);
        AddPlay(decision, marks, ((uint)marks / (uint)PlayMarks.First) & 1);
    }

    public void AddTime(long started, long stopped, long watchedMs, int kbps)
    {
        WatchedMs += watchedMs;
        Bits += watchedMs * kbps;
        First = First == 0 || started + 1 < First ? started + 1 : First;
        Last = stopped + 1 > Last ? stopped + 1 : Last;
    }

    /// <param name="isPlay">1: it counts as a play; 0: nothing is counted.</param>
    public void AddPlay(sbyte decision, PlayMarks marks, uint isPlay)
    {
        var mask = 0 - (ulong)isPlay;
        Plays += (int)isPlay;
        _direct += Direct[(decision + 1) & 3] & mask;
        _converted += (Converted[(decision + 1) & 3] + ((ulong)(((uint)marks / (uint)PlayMarks.ChainCompleted) & 1) << 32)) & mask;
    }

    public void Add(in StatisticCell other)
    {
        WatchedMs += other.WatchedMs;
        Bits += other.Bits;
        Plays += other.Plays;
        _direct += other._direct;
        _converted += other._converted;
        First = First == 0 || (other.First != 0 && other.First < First) ? other.First : First;
        Last = Math.Max(Last, other.Last);
    }

    public readonly StatisticFigures Figures(int? viewers = null) => new(
        Plays, WatchedMs, Bits / 8, DirectPlays, DirectStreams, Transcodes, Completed, Instant(First), Instant(Last))
    {
        Viewers = viewers,
    };

    public readonly long Measure(StatisticMeasure measure) => measure switch
    {
        StatisticMeasure.Plays => Plays,
        StatisticMeasure.Bytes => Bits,
        StatisticMeasure.DirectPlays => DirectPlays,
        StatisticMeasure.Transcodes => Transcodes,
        StatisticMeasure.Completed => Completed,
        StatisticMeasure.LastAt => Last,
        _ => WatchedMs,
    };

    private static DateTimeOffset? Instant(long ms) => ms == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(ms - 1);
}
