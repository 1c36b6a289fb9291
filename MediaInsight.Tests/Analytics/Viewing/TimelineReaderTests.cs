using MediaInsight.Analytics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.InMemory;

namespace MediaInsight.Tests.Analytics.Viewing;

/// <summary>What was on at a time, against looking through all plays.</summary>
public sealed class TimelineReaderTests
{
    private static readonly DateTimeOffset Middle = new(2026, 6, 15, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TimelineLanes.Viewer, 3)]
    [InlineData(TimelineLanes.Device, 8)]
    public async Task Instants_and_stretches_hold_exactly_the_plays_that_overlap_them(TimelineLanes by, int seed)
    {
        using var home = RandomHousehold.Around(Middle, seed);
        using var index = new PlayIndex(home.Db);
        var reader = new TimelineReader(index, home.Db);
        var slow = new SlowStatistics(home, TimeZoneInfo.Utc);
        var random = new Random(seed);
        for (var i = 0; i < 12; i++)
        {
            var from = Middle.AddMinutes(random.Next(-8000, 8000));
            DateTimeOffset? before = i % 2 == 0 ? null : from.AddMinutes(random.Next(1, 10_080));

            var result = await reader.ReadAsync(new() { From = from, Before = before, By = by }, ReadScope.Everything, Token);

            var end = before ?? from.AddMilliseconds(1);
            var expected = slow.Counted().Where(p => p.StartedAt < end && (p.StartedAt > from || End(p) > from)).ToList();
            Assert.Equal(expected.Count, result.Total);
            Assert.Equal(expected.Select(p => p.Number).Order(), result.Lanes.SelectMany(l => l.Plays).Select(p => p.Row.Number).Order());
            foreach (var lane in result.Lanes)
            {
                Assert.Single(lane.Plays.Select(p => by == TimelineLanes.Viewer ? p.Row.ViewerName : $"{p.Row.ServerId} {p.Row.DeviceName} {p.Row.ClientName}").Distinct());
                Assert.Equal(lane.Plays.Max(p => p.Track) + 1, lane.Tracks);
                foreach (var track in lane.Plays.GroupBy(p => p.Track).Select(g => g.OrderBy(p => p.Row.StartedAt).ToList()))
                {
                    Assert.All(track.Zip(track.Skip(1)), pair => Assert.True(pair.First.Row.StoppedAt <= pair.Second.Row.StartedAt));
                }
            }
        }
    }

    [Fact]
    public async Task Filters_and_scope_narrow_it_and_odd_stretches_are_refused()
    {
        using var home = RandomHousehold.Around(Middle, 3);
        using var index = new PlayIndex(home.Db);
        var reader = new TimelineReader(index, home.Db);
        var bob = home.People.Values.First(p => p.Name == "Bob").Id;
        var week = new TimelineRequest { From = Middle.AddDays(-3), Before = Middle.AddDays(4), Filter = new() { Kind = MediaKind.Movie } };

        var own = await reader.ReadAsync(week, ReadScope.Only(bob), Token);

        Assert.Equal("Bob", Assert.Single(own.Lanes).Key.Label);
        Assert.All(own.Lanes[0].Plays, p => Assert.Equal((bob, MediaKind.Movie), (p.Row.ViewerId, p.Row.Kind)));
        Assert.Equal(0, (await reader.ReadAsync(week, ReadScope.None, Token)).Total);
        await Assert.ThrowsAsync<ArgumentException>(() => reader.ReadAsync(week with { Before = week.From }, ReadScope.Everything, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => reader.ReadAsync(week with { Before = week.From.AddDays(7.1) }, ReadScope.Everything, Token));
    }

    private static DateTimeOffset End(Play play) => play.StoppedAt < play.StartedAt.AddDays(7) ? play.StoppedAt.Value : play.StartedAt.AddDays(7);
}
