using MediaInsight.Domain;

namespace MediaInsight.Analytics.Statistics;

/// <summary>What a statistic is about; the order in which pages list them.</summary>
public enum StatisticTheme
{
    Time,
    People,
    Titles,
    Streams,
    Devices,
    Bandwidth,
    Places,
}

/// <summary>A statistic with a name: a page's chart, a widget, an address of the API and an export are made of it.</summary>
/// <param name="Id">In addresses; never changed.</param>
/// <param name="Says">One sentence for readers: what a row is and what it counts.</param>
public sealed record StatisticEntry(string Id, StatisticTheme Theme, string Title, string Says, StatisticSplit By, StatisticSplit Then = StatisticSplit.None)
{
    /// <summary>What is shown first, and what rows are ordered by.</summary>
    public StatisticMeasure Measure { get; init; } = StatisticMeasure.WatchTime;

    /// <summary>Least first.</summary>
    public bool Ascending { get; init; }

    /// <summary>Rows when nobody says how many; splits by time are never cut.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Parts of the second split when nobody says how many.</summary>
    public int ThenLimit { get; init; } = 12;

    /// <summary>Only plays of this kind.</summary>
    public MediaKind? Kind { get; init; }

    /// <summary>Rows say how many persons.</summary>
    public bool WithViewers { get; init; }

    /// <summary>Whether any play can match: false when the filter asks for another kind than the statistic is about.</summary>
    public bool Fits(AnalyticsFilter filter) => Kind is null || filter.Kind is null || filter.Kind == Kind;

    public StatisticRequest Request(AnalyticsFilter filter) => new()
    {
        Filter = filter with { Kind = Kind ?? filter.Kind },
        By = By,
        Then = Then,
        Order = Measure,
        Ascending = Ascending,
        Limit = Limit,
        ThenLimit = ThenLimit,
        WithViewers = WithViewers,
    };
}
