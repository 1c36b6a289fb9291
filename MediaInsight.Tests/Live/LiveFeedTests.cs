using MediaInsight.Live;
using MediaInsight.Tests.Infrastructure;
using MediaInsight.Tests.Ingest;

namespace MediaInsight.Tests.Live;

public sealed class LiveFeedTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private readonly ManualTime _time = new(new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
    private readonly List<Exception> _errors = [];

    [Fact]
    public async Task A_thousand_changes_within_the_interval_are_one_call_that_sees_the_last()
    {
        var feed = Feed();
        var seen = new List<int>();
        using var subscription = feed.Subscribe(() => Note(seen, feed), Keep);
        await RestingAsync(() => seen.Count == 1);

        for (var i = 1; i <= 1000; i++)
        {
            feed.Publish(i);
        }

        Assert.Equal([0], seen);
        _time.Advance(Interval);
        await RestingAsync(() => seen.Count == 2);
        _time.Advance(Interval * 4);

        Assert.Equal([0, 1000], seen);
        Assert.Equal(1000, feed.Version);
    }

    [Fact]
    public async Task A_slow_callback_is_never_called_twice_at_a_time_and_hears_of_what_changed_meanwhile()
    {
        var feed = Feed();
        var (running, most, calls) = (0, 0, 0);
        var gate = new SemaphoreSlim(0);
        using var subscription = feed.Subscribe(
            async () =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                Interlocked.Increment(ref calls);
                await gate.WaitAsync(TestContext.Current.CancellationToken);
                Interlocked.Decrement(ref running);
            },
            Keep);
        await PipelineRig.UntilAsync(() => Volatile.Read(ref calls) == 1);

        for (var i = 1; i <= 5; i++)
        {
            feed.Publish(i);
            _time.Advance(Interval);
        }

        Assert.Equal(1, Volatile.Read(ref calls));
        gate.Release();
        await RestingAsync(() => Volatile.Read(ref running) == 0);
        _time.Advance(Interval);
        await PipelineRig.UntilAsync(() => Volatile.Read(ref calls) == 2);
        gate.Release();

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task A_callback_that_throws_is_reported_and_the_next_change_still_arrives()
    {
        var feed = Feed();
        var calls = 0;
        using var subscription = feed.Subscribe(
            () => Interlocked.Increment(ref calls) switch
            {
                1 => throw new InvalidOperationException("drawing failed"),
                2 => throw new OperationCanceledException("the page's own"),
                _ => Task.CompletedTask,
            },
            Keep);
        foreach (var call in new[] { 1, 2 })
        {
            await RestingAsync(() => Volatile.Read(ref calls) == call && _errors.Count == call);
            feed.Publish(call);
            _time.Advance(Interval);
        }

        await PipelineRig.UntilAsync(() => Volatile.Read(ref calls) == 3);

        Assert.Equal(["drawing failed", "the page's own"], _errors.Select(e => e.Message));
    }

    [Fact]
    public async Task Who_has_left_is_not_called_any_more_and_not_kept()
    {
        var feed = Feed();
        var (left, stays) = (new List<int>(), new List<int>());
        var leaver = feed.Subscribe(() => Note(left, feed), Keep);
        using var other = feed.Subscribe(() => Note(stays, feed), Keep);
        await PipelineRig.UntilAsync(() => left.Count == 1 && stays.Count == 1 && _time.PendingTimers == 2);

        leaver.Dispose();
        leaver.Dispose();
        feed.Publish(7);
        _time.Advance(Interval);
        await PipelineRig.UntilAsync(() => stays.Count == 2);

        Assert.Equal([0], left);
        Assert.Equal(1, feed.SubscriberCount);
        Assert.Empty(_errors);
    }

    private LiveFeed<int> Feed() => new(0, _time, Interval);

    private void Keep(Exception error) => _errors.Add(error);

    private static Task Note(List<int> seen, LiveFeed<int> feed)
    {
        seen.Add(feed.Current);
        return Task.CompletedTask;
    }

    /// <summary>The condition holds, and the subscriber waits for the interval to pass.</summary>
    private Task RestingAsync(Func<bool> condition) => PipelineRig.UntilAsync(() => condition() && _time.PendingTimers == 1);
}
