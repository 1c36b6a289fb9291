using MediaInsight.Analytics.Statistics;

namespace MediaInsight.Analytics.Reports;

/// <summary>How a report is drawn.</summary>
public enum ReportChart
{
    /// <summary>All figures of every row; fits every question.</summary>
    Table,

    /// <summary>Bars along time.</summary>
    Course,

    /// <summary>Lines in order of size.</summary>
    Ranking,
    Donut,

    /// <summary>Rows by parts, shaded.</summary>
    Matrix,

    /// <summary>A year of days.</summary>
    Calendar,

    /// <summary>Weekday by hour.</summary>
    WeekHours,
}

/// <summary>What a report asks, and how the answer is drawn: the words of a free question of the API, and chart.</summary>
/// <param name="Chart">One that fits the splits.</param>
public sealed record ReportQuestion(StatisticSplit By, StatisticSplit Then, StatisticMeasure Measure, bool Ascending, int Limit, ReportChart Chart, FilterWords Filter)
{
    public const int UsualLimit = 10;

    /// <summary>Rows of a report that is looked at; its files have all.</summary>
    public const int MaxLimit = 100;

    /// <summary>What a row can be ordered and drawn by.</summary>
    public static IReadOnlyList<StatisticMeasure> Measures { get; } =
        [StatisticMeasure.WatchTime, StatisticMeasure.Plays, StatisticMeasure.Bytes, StatisticMeasure.DirectPlays, StatisticMeasure.Transcodes, StatisticMeasure.Completed];

    public StatisticRequest Request => new() { Filter = Filter.Filter, By = By, Then = Then, Order = Measure, Ascending = Ascending, Limit = Limit, ThenLimit = 7, WithViewers = true };

    /// <summary>The charts that can show these splits, the most telling first.</summary>
    public static IReadOnlyList<ReportChart> ChartsFor(StatisticSplit by, StatisticSplit then) => (by, then) switch
    {
        (StatisticSplit.None, _) => [ReportChart.Table],
        (StatisticSplit.WeekdayHour, StatisticSplit.None) => [ReportChart.WeekHours, ReportChart.Table],
        (StatisticSplit.WeekdayHour, _) => [ReportChart.Table],
        (StatisticSplit.Day, StatisticSplit.None) => [ReportChart.Course, ReportChart.Calendar, ReportChart.Table],
        _ when by.IsTime() => [ReportChart.Course, ReportChart.Table],
        (_, StatisticSplit.None) => [ReportChart.Ranking, ReportChart.Donut, ReportChart.Table],
        _ when then.IsTime() => [ReportChart.Matrix, ReportChart.Table],
        _ => [ReportChart.Ranking, ReportChart.Matrix, ReportChart.Table],
    };

    /// <summary>As it must be: never twice the same split, never two by time, a chart that fits.</summary>
    public ReportQuestion Settled()
    {
        var then = By == StatisticSplit.None || Then == By || (By.IsTime() && Then.IsTime()) ? StatisticSplit.None : Then;
        var charts = ChartsFor(By, then);
        return this with { Then = then, Chart = charts.Contains(Chart) ? Chart : charts[0], Limit = Math.Clamp(Limit, 1, MaxLimit) };
    }

    /// <summary>For links; nulls are left out.</summary>
    public (string Name, string? Value)[] Pairs() =>
    [
        ("split", StatisticWords.Of(By)),
        ("then", Then == StatisticSplit.None ? null : StatisticWords.Of(Then)),
        ("measure", StatisticWords.Of(Measure)),
        ("order", Ascending ? "asc" : null),
        ("limit", Limit == UsualLimit ? null : Limit.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("chart", Chart.ToString().ToLowerInvariant()),
        .. Filter.Pairs(),
    ];

    /// <summary>Reads what <see cref="Pairs"/> writes. What cannot be used is left out and named.</summary>
    public static (ReportQuestion Question, FilterReading Reading) Parse(Func<string, string?> value, TimeZoneInfo site, DateTimeOffset now)
    {
        var reading = FilterWords.Parse(value, site, now);
        var problems = new List<FilterProblem>(reading.Problems);
        T Word<T>(string name, Func<string, T?> read, T usual) where T : struct
        {
            if (value(name)?.Trim() is not { Length: > 0 } text)
            {
                return usual;
            }

            if (read(text) is { } word)
            {
                return word;
            }

            problems.Add(new(name, $"“{Domain.Text.Clean(text, 40)}” is no {name} of a report."));
            return usual;
        }

        var by = Word("split", StatisticWords.Split, StatisticSplit.Viewer);
        var question = new ReportQuestion(
            by,
            Word("then", StatisticWords.Split, StatisticSplit.None),
            Word("measure", w => StatisticWords.Measure(w) is { } m && Measures.Contains(m) ? m : (StatisticMeasure?)null, StatisticMeasure.WatchTime),
            Word("order", w => w switch { "asc" => true, "desc" => false, _ => (bool?)null }, false),
            Word("limit", w => int.TryParse(w, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= MaxLimit ? n : (int?)null, UsualLimit),
            Word("chart", w => Enum.TryParse<ReportChart>(w, ignoreCase: true, out var c) && Enum.IsDefined(c) && !char.IsAsciiDigit(w[0]) ? c : (ReportChart?)null, ChartsFor(by, StatisticSplit.None)[0]),
            reading.Words);
        return (question.Settled(), reading with { Problems = problems });
    }
}
