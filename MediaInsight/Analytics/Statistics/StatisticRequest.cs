namespace MediaInsight.Analytics.Statistics;

/// <summary>A question about plays: which, broken down by what, in what order, how many rows.</summary>
public sealed record StatisticRequest
{
    public const int MaxLimit = 10_000;
    public const int MaxThenLimit = 50;

    public AnalyticsFilter Filter { get; init; } = AnalyticsFilter.AllTime;
    public StatisticSplit By { get; init; }

    /// <summary>Each row broken down once more.</summary>
    public StatisticSplit Then { get; init; }

    /// <summary>Splits by time keep the order of time.</summary>
    public StatisticMeasure Order { get; init; } = StatisticMeasure.WatchTime;

    /// <summary>Least first.</summary>
    public bool Ascending { get; init; }

    /// <summary>Rows: 1–<see cref="MaxLimit"/> for a page, any for a file of one split; does not cut splits by time.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Rows passed over, for files that are read in portions; not of splits by time.</summary>
    public int Offset { get; init; }

    /// <summary>How many parts of <see cref="Then"/>, the largest of the whole; what is left over is the part "others". Does not cut splits by time.</summary>
    public int ThenLimit { get; init; } = 12;

    /// <summary>Count the persons of every row.</summary>
    public bool WithViewers { get; init; }

    /// <summary>Of splits by title: count the different titles of every row, and show it by the one played last.</summary>
    public bool WithTitles { get; init; }
}
