using System.Globalization;
using MediaInsight.Analytics.Reports;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Media;
using MediaInsight.Components.Pages.Statistics;
using MediaInsight.Components.Ui;
using Microsoft.AspNetCore.WebUtilities;

namespace MediaInsight.Components.Pages.Reports;

/// <summary>A report's question in words for readers, and as a panel draws it.</summary>
internal static class ReportWords
{
    public static IReadOnlyList<Choice<StatisticSplit>> Splits { get; } =
        [.. Enum.GetValues<StatisticSplit>().Where(s => s != StatisticSplit.None).Select(s => new Choice<StatisticSplit>(s, StatisticKeyWords.HeadOf(s))), new(StatisticSplit.None, "Nothing: one total")];

    public static IReadOnlyList<Choice<StatisticMeasure>> Measures { get; } =
        [.. ReportQuestion.Measures.Select(m => new Choice<StatisticMeasure>(m, PanelMeasures.SentenceOf(MeasureOf(m))))];

    public static IReadOnlyList<Choice<int>> Limits { get; } = [.. new[] { 5, 10, 20, 50, 100 }.Select(n => new Choice<int>(n, n.ToString(CultureInfo.InvariantCulture)))];

    /// <summary>What a row can be broken down by once more.</summary>
    public static IReadOnlyList<Choice<StatisticSplit>> ThenOf(StatisticSplit by) =>
        [new(StatisticSplit.None, "Nothing"), .. Splits.Where(s => s.Value != StatisticSplit.None && s.Value != by && by != StatisticSplit.None && !(by.IsTime() && s.Value.IsTime()))];

    public static IReadOnlyList<Choice<ReportChart>> ChartsOf(ReportQuestion question) =>
        [.. ReportQuestion.ChartsFor(question.By, question.Then).Select(c => new Choice<ReportChart>(c, NameOf(c)))];

    /// <summary>"Watch time by person and kind, last 30 days".</summary>
    public static string Of(ReportQuestion question, CultureInfo culture, DateOnly today)
    {
        var by = question.By == StatisticSplit.None ? "" : $" by {StatisticKeyWords.HeadOf(question.By).ToLowerInvariant()}";
        var then = question.Then == StatisticSplit.None ? "" : $" and {StatisticKeyWords.HeadOf(question.Then).ToLowerInvariant()}";
        var narrowed = question.Filter.Narrowing == 0 ? "" : ", narrowed";
        return $"{PanelMeasures.SentenceOf(MeasureOf(question.Measure))}{by}{then}, {StatisticRangeWords.Of(question.Filter, culture, today)}{narrowed}";
    }

    /// <summary>As it is kept and stands in an address.</summary>
    public static string Text(ReportQuestion question) => AppUrls.With("", question.Pairs()).TrimStart('?');

    public static (ReportQuestion Question, FilterReading Reading) Parse(string text, TimeZoneInfo zone, DateTimeOffset now)
    {
        var words = QueryHelpers.ParseQuery(text);
        return ReportQuestion.Parse(name => words.TryGetValue(name, out var value) ? value.ToString() : null, zone, now);
    }

    /// <param name="isHalf">Half as wide as the page.</param>
    public static PanelSpec Panel(ReportQuestion question, string title, bool isHalf) => new("report", title, question.By, question.Chart switch
    {
        ReportChart.Course => PanelChart.Course,
        ReportChart.Ranking => PanelChart.Ranking,
        ReportChart.Donut => PanelChart.Donut,
        ReportChart.Matrix => PanelChart.Matrix,
        ReportChart.Calendar => PanelChart.Calendar,
        ReportChart.WeekHours => PanelChart.WeekHours,
        _ => PanelChart.Table,
    })
    {
        Stacks = question.Then == StatisticSplit.None ? PanelSpec.NoStacks : [question.Then],
        Measures = [MeasureOf(question.Measure)],
        Limit = question.Limit,
        Ascending = question.Ascending,
        Half = isHalf,
    };

    public static StatisticAddress Address(ReportQuestion question) => new("", question.Filter, new Dictionary<string, PanelView>());

    public static string NameOf(ReportChart chart) => chart switch
    {
        ReportChart.Course => "Bars along time",
        ReportChart.Ranking => "Ranking",
        ReportChart.Donut => "Ring",
        ReportChart.Matrix => "Matrix",
        ReportChart.Calendar => "Calendar",
        ReportChart.WeekHours => "Hours of the week",
        _ => "Table",
    };

    public static PanelMeasure MeasureOf(StatisticMeasure measure) => measure switch
    {
        StatisticMeasure.Plays => PanelMeasure.Plays,
        StatisticMeasure.Bytes => PanelMeasure.Data,
        StatisticMeasure.DirectPlays => PanelMeasure.Direct,
        StatisticMeasure.Transcodes => PanelMeasure.Transcoded,
        StatisticMeasure.Completed => PanelMeasure.Completed,
        _ => PanelMeasure.Time,
    };
}
