using System.Globalization;

namespace MediaInsight.Monitoring.Linux;

/// <summary>Memory in bytes; used is what could not be given to somebody else.</summary>
internal readonly record struct MemoryUse(long Used, long Total)
{
    public double Percent => Math.Round(Math.Clamp(100.0 * Used / Total, 0, 100), 1);

    public long UsedMb => Used / (1024 * 1024);

    public long TotalMb => Total / (1024 * 1024);

    /// <summary>
    /// <code>MemTotal:       24684084 kB
    /// MemAvailable:   22406684 kB</code>
    /// Kernels before 3.14 tell no MemAvailable: then what is free, and what holds copies of files, stands for it.
    /// </summary>
    public static MemoryUse? Parse(string text)
    {
        var values = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in Lines.Of(text))
        {
            if (Lines.Words(line) is [var name, var number, ..] && name.EndsWith(':')
                && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes) && kilobytes < long.MaxValue / 1024)
            {
                values.TryAdd(name[..^1], kilobytes * 1024);
            }
        }

        if (!values.TryGetValue("MemTotal", out var total) || total <= 0)
        {
            return null;
        }

        if (!values.TryGetValue("MemAvailable", out var available))
        {
            if (!values.TryGetValue("MemFree", out available))
            {
                return null;
            }

            available += values.GetValueOrDefault("Buffers") + values.GetValueOrDefault("Cached");
        }

        return new(Math.Clamp(total - available, 0, total), total);
    }
}
