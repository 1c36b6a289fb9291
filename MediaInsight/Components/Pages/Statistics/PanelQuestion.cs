using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;

namespace MediaInsight.Components.Pages.Statistics;

/// <summary>What a panel asks the statistics for, and what it is compared with.</summary>
/// <param name="Now">Null: the filter asks for another kind of media than the panel is about.</param>
/// <param name="Before">The same of the previous period; null without comparison.</param>
/// <param name="Words">Beside the title: "per month".</param>
public sealed record PanelQuestion(StatisticRequest? Now, StatisticRequest? Before, string? Words)
{
    /// <summary>Longer ranges are drawn by month.</summary>
    private const int MostDays = 370;

    /// <summary>Lines of single days are restless.</summary>
    private const int MostDaysOfLines = 62;

    /// <summary>A row of now is looked for among this many of before.</summary>
    private const int FormerRows = 1000;

    public static PanelQuestion Of(PanelSpec spec, PanelView view, FilterWords words, DateOnly today)
    {
        var filter = words.Filter;
        if (spec.Kind is { } kind && filter.Kind is { } other && other != kind)
        {
            return new(null, null, null);
        }

        filter = filter with { Kind = spec.Kind ?? filter.Kind };
        var (by, note) = (spec.By, spec.Note);
        if (spec.Chart == PanelChart.Calendar)
        {
            var last = filter.To is { } to && to < today ? to : today;
            (filter, note) = (filter with { From = last.AddDays(-364), To = last }, last == today ? "last 365 days" : "365 days");
        }
        else if (by == StatisticSplit.Day)
        {
            var isLong = filter.From is not { } from || (filter.To ?? today).DayNumber - from.DayNumber >= (spec.Lines ? MostDaysOfLines : MostDays);
            (by, note) = isLong ? (StatisticSplit.Month, "per month") : (by, "per day");
        }

        var measure = view.MeasureFor(spec);
        var stack = view.StackFor(spec);
        var request = new StatisticRequest
        {
            Filter = filter,
            By = by,
            Then = PanelMeasures.AddsUp(measure) || spec.Chart is PanelChart.Matrix or PanelChart.Course ? stack : StatisticSplit.None,
            Order = PanelMeasures.OrderOf(measure),
            Ascending = spec.Ascending,
            Limit = spec.Limit,
            ThenLimit = spec.ThenLimit,
            WithViewers = spec.Chart is PanelChart.Ranking or PanelChart.Table,
        };
        var before = words.Compare && !spec.Lines && spec.Chart is PanelChart.Course or PanelChart.Ranking ? filter.Previous() : null;
        return new(request, before is null ? null : request with { Filter = before, Then = StatisticSplit.None, Ascending = false, Limit = FormerRows, WithViewers = false }, note);
    }
}

/// <summary>The answer.</summary>
public sealed record PanelData(StatisticResult Now, StatisticResult? Before)
{
    public bool IsEmpty => Now.Total.IsEmpty;

    /// <summary>When nobody looked, of a course over days or months; of others nothing.</summary>
    public IReadOnlyList<UnobservedStretch> Unobserved { get; init; } = [];

    /// <summary>The day each row begins with; empty where rows are no stretches of time.</summary>
    public static IReadOnlyList<DateOnly> StepsOf(StatisticResult result) => result.Request.By switch
    {
        StatisticSplit.Day => [.. result.Rows.Select(r => DateOnly.ParseExact(r.Key.Id, "yyyy-MM-dd", CultureInfo.InvariantCulture))],
        StatisticSplit.Month => [.. result.Rows.Select(r => DateOnly.ParseExact(r.Key.Id, "yyyy-MM", CultureInfo.InvariantCulture))],
        _ => [],
    };
}
