using MediaInsight.Analytics.Statistics;
using MediaInsight.Domain;

namespace MediaInsight.Components.Pages.Statistics;

/// <summary>How a panel is drawn.</summary>
public enum PanelChart
{
    /// <summary>Bars (or lines) along time.</summary>
    Course,

    /// <summary>Lines in order of size.</summary>
    Ranking,
    Donut,

    /// <summary>Weekday by hour.</summary>
    WeekHours,

    /// <summary>A year of days.</summary>
    Calendar,

    /// <summary>Rows by parts, shaded.</summary>
    Matrix,

    /// <summary>All figures of each row, with first and last time.</summary>
    Table,
}

/// <summary>One statistic of a page, as data: what is asked, and how the answer is drawn.</summary>
/// <param name="Key">In addresses and file names.</param>
public sealed record PanelSpec(string Key, string Title, StatisticSplit By, PanelChart Chart)
{
    public static readonly IReadOnlyList<StatisticSplit> NoStacks = [];

    /// <summary>What rows may be broken down by; the first is chosen unless the reader chose another.</summary>
    public IReadOnlyList<StatisticSplit> Stacks { get; init; } = NoStacks;

    /// <summary>Beside the stacks: nothing at all.</summary>
    public bool MayStandAlone { get; init; }

    public IReadOnlyList<PanelMeasure> Measures { get; init; } = [PanelMeasure.Time, PanelMeasure.Plays];

    /// <summary>Only plays of this kind.</summary>
    public MediaKind? Kind { get; init; }

    public int Limit { get; init; } = 10;
    public int ThenLimit { get; init; } = 7;

    /// <summary>Least first.</summary>
    public bool Ascending { get; init; }

    /// <summary>Half as wide as the page.</summary>
    public bool Half { get; init; }

    /// <summary>A few quiet words beside the title.</summary>
    public string? Note { get; init; }

    /// <summary>Lines instead of stacked bars, and without what is left over: courses are compared, not summed.</summary>
    public bool Lines { get; init; }

    /// <summary>As tall as its neighbour, px; null: as the chart needs.</summary>
    public int? Tall { get; init; }

    /// <summary>Drawing area, px.</summary>
    public int Height => Tall ?? Chart switch
    {
        PanelChart.Ranking => (Limit * Charts.RankChart.RowHeight) + (Stacks.Count > 0 ? 28 : 0),
        PanelChart.Calendar => 168,
        PanelChart.WeekHours => 250,
        PanelChart.Donut => 220,
        PanelChart.Matrix => 380,
        PanelChart.Table => 420,
        _ => Half ? 270 : 328,
    };
}

/// <summary>What the reader chose in a panel; nulls are the panel's own first choices.</summary>
/// <param name="Stack"><see cref="StatisticSplit.None"/>: not broken down.</param>
public sealed record PanelView(PanelMeasure? Measure = null, StatisticSplit? Stack = null)
{
    public static readonly PanelView Default = new();

    public PanelMeasure MeasureFor(PanelSpec spec) => Measure is { } m && spec.Measures.Contains(m) ? m : spec.Measures[0];

    public StatisticSplit StackFor(PanelSpec spec) =>
        Stack is { } s && (spec.Stacks.Contains(s) || (spec.MayStandAlone && s == StatisticSplit.None)) ? s : spec.Stacks.Count > 0 ? spec.Stacks[0] : StatisticSplit.None;
}
