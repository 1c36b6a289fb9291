using MediaInsight.Analytics.Dashboards;
using MediaInsight.Analytics.Reports;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Pages.Reports;
using MediaInsight.Components.Pages.Statistics;
using MediaInsight.Domain;

namespace MediaInsight.Components.Pages.Dashboard;

/// <summary>Widgets by name, and those that are a statistic or a report as panels.</summary>
internal static class WidgetPanels
{
    private static readonly (WidgetKind Kind, string Title)[] Own =
    [
        (WidgetKind.Tiles, "Figures"), (WidgetKind.Now, "Now playing"), (WidgetKind.Plays, "Plays by day"), (WidgetKind.Viewers, "Top viewers"),
        (WidgetKind.Titles, "Most watched"), (WidgetKind.Recent, "Recently added"), (WidgetKind.Servers, "Servers"),
    ];

    private static readonly IReadOnlyList<WidgetChoice> Statistics =
        [.. StatisticCatalogue.All.GroupBy(e => e.Theme).SelectMany(g => g).Select(e => new WidgetChoice($"Statistics: {e.Theme.ToString().ToLowerInvariant()}", DashboardWidget.Of(e), e.Title))];

    /// <param name="seesLibraries">Recently added titles belong to nobody.</param>
    public static IReadOnlyList<WidgetChoice> Choices(IReadOnlyList<SavedReport> reports, bool seesLibraries) =>
    [
        .. Own.Where(o => o.Kind != WidgetKind.Recent || seesLibraries).Select(o => new WidgetChoice("Dashboard", WidgetList.Usual.First(w => w.Kind == o.Kind), o.Title)),
        .. reports.Select(r => new WidgetChoice("Your reports", DashboardWidget.OfReport(r.Id), r.Name)),
        .. Statistics,
    ];

    /// <summary>Null for a report that is gone.</summary>
    /// <param name="server">The dashboard is narrowed to it.</param>
    public static (PanelSpec Spec, FilterWords Words)? Of(DashboardWidget widget, IReadOnlyList<SavedReport> reports, ServerId? server, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (widget.ReportId is { } id)
        {
            if (reports.FirstOrDefault(r => r.Id == id) is not { } report)
            {
                return null;
            }

            var question = ReportWords.Parse(report.Words, zone, now).Question;
            return (ReportWords.Panel(question, report.Name, widget.IsHalf) with { Key = widget.Key }, Narrowed(question.Filter, server));
        }

        return StatisticCatalogue.Find(widget.Subject ?? "") is { } entry ? (Panel(entry, widget), Narrowed(FilterWords.Of(widget.Range ?? FilterRange.Default, SiteDays.Of(now, zone)), server)) : null;
    }

    private static FilterWords Narrowed(FilterWords words, ServerId? server) => server is null ? words : words with { Filter = words.Filter with { Server = server } };

    private static PanelSpec Panel(StatisticEntry entry, DashboardWidget widget) => new(widget.Key, TitleOf(entry, widget), entry.By, ChartOf(entry))
    {
        Stacks = entry.Then == StatisticSplit.None ? PanelSpec.NoStacks : [entry.Then],
        Measures = entry.Id.StartsWith("device-", StringComparison.Ordinal) ? [PanelMeasure.Direct] : entry.Measure == StatisticMeasure.Transcodes ? [PanelMeasure.Transcodes] : [ReportWords.MeasureOf(entry.Measure), entry.Measure == StatisticMeasure.WatchTime ? PanelMeasure.Plays : PanelMeasure.Time],
        Kind = entry.Kind,
        Ascending = entry.Ascending,
        Limit = Math.Min(entry.Limit, 8),
        Half = widget.IsHalf,
    };

    /// <summary>Other days than the usual ones are named.</summary>
    private static string TitleOf(StatisticEntry entry, DashboardWidget widget) =>
        widget.Range is null ? entry.Title : $"{entry.Title}, {FilterRange.Choices.First(c => c.Word == widget.Range).Label.ToLowerInvariant()}";

    private static PanelChart ChartOf(StatisticEntry entry) => entry switch
    {
        { Id: "calendar" } => PanelChart.Calendar,
        { By: StatisticSplit.WeekdayHour } => PanelChart.WeekHours,
        _ when entry.By.IsTime() => PanelChart.Course,
        _ when entry.Then.IsTime() || entry.Id.StartsWith("device-", StringComparison.Ordinal) => PanelChart.Matrix,
        _ => PanelChart.Ranking,
    };
}
