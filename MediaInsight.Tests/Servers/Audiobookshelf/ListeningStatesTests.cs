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
    public async Task A_deleted_user_keeps_the_name_that_was_known()
    {
        var session = Heard();
        await _shelf.PollAsync();
        session["user"] = null;
        var orphan = await _shelf.OneAsync();
        Assert.Equal(("u-1", "alice"), (orphan.User.ExternalId, orphan.User.Name));
    }

    [Fact]
    public async Task A_session_of_an_odd_shape_is_read_all_the_same_and_one_of_nothing_loses_no_other()
    {
        Heard();
        var odd = _shelf.Begin("odd");
        odd["mediaMetadata"] = "not an object";
        _shelf.Open.Insert(0, odd);
        _shelf.Open.Add([]);
        Assert.Equal(["odd", "s-1"], (await _shelf.PollAsync()).Select(s => s.Key.Slot));
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
}
