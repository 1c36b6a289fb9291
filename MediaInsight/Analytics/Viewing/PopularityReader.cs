using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Viewing;

public enum PopularityOrder
{
    /// <summary>By rank.</summary>
    Popular,

    /// <summary>Only what gained, the largest gain first.</summary>
    Trending,
}

public sealed record PopularityRequest
{
    public const int MaxLimit = 1000;

    /// <summary>Its range is compared with the same number of days right before it; an open range with nothing.</summary>
    public AnalyticsFilter Filter { get; init; } = AnalyticsFilter.AllTime;

    /// <summary>Title, Item, Genre, Device or any other split that is not by time.</summary>
    public StatisticSplit By { get; init; } = StatisticSplit.Title;
    public TopBy Measure { get; init; } = TopBy.Plays;
    public PopularityOrder Order { get; init; }

    /// <summary>1–<see cref="MaxLimit"/> for a page, any for a file.</summary>
    public int Limit { get; init; } = 50;
}

/// <param name="Rank">From 1, by the measure; equal ones share one.</param>
/// <param name="PreviousRank">In the period before; null: it was not there.</param>
public sealed record Popularity(StatisticKey Key, int Rank, int? PreviousRank, long Plays, long PreviousPlays, long WatchedMs, long PreviousWatchedMs)
{
    /// <summary>Places gained; negative: lost; null: it was not there before.</summary>
    public int? RankChange => PreviousRank - Rank;
}

/// <param name="Total">Rows without the limit.</param>
/// <param name="PreviousFrom">Null: compared with nothing.</param>
public sealed record PopularityResult(IReadOnlyList<Popularity> Rows, int Total, DateOnly? PreviousFrom, DateOnly? PreviousTo);

/// <summary>What is liked most now, and what more than before.</summary>
public sealed class PopularityReader(PlayIndex index, IDbContextFactory<MediaInsightDb> factory)
{
    private readonly SelectedPlays _plays = new(index, factory);

    /// <exception cref="ArgumentException">The split is by time.</exception>
    public Task<PopularityResult> ReadAsync(PopularityRequest request, TimeZoneInfo zone, ReadScope scope, CancellationToken cancellationToken) => TimeBuckets.IsTime(request.By)
        ? throw new ArgumentException("Times are not liked.", nameof(request))
        : _plays.AskAsync(request.Filter, zone, scope, (reading, selection) => Answer(reading, selection, request, zone), cancellationToken);

    private static PopularityResult Answer(PlayIndexReading reading, PlaySelection selection, PopularityRequest request, TimeZoneInfo zone)
    {
        var keys = Keyring.Of(request.By, reading);
        var now = Cells(reading, selection, keys);
        var before = request.Filter.Previous();
        var then = before is null ? new StatisticCell[keys.Count] : Cells(reading, selection with
        {
            FromMs = SiteDays.Start(before.From!.Value, zone).ToUnixTimeMilliseconds(), // non-null: a period before has both ends
            BeforeMs = selection.FromMs,
        }, keys);
        var (rank, previous) = (Ranks(now, request.Measure), Ranks(then, request.Measure));
        var groups = Enumerable.Range(0, keys.Count).Where(g => rank[g] > 0 && (request.Order == PopularityOrder.Popular || Gain(g) > 0)).ToArray();
        var order = Array.ConvertAll(groups, g => (First: request.Order == PopularityOrder.Popular ? rank[g] : -Gain(g), rank[g], g));
        Array.Sort(order, groups);
        return new(
            [.. groups.Take(Math.Max(1, request.Limit)).Select(g => new Popularity(
                keys.Key(g), rank[g], previous[g] == 0 ? null : previous[g], now[g].Plays, then[g].Plays, now[g].WatchedMs, then[g].WatchedMs))],
            groups.Length,
            before?.From,
            before?.To);

        long Gain(int group) => Measure(now[group], request.Measure) - Measure(then[group], request.Measure);
    }

    private static StatisticCell[] Cells(PlayIndexReading reading, PlaySelection selection, SplitKeys keys)
    {
        var cells = new StatisticCell[keys.Count];
        StatisticCell total = default;
        new StatisticWalk(reading, selection).Groups(keys, cells, ref total);
        return cells;
    }

    /// <summary>By group, from 1; 0: it has nothing of the measure.</summary>
    private static int[] Ranks(StatisticCell[] cells, TopBy measure)
    {
        var groups = Enumerable.Range(0, cells.Length).Where(g => Measure(cells[g], measure) > 0).ToArray();
        var values = Array.ConvertAll(groups, g => -Measure(cells[g], measure));
        Array.Sort(values, groups);
        var ranks = new int[cells.Length];
        for (var i = 0; i < groups.Length; i++)
        {
            ranks[groups[i]] = i > 0 && values[i] == values[i - 1] ? ranks[groups[i - 1]] : i + 1;
        }

        return ranks;
    }

    private static long Measure(in StatisticCell cell, TopBy measure) => measure == TopBy.Plays ? cell.Plays : cell.WatchedMs;
}
