using System.Globalization;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Ui;

namespace MediaInsight.Components.Media;

/// <summary>The days of a filter as a sentence says them: "last 30 days", "1 Oct – 5 Oct".</summary>
public static class StatisticRangeWords
{
    public static string Of(FilterWords words, CultureInfo culture, DateOnly today)
    {
        if (words.Range == FilterRange.Custom)
        {
            return $"{Day(words.Filter.From) ?? "…"} – {Day(words.Filter.To) ?? "now"}";
        }

        var known = FilterRange.Choices.FirstOrDefault(c => c.Word == words.Range).Label;
        return known?.ToLower(culture) ?? $"last {words.Range.TrimEnd('d')} days";

        string? Day(DateOnly? day) => day is { } d ? Formats.Day(d, culture, today) : null;
    }
}
