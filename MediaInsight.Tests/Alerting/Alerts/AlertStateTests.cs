using MediaInsight.Alerting.Alerts;

namespace MediaInsight.Tests.Alerting.Alerts;

/// <summary>Minutes of a clock that begins at 0; -1 stands for "not".</summary>
public sealed class AlertStateTests
{
    private const int Not = -1;
    private static readonly DateTimeOffset Zero = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    // firing since, bad (null: not measured), silenced until, told of stretch, told at, taken | then firing since, news
    [InlineData(Not, false, Not, Not, Not, null, Not, AlertNews.None)]            // all is well
    [InlineData(Not, true, Not, Not, Not, null, 1000, AlertNews.Fired)]           // it begins
    [InlineData(Not, null, Not, Not, Not, null, Not, AlertNews.None)]             // not measured, nothing known
    [InlineData(990, null, Not, 990, 990, true, 990, AlertNews.None)]             // not measured is no recovery
    [InlineData(990, false, Not, 990, 990, true, Not, AlertNews.Resolved)]        // one good value is enough
    [InlineData(990, false, Not, 990, 990, null, Not, AlertNews.Resolved)]        // its message still waits: the recovery queues behind it
    [InlineData(990, false, Not, 990, 990, false, Not, AlertNews.Resolved)]
    [InlineData(990, false, Not, Not, Not, null, Not, AlertNews.None)]            // nobody heard of it
    [InlineData(990, false, Not, 100, 100, true, Not, AlertNews.None)]            // they heard of an earlier one only
    [InlineData(990, false, 2000, 990, 990, true, Not, AlertNews.None)]           // silence means silence
    [InlineData(900, true, Not, 900, 941, true, 900, AlertNews.None)]             // within the cooldown (60)
    [InlineData(900, true, Not, 900, 940, true, 900, AlertNews.Again)]            // after it
    [InlineData(100, true, Not, 100, 100, null, 100, AlertNews.None)]             // the message is still on its way, for hours
    [InlineData(900, true, Not, 900, 971, false, 900, AlertNews.None)]            // given up a moment ago
    [InlineData(900, true, Not, 900, 970, false, 900, AlertNews.Again)]           // a failed one starts no cooldown
    [InlineData(900, true, 1001, 900, 900, true, 900, AlertNews.None)]            // silenced
    [InlineData(Not, true, 1001, Not, Not, null, 1000, AlertNews.None)]           // begins in silence
    [InlineData(900, true, 1000, Not, Not, null, 900, AlertNews.Fired)]           // the silence is over, and it still fires
    [InlineData(Not, true, Not, 900, 950, true, 1000, AlertNews.None)]            // began anew within the cooldown
    [InlineData(985, true, Not, 900, 940, true, 985, AlertNews.Fired)]            // and is told when that is over
    [InlineData(985, true, Not, 900, 950, null, 985, AlertNews.None)]             // the earlier one's message waits since not long
    [InlineData(985, true, Not, 900, 900, null, 985, AlertNews.Fired)]            // since long: the channel hears of both
    [InlineData(900, true, Not, 900, 5000, true, 900, AlertNews.Again)]           // told in the future: the clock was set back
    [InlineData(900, true, Not, 900, 5000, false, 900, AlertNews.Again)]
    [InlineData(900, true, Not, 900, 5000, null, 900, AlertNews.None)]            // and is still on its way
    [InlineData(Not, true, Not, 4900, 5000, true, 1000, AlertNews.Fired)]         // another stretch in the future
    [InlineData(4900, true, Not, 4900, 5000, true, 4900, AlertNews.Again)]        // which lasts
    public void Every_situation_has_its_step(int firingSince, bool? isBad, int silencedUntil, int toldOf, int toldAt, bool? taken, int thenSince, AlertNews news)
    {
        var last = toldOf == Not ? null : new AlertMessage(At(toldOf)!.Value, At(toldAt)!.Value, taken);

        var step = AlertState.Next(At(firingSince), isBad, TimeSpan.FromMinutes(60), At(silencedUntil), last, At(1000)!.Value);

        Assert.Equal(new AlertStep(At(thenSince), news), step);
    }

    [Fact]
    public void A_short_cooldown_is_not_stretched_by_a_failure()
    {
        var step = AlertState.Next(At(900), true, TimeSpan.FromMinutes(10), null, new(At(900)!.Value, At(990)!.Value, false), At(1000)!.Value);

        Assert.Equal(AlertNews.Again, step.News);
    }

    [Fact]
    public void Thresholds_are_crossed_not_touched()
    {
        var disk = AlertConditions.Find(AlertConditions.DiskSpaceLow)!;
        var heat = AlertConditions.Find(AlertConditions.GpuTempHigh)!;

        Assert.Equal((true, false, false), (disk.IsBad(49.9, 50), disk.IsBad(50, 50), disk.IsBad(51, 50)));
        Assert.Equal((false, false, true), (heat.IsBad(84, 85), heat.IsBad(85, 85), heat.IsBad(86, 85)));
        Assert.Equal(("1,234.5\u00A0GB", "3\u00A0in 60 min"), (disk.Write(1234.5), AlertConditions.Find(AlertConditions.TranscodeFailure)!.Write(3)));
        Assert.All(AlertConditions.All, c => Assert.InRange(c.Default, c.Min, c.Max));
        Assert.Equal(AlertConditions.All.Count, AlertConditions.All.Select(c => c.Word).Distinct().Count());
    }

    private static DateTimeOffset? At(int minute) => minute == Not ? null : Zero.AddMinutes(minute);
}
