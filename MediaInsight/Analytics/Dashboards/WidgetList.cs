using System.Globalization;
using MediaInsight.Analytics.Statistics;

namespace MediaInsight.Analytics.Dashboards;

/// <summary>The widgets of a dashboard as text: "tiles:full,statistic.top-movies:half:90d". What is not (any more) known is left out.</summary>
public static class WidgetList
{
    public const int MaxWidgets = 40;

    /// <summary>As everybody finds it.</summary>
    public static IReadOnlyList<DashboardWidget> Usual { get; } =
    [
        new(WidgetKind.Tiles, null, false), new(WidgetKind.Now, null, false), new(WidgetKind.Plays, null, false), new(WidgetKind.Viewers, null, true),
        new(WidgetKind.Titles, null, true), new(WidgetKind.Recent, null, false), new(WidgetKind.Servers, null, false),
    ];

    public static string Write(IEnumerable<DashboardWidget> widgets) => string.Join(',', widgets.Select(w => $"{w.Key}:{(w.IsHalf ? "half" : "full")}{(w.Range is { } range ? ":" + range : "")}"));

    public static IReadOnlyList<DashboardWidget> Read(string text)
    {
        var widgets = new List<DashboardWidget>();
        foreach (var word in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (widgets.Count < MaxWidgets && Widget(word) is { } widget && widgets.TrueForAll(w => w.Key != widget.Key))
            {
                widgets.Add(widget);
            }
        }

        return widgets;
    }

    private static DashboardWidget? Widget(string word)
    {
        if (word.Split(':') is not [var key, ("half" or "full") and var width, .. { Length: <= 1 } rest])
        {
            return null;
        }

        var half = width == "half";
        var range = rest is [var days] && FilterRange.Choices.Any(c => c.Word == days) ? days : null;
        var (kind, subject) = key.Split('.', 2) is [var name, var what] ? (name, what) : (key, null);
        return (kind, subject) switch
        {
            ("statistic", { } id) when StatisticCatalogue.Find(id) is { } entry => new(WidgetKind.Statistic, entry.Id, half) { Range = range },
            ("report", { } id) when int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => DashboardWidget.OfReport(number) with { IsHalf = half },
            (_, null) => Usual.FirstOrDefault(w => w.Key == kind) is { } known ? known with { IsHalf = half } : null,
            _ => null,
        };
    }
}
