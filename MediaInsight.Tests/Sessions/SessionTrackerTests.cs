using MediaInsight.Domain;
using MediaInsight.Sessions;
using MediaInsight.Tests.Drivers;

namespace MediaInsight.Tests.Sessions;

/// <summary>Transitions of docs/architecture/session-states.md, one test each: what a play is and what it counts.</summary>
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
