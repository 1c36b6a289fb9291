using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Ingest;
using MediaInsight.Sessions;
using MediaInsight.Tests.Drivers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Ingest;

public sealed class SessionPipelineTests
{
    [Fact]
    public async Task What_is_shown_is_in_the_history_already()
    {
        await using var rig = await PipelineRig.StartAsync();
        rig.Evening.Viewer("ann").Plays(Films.Film).For(10.Minutes());
        var seen = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = rig.Live.Feed.Subscribe(
            () =>
            {
                if (rig.Live.Feed.Current.Sessions is [var session])
                {
                    using var db = rig.Db.CreateDbContext();
                    seen.TrySetResult(db.Plays.Count(p => p.Id == session.Id));
                }

                return Task.CompletedTask;
            },
            e => seen.TrySetException(e));
        await rig.SeeAsync(rig.Evening.Readings(5.Seconds()));

        Assert.Equal(1, await seen.Task);
        var live = Assert.Single(rig.Live.Feed.Current.Sessions);
        Assert.Equal("ann", live.PersonName);
        Assert.NotNull(live.ViewerId);
        Assert.NotNull(live.ItemId);
        Assert.False(rig.Live.Feed.Current.HistoryLag);
    }

    [Fact]
    public async Task A_disk_that_cannot_be_written_holds_back_history_and_not_what_is_shown()
    {
        await using var rig = await PipelineRig.StartAsync();
        rig.Evening.Viewer("ann").Plays(Films.Film).For(3.Minutes()).Pauses(1.Minutes()).For(3.Minutes()).Stops();
        await rig.SeeAsync(rig.Evening.Readings(1.Minutes()));
        await using var db = rig.Db.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE active_plays RENAME TO active_plays_away", TestContext.Current.CancellationToken);
        await rig.SeeAsync(rig.Evening.Readings(3.Minutes()));
        Assert.True(rig.Live.Feed.Current.HistoryLag);
        Assert.Equal(PlaybackState.Paused, Assert.Single(rig.Live.Feed.Current.Sessions).Session.Clocks.State);

        await rig.SeeAsync(rig.Evening.Readings());
        Assert.Empty(rig.Live.Feed.Current.Sessions);
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE active_plays_away RENAME TO active_plays", TestContext.Current.CancellationToken);
        await rig.UntilLaterAsync(() => !rig.Live.Feed.Current.HistoryLag);

        var play = Assert.Single(await db.Plays.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal((6 * 60_000) - 5000, play.WatchedMs);
        Assert.Equal(60_000, play.PausedMs);
        Assert.Equal(4, await db.PlayEvents.CountAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await db.ActivePlays.ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_held_by_another_program_delays_what_is_shown_by_no_more_than_the_bound()
    {
        await using var rig = await PipelineRig.StartAsync();
        rig.Evening.Viewer("ann").Plays(Films.Film).For(10.Minutes());
        await using var other = new SqliteConnection(DataModule.ConnectionString(rig.Db.File));
        await other.OpenAsync(TestContext.Current.CancellationToken);
        var held = other.BeginTransaction(deferred: false);
        rig.Queue.Put(rig.Evening.Reading());
        await rig.UntilLaterAsync(() => rig.Live.Feed.Current is { HistoryLag: true, Sessions.Length: 1 });

        await held.RollbackAsync(TestContext.Current.CancellationToken);
        await rig.UntilLaterAsync(() => !rig.Live.Feed.Current.HistoryLag);
        await using var db = rig.Db.CreateDbContext();
        Assert.Equal(1, await db.Plays.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Waiting_for_its_turn_is_no_trouble_until_it_takes_too_long()
    {
        await using var rig = await PipelineRig.StartAsync();
        rig.Evening.Viewer("ann").Plays(Films.Film).For(10.Minutes());
        await rig.Gate.EnterAsync(TestContext.Current.CancellationToken);
        var began = rig.Time.GetUtcNow();
        rig.Queue.Put(rig.Evening.Reading());

        await rig.UntilLaterAsync(() => rig.Live.Feed.Current.Sessions.Length == 1);
        Assert.False(rig.Live.Feed.Current.HistoryLag);

        await rig.UntilLaterAsync(() => rig.Live.Feed.Current.HistoryLag);
        Assert.True(rig.Time.GetUtcNow() - began >= SessionPipeline.TurnBound);

        rig.Gate.Leave();
        await rig.UntilLaterAsync(() => !rig.Live.Feed.Current.HistoryLag);
    }

    [Fact]
    public async Task One_play_that_cannot_be_stored_does_not_hold_back_the_others()
    {
        await using var rig = await PipelineRig.StartAsync();
        await using var db = rig.Db.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync("CREATE TRIGGER bad BEFORE INSERT ON media_items WHEN NEW.title = 'Song' BEGIN SELECT RAISE(ABORT, 'bad'); END", TestContext.Current.CancellationToken);
        rig.Evening.Viewer("ann").Plays(Films.Film).For(5.Minutes()).Stops();
        rig.Evening.Viewer("ben").Plays(Films.Song).For(3.Minutes()).Stops();
        await rig.SeeAsync(rig.Evening.Readings());

        Assert.False(rig.Live.Feed.Current.HistoryLag);
        Assert.Equal((5 * 60_000) - 5000, Assert.Single(await db.Plays.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken)).WatchedMs);
    }

    [Fact]
    public async Task An_end_that_cannot_be_stored_still_closes_its_play()
    {
        await using var rig = await PipelineRig.StartAsync();
        await using var db = rig.Db.CreateDbContext();
        rig.Evening.Viewer("ann").Plays(Films.Film).For(5.Minutes()).Stops();
        await rig.SeeAsync(rig.Evening.Readings(1.Minutes()));
        await db.Database.ExecuteSqlRawAsync("CREATE TRIGGER bad BEFORE INSERT ON play_events WHEN NEW.kind = 7 BEGIN SELECT RAISE(ABORT, 'bad'); END", TestContext.Current.CancellationToken);
        await rig.SeeAsync(rig.Evening.Readings());

        var play = Assert.Single(await db.Plays.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken));
        Assert.NotNull(play.StoppedAt);
        Assert.InRange(play.WatchedMs, (5 * 60_000) - 10_000, 5 * 60_000);
    }

    [Fact]
    public async Task A_restart_goes_on_with_what_was_running_and_shows_it_at_once()
    {
        await using var rig = await PipelineRig.StartAsync();
        rig.Evening.Viewer("ann").Plays(Films.Film).For(10.Minutes()).Stops();
        await rig.SeeAsync(rig.Evening.Readings(5.Minutes()));
        var id = Assert.Single(rig.Live.Feed.Current.Sessions).Id;
        await rig.RestartAsync();
        await rig.SeeAsync(rig.Evening.Readings(10.Seconds()));
        Assert.Equal(id, Assert.Single(rig.Live.Feed.Current.Sessions).Id);

        await rig.SeeAsync(rig.Evening.Readings());
        await using var db = rig.Db.CreateDbContext();
        Assert.Equal((10 * 60_000) - 5000, Assert.Single(await db.Plays.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken)).WatchedMs);
    }

    [Fact]
    public async Task A_server_switched_off_closes_its_plays_also_across_a_restart()
    {
        await using var rig = await PipelineRig.StartAsync();
        rig.Evening.Viewer("ann").Plays(Films.Film).For(10.Minutes());
        await rig.SeeAsync(rig.Evening.Readings(5.Minutes()));
        await rig.Registry.SetEnabledAsync(rig.Evening.Server, enabled: false, TestContext.Current.CancellationToken);
        await rig.RestartAsync();
        await using var db = rig.Db.CreateDbContext();
        await PipelineRig.UntilAsync(() => !db.Plays.AsNoTracking().Any(p => p.StoppedAt == null));

        var play = Assert.Single(await db.Plays.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(StopReason.ServerRemoved, play.StopReason);
        Assert.Equal(Evening.Begin + 5.Minutes() - 5.Seconds(), play.StoppedAt);
    }

    [Fact]
    public async Task A_reading_that_says_that_a_session_is_over_is_not_lost_behind_a_newer_one()
    {
        await using var rig = await PipelineRig.StartAsync();
        rig.Evening.Viewer("ann").Plays(Films.Book).For(10.Minutes());
        var over = rig.Evening.At(1.Minutes());
        var queue = new MediaInsight.Ingest.SnapshotQueue();
        queue.Put(over with { Sessions = [over.Sessions[0] with { EndedAt = Evening.Begin + 1.Minutes() }] });
        queue.Put(ServerSnapshot.Good(over.ServerId, Evening.Begin + 2.Minutes(), []));

        Assert.NotNull(Assert.Single(Assert.Single(queue.Take()).Snapshot!.Sessions).EndedAt); // non-null: a reading was put
    }

    [Fact]
    public async Task A_failed_reading_does_not_push_out_a_good_one_that_waits()
    {
        var queue = new MediaInsight.Ingest.SnapshotQueue();
        queue.Put(ServerSnapshot.Good(new(1), Evening.Begin, []));
        queue.Put(ServerSnapshot.Failed(new(1), Evening.Begin + 5.Seconds()));
        await queue.WaitAsync(null, TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal(SnapshotOutcome.Good, Assert.Single(queue.Take()).Snapshot?.Outcome);
    }
}
