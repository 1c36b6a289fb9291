using MediaInsight.Demo;
using MediaInsight.Domain;

namespace MediaInsight.Tests.Demo;

public sealed class DemoPastTests(ITestOutputHelper output)
{
    private static readonly Lazy<IReadOnlyList<DemoPlay>> Year = new(() => [.. DemoPast.Generate(DemoClock.Friday)]);

    [Fact]
    public void A_year_has_six_to_nine_thousand_plays_in_the_order_of_their_start()
    {
        var plays = Year.Value;
        output.WriteLine($"{plays.Count} plays");
        Assert.InRange(plays.Count, 6000, 9000);
        Assert.True(plays.Zip(plays.Skip(1)).All(p => p.First.StartedAt <= p.Second.StartedAt));
        Assert.All(plays, p => Assert.InRange(p.StartedAt, DemoClock.Friday.AddDays(-365), DemoClock.Friday));
        Assert.All(plays, p => Assert.True(p.StoppedAt <= DemoClock.Friday));
    }

    [Fact]
    public void The_same_instant_gives_the_same_year() =>
        Assert.Equal(Year.Value.Select(Essence), DemoPast.Generate(DemoClock.Friday).Select(Essence));

    [Theory]
    [InlineData(0)]
    [InlineData(37)]
    [InlineData(171)]
    [InlineData(290)]
    public void Times_and_positions_hold_together(int day)
    {
        foreach (var play in DemoPast.Generate(DemoClock.Friday.AddDays(day).AddHours(day % 24), 120))
        {
            var elapsed = (long)(play.StoppedAt - play.StartedAt).TotalMilliseconds;
            Assert.True(play.StoppedAt > play.StartedAt);
            Assert.True(play.WatchedMs > 0);
            Assert.InRange(play.WatchedMs + play.PausedMs + play.BufferingMs, 1, elapsed);
            Assert.True(play.Duration is null || play.Position <= play.Duration, play.Media.Title);
            Assert.True(play.StartPosition <= play.Position);
            Assert.Equal(play.Media.Kind == MediaKind.LiveTv, play.Duration is null);
            Assert.NotNull(play.Stream.Decision);
        }
    }

    [Fact]
    public void No_device_and_no_account_plays_two_things_at_once()
    {
        foreach (var plays in Year.Value.GroupBy(p => (p.Server, p.Device.ExternalId)).Concat(Year.Value.GroupBy(p => (p.Server, (string?)p.User.ExternalId))))
        {
            Assert.All(plays.Zip(plays.Skip(1)), pair => Assert.True(pair.First.StoppedAt <= pair.Second.StartedAt, $"{pair.First.StartedAt} {pair.First.Media.Title}"));
        }
    }

    [Fact]
    public void The_past_does_not_overlap_with_what_is_live()
    {
        for (var hour = 0; hour < 72; hour += 5)
        {
            var now = DemoClock.Friday.AddHours(hour);
            var live = World.At(now).ToDictionary(p => p.Device.ExternalId, p => p.StartedAt);
            foreach (var play in DemoPast.Generate(now, 5))
            {
                Assert.True(!live.TryGetValue(play.Device.ExternalId!, out var since) || play.StoppedAt <= since);
            }
        }
    }

    [Fact]
    public void Evenings_and_free_days_are_heavier()
    {
        var video = Year.Value.Where(p => p.Media.Kind is MediaKind.Movie or MediaKind.Episode).ToList();
        Assert.True(video.Count(p => p.StartedAt.Hour is >= 18 and < 24) > video.Count / 2);
        double PerDay(Func<DayOfWeek, bool> of, int days) => video.Where(p => of(p.StartedAt.DayOfWeek)).Sum(p => p.WatchedMs) / (double)days;
        Assert.True(PerDay(d => d is DayOfWeek.Saturday or DayOfWeek.Sunday, 2) > 1.15 * PerDay(d => d is not (DayOfWeek.Saturday or DayOfWeek.Sunday), 5));
    }

    [Fact]
    public void Films_are_given_up_resumed_and_seen_again_and_every_server_and_decision_occurs()
    {
        var films = Year.Value.Where(p => p.Media.Kind == MediaKind.Movie).ToList();
        Assert.Contains(films, p => p.Position < p.Duration * 0.6);
        Assert.Contains(films, p => p.StartPosition > TimeSpan.FromMinutes(5) && p.Position > p.Duration * 0.9);
        Assert.Contains(films.Where(p => p.Position > p.Duration * 0.9).GroupBy(p => (p.User.ExternalId, p.Media.ExternalId)), g => g.Count() > 1);
        Assert.Equal(4, Year.Value.Select(p => p.Server).Distinct().Count());
        Assert.Equal(3, Year.Value.Select(p => p.Stream.Decision).Distinct().Count());
        Assert.Contains(Year.Value, p => p.Media.Kind == MediaKind.LiveTv);
        Assert.Contains(Year.Value, p => p.Media.Kind == MediaKind.PodcastEpisode);
    }

    [Fact]
    public void A_book_goes_on_where_it_was_left()
    {
        var books = Year.Value.Where(p => p.Media.Kind == MediaKind.Audiobook).GroupBy(p => (p.User.ExternalId, p.Media.ExternalId)).ToList();
        Assert.Contains(books, b => b.Count() > 5);
        foreach (var (first, second) in books.SelectMany(b => b.Zip(b.Skip(1))))
        {
            Assert.True(second.StartPosition == first.Position || second.StartPosition == TimeSpan.Zero);
        }
    }

    [Fact]
    public void Days_follow_the_zone_of_the_household()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");
        var video = DemoPast.Generate(DemoClock.Friday, 90, zone).Where(p => p.Media.Kind == MediaKind.Movie).ToList();
        Assert.True(video.Count(p => TimeZoneInfo.ConvertTime(p.StartedAt, zone).Hour >= 18) > video.Count / 2);
    }

    private static string Essence(DemoPlay play) => $"{play.Server} {play.User} {play.Device.ExternalId} {play.Media} {play.StartedAt:O} {play.StoppedAt:O} {play.WatchedMs} {play.Stream} {play.IpAddress}";
}
