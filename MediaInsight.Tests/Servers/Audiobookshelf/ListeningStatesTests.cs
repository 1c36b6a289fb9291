using System.Text.Json.Nodes;
using MediaInsight.Domain;

namespace MediaInsight.Tests.Servers.Audiobookshelf;

/// <summary>Who listens, from counters that move: series of polls on a clock that stands still in between.</summary>
public sealed class ListeningStatesTests : IDisposable
{
    private readonly Shelf _shelf = new();

    public void Dispose() => _shelf.Dispose();

    [Fact]
    public async Task A_web_client_is_playing_through_the_twenty_silent_seconds_and_between_its_reports()
    {
        var session = _shelf.Begin();
        _shelf.Open.Add(session);
        for (var second = 0; second <= 20; second += 5)
        {
            var starting = await _shelf.OneAsync();
            Assert.Equal(PlaybackState.Playing, starting.State);
            Assert.Equal(TimeSpan.FromSeconds(100 + second), starting.Position);
            Assert.Equal(0, starting.ReportedWatchedMs);
            _shelf.Wait(5);
        }

        _shelf.Sync(session, 20);
        var first = await _shelf.OneAsync();
        Assert.Equal(20_000, first.ReportedWatchedMs);
        _shelf.Wait(9);
        var between = await _shelf.OneAsync();
        Assert.Equal(PlaybackState.Playing, between.State);
        Assert.Equal(20_000, between.ReportedWatchedMs);
        Assert.Equal(TimeSpan.FromSeconds(129), between.Position);
        Assert.Equal(Shelf.Noon, between.StartedAt);
        Assert.Null(between.LastClientReportAt);
    }

    [Fact]
    public async Task An_opened_session_nobody_listens_to_is_left_out_after_35_seconds()
    {
        _shelf.Open.Add(_shelf.Begin());
        _shelf.Wait(35);
        Assert.Single(await _shelf.PollAsync());
        _shelf.Wait(1);
        Assert.Empty(await _shelf.PollAsync());
        _shelf.Wait(3600);
        Assert.Empty(await _shelf.PollAsync());

        _shelf.Open.Clear();
        Assert.Empty(await _shelf.PollAsync());
    }

    [Fact]
    public async Task Preloads_that_begin_to_play_start_when_they_were_first_heard()
    {
        var session = _shelf.Begin(player: "unknown");
        _shelf.Open.Add(session);
        _shelf.Wait(3600);
        Assert.Empty(await _shelf.PollAsync());
        _shelf.Wait(600);
        _shelf.Sync(session, 15);
        var heard = await _shelf.OneAsync();
        Assert.Equal(PlaybackState.Playing, heard.State);
        Assert.Equal(_shelf.Now.AddSeconds(-15), heard.StartedAt);
        Assert.Equal(15_000, heard.ReportedWatchedMs);
    }

    [Theory]
    [InlineData("html5", 35)]
    [InlineData("chromecast", 35)]
    [InlineData("cast-player", 35)]
    [InlineData("exo-player", 75)]
    [InlineData("AVPlayer", 75)]
    [InlineData("unknown", 75)]
    [InlineData(null, 75)]
    public async Task A_client_that_reports_no_more_within_its_limit_is_paused(string? player, int limit)
    {
        var session = _shelf.Begin();
        session["mediaPlayer"] = player;
        _shelf.Open.Add(session);
        _shelf.Wait(20);
        _shelf.Sync(session, 20);
        _shelf.Wait(limit);
        Assert.Equal(PlaybackState.Playing, (await _shelf.OneAsync()).State);
        _shelf.Wait(1);
        var paused = await _shelf.OneAsync();
        Assert.Equal(PlaybackState.Paused, paused.State);
        Assert.Equal(TimeSpan.FromSeconds(120), paused.Position);
        Assert.Null(paused.EndedAt);
    }

    [Fact]
    public async Task A_seek_while_paused_moves_the_position_and_nothing_else()
    {
        var session = Heard();
        _shelf.Wait(60);
        session["currentTime"] = 900.0;
        var paused = await _shelf.OneAsync();
        Assert.Equal(PlaybackState.Paused, paused.State);
        Assert.Equal(TimeSpan.FromSeconds(900), paused.Position);
        Assert.Equal(20_000, paused.ReportedWatchedMs);
    }

    [Fact]
    public async Task A_pause_of_more_than_half_an_hour_ends_the_play_once_at_its_last_report()
    {
        Heard();
        var reportedAt = _shelf.Now;
        _shelf.Wait(1800);
        Assert.Null((await _shelf.OneAsync()).EndedAt);
        _shelf.Wait(1);
        var last = await _shelf.OneAsync();
        Assert.Equal(reportedAt, last.EndedAt);
        Assert.Equal(20_000, last.ReportedWatchedMs);
        Assert.Empty(await _shelf.PollAsync());
        _shelf.Open.Clear();
        Assert.Empty(await _shelf.PollAsync());
    }

    [Fact]
    public async Task A_session_that_goes_on_after_its_end_is_another_play_with_only_its_own_time()
    {
        var session = Heard();
        await _shelf.PollAsync();
        _shelf.Wait(2000);
        Assert.NotNull((await _shelf.OneAsync()).EndedAt);
        _shelf.Wait(1000);
        _shelf.Sync(session, 10);
        var again = await _shelf.OneAsync();
        Assert.Equal(PlaybackState.Playing, again.State);
        Assert.Null(again.EndedAt);
        Assert.Equal(_shelf.Now.AddSeconds(-10), again.StartedAt);
        Assert.Equal(10_000, again.ReportedWatchedMs);
        _shelf.Wait(10);
        _shelf.Sync(session, 10);
        var later = await _shelf.OneAsync();
        Assert.Equal(again.StartedAt, later.StartedAt);
        Assert.Equal(20_000, later.ReportedWatchedMs);
    }

    [Fact]
    public async Task A_session_that_was_abandoned_before_the_first_reading_is_not_shown()
    {
        var session = _shelf.Begin();
        _shelf.Sync(session, 500);
        _shelf.Open.Add(session);
        _shelf.Wait(7200);
        Assert.Empty(await _shelf.PollAsync());
        Assert.Empty(await _shelf.PollAsync());
    }

    [Fact]
    public async Task A_closed_session_ends_with_the_last_words_of_its_history_row()
    {
        var session = Heard();
        session["deviceInfo"] = new JsonObject { ["ipAddress"] = "203.0.113.7" };
        await _shelf.PollAsync();
        _shelf.Wait(8);
        var row = (JsonObject)session.DeepClone();
        _shelf.Sync(row, 7);
        row["deviceInfo"] = new JsonObject { ["ipAddress"] = "127.0.0.1" };
        var closedAt = _shelf.Now;
        _shelf.Rows.Add(row);
        _shelf.Open.Clear();
        _shelf.Wait(3);
        var last = await _shelf.OneAsync();
        Assert.Equal(closedAt, last.EndedAt);
        Assert.Equal(27_000, last.ReportedWatchedMs);
        Assert.Equal(TimeSpan.FromSeconds(127), last.Position);
        Assert.Equal("203.0.113.7", last.Network.Address);
        Assert.Empty(await _shelf.PollAsync());
    }

    [Fact]
    public async Task A_session_that_closes_without_a_row_and_unheard_is_just_gone()
    {
        _shelf.Open.Add(_shelf.Begin());
        Assert.Single(await _shelf.PollAsync());
        _shelf.Open.Clear();
        _shelf.Wait(5);
        Assert.Empty(await _shelf.PollAsync());
    }

    [Fact]
    public async Task A_short_session_whose_first_report_is_its_last_still_ends_with_what_was_heard()
    {
        var session = _shelf.Begin();
        _shelf.Open.Add(session);
        await _shelf.PollAsync();
        _shelf.Wait(25);
        _shelf.Sync(session, 25);
        _shelf.Rows.Add(session);
        _shelf.Open.Clear();
        Assert.Equal(25_000, (await _shelf.OneAsync()).ReportedWatchedMs);
    }

    [Fact]
    public async Task A_restart_of_the_server_ends_every_session_at_its_last_report()
    {
        var session = Heard();
        var reportedAt = _shelf.Now;
        _shelf.Rows.Add((JsonObject)session.DeepClone());
        var lost = _shelf.Begin("s-2");
        _shelf.Sync(lost, 3);
        _shelf.Open.Add(lost);
        Assert.Equal(2, (await _shelf.PollAsync()).Count);
        _shelf.Wait(30);
        _shelf.Open.Clear();
        var last = await _shelf.PollAsync();
        Assert.Equal(["s-1", "s-2"], last.Select(s => s.Key.Slot));
        Assert.All(last, s => Assert.Equal(reportedAt, s.EndedAt));
    }

    [Fact]
    public async Task Position_runs_at_the_speed_that_was_heard_and_stops_at_the_end()
    {
        var session = Heard();
        await _shelf.PollAsync();
        _shelf.Wait(10);
        _shelf.Sync(session, 10, rate: 2);
        await _shelf.PollAsync();
        _shelf.Wait(5);
        Assert.Equal(TimeSpan.FromSeconds(150), (await _shelf.OneAsync()).Position);
        session["currentTime"] = 3590.0;
        await _shelf.PollAsync();
        _shelf.Wait(20);
        Assert.Equal(TimeSpan.FromSeconds(3600), (await _shelf.OneAsync()).Position);
    }

    [Fact]
    public async Task A_seek_does_not_change_the_speed()
    {
        var session = Heard();
        await _shelf.PollAsync();
        _shelf.Wait(10);
        _shelf.Sync(session, 10, rate: 60);
        await _shelf.PollAsync();
        _shelf.Wait(5);
        Assert.Equal(TimeSpan.FromSeconds(725), (await _shelf.OneAsync()).Position);
    }

    [Fact]
    public async Task A_total_that_falls_for_a_while_is_not_counted_twice()
    {
        var session = _shelf.Begin();
        _shelf.Open.Add(session);
        _shelf.Wait(200);
        _shelf.Sync(session, 110);
        Assert.Equal(110_000, (await _shelf.OneAsync()).ReportedWatchedMs);
        session["timeListening"] = 5.0;
        Assert.Equal(110_000, (await _shelf.OneAsync()).ReportedWatchedMs);
        session["timeListening"] = 110.0;
        Assert.Equal(110_000, (await _shelf.OneAsync()).ReportedWatchedMs);
    }

    [Fact]
    public async Task Claims_beyond_the_clock_are_cut()
    {
        var session = _shelf.Begin();
        _shelf.Open.Add(session);
        _shelf.Wait(30);
        session["timeListening"] = 99957.5;
        session["currentTime"] = 99999;
        session["duration"] = 120;
        session["updatedAt"] = _shelf.ServerMs;
        var cut = await _shelf.OneAsync();
        Assert.Equal(30_000, cut.ReportedWatchedMs);
        Assert.Equal(TimeSpan.FromSeconds(120), cut.Position);
        session["timeListening"] = -40;
        session["currentTime"] = -7;
        Assert.Equal(TimeSpan.Zero, (await _shelf.OneAsync()).Position);
    }

    [Fact]
    public async Task Numbers_written_as_text_are_numbers()
    {
        var session = _shelf.Begin();
        _shelf.Wait(20);
        session["timeListening"] = "15";
        session["currentTime"] = "12";
        session["duration"] = "120.5";
        session["playMethod"] = "2";
        session["updatedAt"] = _shelf.ServerMs.ToString(System.Globalization.CultureInfo.InvariantCulture);
        _shelf.Open.Add(session);
        var read = await _shelf.OneAsync();
        Assert.Equal(15_000, read.ReportedWatchedMs);
        Assert.Equal(TimeSpan.FromSeconds(12), read.Position);
        Assert.Equal(TimeSpan.FromSeconds(120.5), read.Duration);
        Assert.Equal(StreamDecision.Transcode, read.Stream.Decision);
    }

    [Fact]
    public async Task A_server_clock_that_is_off_is_put_right()
    {
        _shelf.Ahead = TimeSpan.FromMinutes(-9);
        var session = _shelf.Begin();
        _shelf.Open.Add(session);
        _shelf.Wait(20);
        _shelf.Sync(session, 20);
        var read = await _shelf.OneAsync();
        Assert.Equal(PlaybackState.Playing, read.State);
        Assert.Equal(Shelf.Noon, read.StartedAt);
        Assert.Equal(20_000, read.ReportedWatchedMs);
    }

    [Fact]
    public async Task A_difference_within_the_rounding_of_the_date_is_none()
    {
        _shelf.Ahead = TimeSpan.FromSeconds(2);
        var session = _shelf.Begin();
        _shelf.Sync(session, 1);
        _shelf.Open.Add(session);
        _shelf.Wait(10);
        Assert.Equal(Shelf.Noon.AddSeconds(2), (await _shelf.OneAsync()).StartedAt);
    }

    [Fact]
    public async Task Instants_of_the_future_are_now()
    {
        var session = _shelf.Begin();
        _shelf.Sync(session, 60);
        session["startedAt"] = _shelf.ServerMs + 259_200_000;
        session["updatedAt"] = _shelf.ServerMs + 259_200_000;
        _shelf.Open.Add(session);
        var read = await _shelf.OneAsync();
        Assert.Equal(Shelf.Noon.AddSeconds(-60), read.StartedAt);
        Assert.Equal(60_000, read.ReportedWatchedMs);
        _shelf.Open.Clear();
        _shelf.Wait(10);
        Assert.True((await _shelf.OneAsync()).EndedAt <= _shelf.Now);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("9223372036854775807")]
    [InlineData("1e300")]
    [InlineData("null")]
    [InlineData("\"soon\"")]
    public async Task Nonsense_for_a_number_loses_no_session(string nonsense)
    {
        var session = _shelf.Begin();
        foreach (var field in new[] { "startedAt", "updatedAt", "duration", "currentTime", "timeListening", "playMethod" })
        {
            session[field] = JsonNode.Parse(nonsense);
        }

        _shelf.Open.Add(session);
        var read = await _shelf.OneAsync();
        Assert.Null(read.Duration);
        Assert.True(read.StartedAt <= _shelf.Now);
    }

    [Fact]
    public async Task Downloaded_listening_shows_when_its_row_grows_and_ends_90_seconds_after_the_last_growth()
    {
        var row = Downloaded();
        _shelf.Wait(3600);
        _shelf.Sync(row, 15);
        _shelf.Rows.Add(row);
        Assert.Empty(await _shelf.PollAsync());
        _shelf.Wait(15);
        _shelf.Sync(row, 15);
        var playing = await _shelf.OneAsync();
        Assert.Equal(PlaybackState.Playing, playing.State);
        Assert.Equal(30_000, playing.ReportedWatchedMs);
        Assert.Equal(Shelf.Noon, playing.StartedAt);
        Assert.Null(playing.BandwidthKbps);
        var grewAt = _shelf.Now;
        _shelf.Wait(90);
        Assert.Null((await _shelf.OneAsync()).EndedAt);
        _shelf.Wait(1);
        Assert.Equal(grewAt, (await _shelf.OneAsync()).EndedAt);
        Assert.Empty(await _shelf.PollAsync());
    }

    [Fact]
    public async Task Old_downloaded_rows_and_late_uploads_are_not_live()
    {
        var old = Downloaded("old");
        _shelf.Sync(old, 1200);
        _shelf.Rows.Add(old);
        Assert.Empty(await _shelf.PollAsync());
        _shelf.Wait(10);
        var late = Downloaded("late");
        late["startedAt"] = _shelf.ServerMs - 432_000_000;
        late["updatedAt"] = _shelf.ServerMs - 428_000_000;
        late["timeListening"] = 4000.0;
        _shelf.Rows.Insert(0, late);
        for (var poll = 0; poll < 20; poll++)
        {
            Assert.Empty(await _shelf.PollAsync());
            _shelf.Wait(10);
        }
    }

    [Fact]
    public async Task Downloaded_listening_that_goes_on_counts_only_what_is_new()
    {
        var row = Downloaded();
        _shelf.Sync(row, 1200);
        _shelf.Rows.Add(row);
        _shelf.Wait(4000);
        Assert.Empty(await _shelf.PollAsync());
        _shelf.Wait(4000);
        Assert.Empty(await _shelf.PollAsync());
        _shelf.Wait(15);
        _shelf.Sync(row, 15);
        var again = await _shelf.OneAsync();
        Assert.Equal(15_000, again.ReportedWatchedMs);
        Assert.Equal(_shelf.Now.AddSeconds(-15), again.StartedAt);
    }

    [Fact]
    public async Task A_phone_whose_clock_runs_days_ahead_is_judged_by_growth_alone()
    {
        var row = Downloaded();
        row["startedAt"] = _shelf.ServerMs + 259_200_000;
        row["updatedAt"] = _shelf.ServerMs + 259_200_000;
        row["timeListening"] = 30.0;
        _shelf.Rows.Add(row);
        Assert.Empty(await _shelf.PollAsync());
        _shelf.Wait(15);
        row["timeListening"] = 45.0;
        var playing = await _shelf.OneAsync();
        Assert.Equal(45_000, playing.ReportedWatchedMs);
        Assert.Equal(Shelf.Noon.AddSeconds(-30), playing.StartedAt);
        _shelf.Wait(200);
        Assert.Equal(Shelf.Noon.AddSeconds(15), (await _shelf.OneAsync()).EndedAt);
    }

    [Fact]
    public async Task A_running_row_pushed_off_the_newest_ones_ends_all_the_same()
    {
        var row = Downloaded();
        _shelf.Rows.Add(row);
        await _shelf.PollAsync();
        _shelf.Wait(15);
        _shelf.Sync(row, 15);
        await _shelf.PollAsync();
        _shelf.Rows.Clear();
        _shelf.Wait(30);
        Assert.Null((await _shelf.OneAsync()).EndedAt);
        _shelf.Wait(61);
        Assert.NotNull((await _shelf.OneAsync()).EndedAt);
        Assert.Empty(await _shelf.PollAsync());
    }

    [Fact]
    public async Task A_shared_link_is_a_public_listener_without_counted_time()
    {
        var shared = Shared();
        _shelf.Shared.Add(shared);
        _shelf.Wait(10);
        shared["currentTime"] = 42.0;
        shared["updatedAt"] = _shelf.ServerMs;
        var listening = await _shelf.OneAsync();
        Assert.Equal(PlaybackState.Playing, listening.State);
        Assert.Equal("share:item-1", listening.User.ExternalId);
        Assert.Equal("Public link", listening.User.Name);
        Assert.Equal("", listening.Key.User);
        Assert.Null(listening.ReportedWatchedMs);
        _shelf.Wait(36);
        Assert.Equal(PlaybackState.Paused, (await _shelf.OneAsync()).State);
        _shelf.Shared.Clear();
        var last = await _shelf.OneAsync();
        Assert.Equal(Shelf.Noon.AddSeconds(10), last.EndedAt);
        Assert.Null(last.ReportedWatchedMs);
    }

    [Fact]
    public async Task A_shared_link_that_was_only_opened_is_left_out()
    {
        _shelf.Shared.Add(Shared());
        _shelf.Wait(36);
        Assert.Empty(await _shelf.PollAsync());
    }

    [Fact]
    public async Task A_deleted_user_keeps_the_name_that_was_known()
    {
        var session = Heard();
        await _shelf.PollAsync();
        session["user"] = null;
        var orphan = await _shelf.OneAsync();
        Assert.Equal(("u-1", "alice"), (orphan.User.ExternalId, orphan.User.Name));
    }

    [Fact]
    public async Task One_session_of_an_odd_shape_does_not_lose_the_others()
    {
        Heard();
        var odd = _shelf.Begin("odd");
        odd["mediaMetadata"] = "not an object";
        _shelf.Open.Insert(0, odd);
        _shelf.Open.Add([]);
        Assert.Equal("s-1", (await _shelf.OneAsync()).Key.Slot);
    }

    [Fact]
    public async Task The_same_id_twice_in_one_answer_is_one_session()
    {
        _shelf.Open.Add(Heard());
        Assert.Single(await _shelf.PollAsync());
    }

    [Fact]
    public async Task Endless_lists_of_sessions_are_cut()
    {
        for (var i = 0; i < 1500; i++)
        {
            _shelf.Open.Add(_shelf.Begin($"s-{i}"));
        }

        Assert.Equal(1000, (await _shelf.PollAsync()).Count);
    }

    /// <summary>A web session in the open list with 20 s heard right now.</summary>
    private JsonObject Heard()
    {
        var session = _shelf.Begin();
        _shelf.Open.Add(session);
        _shelf.Wait(20);
        _shelf.Sync(session, 20);
        return session;
    }

    private JsonObject Downloaded(string id = "d-1")
    {
        var row = _shelf.Begin(id, "exo-player");
        row["playMethod"] = 3;
        return row;
    }

    private JsonObject Shared()
    {
        var shared = _shelf.Begin("share-1", "web-share");
        shared["userId"] = null;
        shared.Remove("user");
        return shared;
    }
}
