using MediaInsight.Live;
using MediaInsight.Servers;

namespace MediaInsight.Tests.Ingest;

/// <summary>How often a server is asked, on a clock that waits.</summary>
public sealed class PollIntervalTests
{
    [Fact]
    public async Task A_server_is_read_every_five_seconds_while_something_plays_and_every_ten_while_nothing_does()
    {
        await using var house = new WatchedHouse();
        var begin = WatchedHouse.Eight;
        house.Plays.Add(new("ann", "i1", begin.AddSeconds(60), begin.AddSeconds(120)));
        await house.StartAsync();
        var pauses = new List<(double At, double Pause)>();

        while (house.Time.GetUtcNow() < begin.AddSeconds(180))
        {
            if (Next() is { } pause && (pauses.Count == 0 || pauses[^1].At != pause.At))
            {
                pauses.Add(pause);
            }

            await house.LiveUntilAsync(house.Time.GetUtcNow().AddSeconds(5));
        }

        // The reading that finds the play, and the one that misses it, may come one pause after the fact.
        Assert.All(pauses.Where(p => p.At < 60), p => Assert.Equal(10, p.Pause));
        Assert.All(pauses.Where(p => p.At is > 75 and < 120), p => Assert.Equal(5, p.Pause));
        Assert.All(pauses.Where(p => p.At > 130), p => Assert.Equal(10, p.Pause));
        Assert.True(pauses.Count(p => p.At < 60) >= 4 && pauses.Count(p => p.At is > 75 and < 120) >= 6 && pauses.Count(p => p.At > 130) >= 3, string.Join(' ', pauses));

        (double At, double Pause)? Next() => house.Get<LiveServers>().Feed.Current.Servers is [{ Health: ServerHealth.Online, LastPollAt: { } at, NextTryAt: { } next }]
            ? (Math.Round((at - begin).TotalSeconds), Math.Round((next - at).TotalSeconds))
            : null;
    }

    [Fact]
    public void The_intervals_are_five_and_ten_seconds_unless_somebody_says_otherwise() =>
        Assert.Equal((5, 10), (new PollingSettings().ActiveSeconds, new PollingSettings().IdleSeconds));
}
