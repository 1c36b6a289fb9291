using System.Globalization;

namespace MediaInsight.Monitoring.Linux;

/// <summary>
/// What a container (cgroup v2) may use. Where a limit is set it is what counts: a container that may use 2 GB is full with
/// 2 GB, however much the machine has. Where none is set, the machine's own figures stand.
/// </summary>
internal static class ControlGroup
{
    private const string Unlimited = "max";

    /// <param name="max">memory.max: bytes, or "max".</param>
    /// <param name="current">memory.current: bytes, copies of files included.</param>
    /// <param name="stat">memory.stat; its inactive_file is given back when somebody needs it.</param>
    /// <param name="machine">A limit above the machine's memory is none. Null: not known.</param>
    /// <returns>Null: no limit.</returns>
    public static MemoryUse? Memory(string? max, string? current, string? stat, long? machine)
    {
        if (Number(max) is not { } limit || limit <= 0 || limit >= machine || Number(current) is not { } used)
        {
            return null;
        }

        var givenBack = Lines.Of(stat ?? "").Select(Lines.Words).FirstOrDefault(w => w is ["inactive_file", _]) is [_, var text] ? Number(text) ?? 0 : 0;
        return new(Math.Clamp(used - givenBack, 0, limit), limit);
    }

    /// <summary>cpu.max: <code>150000 100000</code> are one and a half cores, "max 100000" all of them (null).</summary>
    public static double? Cores(string? max) =>
        Lines.Words(max ?? "") is [var quota, var period] && quota != Unlimited && Number(quota) is > 0 and var q && Number(period) is > 0 and var p ? (double)q / p : null;

    /// <summary>cpu.stat: <code>usage_usec 12345678</code>, microseconds of all cores together.</summary>
    public static long? CpuMicroseconds(string? stat) => Lines.Of(stat ?? "").Select(Lines.Words).FirstOrDefault(w => w is ["usage_usec", _]) is [_, var text] ? Number(text) : null;

    /// <summary>0–100 of the cores that may be used.</summary>
    public static double? Percent(long before, long now, double cores, TimeSpan elapsed) =>
        elapsed > TimeSpan.Zero && now >= before ? Math.Round(Math.Clamp((now - before) / (elapsed.TotalMicroseconds * cores) * 100, 0, 100), 1) : null;

    private static long? Number(string? text) => long.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
