using MediaInsight.Domain;
using MediaInsight.Sessions;
using MediaInsight.Tests.Drivers;

namespace MediaInsight.Tests.Sessions;

/// <summary>Transitions of docs/architecture/session-states.md, one test each: what ends a play, and what only interrupts it.</summary>
public sealed class SessionEndTests
{
    private readonly Evening _evening = new();

    [Fact]
    public void A_failed_reading_ends_nothing_and_adds_nothing()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(60.Minutes());
        var tracking = new Tracking().See(_evening.Readings(10.Minutes()));
        var before = tracking.Only.Clocks;
        tracking.See(_evening.FailedReadings(20.Minutes()));

        Assert.Equal(before, tracking.Only.Clocks);
        Assert.True(tracking.Only.IsUnseen);
        Assert.Empty(tracking.Stops);
    }

    [Fact]
    public void After_an_outage_the_same_play_goes_on_and_gains_no_more_than_the_cap()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(60.Minutes()).Stops();
        var tracking = new Tracking().See(_evening.Readings(10.Minutes())).See(_evening.FailedReadings(20.Minutes()));
        var before = tracking.Only.Clocks.WatchedMs;
        tracking.See(_evening.Reading());

        Assert.Single(tracking.Starts);
        Assert.Equal(60_000, tracking.Only.Clocks.WatchedMs - before);
        Assert.False(tracking.Only.IsUnseen);
    }

    [Fact]
    public void After_an_outage_the_position_bounds_what_can_have_been_played()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(10.Minutes()).Pauses(20.Minutes()).For(10.Minutes());
        var tracking = new Tracking().See(_evening.Readings(10.Minutes())).See(_evening.FailedReadings(20.Minutes()));
        var before = tracking.Only.Clocks.WatchedMs;
        tracking.See(_evening.Reading());

        // Five seconds to the pause, and the slack of rounded positions.
        Assert.InRange(tracking.Only.Clocks.WatchedMs - before, 0, 7000);
    }

    [Fact]
    public void A_session_missing_once_goes_on_when_it_comes_back()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(1.Minutes()).IsAwayFor(5.Seconds()).For(1.Minutes()).Stops();
        var tracking = new Tracking().See(_evening.Readings());

        Assert.Single(tracking.Starts);
        Assert.Single(tracking.Stops);
    }

    [Fact]
    public void A_session_missing_twice_ended_where_it_was_last_seen()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(1.Minutes()).Stops();
        var tracking = new Tracking().See(_evening.Readings(65.Seconds()));
        Assert.Empty(tracking.Stops);
        Assert.Equal(1, tracking.Only.Missed);
        tracking.See(_evening.Reading());

        var stopped = Assert.Single(tracking.Stops);
        Assert.Equal(StopReason.Vanished, stopped.Reason);
        Assert.Equal(Evening.Begin + 55.Seconds(), stopped.At);
    }

    [Fact]
    public void Announced_readings_in_quick_succession_do_not_end_a_session_sooner()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(1.Minutes()).Stops();
        var tracking = new Tracking { Limits = TrackerLimits.For(ServerKind.Plex) with { MinAbsence = 5.Seconds() } }.See(_evening.Readings(1.Minutes()));
        var left = Evening.Begin + 1.Minutes();

        tracking.See([_evening.At(1.Minutes()) with { TakenAt = left - 4.Seconds() }, _evening.At(1.Minutes()) with { TakenAt = left - 3.Seconds() }]);
        Assert.Empty(tracking.Stops);

        tracking.See(_evening.Reading());
        Assert.Equal(Evening.Begin + 55.Seconds(), Assert.Single(tracking.Stops).At);
    }

    [Theory]
    [InlineData(ServerKind.Plex, 2)]
    [InlineData(ServerKind.Audiobookshelf, 2)]
    [InlineData(ServerKind.Emby, 3)]
    [InlineData(ServerKind.Jellyfin, 3)]
    public void Each_product_is_given_its_number_of_readings(ServerKind kind, int readings)
    {
        _evening.Viewer("ann").Plays(Films.Film).For(5.Seconds()).Stops();
        var tracking = new Tracking(kind).See(_evening.Readings(5.Seconds()));
        for (var missed = 1; missed < readings; missed++)
        {
            tracking.See(_evening.Readings(5.Seconds()));
            Assert.Empty(tracking.Stops);
        }

        Assert.Single(tracking.See(_evening.Readings(5.Seconds())).Stops);
    }

    [Fact]
    public void A_failed_reading_is_not_one_of_the_readings_that_miss_a_session()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(1.Minutes()).Stops();
        var tracking = new Tracking().See(_evening.Readings(65.Seconds())).See(_evening.FailedReadings(1.Minutes()));

        Assert.Equal(1, tracking.Only.Missed);
        Assert.Empty(tracking.Stops);
    }

    [Fact]
    public void An_idle_device_ends_its_play_at_once()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(1.Minutes()).Idles(1.Minutes());
        var tracking = new Tracking(ServerKind.Jellyfin).See(_evening.Readings(65.Seconds()));

        Assert.Equal(StopReason.Stopped, Assert.Single(tracking.Stops).Reason);
    }

    [Fact]
    public void The_next_episode_on_the_same_device_is_a_new_play()
    {
        _evening.Viewer("ann").Plays(Films.First).For(30.Minutes()).Plays(Films.Second).For(10.Minutes()).Stops();
        var tracking = new Tracking().See(_evening.Readings());

        Assert.Equal(["episode-1", "episode-2"], tracking.Starts.Select(s => s.Session.Latest.Media.ExternalId));
        var first = tracking.Stops[0];
        Assert.Equal(StopReason.NextItem, first.Reason);
        Assert.Equal(30 * 60_000, first.Session.Clocks.PositionMs);
        Assert.True(tracking.Events.IndexOf(first) < tracking.Events.IndexOf(tracking.Starts[1]));
    }

    [Fact]
    public void Profiles_that_take_turns_on_one_television_stay_two_running_plays()
    {
        var ann = _evening.Viewer("ann", slot: "tv").Plays(Films.Film);
        var ben = _evening.Viewer("ben", slot: "tv").Plays(Films.First);
        for (var turn = 0; turn < 20; turn++)
        {
            (turn % 2 == 0 ? ann : ben).For(10.Seconds());
            (turn % 2 == 0 ? ben : ann).IsAwayFor(10.Seconds());
        }

        var tracking = new Tracking(ServerKind.Jellyfin).See(_evening.Readings(3.Minutes()));

        Assert.Equal(2, tracking.Starts.Count);
        Assert.Empty(tracking.Stops);
    }

    [Fact]
    public void A_session_reported_over_ends_when_the_server_says()
    {
        _evening.Viewer("ann").Plays(Films.Book).For(10.Minutes());
        var tracking = new Tracking(ServerKind.Audiobookshelf).See(_evening.Readings(5.Minutes()));
        var over = _evening.Reading();
        tracking.See(over with { Sessions = [over.Sessions[0] with { EndedAt = Evening.Begin + 4.Minutes() }] });

        var stopped = Assert.Single(tracking.Stops);
        Assert.Equal(Evening.Begin + 4.Minutes(), stopped.At);
        Assert.Equal(4 * 60_000, stopped.Session.Clocks.WatchedMs);
        Assert.Empty(tracking.State.Sessions);
    }

    [Fact]
    public void An_id_that_comes_back_at_the_beginning_after_an_outage_is_another_play()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(40.Minutes()).SeeksTo(TimeSpan.Zero).For(10.Minutes());
        var tracking = new Tracking().See(_evening.Readings(35.Minutes())).See(_evening.FailedReadings(330.Seconds())).See(_evening.Readings(1.Minutes()));

        Assert.Equal(2, tracking.Starts.Count);
        var stopped = Assert.Single(tracking.Stops);
        Assert.Equal(StopReason.Replaced, stopped.Reason);
        Assert.Equal(Evening.Begin + 35.Minutes() - 5.Seconds(), stopped.At);
        Assert.NotEqual(tracking.Starts[0].Session.Id, tracking.Starts[1].Session.Id);
    }

    [Fact]
    public void A_play_that_was_paused_survives_a_long_outage()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(20.Minutes()).Pauses(4.Hours()).For(10.Minutes());
        var tracking = new Tracking().See(_evening.Readings(21.Minutes())).See(_evening.FailedReadings(3.Hours())).See(_evening.Readings(65.Minutes()));

        Assert.Single(tracking.Starts);
        Assert.Empty(tracking.Stops);
    }

    [Fact]
    public void After_a_long_outage_another_place_in_the_film_is_another_play()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(20.Minutes()).Pauses(2.Hours()).SeeksTo(5.Minutes()).For(10.Minutes());
        var tracking = new Tracking().See(_evening.Readings(20.Minutes())).See(_evening.FailedReadings(121.Minutes())).See(_evening.Readings(1.Minutes()));

        Assert.Equal(StopReason.Replaced, Assert.Single(tracking.Stops).Reason);
    }

    [Fact]
    public void A_server_that_is_no_longer_watched_closes_its_plays_at_the_last_sight()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(20.Minutes());
        var tracking = new Tracking().See(_evening.Readings(10.Minutes())).Close(Evening.Begin + 1.Hours());

        var stopped = Assert.Single(tracking.Stops);
        Assert.Equal(StopReason.ServerRemoved, stopped.Reason);
        Assert.Equal(Evening.Begin + 10.Minutes() - 5.Seconds(), stopped.At);
        Assert.Empty(tracking.State.Sessions);
    }
}
