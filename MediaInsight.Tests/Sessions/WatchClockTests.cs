using MediaInsight.Domain;
using MediaInsight.Sessions;
using MediaInsight.Tests.Drivers;

namespace MediaInsight.Tests.Sessions;

/// <summary>Watch time where the client is silent, stands still, is counted by its server, or the clock is wrong.</summary>
public sealed class WatchClockTests
{
    private readonly Evening _evening = new();

    [Fact]
    public void Time_after_a_clients_last_report_waits_for_the_next_one()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(60.Minutes());
        var tracking = new Tracking(ServerKind.Jellyfin).See(Reporting(10.Minutes(), _ => Evening.Begin));
        Assert.Equal(15_000, tracking.Only.Clocks.WatchedMs);
        Assert.Equal(580_000, tracking.Only.Clocks.HeldMs);

        tracking.See(Reporting(5.Seconds(), now => now));
        Assert.Equal(600_000, tracking.Only.Clocks.WatchedMs);
        Assert.Equal(0, tracking.Only.Clocks.HeldMs);
    }

    [Fact]
    public void A_client_that_died_ended_with_its_last_sign_of_life()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(17.Minutes()).Stops();
        var lastReport = Evening.Begin + 10.Minutes();
        var tracking = new Tracking(ServerKind.Jellyfin).See(Reporting(20.Minutes(), now => now < lastReport ? now : lastReport));

        var stopped = Assert.Single(tracking.Stops);
        Assert.Equal(lastReport + 15.Seconds(), stopped.At);
        Assert.Equal(615_000, stopped.Session.Clocks.WatchedMs);
    }

    [Fact]
    public void A_client_that_stopped_shortly_after_its_last_report_keeps_the_time_in_between()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(10.Minutes()).Idles(1.Minutes());
        var lastReport = Evening.Begin + 9.Minutes();
        var tracking = new Tracking(ServerKind.Jellyfin).See(Reporting(11.Minutes(), now => now < lastReport ? now : lastReport));

        Assert.Equal(595_000, Assert.Single(tracking.Stops).Session.Clocks.WatchedMs);
    }

    [Fact]
    public void A_report_that_goes_backwards_is_no_sign_of_life()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(60.Minutes());
        var tracking = new Tracking(ServerKind.Jellyfin).See(Reporting(10.Minutes(), now => Evening.Begin - (now.Second % 10 == 0 ? 1.Hours() : TimeSpan.Zero)));

        Assert.Equal(15_000, tracking.Only.Clocks.WatchedMs);
    }

    [Fact]
    public void A_position_that_stands_still_while_playing_is_not_watch_time_for_ever()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(60.Minutes());
        var tracking = new Tracking().See(_evening.Readings(30.Minutes()).Select(r => At(r, 10.Minutes())));

        Assert.InRange(tracking.Only.Clocks.WatchedMs, 0, 300_000);
    }

    [Fact]
    public void A_position_that_moves_again_proves_no_more_than_it_moved()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(60.Minutes());
        var tracking = new Tracking().See(_evening.Readings(30.Minutes()).Select(r => At(r, 10.Minutes())));
        tracking.See(_evening.Readings(5.Seconds()).Select(r => At(r, 10.Minutes() + 5.Seconds())));

        Assert.InRange(tracking.Only.Clocks.WatchedMs, 300_000, 315_000);
        Assert.Equal(0, tracking.Only.Clocks.HeldMs);
    }

    [Fact]
    public void A_servers_own_count_replaces_observation()
    {
        _evening.Viewer("ann").Plays(Films.Book).For(20.Minutes());
        var tracking = new Tracking(ServerKind.Audiobookshelf).See(Counted(10.Minutes(), now => (long)(now - Evening.Begin).TotalMilliseconds / 2));

        Assert.Equal(297_500, tracking.Only.Clocks.WatchedMs);
    }

    [Fact]
    public void A_total_that_falls_and_rises_again_is_not_counted_twice()
    {
        _evening.Viewer("ann").Plays(Films.Book).For(20.Minutes());
        long[] totals = [60_000, 110_000, 5_000, 110_000, 120_000];
        var tracking = new Tracking(ServerKind.Audiobookshelf).See(Counted(5.Minutes(), now => Math.Min(60_000, (long)(now - Evening.Begin).TotalMilliseconds)));
        foreach (var total in totals)
        {
            tracking.See(Counted(5.Seconds(), _ => total));
        }

        Assert.Equal(120_000, tracking.Only.Clocks.WatchedMs);
    }

    [Fact]
    public void A_total_beyond_the_elapsed_time_is_cut()
    {
        _evening.Viewer("ann").Plays(Films.Book).For(20.Minutes());
        var tracking = new Tracking(ServerKind.Audiobookshelf).See(Counted(5.Minutes(), now => 1000 * (long)(now - Evening.Begin).TotalMilliseconds));

        Assert.Equal(295_000, tracking.Only.Clocks.WatchedMs);
    }

    [Fact]
    public void A_total_that_after_a_restart_holds_an_earlier_play_adds_only_the_time_since()
    {
        _evening.Viewer("ann").Plays(Films.Book).For(20.Minutes());
        var tracking = new Tracking(ServerKind.Audiobookshelf).See(Counted(1.Minutes(), now => (long)(now - Evening.Begin).TotalMilliseconds));
        tracking.See(Counted(1.Minutes(), now => 3_600_000 + (long)(now - Evening.Begin).TotalMilliseconds).Select(r => r with
        {
            Sessions = [r.Sessions[0] with { StartedAt = Evening.Begin - 10.Hours() }],
        }));

        Assert.Equal(115_000, tracking.Only.Clocks.WatchedMs);
    }

    [Fact]
    public void A_clock_set_back_takes_nothing_and_stops_nothing()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(40.Minutes()).Stops();
        var tracking = new Tracking().See(_evening.Readings(20.Minutes()));
        tracking.See(_evening.Readings().Select(r => r with { TakenAt = r.TakenAt - 2.Hours() }));

        var stopped = Assert.Single(tracking.Stops);
        Assert.InRange(stopped.Session.Clocks.WatchedMs, (40 * 60_000) - 15_000, 40 * 60_000);
        Assert.InRange(stopped.At - stopped.Session.StartedAt, TimeSpan.FromMilliseconds(stopped.Session.Clocks.WatchedMs), 40.Minutes());
    }

    [Fact]
    public void A_clock_set_forward_adds_no_more_than_the_cap()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(40.Minutes()).Stops();
        var tracking = new Tracking().See(_evening.Readings(20.Minutes()));
        tracking.See(_evening.Readings().Select(r => r with { TakenAt = r.TakenAt + 2.Hours() }));

        Assert.InRange(Assert.Single(tracking.Stops).Session.Clocks.WatchedMs, (40 * 60_000) - 15_000, 40 * 60_000);
    }

    private IEnumerable<ServerSnapshot> Reporting(TimeSpan until, Func<DateTimeOffset, DateTimeOffset> report) =>
        _evening.Readings(until).Select(r => r with { Sessions = [.. r.Sessions.Select(s => s with { LastClientReportAt = report(r.TakenAt) })] });

    private IEnumerable<ServerSnapshot> Counted(TimeSpan until, Func<DateTimeOffset, long> total) =>
        _evening.Readings(until).Select(r => r with { Sessions = [.. r.Sessions.Select(s => s with { ReportedWatchedMs = total(r.TakenAt), StartedAt = Evening.Begin })] });

    private static ServerSnapshot At(ServerSnapshot reading, TimeSpan position) =>
        reading with { Sessions = [.. reading.Sessions.Select(s => s with { Position = position })] };
}
