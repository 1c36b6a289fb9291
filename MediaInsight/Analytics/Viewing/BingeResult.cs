using MediaInsight.Analytics.Statistics;
using MediaInsight.Domain;

namespace MediaInsight.Analytics.Viewing;

/// <summary>Which runs of episodes are told, and how many.</summary>
public sealed record BingeRequest
{
    public const int MaxLimit = 500;

    public AnalyticsFilter Filter { get; init; } = AnalyticsFilter.AllTime;

    /// <summary>Different episodes, at least 2.</summary>
    public int MinEpisodes { get; init; } = 3;

    /// <summary>Longest pause from the end of one play to the begin of the next.</summary>
    public TimeSpan MaxGap { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Of each list; 1–<see cref="MaxLimit"/> for a page, any for a file.</summary>
    public int Limit { get; init; } = 50;
}

/// <param name="Season">Null: not told.</param>
public sealed record BingeEpisode(MediaItemId Item, string Title, int? Season, int? Episode);

/// <summary>Episodes of one show that one person watched one after another.</summary>
/// <param name="Show">Leads to the show by one of its episodes.</param>
/// <param name="Episodes">Different ones; one that was stopped and resumed is one.</param>
/// <param name="EndedAt">End of the last play.</param>
/// <param name="WatchedMs">Of all plays in it.</param>
public sealed record BingeSession(
    StatisticKey Viewer, StatisticKey Show, int Episodes, DateTimeOffset StartedAt, DateTimeOffset EndedAt, long WatchedMs, BingeEpisode First, BingeEpisode Last);

/// <param name="Sessions">How many.</param>
/// <param name="Episodes">In all of them together.</param>
/// <param name="Longest">Most episodes in one.</param>
public sealed record BingeSum(StatisticKey Key, int Sessions, int Episodes, int Longest, long WatchedMs);

/// <param name="Longest">Most episodes first.</param>
/// <param name="ByShow">Most sessions first, like <paramref name="ByViewer"/>.</param>
/// <param name="Sessions">All there are.</param>
public sealed record BingeResult(IReadOnlyList<BingeSession> Longest, IReadOnlyList<BingeSum> ByShow, IReadOnlyList<BingeSum> ByViewer, int Sessions);
