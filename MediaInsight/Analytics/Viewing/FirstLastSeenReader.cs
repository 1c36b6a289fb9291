using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Viewing;

public enum SeenOrder
{
    /// <summary>Newest first.</summary>
    FirstSeen,

    /// <summary>Newest first.</summary>
    LastSeen,

    /// <summary>Not seen for longest first.</summary>
    NotSeenFor,
}

public sealed record SeenRequest
{
    public const int MaxLimit = 1000;

    /// <summary>Its range says what is new; first and last times are those of all time.</summary>
    public AnalyticsFilter Filter { get; init; } = AnalyticsFilter.AllTime;

    /// <summary>Viewer, Title, Item, Device or any other split that is not by time.</summary>
    public StatisticSplit By { get; init; } = StatisticSplit.Viewer;
    public SeenOrder Order { get; init; }

    /// <summary>Leaves out what was seen before the range.</summary>
    public bool OnlyNew { get; init; }

    /// <summary>1–<see cref="MaxLimit"/> for a page, any for a file.</summary>
    public int Limit { get; init; } = 100;
}

/// <param name="FirstAt">Begin of the first play of all time.</param>
/// <param name="LastAt">End of the last one.</param>
/// <param name="Plays">Of all time, like <paramref name="WatchedMs"/>.</param>
/// <param name="IsNew">The first play began in the range.</param>
public sealed record Seen(StatisticKey Key, DateTimeOffset FirstAt, DateTimeOffset LastAt, long Plays, long WatchedMs, bool IsNew);

/// <param name="Total">Without the limit; of the new ones when only they were asked for.</param>
/// <param name="New">New in the range, of all there are.</param>
public sealed record SeenResult(IReadOnlyList<Seen> Rows, int Total, int New);

/// <summary>When people, titles and devices were seen first and last, and which of them are new.</summary>
public sealed class FirstLastSeenReader(PlayIndex index, IDbContextFactory<MediaInsightDb> factory)
{
    private readonly SelectedPlays _plays = new(index, factory);

    /// <exception cref="ArgumentException">The split is by time.</exception>
    public Task<SeenResult> ReadAsync(SeenRequest request, TimeZoneInfo zone, ReadScope scope, CancellationToken cancellationToken) => TimeBuckets.IsTime(request.By)
        ? throw new ArgumentException("Times are not seen.", nameof(request))
        : _plays.AskAsync(request.Filter, zone, scope, (reading, selection) => Answer(reading, selection, request), cancellationToken);

    private static SeenResult Answer(PlayIndexReading reading, PlaySelection selection, SeenRequest request)
    {
        var keys = Keyring.Of(request.By, reading);
        var cells = new StatisticCell[keys.Count];
        StatisticCell total = default;
        new StatisticWalk(reading, selection with { FromMs = long.MinValue, BeforeMs = long.MaxValue }).Groups(keys, cells, ref total);
        var groups = Enumerable.Range(0, cells.Length).Where(g => cells[g].First != 0).ToArray();
        var fresh = groups.Where(g => IsNew(cells[g], selection)).ToArray();
        var shown = request.OnlyNew ? fresh : groups;
        var order = Array.ConvertAll(shown, g => request.Order switch
        {
            SeenOrder.LastSeen => -cells[g].Last,
            SeenOrder.NotSeenFor => cells[g].Last,
            _ => -cells[g].First,
        });
        Array.Sort(order, shown);
        return new(
            [.. shown.Take(Math.Max(1, request.Limit)).Select(g =>
            {
                var figures = cells[g].Figures();
                return new Seen(keys.Key(g), figures.FirstAt!.Value, figures.LastAt!.Value, figures.Plays, figures.WatchedMs, IsNew(cells[g], selection)); // non-null: groups with a first play
            })],
            shown.Length,
            fresh.Length);
    }

    private static bool IsNew(in StatisticCell cell, PlaySelection selection) => cell.First - 1 >= selection.FromMs && cell.First - 1 < selection.BeforeMs;
}
