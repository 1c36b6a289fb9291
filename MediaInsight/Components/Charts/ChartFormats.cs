using System.Globalization;
using MediaInsight.Components.Ui;

namespace MediaInsight.Components.Charts;

internal static class ChartFormats
{
    /// <summary>A chart's number in words; <see cref="ChartUnit.Hours"/> takes hours.</summary>
    public static string Write(double? value, ChartUnit unit, CultureInfo culture) => value is not { } v ? Formats.Untold : unit switch
    {
        ChartUnit.Hours => Formats.Duration((long)(v * 3_600_000), culture),
        ChartUnit.Bitrate => Formats.Bitrate((long)v, culture),
        ChartUnit.Bytes => Formats.Bytes((long)v, culture),
        ChartUnit.Percent => Formats.Percent(v, culture),
        _ => v.ToString(v == Math.Floor(v) ? "N0" : "N1", culture),
    };

    /// <summary>Where there is little room: long times without their minutes.</summary>
    public static string Short(double? value, ChartUnit unit, CultureInfo culture) =>
        unit == ChartUnit.Hours && value >= 0.99 ? Formats.Hours((long)(value * 3_600_000), culture) : Write(value, unit, culture);

    public static string Tone(string? tone, int index) => tone ?? "chart-" + ((index % 8) + 1).ToString(CultureInfo.InvariantCulture);
}
