using MediaInsight.Domain;
using MediaInsight.Sessions;
using MediaInsight.Tests.Drivers;

namespace MediaInsight.Tests.Sessions;

/// <summary>"End now": a ghost that its server goes on listing stays ended until something moves.</summary>
public sealed class EndedByHandTests
{
    private readonly Evening _evening = new();
    private readonly Tracking _tracking = new();

    [Fact]
    public void A_session_ended_by_hand_ends_where_it_was_last_seen()
    {
        Ghost();

        var stop = Assert.Single(_tracking.Stops);
        Assert.Equal(StopReason.ByHand, stop.Reason);
        Assert.Equal(Evening.Begin + 10.Minutes() - 5.Seconds(), stop.At);
        Assert.Equal(5 * 60_000, stop.Session.Clocks.WatchedMs);
        Assert.Empty(_tracking.State.Sessions);
    }

    [Fact]
    public void It_is_not_begun_again_while_its_server_lists_it_unchanged()
    {
        Ghost();

        _tracking.See(_evening.Readings(20.Minutes()));

        Assert.Empty(_tracking.State.Sessions);
        Assert.Single(_tracking.Starts);
    }

    public static TheoryData<string> Movements() => ["position", "state", "report", "heard"];

    [Theory]
    [MemberData(nameof(Movements))]
    public void It_is_a_new_play_as_soon_as_something_moves(string what)
    {
        Ghost(what == "report" ? Evening.Begin : null);
        var reading = _evening.Reading();
        var moved = what switch
        {
            "position" => reading.Sessions[0] with { Position = 30.Minutes() },
            "state" => reading.Sessions[0] with { State = PlaybackState.Playing },
            "report" => reading.Sessions[0] with { LastClientReportAt = reading.TakenAt },
            _ => reading.Sessions[0] with { ReportedWatchedMs = 600_000, StartedAt = Evening.Begin },
        };

        _tracking.See(reading with { Sessions = [moved] });

        Assert.Equal(2, _tracking.Starts.Count);
        var again = _tracking.Only;
        Assert.NotEqual(_tracking.Stops[0].Session.Id, again.Id);
        Assert.Equal(reading.TakenAt, again.StartedAt);
        Assert.Equal(0, again.Clocks.WatchedMs);
        Assert.Empty(_tracking.State.Ended);
    }

    [Fact]
    public void A_dead_clients_position_that_its_server_moves_on_is_no_movement()
    {
        Ghost(Evening.Begin);
        var reading = _evening.Reading();

        _tracking.See(reading with { Sessions = [reading.Sessions[0] with { Position = 30.Minutes(), LastClientReportAt = Evening.Begin + 2.Seconds() }] });
        _tracking.See(reading with { Sessions = [reading.Sessions[0] with { Position = 31.Minutes(), LastClientReportAt = null }] });

        Assert.Empty(_tracking.State.Sessions);
    }

    [Fact]
    public void It_is_forgotten_when_it_disappears_and_a_failed_reading_says_nothing()
    {
        Ghost();
        var reading = _evening.Reading();

        _tracking.See(reading with { Sessions = [] });
        _tracking.See(ServerSnapshot.Failed(_evening.Server, reading.TakenAt));
        Assert.Single(_tracking.State.Ended);
        _tracking.See(reading with { Sessions = [] });

        Assert.Empty(_tracking.State.Ended);
        Assert.Single(_tracking.See(reading).State.Sessions);
    }

    [Fact]
    public void An_idle_device_and_an_explicit_end_forget_it_without_a_play()
    {
        Ghost();
        var before = _tracking.State;
        var reading = _evening.Reading();

        _tracking.See(reading with { Sessions = [], IdleSlots = new HashSet<string> { "tv-ann" } });
        Assert.Empty(_tracking.State.Ended);

        _tracking.State = before;
        _tracking.See(reading with { Sessions = [reading.Sessions[0] with { State = PlaybackState.Playing, EndedAt = reading.TakenAt }] });
        Assert.Empty(_tracking.State.Ended);
        Assert.Single(_tracking.Starts);
    }

    [Fact]
    public void A_ghost_does_not_stand_in_the_way_of_the_next_title_on_its_device()
    {
        Ghost();
        var reading = _evening.Reading();
        var next = reading.Sessions[0] with { Key = new("tv-ann", "ann", "other"), Media = Films.First.Media };

        _tracking.See(reading with { Sessions = [reading.Sessions[0], next] });

        Assert.Equal("Episode 1", _tracking.Only.Latest.Media.Title);
    }

    [Fact]
    public void A_play_that_is_not_there_is_not_ended()
    {
        _evening.Viewer("ann").Plays(Films.Film).For(1.Minutes());
        _tracking.See(_evening.Reading());

        var result = SessionTracker.End(_tracking.State, PlayId.New(Evening.Begin), Evening.Begin, _tracking.Limits);

        Assert.Same(_tracking.State, result.State);
        Assert.Empty(result.Events);
    }

    /// <summary>Five minutes watched, paused ever since; ended by hand after ten.</summary>
    private void Ghost(DateTimeOffset? reportAt = null)
    {
        _evening.Viewer("ann").Plays(Films.Film).For(5.Minutes()).Pauses(10.Hours());
        foreach (var reading in _evening.Readings(10.Minutes()))
        {
            _tracking.See(reportAt is null ? reading : reading with { Sessions = [reading.Sessions[0] with { LastClientReportAt = reportAt }] });
        }

        var result = SessionTracker.End(_tracking.State, _tracking.Only.Id, _evening.Time.GetUtcNow(), _tracking.Limits);
        _tracking.State = result.State;
        _tracking.Events.AddRange(result.Events);
    }
}
