using MediaInsight.Domain;
using MediaInsight.Live;
using MediaInsight.Servers;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Live;

public sealed class CollectorStatsTests
{
    private static readonly ServerId Attic = new(1);
    private readonly ManualTime _time = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly CollectorStats _stats;

    public CollectorStatsTests() => _stats = new(_time);

    [Fact]
    public void A_server_that_was_not_read_yet_has_no_figures()
    {
        Assert.Equal(CollectorFigures.None, _stats.Of(Attic));
    }

    [Fact]
    public void Latency_is_told_by_rank_of_the_last_readings()
    {
        for (var ms = 1; ms <= 100; ms++)
        {
            _stats.Good(Attic, ms);
        }

        var figures = _stats.Of(Attic);
        Assert.Equal((50, 95), (figures.P50Ms, figures.P95Ms));
        Assert.Equal(50, figures.Latencies.Count);
        Assert.Equal([2, 4], figures.Latencies.Take(2));

        // Old ones make room.
        for (var i = 0; i < CollectorStats.Samples; i++)
        {
            _stats.Good(Attic, 7);
        }

        Assert.Equal((7, 7), (_stats.Of(Attic).P50Ms, _stats.Of(Attic).P95Ms));
        Assert.InRange(_stats.Of(Attic).Latencies.Count, 2, CollectorStats.TrendPoints);
    }

    [Fact]
    public void Readings_are_counted_for_an_hour_and_a_day_and_then_forgotten()
    {
        _stats.Good(Attic, 5);
        _stats.Failed(Attic, ServerFailureKind.Unreachable, "Cannot connect: refused.");
        _time.Advance(TimeSpan.FromMinutes(61));
        _stats.Good(Attic, 5);

        var figures = _stats.Of(Attic);
        Assert.Equal((1, 0, 2, 1), (figures.GoodLastHour, figures.FailedLastHour, figures.GoodLastDay, figures.FailedLastDay));
        Assert.Equal(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), figures.Since);

        _time.Advance(TimeSpan.FromHours(24));
        Assert.Equal((0, 0), (_stats.Of(Attic).GoodLastDay, _stats.Of(Attic).FailedLastDay));
    }

    [Fact]
    public void The_same_failure_in_a_row_is_one_line_and_lines_are_bounded()
    {
        _stats.Failed(Attic, ServerFailureKind.TimedOut, "No answer.");
        _time.Advance(TimeSpan.FromSeconds(10));
        _stats.Failed(Attic, ServerFailureKind.TimedOut, "No answer.");
        var line = Assert.Single(_stats.Of(Attic).Failures);
        Assert.Equal((2, TimeSpan.FromSeconds(10)), (line.Times, line.LastAt - line.FirstAt));

        // A good reading in between: another outage.
        _stats.Good(Attic, 5);
        _stats.Failed(Attic, ServerFailureKind.TimedOut, "No answer.");
        Assert.Equal([1, 2], _stats.Of(Attic).Failures.Select(f => f.Times));

        for (var i = 0; i < 30; i++)
        {
            _stats.Failed(Attic, ServerFailureKind.Protocol, $"Fault {i}");
        }

        Assert.Equal(10, _stats.Of(Attic).Failures.Count);
        Assert.Equal("Fault 29", _stats.Of(Attic).Failures[0].Message);
    }

    [Fact]
    public void Servers_that_are_gone_are_forgotten()
    {
        _stats.Good(Attic, 5);
        _stats.Good(new(2), 5);
        _stats.Keep([new(2)]);

        Assert.Null(_stats.Of(Attic).Since);
        Assert.NotNull(_stats.Of(new(2)).Since);
    }
}
