using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.InMemory;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Analytics.Viewing;

public sealed class FirstLastSeenReaderTests
{
    private static readonly DateTimeOffset Middle = new(2026, 6, 15, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StatisticSplit.Viewer, 1)]
    [InlineData(StatisticSplit.Item, 2)]
    [InlineData(StatisticSplit.Device, 3)]
    public async Task First_and_last_times_agree_with_the_plays_and_new_is_what_began_in_the_range(StatisticSplit by, int seed)
    {
        using var home = RandomHousehold.Around(Middle, seed, plays: 60);
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata");
        var slow = new SlowStatistics(home, zone);
        var devices = await home.Db.CreateDbContext().PlayDevices.AsNoTracking().ToDictionaryAsync(d => d.Id, d => d.Name!, Token);
        var filter = new AnalyticsFilter { From = new(2026, 6, 10), To = new(2026, 6, 11), Server = home.Servers[0].Id };

        var result = await AskAsync(home, new() { Filter = filter, By = by }, zone);
        var fresh = await AskAsync(home, new() { Filter = filter, By = by, OnlyNew = true }, zone);
        var stale = await AskAsync(home, new() { Filter = filter, By = by, Order = SeenOrder.NotSeenFor, Limit = 1 }, zone);

        var expected = slow.Counted().Where(p => p.ServerId == filter.Server).GroupBy(p => by switch
        {
            StatisticSplit.Viewer => home.People[p.UserId].Name,
            StatisticSplit.Item => home.Items[p.MediaItemId].Title,
            _ => devices[p.DeviceId],
        }).Select(g => (g.Key, First: g.Min(p => p.StartedAt), Last: g.Max(p => p.StoppedAt!.Value), Plays: (long)g.Count(slow.IsFirst), Watched: g.Sum(p => p.WatchedMs), New: g.Min(p => slow.DayOf(p.StartedAt)) >= filter.From && g.Min(p => slow.DayOf(p.StartedAt)) <= filter.To)).ToList();
        Assert.Equal(expected.Order(), result.Rows.Select(r => (r.Key.Label!, r.FirstAt, r.LastAt, r.Plays, r.WatchedMs, r.IsNew)).Order());
        Assert.Equal(expected.OrderByDescending(e => e.First).Select(e => e.First), result.Rows.Select(r => r.FirstAt));
        Assert.Equal((expected.Count, expected.Count(e => e.New)), (result.Total, result.New));
        Assert.Equal(result.Rows.Where(r => r.IsNew), fresh.Rows);
        Assert.Equal((fresh.Rows.Count, fresh.Rows.Count), (fresh.Total, fresh.New));
        Assert.Equal(expected.Min(e => e.Last), Assert.Single(stale.Rows).LastAt);
    }

    [Fact]
    public async Task Nothing_is_told_to_who_may_see_nothing_and_times_are_refused()
    {
        using var home = RandomHousehold.Around(Middle, 1, plays: 20);

        Assert.Equal(0, (await AskAsync(home, new(), TimeZoneInfo.Utc, ReadScope.None)).Total);
        await Assert.ThrowsAsync<ArgumentException>(() => AskAsync(home, new() { By = StatisticSplit.Day }, TimeZoneInfo.Utc));
    }

    private static async Task<SeenResult> AskAsync(Household home, SeenRequest request, TimeZoneInfo zone, ReadScope? scope = null)
    {
        using var index = new PlayIndex(home.Db);
        return await new FirstLastSeenReader(index, home.Db).ReadAsync(request, zone, scope ?? ReadScope.Everything, Token);
    }
}
