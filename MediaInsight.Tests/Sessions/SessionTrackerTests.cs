using MediaInsight.Domain;
using MediaInsight.Sessions;
using MediaInsight.Tests.Drivers;

namespace MediaInsight.Tests.Sessions;

/// <summary>The transitions of docs/architecture/session-states.md, one test each.</summary>
public sealed class SessionTrackerTests
{
    private readonly Evening _evening = new();

    [Fact]
    public void A_session_seen_playing_begins_a_play()
    {
        _evening.Viewer("ann").Plays(Films.Film, from: 3.Minutes()).For(1.Minutes());
        var tracking = new Tracking().See(_evening.Reading());

        var started = Assert.IsType<SessionStarted>(Assert.Single(tracking.Events));
        Assert.Equal(Evening.Begin, started.At);
        Assert.Equal(180_000, started.Session.StartPositionMs);
        Assert.Equal(0, started.Session.Clocks.WatchedMs);
    }

    [Fact]
    public void A_session_first_seen_paused_begins_a_play_without_watch_time()
    {
        _evening.Viewer("ann").Plays(Films.Film).Pauses(1.Minutes()).Stops();
        var stopped = Assert.Single(new Tracking().See(_evening.Readings()).Stops);

        Assert.Equal(0, stopped.Session.Clocks.WatchedMs);
        Assert.Equal(55_000, stopped.Session.Clocks.PausedMs);
    }

    [Fact]
    public void A_session_that_buffers_first_is_shown_and_is_no_play_yet()
    {
        _evening.Viewer("ann").Plays(Films.Film).Buffers(1.Minutes());
        var tracking = new Tracking().See(_evening.Readings(20.Seconds()));

        Assert.Empty(tracking.Events);
        Assert.True(tracking.Only.IsPending);
        Assert.False(tracking.Only.IsHistory);
    }

    [Fact]
    public void The_first_picture_begins_the_play_under_the_id_it_was_shown_with()
    {
        _evening.Viewer("ann").Plays(Films.Film).Buffers(20.Seconds()).For(1.Minutes());
        var tracking = new Tracking().See(_evening.Readings(20.Seconds()));
        var shown = tracking.Only.Id;
        tracking.See(_evening.Readings(20.Seconds()));

        var started = Assert.Single(tracking.Starts);
        Assert.Equal(shown, started.Session.Id);
        Assert.Equal(Evening.Begin + 20.Seconds(), started.Session.StartedAt);
        Assert.Equal(0, started.Session.Clocks.BufferingMs);
    }

    [Fact]
    public void A_play_resumed_behind_the_threshold_is_watched_also_after_buffering()
    {
        _evening.Viewer("ann").Plays(Films.Film, from: 95.Minutes()).Buffers(10.Seconds()).For(1.Minutes());
        var tracking = new Tracking().See(_evening.Readings(1.Minutes()));

        Assert.Single(tracking.Events.OfType<SessionWatched>());
    }

    [Fact]
    public void A_session_that_never_got_a_picture_leaves_no_play()
    {
        _evening.Viewer("ann").Plays(Films.Film).Buffers(1.Minutes()).Stops();
        var tracking = new Tracking().See(_evening.Readings());

        Assert.Empty(tracking.Events);
        Assert.Empty(tracking.State.Sessions);
    }

    [Fact]
    public void Watch_time_is_the_time_seen_playing()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(20.Minutes()).Stops();
        var stopped = Assert.Single(new Tracking().See(_evening.Readings()).Stops);

        Assert.Equal((20 * 60_000) - 5000, stopped.Session.Clocks.WatchedMs);
        Assert.Equal(Evening.Begin + 20.Minutes() - 5.Seconds(), stopped.At);
    }

    [Fact]
    public void Paused_time_is_not_watch_time()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(20.Minutes()).Pauses(5.Minutes()).Stops();
        var tracking = new Tracking().See(_evening.Readings());

        var stopped = Assert.Single(tracking.Stops);
        Assert.Equal(20 * 60_000, stopped.Session.Clocks.WatchedMs);
        Assert.Equal((5 * 60_000) - 5000, stopped.Session.Clocks.PausedMs);
        Assert.Equal(PlaybackState.Playing, Assert.Single(tracking.Events.OfType<SessionStateChanged>()).From);
    }

    [Fact]
    public void Resuming_goes_on_with_the_same_play()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(10.Minutes()).Pauses(3.Minutes()).For(10.Minutes()).Stops();
        var tracking = new Tracking().See(_evening.Readings());

        Assert.Single(tracking.Starts);
        Assert.Equal((20 * 60_000) - 5000, Assert.Single(tracking.Stops).Session.Clocks.WatchedMs);
    }

    [Fact]
    public void Where_the_state_changed_between_two_looks_the_position_tells_how_much_was_played()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(12.Seconds()).Pauses(30.Seconds()).Stops();
        var stopped = Assert.Single(new Tracking().See(_evening.Readings()).Stops);

        Assert.Equal(12_000, stopped.Session.Clocks.WatchedMs);
        Assert.Equal(28_000, stopped.Session.Clocks.PausedMs);
    }

    [Fact]
    public void Buffering_time_is_not_watch_time()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(1.Minutes()).Buffers(30.Seconds()).For(1.Minutes()).Stops();
        var clocks = Assert.Single(new Tracking().See(_evening.Readings()).Stops).Session.Clocks;

        Assert.Equal(115_000, clocks.WatchedMs);
        Assert.Equal(30_000, clocks.BufferingMs);
    }

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

    [Fact]
    public void A_change_of_quality_is_a_segment_of_the_same_play()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(10.Minutes()).Streaming(Films.Transcoded).For(5.Minutes()).Stops();
        var tracking = new Tracking().See(_evening.Readings());

        Assert.Single(tracking.Starts);
        var changed = Assert.Single(tracking.Events.OfType<SessionStreamChanged>());
        Assert.Equal(StreamDecision.DirectPlay, changed.Ended.Stream.Decision);
        Assert.Equal(StreamDecision.Transcode, changed.Session.Segment.Stream.Decision);
        Assert.Equal(10 * 60_000, changed.Session.Segment.WatchedBeforeMs);
        Assert.Equal((15 * 60_000) - 5000, Assert.Single(tracking.Stops).Session.Clocks.WatchedMs);
    }

    [Fact]
    public void A_first_quality_that_lasts_seconds_is_replaced_and_not_kept()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(10.Seconds()).Streaming(Films.Transcoded).For(5.Minutes());
        var tracking = new Tracking().See(_evening.Readings(1.Minutes()));

        Assert.Empty(tracking.Events.OfType<SessionStreamChanged>());
        Assert.Equal(StreamDecision.Transcode, tracking.Only.Segment.Stream.Decision);
    }

    [Fact]
    public void A_stream_that_keeps_changing_gets_a_bounded_number_of_segments()
    {
        var ann = _evening.Viewer("ann").Plays(Films.Film);
        for (var i = 0; i < 400; i++)
        {
            ann.Streaming(i % 2 == 0 ? Films.Direct : Films.Transcoded).For(10.Seconds());
        }

        var tracking = new Tracking().See(_evening.Readings());

        Assert.Equal(tracking.Limits.MaxSegments - 1, tracking.Events.OfType<SessionStreamChanged>().Count());
        Assert.Equal(3_995_000, Assert.Single(tracking.Stops).Session.Clocks.WatchedMs);
    }

    [Fact]
    public void The_watched_threshold_is_told_once()
    {
        _evening.Viewer("ann").Plays(Films.Film, from: 84.Minutes()).For(5.Minutes()).SeeksTo(84.Minutes()).For(5.Minutes()).Stops();
        var tracking = new Tracking().See(_evening.Readings());

        Assert.Single(tracking.Events.OfType<SessionWatched>());
        Assert.True(Assert.Single(tracking.Stops).Session.Clocks.Completed);
    }

    [Fact]
    public void A_play_that_ends_in_its_last_seconds_reached_the_end()
    {
        var clip = new Title(Films.Song.Media, 30.Seconds());
        _evening.Viewer("ann").Plays(clip).For(25.Seconds()).Stops();
        var stopped = Assert.Single(new Tracking().See(_evening.Readings()).Stops);

        Assert.Equal(30_000, stopped.Session.Clocks.PositionMs);
        Assert.True(stopped.Session.Clocks.Completed);
    }

    [Fact]
    public void A_session_listed_twice_counts_once()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(10.Minutes());
        var tracking = new Tracking().See(_evening.Readings(1.Minutes()).Select(r => r with { Sessions = [.. r.Sessions, .. r.Sessions] }));

        Assert.Single(tracking.Starts);
        Assert.Equal(55_000, tracking.Only.Clocks.WatchedMs);
    }

    [Fact]
    public void An_account_and_an_item_told_later_belong_to_the_same_play()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(10.Minutes());
        var tracking = new Tracking().See(_evening.Readings(10.Seconds()).Select(r => r with { Sessions = [r.Sessions[0] with { Key = new("tv-ann", "", "") }] }));
        tracking.See(_evening.Readings(10.Seconds()).Select(r => r with { Sessions = [r.Sessions[0] with { Key = new("tv-ann", "ann", "") }] }));
        tracking.See(_evening.Readings(30.Seconds()));

        Assert.Single(tracking.Starts);
        Assert.Empty(tracking.Stops);
        Assert.Equal("ann", tracking.Only.Key.User);
        Assert.Equal(45_000, tracking.Only.Clocks.WatchedMs);
    }

    [Fact]
    public void What_began_as_a_trailer_stays_live_only()
    {
        _evening.Viewer("ann").Plays(Films.Trailer).For(1.Minutes());
        var tracking = new Tracking().See(_evening.Readings(10.Seconds()));
        tracking.See(_evening.Readings(10.Seconds()).Select(r => r with { Sessions = [r.Sessions[0] with { Media = r.Sessions[0].Media with { Kind = MediaKind.Movie } }] }));

        Assert.False(tracking.Only.IsHistory);
    }

    [Fact]
    public void Live_television_counts_time_without_a_position()
    {
        _evening.Viewer("ann").Plays(Films.Channel).For(30.Minutes()).Stops();
        var stopped = Assert.Single(new Tracking().See(_evening.Readings()).Stops);

        Assert.Equal((30 * 60_000) - 5000, stopped.Session.Clocks.WatchedMs);
        Assert.False(stopped.Session.Clocks.Completed);
    }
}
