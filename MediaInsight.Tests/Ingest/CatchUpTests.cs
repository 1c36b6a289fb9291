using System.Net;
using MediaInsight.Data;
using MediaInsight.History;
using MediaInsight.History.Privacy;
using MediaInsight.Ingest;
using MediaInsight.Servers;
using MediaInsight.Tests.Drivers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Ingest;

public sealed class CatchUpTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Eight = WatchedHouse.Eight;
    private readonly WatchedHouse _house = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_play_within_an_outage_is_filled_in_once_and_what_was_recorded_is_not_doubled()
    {
        // Ann is recorded; her server writes its log a minute late. Ben plays while nobody looks.
        _house.Plays.Add(new("ann", "f1", Eight + 1.Minutes(), Eight + 6.Minutes(), LogLate: 1.Minutes()));
        _house.Plays.Add(new("ben", "f2", Eight + 10.Minutes(), Eight + 15.Minutes()));
        _house.Outages.Add((Eight + 8.Minutes(), Eight + 18.Minutes()));
        await _house.StartAsync();
        await _house.LiveUntilAsync(Eight + 20.Minutes());
        await _house.CaughtUpAsync();

        var plays = await _house.HistoryAsync();
        Assert.Equal([PlayCertainty.Observed, PlayCertainty.Derived], plays.Select(p => p.Certainty));
        Assert.Equal((Eight + 10.Minutes(), Eight + 15.Minutes(), 5 * 60_000L), (plays[1].StartedAt, plays[1].StoppedAt, plays[1].WatchedMs));
        Assert.Equal(100 * 60_000, plays[1].DurationMs);
        Assert.False(plays[1].IsShort);
        Assert.Equal(plays[1].Number, plays[1].ChainNumber);
        await using var db = await _house.Get<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(Token);
        var gap = Assert.Single(await db.ServerGaps.ToListAsync(Token));
        Assert.InRange(gap.StartedAt, Eight + 7.Minutes(), Eight + 8.Minutes());
        Assert.InRange(gap.EndedAt!.Value, Eight + 18.Minutes(), Eight + 20.Minutes()); // non-null: it has ended
        Assert.Equal(5 * 60_000, await db.PlaySegments.Where(s => s.PlayNumber == plays[1].Number).SumAsync(s => s.WatchedMs, Token));

        var again = await _house.Get<CatchUp>().RunAsync(_house.Server, Token);
        Assert.Equal((2, 0, 0, 2), (again.Found, again.Derived, again.Inferred, again.Known));
        Assert.Equal(2, (await _house.HistoryAsync()).Count);

        // Somebody deletes it: it does not come back.
        await db.Plays.Where(p => p.Number == plays[1].Number).ExecuteDeleteAsync(Token);
        await _house.Get<CatchUp>().RunAsync(_house.Server, Token);
        Assert.Single(await _house.HistoryAsync());
    }

    [Fact]
    public async Task What_was_played_while_the_program_was_off_is_filled_in_at_its_next_start()
    {
        _house.Plays.Add(new("ann", "f1", Eight + 1.Minutes(), Eight + 100.Minutes()));
        _house.Plays.Add(new("ben", "f2", Eight + 20.Minutes(), Eight + 40.Minutes()));
        await _house.StartAsync();
        await _house.LiveUntilAsync(Eight + 5.Minutes());
        await _house.StopAsync();
        _house.Time.Advance(55.Minutes());
        await _house.StartAsync();
        await _house.CaughtUpAsync();

        // Ann plays on: her play is the recorded one, not another.
        var plays = await _house.HistoryAsync();
        Assert.Equal([(PlayCertainty.Observed, (DateTimeOffset?)null), (PlayCertainty.Derived, Eight + 40.Minutes())], plays.Select(p => (p.Certainty, p.StoppedAt)));
        await using var db = await _house.Get<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(Token);
        Assert.Equal("MediaInsight was not running.", Assert.Single(await db.ServerGaps.ToListAsync(Token)).Reason);
        var run = await db.CatchUpRuns.SingleAsync(Token);
        Assert.Equal((1, 1, null), (run.Derived, run.Known, run.Problem));
    }

    [Fact]
    public async Task A_new_server_brings_the_last_days_of_its_history_and_no_more()
    {
        _house.Plays.Add(new("ann", "f1", Eight - 3.Hours(), Eight - 2.Hours()));
        _house.Plays.Add(new("ann", "f2", Eight.AddDays(-1), Eight.AddDays(-1) + 1.Hours()));
        _house.Plays.Add(new("ben", "f3", Eight.AddDays(-3), Eight.AddDays(-3) + 1.Hours()));
        await _house.StartAsync();
        await _house.CaughtUpAsync();

        Assert.Equal([Eight.AddDays(-1), Eight - 3.Hours()], (await _house.HistoryAsync()).Select(p => p.StartedAt));
    }

    [Fact]
    public async Task A_history_that_cannot_be_read_is_said_and_asked_for_again()
    {
        _house.BrokenLog = HttpStatusCode.Forbidden;
        _house.Plays.Add(new("ann", "f1", Eight - 3.Hours(), Eight - 2.Hours()));
        await _house.StartAsync();
        await _house.CaughtUpAsync();
        Assert.NotNull((await _house.Get<CatchUpRuns>().LatestAsync(Token))[_house.Server.Id].Problem);
        Assert.Empty(await _house.HistoryAsync());

        _house.BrokenLog = null;
        var said = await _house.Get<IEnumerable<MediaInsight.Platform.IJob>>().Single(j => j.Name == "catch-up").RunAsync(Token);
        Assert.Equal("Cellar: 1 of 1 added", said);
        Assert.Single(await _house.HistoryAsync());
    }

    [Fact]
    public async Task What_is_asked_for_while_the_history_is_read_is_read_again()
    {
        _house.Plays.Add(new("ann", "f1", Eight - 3.Hours(), Eight - 2.Hours()));
        _house.BrokenLog = HttpStatusCode.Forbidden;
        await _house.StartAsync();
        _house.LogRead = () =>
        {
            _house.BrokenLog = null;
            _house.Get<ICatchUp>().Request(_house.Server.Id);
        };
        await _house.CaughtUpAsync();

        Assert.Null(_house.LogRead);
        Assert.Single(await _house.HistoryAsync());
    }

    [Fact]
    public async Task Nobody_who_must_not_be_tracked_is_filled_in()
    {
        _house.Plays.Add(new("ann", "f1", Eight - 3.Hours(), Eight - 2.Hours()));
        _house.Plays.Add(new("ben", "f2", Eight - 3.Hours(), Eight - 2.Hours()));
        await _house.StartAsync();
        await using var db = await _house.Get<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(Token);
        await PipelineRig.UntilAsync(() => db.ServerUsers.Count() == 2);
        await db.ServerUsers.Where(u => u.Name == "ben").ExecuteUpdateAsync(s => s.SetProperty(u => u.DoNotTrack, true), Token);
        await _house.Get<DoNotTrack>().ReloadAsync(Token);

        Assert.Equal(1, (await _house.Get<CatchUp>().RunAsync(_house.Server, Token)).Derived);
        Assert.Equal(0, (await _house.Get<CatchUp>().RunAsync(_house.Server, Token)).Derived);
        Assert.Single(await _house.HistoryAsync());
    }

    [Fact]
    public async Task Nothing_is_written_behind_a_server_that_is_being_removed()
    {
        _house.Plays.Add(new("ann", "f1", Eight - 3.Hours(), Eight - 2.Hours()));
        await _house.StartAsync();
        var begun = _house.Server;

        // As the removal does it; the run goes on before the server's row is gone.
        await _house.Get<ServerRegistry>().SetEnabledAsync(begun.Id, enabled: false, Token);
        await _house.Get<ServerHistory>().RemoveAsync(begun.Id, Token);
        var run = await _house.Get<CatchUp>().RunAsync(begun, Token);

        Assert.Equal((1, 0, 0), (run.Found, run.Derived, run.Inferred));
        Assert.Empty(await _house.HistoryAsync());
        await using var db = await _house.Get<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(Token);
        Assert.Equal((0, 0, 0), (await db.CatchUpRuns.CountAsync(Token), await db.PlaySources.CountAsync(Token), await db.MediaItems.CountAsync(Token)));
    }

    [Fact]
    public async Task Zero_days_asks_no_server()
    {
        _house.Plays.Add(new("ann", "f1", Eight - 3.Hours(), Eight - 2.Hours()));
        await _house.StartAsync();
        await _house.Get<SettingsStore>().SetAsync(new PollingSettings { CatchUpDays = 0 }, Token);

        Assert.Equal(0, (await _house.Get<CatchUp>().RunAsync(_house.Server, Token)).Found);
        Assert.Empty(await _house.HistoryAsync());
    }
}
