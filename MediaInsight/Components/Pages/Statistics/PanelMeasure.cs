using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Charts;

namespace MediaInsight.Components.Pages.Statistics;

/// <summary>What a panel shows of each row.</summary>
public enum PanelMeasure
{
    Time,
    Plays,

    /// <summary>Estimated bytes sent.</summary>
    Data,

    /// <summary>Mean of what was sent while it played.</summary>
    Bitrate,

    /// <summary>Share of plays sent as they are.</summary>
    Direct,

    /// <summary>Share of plays converted.</summary>
    Transcoded,

    /// <summary>Share of plays watched to the end.</summary>
    Completed,

    /// <summary>Plays that were converted.</summary>
    Transcodes,
}

public static class PanelMeasures
{
    /// <summary>In addresses.</summary>
    public static string WordOf(PanelMeasure measure) => measure.ToString().ToLowerInvariant();

    public static PanelMeasure? Of(string word) =>
        Enum.GetValues<PanelMeasure>().Cast<PanelMeasure?>().FirstOrDefault(m => WordOf(m!.Value) == word);   // non-null: a value of the enum

    public static string NameOf(PanelMeasure measure) => measure switch
    {
        PanelMeasure.Time => "Time",
        PanelMeasure.Plays => "Plays",
        PanelMeasure.Data => "Data",
        PanelMeasure.Bitrate => "Bitrate",
        PanelMeasure.Direct => "Direct play",
        PanelMeasure.Transcoded => "Transcoded",
        PanelMeasure.Transcodes => "Transcodes",
        _ => "Finished",
    };

    /// <summary>As the sentence of a chart begins: "Watch time by day".</summary>
    public static string SentenceOf(PanelMeasure measure) => measure switch
    {
        PanelMeasure.Time => "Watch time",
        PanelMeasure.Plays => "Plays",
        PanelMeasure.Data => "Data sent (estimate)",
        PanelMeasure.Bitrate => "Mean bitrate",
        PanelMeasure.Direct => "Share of direct plays",
        PanelMeasure.Transcoded => "Share of transcoded plays",
        PanelMeasure.Transcodes => "Transcoded plays",
        _ => "Share of plays watched to the end",
    };

    public static ChartUnit UnitOf(PanelMeasure measure) => measure switch
    {
        PanelMeasure.Time => ChartUnit.Hours,
        PanelMeasure.Plays or PanelMeasure.Transcodes => ChartUnit.Count,
        PanelMeasure.Data => ChartUnit.Bytes,
        PanelMeasure.Bitrate => ChartUnit.Bitrate,
        _ => ChartUnit.Percent,
    };

    /// <summary>Parts of it add up: only such measures are stacked.</summary>
    public static bool AddsUp(PanelMeasure measure) => measure is PanelMeasure.Time or PanelMeasure.Plays or PanelMeasure.Data or PanelMeasure.Transcodes;

    public static StatisticMeasure OrderOf(PanelMeasure measure) => measure switch
    {
        PanelMeasure.Time => StatisticMeasure.WatchTime,
        PanelMeasure.Data or PanelMeasure.Bitrate => StatisticMeasure.Bytes,
        PanelMeasure.Transcodes => StatisticMeasure.Transcodes,
        _ => StatisticMeasure.Plays,
    };

    /// <summary>In the unit of the chart; null where there is nothing to divide by.</summary>
    public static double? ValueOf(PanelMeasure measure, StatisticFigures figures) => measure switch
    {
        PanelMeasure.Time => figures.WatchedMs / 3_600_000d,
        PanelMeasure.Plays => figures.Plays,
        PanelMeasure.Data => figures.Bytes,
        PanelMeasure.Transcodes => figures.Transcodes,
        // Bits per millisecond are kbit/s.
        PanelMeasure.Bitrate => figures.WatchedMs > 0 ? figures.Bytes * 8d / figures.WatchedMs : null,
        PanelMeasure.Direct => Share(figures.DirectPlays, figures.Plays),
        PanelMeasure.Transcoded => Share(figures.Transcodes, figures.Plays),
        _ => Share(figures.Completed, figures.Plays),
    };

    private static double? Share(long part, long whole) => whole > 0 ? (double)part / whole : null;
}
