using MediaInsight.Domain;
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
    public int DirectPlays;
    public int DirectStreams;
    public int Transcodes;
    public int Completed;

    public readonly bool IsEmpty => Plays == 0 && WatchedMs == 0;

    public void AddTime(PlayBlock block, int row, long watchedMs)
    {
        WatchedMs += watchedMs;
        Bits += watchedMs * block.Kbps[row];
        var (started, stopped) = (block.StartedMs[row] + 1, block.StoppedMs[row] + 1);
        First = First == 0 || started < First ? started : First;
        Last = stopped > Last ? stopped : Last;
    }

    public void AddPlay(PlayBlock block, int row)
    {
        Plays++;
        switch (block.Decision[row])
        {
            case (sbyte)StreamDecision.DirectPlay:
                DirectPlays++;
                break;
            case (sbyte)StreamDecision.DirectStream:
                DirectStreams++;
                break;
            case (sbyte)StreamDecision.Transcode:
                Transcodes++;
                break;
            default:
                break;
        }

        Completed += (block.Marks[row] & PlayMarks.ChainCompleted) != 0 ? 1 : 0;
    }

    public void Add(in StatisticCell other)
    {
        WatchedMs += other.WatchedMs;
        Bits += other.Bits;
        Plays += other.Plays;
        DirectPlays += other.DirectPlays;
        DirectStreams += other.DirectStreams;
        Transcodes += other.Transcodes;
        Completed += other.Completed;
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
