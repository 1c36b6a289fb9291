using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Sessions;
using MediaInsight.Tests.Drivers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.History;

public sealed class PlayRecorderTests : IDisposable
{
    private readonly Studio _studio = new();

    public void Dispose() => _studio.Dispose();

    [Fact]
    public async Task A_play_is_stored_when_it_starts_and_complete_as_soon_as_it_ends()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film, from: 5.Minutes()).For(20.Minutes()).Pauses(5.Minutes()).Stops();
        await _studio.RecordAsync(_studio.Evening.Readings(1.Minutes()));
        var running = Assert.Single(await _studio.PlaysAsync());
        Assert.Null(running.StoppedAt);
        Assert.Single(await _studio.RowsAsync(db => db.ActivePlays));

        await _studio.RecordAsync(_studio.Evening.Readings());
        var play = Assert.Single(await _studio.PlaysAsync());
        Assert.Equal(running.Id, play.Id);
        Assert.Equal(20 * 60_000, play.WatchedMs);
        Assert.Equal((5 * 60_000) - 5000, play.PausedMs);
        Assert.Equal(Evening.Begin, play.StartedAt);
        Assert.Equal(Evening.Begin + 25.Minutes() - 5.Seconds(), play.StoppedAt);
        Assert.Equal(StopReason.Vanished, play.StopReason);
        Assert.Equal(5 * 60_000, play.StartPositionMs);
        Assert.Equal(25 * 60_000, play.PositionMs);
        Assert.Equal(250, play.PercentPermille);
        Assert.False(play.Completed);
        Assert.False(play.IsShort);
        Assert.Equal(play.Number, play.ChainNumber);
        Assert.Equal("192.168.1.20", play.IpAddress);
        Assert.Equal(StreamDecision.DirectPlay, play.Decision);
        Assert.Empty(await _studio.RowsAsync(db => db.ActivePlays));
    }

    [Fact]
    public async Task Events_stand_beside_the_play_in_their_order()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film, from: 84.Minutes()).For(2.Minutes()).Pauses(1.Minutes()).Streaming(Films.Transcoded).For(2.Minutes()).Stops();
        await _studio.RecordAsync(_studio.Evening.Readings());

        var events = await _studio.RowsAsync(db => db.PlayEvents.OrderBy(e => e.Number));
        Assert.Equal(
            [PlayEventKind.Started, PlayEventKind.Watched, PlayEventKind.Paused, PlayEventKind.StreamChanged, PlayEventKind.Resumed, PlayEventKind.Stopped],
            events.Select(e => e.Kind));
        Assert.Single(events.Select(e => e.PlayId).Distinct());
    }

    [Fact]
    public async Task Segments_add_up_and_the_heaviest_that_lasted_speaks_for_the_play()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film).For(10.Minutes()).Streaming(Films.Transcoded).For(1.Minutes()).Streaming(Films.Direct).For(10.Minutes()).Stops();
        await _studio.RecordAsync(_studio.Evening.Readings());

        var play = Assert.Single(await _studio.PlaysAsync());
        var segments = await _studio.RowsAsync(db => db.PlaySegments.OrderBy(s => s.Ordinal));
        Assert.Equal([StreamDecision.DirectPlay, StreamDecision.Transcode, StreamDecision.DirectPlay], segments.Select(s => s.Decision));
        Assert.Equal(play.WatchedMs, segments.Sum(s => s.WatchedMs));
        Assert.Equal(StreamDecision.Transcode, play.Decision);
        Assert.Equal(segments[1].StreamProfileId, play.StreamProfileId);
        Assert.Equal(play.StoppedAt, segments[^1].EndedAt);
        Assert.All(segments.Zip(segments.Skip(1)), s => Assert.Equal(s.First.EndedAt, s.Second.StartedAt));
    }

    [Fact]
    public async Task A_heavy_moment_does_not_speak_for_the_play()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film).For(10.Minutes()).Streaming(Films.Transcoded).For(5.Seconds()).Streaming(Films.Direct).For(10.Minutes()).Stops();
        await _studio.RecordAsync(_studio.Evening.Readings());

        Assert.Equal(StreamDecision.DirectPlay, Assert.Single(await _studio.PlaysAsync()).Decision);
    }

    [Fact]
    public async Task A_resumed_play_joins_the_chain_and_one_begun_again_does_not()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film).For(20.Minutes()).IsAwayFor(1.Hours()).For(20.Minutes()).IsAwayFor(1.Hours()).SeeksTo(TimeSpan.Zero).For(5.Minutes()).Stops();
        await _studio.RecordAsync(_studio.Evening.Readings());

        var plays = await _studio.PlaysAsync();
        Assert.Equal(3, plays.Count);
        Assert.Equal([plays[0].Number, plays[0].Number, plays[2].Number], plays.Select(p => p.ChainNumber));
    }

    [Fact]
    public async Task A_watched_play_is_not_resumed()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film, from: 80.Minutes()).For(10.Minutes()).IsAwayFor(1.Hours()).For(5.Minutes()).Stops();
        await _studio.RecordAsync(_studio.Evening.Readings());

        Assert.Equal(2, (await _studio.PlaysAsync()).Select(p => p.ChainNumber).Distinct().Count());
    }

    [Fact]
    public async Task Short_plays_are_stored_and_marked()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film).For(1.Minutes()).Stops();
        _studio.Evening.Viewer("ben").Plays(Films.Song).For(30.Seconds()).Stops();
        _studio.Evening.Viewer("cleo").Plays(Films.Film).For(3.Minutes()).Stops();
        await _studio.RecordAsync(_studio.Evening.Readings());

        var plays = await _studio.PlaysAsync();
        Assert.Equal([true, false, false], plays.OrderBy(p => p.UserId.Value).Select(p => p.IsShort));
    }

    [Fact]
    public async Task Extras_photos_and_plays_without_a_picture_leave_nothing()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Trailer).For(1.Minutes()).Stops();
        _studio.Evening.Viewer("ben").Plays(Films.Photo).For(1.Minutes()).Stops();
        _studio.Evening.Viewer("cleo").Plays(Films.Film).Buffers(1.Minutes()).Stops();
        await _studio.RecordAsync(_studio.Evening.Readings());

        Assert.Empty(await _studio.PlaysAsync());
        Assert.Empty(await _studio.RowsAsync(db => db.PlayEvents));
        Assert.Empty(await _studio.RowsAsync(db => db.MediaItems));
    }

    [Fact]
    public async Task Clocks_that_move_are_written_with_every_reading_of_every_server()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film).For(20.Minutes());
        await _studio.RecordAsync(_studio.Evening.Readings(1.Minutes()));
        _studio.Tracking.See(_studio.Evening.Reading());
        var quiet = TrackerState.Empty(_studio.AddServer("Quiet"));
        await _studio.Recorder.RecordAsync([], [_studio.Tracking.State, quiet], TestContext.Current.CancellationToken);

        var stored = ActivePlayMemory.Clocks(Assert.Single(await _studio.RowsAsync(db => db.ActivePlays)).ClocksJson);
        Assert.Equal(_studio.Tracking.Only.Clocks, stored);
        Assert.Equal(60_000, stored?.WatchedMs);
    }

    [Fact]
    public async Task After_a_restart_a_running_play_goes_on_as_the_same_play()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film).For(10.Minutes()).Streaming(Films.Transcoded).For(20.Minutes()).Stops();
        await _studio.RecordAsync(_studio.Evening.Readings(15.Minutes()));
        var before = _studio.Tracking.Only;
        await _studio.RestartAsync();
        Assert.Equal(before with { IsUnseen = true }, _studio.Tracking.Only);

        await _studio.RecordAsync(_studio.Evening.Readings());
        var play = Assert.Single(await _studio.PlaysAsync());
        Assert.Equal((30 * 60_000) - 5000, play.WatchedMs);
        Assert.Equal(2, (await _studio.RowsAsync(db => db.PlaySegments)).Count);
        Assert.Equal(play.WatchedMs, (await _studio.RowsAsync(db => db.PlaySegments)).Sum(s => s.WatchedMs));
    }

    [Fact]
    public async Task After_a_restart_a_play_that_is_over_ends_where_it_was_last_seen()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film).For(10.Minutes()).Stops();
        await _studio.RecordAsync(_studio.Evening.Readings(8.Minutes()));
        await _studio.RestartAsync();
        _studio.Evening.Time.Advance(2.Hours());
        await _studio.RecordAsync(_studio.Evening.Readings(20.Seconds()));

        var play = Assert.Single(await _studio.PlaysAsync());
        Assert.Equal(Evening.Begin + 8.Minutes() - 5.Seconds(), play.StoppedAt);
        Assert.Equal((8 * 60_000) - 5000, play.WatchedMs);
    }

    [Fact]
    public async Task A_memory_that_cannot_be_read_closes_its_play_by_its_clocks()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film).For(10.Minutes()).Streaming(Films.Transcoded).For(20.Minutes());
        await _studio.RecordAsync(_studio.Evening.Readings(15.Minutes()));
        await _studio.SqlAsync("UPDATE active_plays SET session_json = 'not what it was'");
        await _studio.RestartAsync();

        Assert.Empty(_studio.Tracking.State.Sessions);
        var play = Assert.Single(await _studio.PlaysAsync());
        Assert.Equal(Evening.Begin + 15.Minutes() - 5.Seconds(), play.StoppedAt);
        Assert.Equal((15 * 60_000) - 5000, play.WatchedMs);
        Assert.Equal(play.WatchedMs, (await _studio.RowsAsync(db => db.PlaySegments)).Sum(s => s.WatchedMs));
        Assert.Equal(StreamDecision.Transcode, play.Decision);
        Assert.Empty(await _studio.RowsAsync(db => db.ActivePlays));
    }

    [Fact]
    public async Task A_play_without_any_memory_is_closed_by_its_segments()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film).For(10.Minutes()).Streaming(Films.Transcoded).For(20.Minutes());
        await _studio.RecordAsync(_studio.Evening.Readings(15.Minutes()));
        await _studio.SqlAsync("DELETE FROM active_plays");
        await _studio.RestartAsync();

        var play = Assert.Single(await _studio.PlaysAsync());
        Assert.Equal(Evening.Begin + 10.Minutes(), play.StoppedAt);
        Assert.Equal(10 * 60_000, play.WatchedMs);
    }

    [Fact]
    public async Task All_of_a_reading_is_written_or_nothing()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film).For(10.Minutes());
        _studio.Evening.Viewer("ben").Plays(Films.First).For(10.Minutes());
        await _studio.SqlAsync("CREATE TRIGGER full BEFORE INSERT ON play_events WHEN (SELECT count(*) FROM play_events) > 0 BEGIN SELECT RAISE(ABORT, 'full'); END");
        await Assert.ThrowsAsync<SqliteException>(() => _studio.RecordAsync(_studio.Evening.Readings(5.Seconds())));
        Assert.Empty(await _studio.PlaysAsync());
        Assert.Empty(await _studio.RowsAsync(db => db.ServerUsers));

        await _studio.SqlAsync("DROP TRIGGER full");
        await _studio.Recorder.RecordAsync(_studio.Tracking.Events, [_studio.Tracking.State], TestContext.Current.CancellationToken);
        Assert.Equal(2, (await _studio.PlaysAsync()).Count);
    }

    [Fact]
    public async Task The_same_start_told_twice_is_one_play()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film).For(10.Minutes());
        await _studio.RecordAsync(_studio.Evening.Readings(5.Seconds()));
        await _studio.Recorder.RecordAsync(_studio.Tracking.Events, [_studio.Tracking.State], TestContext.Current.CancellationToken);

        Assert.Single(await _studio.PlaysAsync());
    }

    [Fact]
    public async Task A_reading_is_written_when_another_program_lets_go_of_the_file()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film).For(10.Minutes());
        await using var other = new SqliteConnection(DataModule.ConnectionString(_studio.Db.File));
        await other.OpenAsync(TestContext.Current.CancellationToken);
        var held = other.BeginTransaction(deferred: false);
        var writing = Task.Run(() => _studio.RecordAsync(_studio.Evening.Readings(5.Seconds())), TestContext.Current.CancellationToken);
        Assert.False(writing.IsCompleted);
        await held.RollbackAsync(TestContext.Current.CancellationToken);
        await writing;

        Assert.Single(await _studio.PlaysAsync());
    }

    [Fact]
    public async Task A_play_deleted_while_it_runs_is_not_written_again()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film).For(10.Minutes()).Streaming(Films.Transcoded).For(10.Minutes()).Stops();
        await _studio.RecordAsync(_studio.Evening.Readings(5.Minutes()));
        await _studio.SqlAsync("DELETE FROM plays");
        await _studio.RecordAsync(_studio.Evening.Readings());

        Assert.Empty(await _studio.PlaysAsync());
        Assert.Empty(await _studio.RowsAsync(db => db.PlaySegments));
    }

    [Fact]
    public async Task Nothing_is_written_behind_the_deletion_of_a_server()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film).For(10.Minutes()).Stops();
        await _studio.SqlAsync("DELETE FROM servers");
        await _studio.RecordAsync(_studio.Evening.Readings());

        Assert.Empty(await _studio.PlaysAsync());
        Assert.Empty(await _studio.RowsAsync(db => db.ServerUsers));
    }

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("עברית \u202Etfel-ot-thgir\u202C")]
    [InlineData("Null \0 and \u0007 bell")]
    [InlineData("'; DROP TABLE plays; --")]
    [InlineData("lonely \ud800 half")]
    public async Task Odd_titles_are_data(string title)
    {
        var odd = new Title(Films.Film.Media with { Title = Text.Clean(title) ?? "" }, 1.Hours());
        _studio.Evening.Viewer("ann").Plays(odd).For(5.Minutes()).Stops();
        await _studio.RecordAsync(_studio.Evening.Readings(1.Minutes()));
        await _studio.RestartAsync();
        await _studio.RecordAsync(_studio.Evening.Readings());

        Assert.NotNull(Assert.Single(await _studio.PlaysAsync()).StoppedAt);
        Assert.Equal(odd.Media.Title, Assert.Single(await _studio.RowsAsync(db => db.MediaItems)).Title);
    }

    [Fact]
    public async Task A_title_of_ten_thousand_letters_and_numbers_that_are_none_are_stored()
    {
        var long_ = new Title(Films.Film.Media with { Title = new string('ä', 10_000) }, 1.Hours());
        var stream = Films.Direct with { Source = Films.Direct.Source with { FrameRate = double.NaN } };
        _studio.Evening.Viewer("ann").Plays(long_).Streaming(stream).For(5.Minutes()).Stops();
        var odd = new TranscodeProgress(double.PositiveInfinity, double.NaN, null, null);
        await _studio.RecordAsync(_studio.Evening.Readings().Select(r => r with { Sessions = [.. r.Sessions.Select(s => s with { Transcode = odd })] }));

        Assert.NotNull(Assert.Single(await _studio.PlaysAsync()).StoppedAt);
    }

    [Fact]
    public async Task A_thousand_sessions_at_once_are_a_thousand_plays()
    {
        for (var i = 0; i < 1000; i++)
        {
            _studio.Evening.Viewer($"viewer-{i}").Plays(Films.Episode(i % 50)).For(20.Seconds()).Stops();
        }

        var began = TimeProvider.System.GetTimestamp();
        await _studio.RecordAsync(_studio.Evening.Readings());
        TestContext.Current.TestOutputHelper?.WriteLine($"1000 plays started, followed and closed in {TimeProvider.System.GetElapsedTime(began)}");

        Assert.Equal(1000, (await _studio.PlaysAsync()).Count(p => p.StoppedAt is not null && p.WatchedMs == 15_000));
    }
}
