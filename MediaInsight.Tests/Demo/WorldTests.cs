using MediaInsight.Demo;
using MediaInsight.Domain;

namespace MediaInsight.Tests.Demo;

public sealed class WorldTests
{
    private static readonly IReadOnlyList<DateTimeOffset> Instants = [.. Enumerable.Range(0, 2000).Select(i => DemoClock.Friday.AddSeconds(i * 331))];

    [Fact]
    public void Three_to_seven_sessions_run_at_any_time_and_every_server_has_one()
    {
        foreach (var at in Instants)
        {
            var plays = World.At(at);
            Assert.InRange(plays.Count, 3, 7);
            Assert.Equal(4, plays.Select(p => p.Device.Server).Distinct().Count());
        }
    }

    [Fact]
    public void Nobody_and_no_device_plays_two_things_at_once()
    {
        foreach (var at in Instants)
        {
            var plays = World.At(at);
            Assert.Equal(plays.Count, plays.Select(p => p.Device).Distinct().Count());
            Assert.Equal(plays.Count, plays.Select(p => p.Device.Owner.Number).Distinct().Count());
            Assert.Equal(plays.Count, plays.Select(p => p.Number).Distinct().Count());
        }
    }

    [Fact]
    public void Positions_stay_inside_the_title_and_follow_the_clock()
    {
        foreach (var at in Instants)
        {
            foreach (var play in World.At(at).Where(p => p.Item.Kind != MediaKind.LiveTv))
            {
                Assert.InRange(play.PositionAt(at), TimeSpan.Zero, play.Item.Duration!.Value);
                var later = play.PositionAt(at.AddSeconds(1)) - play.PositionAt(at);
                Assert.InRange(later, TimeSpan.Zero, TimeSpan.FromSeconds(1));
            }
        }
    }

    [Fact]
    public void Something_starts_or_ends_every_few_minutes()
    {
        var changes = 0;
        var before = World.At(DemoClock.Friday).Select(p => p.Number).ToHashSet();
        for (var minute = 1; minute <= 24 * 60; minute++)
        {
            var plays = World.At(DemoClock.Friday.AddMinutes(minute)).Select(p => p.Number).ToHashSet();
            changes += plays.SetEquals(before) ? 0 : 1;
            before = plays;
        }

        Assert.InRange(changes, 24 * 60 / 10, 24 * 60 / 2);
    }

    [Fact]
    public void Every_kind_of_stream_state_and_media_is_seen_within_a_week()
    {
        var plays = Instants.SelectMany(at => World.At(at).Select(p => (Play: p, At: at))).ToList();
        foreach (var decision in Enum.GetValues<StreamDecision>())
        {
            Assert.Contains(plays, p => p.Play.DeliveryAt(p.At).Decision == decision);
        }

        foreach (var state in Enum.GetValues<PlaybackState>())
        {
            Assert.Contains(plays, p => p.Play.StateAt(p.At) == state);
        }

        foreach (var kind in new[] { MediaKind.Movie, MediaKind.Episode, MediaKind.Track, MediaKind.LiveTv, MediaKind.Audiobook, MediaKind.PodcastEpisode })
        {
            Assert.Contains(plays, p => p.Play.Item.Kind == kind);
        }

        Assert.Contains(plays, p => p.Play.DeliveryAt(p.At).SubtitleDecision == SubtitleDecision.Burn);
        Assert.Contains(plays, p => p.Play.Change is not null);
        Assert.Contains(plays, p => p.Play.DeliveryAt(p.At).Hardware);
        Assert.Contains(plays, p => p.Play.Location == NetworkLocation.Wan);
        Assert.Contains(plays, p => p.Play.Location == NetworkLocation.Lan);
    }

    [Fact]
    public void The_next_episode_follows_without_a_gap()
    {
        var followed = World.Between(ServerKind.Plex, DemoClock.Friday, DemoClock.Friday.AddDays(3))
            .GroupBy(p => p.Device)
            .SelectMany(g => g.Zip(g.Skip(1)))
            .Count(p => p.First.StoppedAt == p.Second.StartedAt && p.First.Item.Parent?.Number == p.Second.Item.Parent?.Number && p.Second.Item.Index == p.First.Item.Index + 1);
        Assert.True(followed > 10);
    }

    [Fact]
    public void Titles_of_the_catalogue_are_unique_numbers_and_try_foreign_text()
    {
        var catalogue = Catalogue.Instance;
        Assert.Equal(catalogue.Items.Count, catalogue.ByNumber.Count);
        Assert.InRange(catalogue.Movies.Count, 110, 130);
        Assert.InRange(catalogue.Episodes.Count, 25, 25);
        Assert.InRange(catalogue.Albums.Count, 30, 30);
        Assert.InRange(catalogue.Books.Count, 40, 40);
        Assert.Equal(8, catalogue.Podcasts.Count);
        Assert.Equal(6, catalogue.Channels.Count);
        Assert.Contains(catalogue.Movies, m => m.Title == "<b>Bold</b> & Daring");
        Assert.All(catalogue.Items, i => Assert.Equal(i.Title, Text.Clean(i.Title)));
    }

    [Fact]
    public void New_titles_arrive_at_any_time_and_never_from_the_future()
    {
        for (var day = 0; day < 400; day += 7)
        {
            var now = DemoClock.Friday.AddDays(day);
            Assert.All(Catalogue.Instance.Items, i => Assert.True(i.AddedAt(now) <= now));
            Assert.Contains(Catalogue.Instance.Items, i => i.AddedAt(now) > now.AddDays(-10));
        }
    }
}
