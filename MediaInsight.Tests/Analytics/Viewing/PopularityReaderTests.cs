using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;

namespace MediaInsight.Tests.Analytics.Viewing;

public sealed class PopularityReaderTests
{
    private static readonly DateTimeOffset Middle = new(2026, 6, 15, 0, 0, 0, TimeSpan.Zero);
    private static readonly AnalyticsFilter Range = new() { From = new(2026, 6, 15), To = new(2026, 6, 18) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TopBy.Plays, 1)]
    [InlineData(TopBy.WatchTime, 4)]
    public async Task Ranks_of_both_periods_agree_with_the_plays(TopBy measure, int seed)
    {
        using var home = RandomHousehold.Around(Middle, seed);
        var slow = new SlowStatistics(home, TimeZoneInfo.Utc);

        var result = await AskAsync(home, new() { Filter = Range, By = StatisticSplit.Viewer, Measure = measure });

        var now = Of(home, slow, Range, measure);
        var before = Of(home, slow, new() { From = new(2026, 6, 11), To = new(2026, 6, 14) }, measure);
        Assert.Equal((new DateOnly(2026, 6, 11), new DateOnly(2026, 6, 14)), (result.PreviousFrom, result.PreviousTo));
        Assert.Equal(now.Keys.Order(), result.Rows.Select(r => r.Key.Label!).Order());
        foreach (var row in result.Rows)
        {
            Assert.Equal(1 + now.Count(n => n.Value > now[row.Key.Label!] + 400 * (measure == TopBy.WatchTime ? 1 : 0)), row.Rank);
            Assert.Equal(before.TryGetValue(row.Key.Label!, out var old) ? 1 + before.Count(n => n.Value > old + 400 * (measure == TopBy.WatchTime ? 1 : 0)) : null, row.PreviousRank);
            Assert.Equal(row.PreviousRank - row.Rank, row.RankChange);
            Assert.InRange(measure == TopBy.Plays ? row.Plays : row.WatchedMs, now[row.Key.Label!] - 400, now[row.Key.Label!] + 400);
        }
    }

    [Fact]
    public async Task Trending_is_what_gained_and_all_time_is_compared_with_nothing()
    {
        using var home = new Household();
        var server = home.Server("Attic");
        var ann = home.Account(server, home.Person("Ann"));
        var films = new[] { "Up", "Down", "New" }.Select(t => home.Item(server, MediaKind.Movie, t)).ToList();
        foreach (var (film, before, now) in new[] { (0, 1, 4), (1, 5, 3), (2, 0, 2) })
        {
            Enumerable.Range(0, before).ToList().ForEach(i => home.Play(ann, films[film], Middle.AddHours(-3 * (i + 1)), TimeSpan.FromHours(1)));
            Enumerable.Range(0, now).ToList().ForEach(i => home.Play(ann, films[film], Middle.AddHours(3 * (i + 1)), TimeSpan.FromHours(1)));
        }

        var popular = await AskAsync(home, new() { Filter = Range });
        var trending = await AskAsync(home, new() { Filter = Range, Order = PopularityOrder.Trending });
        var ever = await AskAsync(home, new());

        Assert.Equal([("Up", 1, 2, 1), ("Down", 2, 1, -1), ("New", 3, null, (int?)null)], popular.Rows.Select(r => (r.Key.Label!, r.Rank, r.PreviousRank, r.RankChange)));
        Assert.Equal(["Up", "New"], trending.Rows.Select(r => r.Key.Label));
        Assert.Equal([("Down", 8L), ("Up", 5L), ("New", 2L)], ever.Rows.Select(r => (r.Key.Label!, r.Plays)));
        Assert.All(ever.Rows, r => Assert.Null(r.PreviousRank));
        Assert.Null(ever.PreviousFrom);
        Assert.Empty((await AskAsync(home, new() { Filter = Range }, ReadScope.None)).Rows);
    }

    private static Dictionary<string, double> Of(Household home, SlowStatistics slow, AnalyticsFilter range, TopBy measure) => slow.Counted().GroupBy(p => home.People[p.UserId].Name)
        .ToDictionary(g => g.Key, g => measure == TopBy.Plays ? slow.Plays(g, range.From!.Value, range.To!.Value) : slow.WatchedMs(g, range.From!.Value, range.To!.Value))
        .Where(g => g.Value > 0).ToDictionary();

    private static async Task<PopularityResult> AskAsync(Household home, PopularityRequest request, ReadScope? scope = null)
    {
        using var index = new PlayIndex(home.Db);
        return await new PopularityReader(index, home.Db).ReadAsync(request, TimeZoneInfo.Utc, scope ?? ReadScope.Everything, Token);
    }
}
