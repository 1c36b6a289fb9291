using MediaInsight.Analytics.Statistics;

namespace MediaInsight.Analytics.Viewing;

public enum EngagementOrder
{
    WatchTime,
    Plays,
    Viewers,
    CompletionRate,
    AverageCompletion,
    LastWatched,
}

/// <summary>How titles hold those who begin them: which, in what order, how many.</summary>
public sealed record EngagementRequest
{
    public const int MaxLimit = 1000;

    public AnalyticsFilter Filter { get; init; } = AnalyticsFilter.AllTime;

    /// <summary>What a row is: Title (film, show, artist, book …), Item (film, episode, track), Season, Album, Author, Channel or Programme.</summary>
    public StatisticSplit By { get; init; } = StatisticSplit.Title;
    public EngagementOrder Order { get; init; }

    /// <summary>Least first. Rows that the order does not know (no rate told) come last either way.</summary>
    public bool Ascending { get; init; }

    /// <summary>1–<see cref="MaxLimit"/> for a page, any for a file.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Leaves out titles with fewer plays: a rate of one play says little.</summary>
    public int MinPlays { get; init; }
}

/// <param name="WatchCount">Plays (chains) that began in the range.</param>
/// <param name="WatchedMs">Time watched within the range.</param>
/// <param name="Viewers">Persons who watched any of it in the range.</param>
/// <param name="CompletionRate">0–1: of the plays, those of which some part reached the watched threshold; null: no play began in the range.</param>
/// <param name="AverageCompletion">0–1: how far the plays got, on average over those with a told length; null: none is told.</param>
/// <param name="LastWatchedAt">End of the last play that touches the range.</param>
public sealed record EngagementRow(
    StatisticKey Key, long WatchCount, long WatchedMs, int Viewers, double? CompletionRate, double? AverageCompletion, DateTimeOffset LastWatchedAt);

/// <param name="Titles">How many there are without the limit.</param>
public sealed record EngagementResult(IReadOnlyList<EngagementRow> Rows, int Titles);
