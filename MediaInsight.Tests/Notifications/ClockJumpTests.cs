using MediaInsight.Notifications;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Notifications;

public sealed class ClockJumpTests
{
    [Theory]
    [InlineData(-5)]
    [InlineData(-24 * 400)]
    [InlineData(24 * 400)]
    public async Task A_clock_that_jumps_keeps_no_message_waiting(int hours)
    {
        await using var receiver = await HttpReceiver.StartAsync();
        var steady = new ManualTime(new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
        var time = new JumpingTime(steady);
        await using var rig = new DeliveryRig(time);
        var channel = await rig.ChannelAsync("One", receiver.Of("/one"));
        var down = await rig.ChannelAsync("Down", receiver.Of("/down"));
        var works = false;
        receiver.Answer = r => works ? ReceiverAnswer.Ok : r.Path == "/down" ? ReceiverAnswer.RetryAfter(120) : new(500);
        await rig.StartAsync();
        await rig.PutAsync(channel, ["fails"]);
        await rig.PutAsync(down, ["pauses"]);
        await rig.UntilAsync("fails", DeliveryState.Failed);
        await rig.UntilAsync("pauses", DeliveryState.Failed);

        time.Jump = TimeSpan.FromHours(hours);
        works = true;
        await rig.PutAsync(channel, ["next"]);
        var began = steady.GetUtcNow();
        await rig.UntilAsync(async () =>
        {
            steady.Advance(TimeSpan.FromSeconds(1));
            return (await rig.AllAsync()).All(d => d.State == DeliveryState.Sent);
        });

        // The pause of two minutes is neither cut short nor drawn out, whatever the clock on the wall says.
        var paused = receiver.Requests.Count(r => r.Path == "/down");
        Assert.Equal(2, paused);
        Assert.True(steady.GetUtcNow() - began >= TimeSpan.FromSeconds(119));
    }

    [Fact]
    public async Task A_clock_set_forward_gives_up_no_message_that_goes_on_failing()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        var steady = new ManualTime(new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
        var time = new JumpingTime(steady);
        await using var rig = new DeliveryRig(time);
        receiver.Answer = r => r.Path == "/down" ? new() { IsBroken = true } : new(500);
        var channel = await rig.ChannelAsync("One", receiver.Of("/one"));
        var down = await rig.ChannelAsync("Down", receiver.Of("/down"));
        await rig.StartAsync();
        await rig.PutAsync(channel, ["fails", "behind"]);
        await rig.PutAsync(down, ["tried", "waits"]);
        await rig.UntilAsync("fails", DeliveryState.Failed);
        await rig.UntilAsync("tried", DeliveryState.Failed);
        for (var i = 0; i < 40; i++)
        {
            steady.Advance(TimeSpan.FromMinutes(3));
            await Task.Yield();
        }

        time.Jump = TimeSpan.FromDays(400);
        var tries = receiver.Requests.Count;
        await rig.UntilAsync(async () =>
        {
            steady.Advance(TimeSpan.FromMinutes(1));
            Assert.DoesNotContain(await rig.AllAsync(), d => d.State == DeliveryState.Dead);
            return receiver.Requests.Count > tries + 20;
        });

        // Only a day that is over by the steady clock too is one.
        var jumped = steady.GetUtcNow();
        await rig.UntilAsync(async () =>
        {
            steady.Advance(TimeSpan.FromMinutes(6));
            return (await rig.AllAsync()).All(d => d.State == DeliveryState.Dead);
        });
        Assert.True(steady.GetUtcNow() - jumped > TimeSpan.FromHours(23));
    }

    /// <summary>A clock that somebody sets; timers and stamps know nothing of it.</summary>
    private sealed class JumpingTime(ManualTime steady) : TimeProvider
    {
        public TimeSpan Jump { get; set; }
        public override DateTimeOffset GetUtcNow() => steady.GetUtcNow() + Jump;
        public override long GetTimestamp() => steady.GetTimestamp();
        public override long TimestampFrequency => steady.TimestampFrequency;
        public override TimeZoneInfo LocalTimeZone => steady.LocalTimeZone;
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => steady.CreateTimer(callback, state, dueTime, period);
    }
}
