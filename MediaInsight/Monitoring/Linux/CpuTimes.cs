using System.Globalization;

namespace MediaInsight.Monitoring.Linux;

/// <summary>How long all cores together worked and rested since the machine started, in ticks of /proc/stat.</summary>
internal readonly record struct CpuTimes(long Busy, long Total)
{
    // user nice system idle iowait irq softirq steal; guest and guest_nice stand in user and nice already.
    private const int Counted = 8;
    private const int Idle = 3;
    private const int IoWait = 4;

    /// <summary><code>cpu  5091986 122891 426130 1625679 7106 0 4170 5531 0 0</code> Null: not of this form.</summary>
    public static CpuTimes? Parse(string text)
    {
        var words = Lines.Of(text).Select(Lines.Words).FirstOrDefault(w => w is ["cpu", ..]);
        if (words is null || words.Length < Idle + 2)
        {
            return null;
        }

        var (total, rest) = (0L, 0L);
        for (var i = 1; i < words.Length && i <= Counted; i++)
        {
            if (!long.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks))
            {
                return null;
            }

            total += ticks;
            rest += i - 1 is Idle or IoWait ? ticks : 0;
        }

        return new(total - rest, total);
    }

    /// <summary>0–100; null where no time went by, or the counters went back (a container that moved to another machine).</summary>
    public double? PercentSince(CpuTimes before)
    {
        var (busy, total) = (Busy - before.Busy, Total - before.Total);
        return total > 0 && busy >= 0 ? Math.Round(Math.Clamp(100.0 * busy / total, 0, 100), 1) : null;
    }
}
