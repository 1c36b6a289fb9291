using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.InMemory;

namespace MediaInsight.Tests.Analytics.Viewing;

/// <summary>How titles hold their viewers, against the plays of each title one by one.</summary>
public sealed class EngagementReaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StatisticSplit.Title, 1)]
    [InlineData(StatisticSplit.Title, 4)]
    [InlineData(StatisticSplit.Item, 7)]
    public async Task Every_title_agrees_with_its_plays(StatisticSplit by, int seed)
    {
        var middle = new DateTimeOffset(2026, 3, 29, 12, 0, 0, TimeSpan.Zero);
        using var home = RandomHousehold.Around(middle, seed);
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var slow = new SlowStatistics(home, zone);
        var (from, to) = (new DateOnly(2026, 3, 25), new DateOnly(2026, 4, 2));

        var result = await AskAsync(home, new() { Filter = new() { From = from, To = to }, By = by }, zone);

        var titles = slow.Counted().GroupBy(p => Name(home, p, by)).Select(g => (g.Key, Plays: g.Where(p => slow.WatchedMs(p, from, to) >= 1 || Begins(p)).ToList())).Where(t => t.Plays.Count > 0).ToDictionary(t => t.Key, t => t.Plays);
        Assert.Equal(titles.Keys.Order(StringComparer.Ordinal), result.Rows.Select(r => $"{r.Key.Label} {r.Key.Year}".Trim()).Order(StringComparer.Ordinal));
        Assert.Equal(titles.Count, result.Titles);
        foreach (var row in result.Rows)
        {
            var plays = titles[$"{row.Key.Label} {row.Key.Year}".Trim()];
            var chains = plays.Where(Begins).Select(p => slow.Counted().Where(c => c.ChainNumber == p.ChainNumber).ToList()).ToList();
            Assert.Equal(chains.Count, row.WatchCount);
            Assert.InRange(row.WatchedMs, slow.WatchedMs(plays, from, to) - 400, slow.WatchedMs(plays, from, to) + 400);
            Assert.Equal(plays.Select(p => home.People[p.UserId].Id).Distinct().Count(), row.Viewers);
            Assert.Equal(chains.Count == 0 ? null : (double)chains.Count(c => c.Any(p => p.Completed)) / chains.Count, row.CompletionRate);
            var depths = chains.Select(c => c.Max(p => p.PercentPermille)).OfType<int>().ToList();
            Assert.Equal(depths.Count == 0 ? null : depths.Average() / 1000, row.AverageCompletion is { } a ? Math.Round(a, 9) : null, new Close());
            Assert.Equal(plays.Max(p => p.StoppedAt), row.LastWatchedAt);
        }

        bool Begins(Play play) => slow.IsFirst(play) && slow.DayOf(play.StartedAt) >= from && slow.DayOf(play.StartedAt) <= to;
    }

    [Fact]
    public async Task Rows_come_in_the_order_that_is_asked_for_and_few_plays_can_be_left_out()
    {
        using var home = RandomHousehold.Around(new(2026, 6, 15, 0, 0, 0, TimeSpan.Zero), 3);

        foreach (var order in Enum.GetValues<EngagementOrder>())
        {
            var most = await AskAsync(home, new() { Order = order }, TimeZoneInfo.Utc);
            var least = await AskAsync(home, new() { Order = order, Ascending = true, Limit = 1 }, TimeZoneInfo.Utc);
            var values = most.Rows.Select(r => Measure(r, order)).ToList();
            Assert.Equal(values.OrderByDescending(v => v), values);
            Assert.Equal(values.Min(), Measure(Assert.Single(least.Rows), order));
        }

        var many = await AskAsync(home, new() { MinPlays = 30 }, TimeZoneInfo.Utc);
        var all = await AskAsync(home, new(), TimeZoneInfo.Utc);
        Assert.Equal(all.Rows.Where(r => r.WatchCount >= 30).Select(r => r.Key), many.Rows.Select(r => r.Key));
        Assert.Empty((await AskAsync(home, new(), TimeZoneInfo.Utc, ReadScope.None)).Rows);
        await Assert.ThrowsAsync<ArgumentException>(() => AskAsync(home, new() { By = StatisticSplit.Genre }, TimeZoneInfo.Utc));
    }

    private static double? Measure(EngagementRow row, EngagementOrder order) => order switch
    {
        EngagementOrder.Plays => row.WatchCount,
        EngagementOrder.Viewers => row.Viewers,
        EngagementOrder.CompletionRate => row.CompletionRate,
        EngagementOrder.AverageCompletion => row.AverageCompletion,
        EngagementOrder.LastWatched => row.LastWatchedAt.ToUnixTimeMilliseconds(),
        _ => row.WatchedMs,
    };

    private static string Name(Household home, Play play, StatisticSplit by)
    {
        var item = home.Items[play.MediaItemId];
        return by == StatisticSplit.Title ? SlowSplits.Title(item) : string.Create(CultureInfo.InvariantCulture, $"{item.Title} {item.Year}").Trim();
    }

    private static async Task<EngagementResult> AskAsync(Household home, EngagementRequest request, TimeZoneInfo zone, ReadScope? scope = null)
    {
        using var index = new PlayIndex(home.Db);
        return await new EngagementReader(index, home.Db).ReadAsync(request, zone, scope ?? ReadScope.Everything, Token);
    }

    private sealed class Close : IEqualityComparer<double?>
    {
        public bool Equals(double? x, double? y) => (x, y) is (null, null) || (x is { } a && y is { } b && Math.Abs(a - b) < 1e-6);

        public int GetHashCode(double? obj) => 0;
    }
}
