using MediaInsight.Analytics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;

namespace MediaInsight.Tests.Analytics.Viewing;

public sealed class RewatchReaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task Who_completed_what_again_agrees_with_the_plays(int seed)
    {
        using var home = RandomHousehold.Around(new(2026, 6, 15, 0, 0, 0, TimeSpan.Zero), seed);
        using var index = new PlayIndex(home.Db);
        var slow = new SlowStatistics(home, TimeZoneInfo.Utc);
        var filter = new AnalyticsFilter { From = new(2026, 6, 11), To = new(2026, 6, 19) };

        var result = await new RewatchReader(index, home.Db).ReadAsync(filter, 1000, TimeZoneInfo.Utc, ReadScope.Everything, Token);

        var expected = slow.Counted()
            .Where(p => slow.IsFirst(p) && slow.DayOf(p.StartedAt) >= filter.From && slow.DayOf(p.StartedAt) <= filter.To && slow.Counted().Any(c => c.ChainNumber == p.ChainNumber && c.Completed))
            .GroupBy(p => (home.People[p.UserId].Name, home.Items[p.MediaItemId].Title, home.Items[p.MediaItemId].Year))
            .Select(g => (g.Key, Times: g.Select(p => p.StartedAt).Order().ToList())).Where(g => g.Times.Count > 1)
            .Select(g => (g.Key.Name, g.Key.Title, g.Key.Year, g.Times.Count, g.Times[0], g.Times[^1], g.Times.Zip(g.Times.Skip(1)).Min(p => p.Second - p.First))).ToList();
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Order(), result.Rows.Select(r => (r.Viewer.Label!, r.Title.Label!, r.Title.Year, r.Completions, r.FirstAt, r.LastAt, r.ShortestInterval)).Order());
        Assert.Equal(expected.Count, result.Total);
        Assert.Equal(expected.Sum(e => e.Count - 1), result.Again);
        Assert.Equal(result.Rows.OrderByDescending(r => r.Completions).Select(r => r.Completions), result.Rows.Select(r => r.Completions));
        Assert.All(result.Rows, r => Assert.Equal((r.LastAt - r.FirstAt) / (r.Completions - 1), r.AverageInterval));
    }

    [Fact]
    public async Task A_limited_reader_gets_the_own_ones_only()
    {
        using var home = RandomHousehold.Around(new(2026, 6, 15, 0, 0, 0, TimeSpan.Zero), 1);
        using var index = new PlayIndex(home.Db);
        var bob = home.People.Values.First(p => p.Name == "Bob").Id;
        var reader = new RewatchReader(index, home.Db);

        var own = await reader.ReadAsync(AnalyticsFilter.AllTime, 100, TimeZoneInfo.Utc, ReadScope.Only(bob), Token);

        Assert.NotEmpty(own.Rows);
        Assert.All(own.Rows, r => Assert.Equal(bob, r.Viewer.Viewer));
        Assert.Equal(0, (await reader.ReadAsync(AnalyticsFilter.AllTime, 100, TimeZoneInfo.Utc, ReadScope.None, Token)).Total);
    }
}
