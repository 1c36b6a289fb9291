using System.Globalization;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Media;
using MediaInsight.Components.Ui;

namespace MediaInsight.Components.Pages.Statistics;

/// <summary>The line above the charts.</summary>
public static class StatisticAnswer
{
    /// <param name="withPeople">Who watched what, before the sums.</param>
    public static string Of(WhoWatchedWhatResult figures, bool withPeople, string range, CultureInfo culture, DateOnly today)
    {
        var total = figures.Total;
        if (total.IsEmpty)
        {
            return $"Nothing was watched, {range}.";
        }

        var sums = $"{Formats.Count(total.Plays, "play", culture: culture)}, {Formats.Hours(total.WatchedMs, culture)}{(total.Viewers is { } people ? $" by {Formats.Count(people, "person", "people", culture)}" : "")}, {Share(total, culture)} transcoded, {range}";
        var change = figures.Before is { } before ? PanelDrawing.Delta(total.WatchedMs, before.WatchedMs, culture) is { Length: > 0 } delta && delta != "=" && delta != "new" ? $" ({delta} against before)" : "" : "";
        if (!withPeople || figures.People is not [var first, ..])
        {
            return $"{sums}{change}.";
        }

        var name = StatisticKeyWords.Of(StatisticSplit.Viewer, first.Person.Key, culture, today);
        var title = first.Title is { } favourite ? $", mostly {StatisticKeyWords.Of(StatisticSplit.Title, favourite.Key, culture, today)}" : "";
        return $"{name} watched most: {Formats.Hours(first.Person.Figures.WatchedMs, culture)}{title}, {Share(first.Person.Figures, culture)} transcoded. In all {sums}{change}.";
    }

    private static string Share(StatisticFigures figures, CultureInfo culture) =>
        PanelMeasures.ValueOf(PanelMeasure.Transcoded, figures) is { } share ? share == 0 ? "nothing" : Formats.Percent(share, culture) : "nothing";
}
