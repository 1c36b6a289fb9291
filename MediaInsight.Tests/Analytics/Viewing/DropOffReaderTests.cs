using MediaInsight.Analytics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;

namespace MediaInsight.Tests.Analytics.Viewing;

public sealed class DropOffReaderTests
{
    private static readonly DateTimeOffset Middle = new(2026, 6, 15, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public async Task The_curve_of_every_title_agrees_with_its_plays(int seed)
    {
        using var home = RandomHousehold.Around(Middle, seed);
        using var index = new PlayIndex(home.Db);
        var slow = new SlowStatistics(home, TimeZoneInfo.Utc);
        var filter = new AnalyticsFilter { From = new(2026, 6, 12), To = new(2026, 6, 18) };
        foreach (var item in home.Items.Values)
        {
            var result = await new DropOffReader(index, home.Db).ReadAsync(filter with { Item = item.Id }, TimeZoneInfo.Utc, ReadScope.Everything, Token);

            var people = slow.Counted().Where(p => p.MediaItemId == item.Id && slow.DayOf(p.StartedAt) >= filter.From && slow.DayOf(p.StartedAt) <= filter.To).GroupBy(p => home.People[p.UserId].Id).ToList();
            var told = people.Select(g => g.Max(p => p.PercentPermille)).OfType<int>().ToList();
            Assert.NotNull(result);
            Assert.Equal((people.Count, people.Count, told.Count, people.Count(g => g.Any(p => p.Completed))), (result.Viewers, result.Viewings, result.Told, result.Completed));
            Assert.Equal(told.Count == 0 ? 0 : 21, result.Curve.Count);
            Assert.All(result.Curve, point => Assert.Equal((told.Count(t => t >= point.Percent * 10), told.Count(t => t >= point.Percent * 10) / (double)told.Count), (point.Viewings, point.Share)));
            Assert.Empty(result.Episodes);
        }
    }

    [Fact]
    public async Task Of_a_show_each_episode_tells_who_reached_it()
    {
        using var home = new Household();
        var server = home.Server("Attic");
        var (ann, bob) = (home.Account(server, home.Person("Ann")), home.Account(server, home.Person("Bob")));
        var show = home.Item(server, MediaKind.Show, "Severance", externalId: "show");
        var episodes = new[] { (1, 1), (1, 2), (2, 1), (0, 1) }.Select(n => home.Item(server, MediaKind.Episode, $"E{n}", show: "Severance", season: n.Item1, episode: n.Item2)).ToList();
        await using (var db = home.Db.CreateDbContext())
        {
            db.AttachRange(episodes);
            episodes.ForEach(e => e.GrandparentExternalId = "show");
            await db.SaveChangesAsync(Token);
        }

        home.Play(ann, episodes[0], Middle, TimeSpan.FromHours(1), completed: true, permille: 950);
        home.Play(ann, episodes[2], Middle.AddHours(2), TimeSpan.FromHours(1), permille: 100);
        home.Play(ann, episodes[2], Middle.AddHours(4), TimeSpan.FromHours(1), permille: 300);
        home.Play(bob, episodes[1], Middle, TimeSpan.FromHours(1), permille: 500);
        home.Play(bob, episodes[3], Middle.AddHours(2), TimeSpan.FromHours(1));
        using var index = new PlayIndex(home.Db);
        var reader = new DropOffReader(index, home.Db);

        var result = await reader.ReadAsync(new() { Item = show.Id }, TimeZoneInfo.Utc, ReadScope.Everything, Token);
        var own = await reader.ReadAsync(new() { Item = show.Id }, TimeZoneInfo.Utc, ReadScope.Only(home.People[bob.Id].Id), Token);

        Assert.NotNull(result);
        Assert.Equal((2, 4, 3, 1), (result.Viewers, result.Viewings, result.Told, result.Completed));
        Assert.Equal([(1, 1, 1, 1, 2), (1, 2, 1, 0, 2), (2, 1, 1, 0, 1), (0, 1, 1, 0, 1)], result.Episodes.Select(e => (e.Season!.Value, e.Episode!.Value, e.Viewers, e.Completed, e.Reached)));
        Assert.Equal([3, 2, 1], result.Curve.Where(p => p.Percent is 30 or 50 or 95).Select(p => p.Viewings));
        Assert.Equal((1, 2), (own!.Viewers, own.Viewings));
        Assert.Null(await reader.ReadAsync(new() { Item = show.Id }, TimeZoneInfo.Utc, ReadScope.Only(new(99)), Token));
        Assert.Null(await reader.ReadAsync(new() { Item = new(99) }, TimeZoneInfo.Utc, ReadScope.Everything, Token));
    }
}
