using System.Diagnostics;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Delivering;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Notifications;

public sealed class DeliveryBurstTests : IAsyncLifetime
{
    private HttpReceiver _receiver = null!;

    public async ValueTask InitializeAsync() => _receiver = await HttpReceiver.StartAsync();

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Fact]
    public async Task Ten_thousand_messages_at_once_arrive_once_each_and_in_order()
    {
        await using var rig = new DeliveryRig();
        var channels = new List<MediaInsight.Notifications.Channels.ChannelView>();
        for (var c = 0; c < 4; c++)
        {
            channels.Add(await rig.ChannelAsync($"c{c}", _receiver.Of($"/c{c}")));
        }

        await rig.StartAsync();
        var began = Stopwatch.GetTimestamp();
        foreach (var part in Enumerable.Range(0, 2500).Chunk(250))
        {
            foreach (var channel in channels)
            {
                await rig.PutAsync(channel, part.Select(i => $"{channel.Name}-{i:00000}"));
            }
        }

        await rig.UntilAsync(() => Task.FromResult(_receiver.Requests.Count >= 10_000));
        var took = Stopwatch.GetElapsedTime(began);
        foreach (var channel in channels)
        {
            await rig.UntilAsync(async () => (await rig.Log.ActivityAsync(DeliveryRig.Token))[channel.Id].Waiting == 0);
            Assert.Equal(Enumerable.Range(0, 2500).Select(i => $"{channel.Name}-{i:00000}"), _receiver.Requests.Where(r => r.Path == $"/{channel.Name}").Select(r => r.Key));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"10 000 messages in {took.TotalSeconds:0.0} s");
    }

    [Fact]
    public async Task A_killed_program_loses_nothing_and_repeats_only_what_was_not_yet_written_with_the_same_key()
    {
        await using var rig = new DeliveryRig();
        var channel = await rig.ChannelAsync("One", _receiver.Of("/one"));
        var keys = Enumerable.Range(0, 500).Select(i => $"m{i:000}").ToList();
        await rig.PutAsync(channel, keys);
        var gate = rig.NewGate();
        var killed = await rig.StartAsync(gate);
        await rig.UntilAsync(() => Task.FromResult(_receiver.Requests.Count >= 100));

        // From here on nothing it does reaches the database.
        await gate.EnterAsync(DeliveryRig.Token);
        var written = (await rig.AllAsync()).Count(d => d.State == DeliveryState.Sent);
        await rig.UntilAsync(() => Task.FromResult(_receiver.Requests.Count >= written + ChannelLane.MaxUnwritten));
        await killed.StopAsync(new CancellationToken(canceled: true));
        await rig.StartAsync();
        await rig.UntilAsync("m499", DeliveryState.Sent);

        var times = _receiver.Requests.GroupBy(r => r.Key).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(keys, times.Keys.Order());
        Assert.InRange(times.Values.Count(n => n > 1), 1, ChannelLane.MaxUnwritten);
        Assert.All(times.Values, n => Assert.InRange(n, 1, 2));
        gate.Leave();
    }

    [Fact]
    public async Task From_the_commit_to_the_request_is_a_moment()
    {
        await using var rig = new DeliveryRig();
        var channel = await rig.ChannelAsync("One", _receiver.Of("/one"));
        await rig.StartAsync();
        var delays = new List<double>();
        for (var i = 0; i < 40; i++)
        {
            var at = Stopwatch.GetTimestamp();
            await rig.PutAsync(channel, [$"m{i}"]);
            await rig.UntilAsync(() => Task.FromResult(_receiver.Requests.Count > i));
            delays.Add(Stopwatch.GetElapsedTime(at, _receiver.Requests.ElementAt(i).Stamp).TotalMilliseconds);
        }

        delays.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine($"event to request: median {delays[20]:0.0} ms, 95 of 100 {delays[38]:0.0} ms");
        Assert.Equal(40, _receiver.Requests.Count);
    }
}
