using System.Collections.Frozen;
using System.Text.Json;

namespace MediaInsight.Analytics.Statistics;

/// <summary>Splits and measures as addresses and exports write them: hour-of-day, watch-time.</summary>
public static class StatisticWords
{
    private static readonly FrozenDictionary<string, StatisticSplit> Splits = Enum.GetValues<StatisticSplit>().ToFrozenDictionary(Of, StringComparer.OrdinalIgnoreCase);
    private static readonly FrozenDictionary<string, StatisticMeasure> Measures = Enum.GetValues<StatisticMeasure>().ToFrozenDictionary(Of, StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<string> AllSplits { get; } = [.. Enum.GetValues<StatisticSplit>().Select(Of)];

    public static IReadOnlyList<string> AllMeasures { get; } = [.. Enum.GetValues<StatisticMeasure>().Select(Of)];

    public static string Of(StatisticSplit split) => JsonNamingPolicy.KebabCaseLower.ConvertName(split.ToString());

    public static string Of(StatisticMeasure measure) => JsonNamingPolicy.KebabCaseLower.ConvertName(measure.ToString());

    public static StatisticSplit? Split(string word) => Splits.TryGetValue(word, out var split) ? split : null;

    /// <summary>"duration" is another name of the watch time.</summary>
    public static StatisticMeasure? Measure(string word) =>
        Measures.TryGetValue(word, out var measure) ? measure : string.Equals(word, "duration", StringComparison.OrdinalIgnoreCase) ? StatisticMeasure.WatchTime : null;

    /// <summary>Rows in the order of time, none left out.</summary>
    public static bool IsTime(this StatisticSplit split) => split is >= StatisticSplit.Day and <= StatisticSplit.WeekdayHour;

    /// <summary>What a measure says of the figures: a number of plays, ms, bytes (estimate), or unix ms for the last time.</summary>
    public static long ValueOf(this StatisticMeasure measure, StatisticFigures figures) => measure switch
    {
        StatisticMeasure.Plays => figures.Plays,
        StatisticMeasure.Bytes => figures.Bytes,
        StatisticMeasure.DirectPlays => figures.DirectPlays,
        StatisticMeasure.Transcodes => figures.Transcodes,
        StatisticMeasure.Completed => figures.Completed,
        StatisticMeasure.LastAt => figures.LastAt?.ToUnixTimeMilliseconds() ?? 0,
        _ => figures.WatchedMs,
    };
}
