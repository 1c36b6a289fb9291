using MediaInsight.Domain;
using MediaInsight.Ingest;
using MediaInsight.Tests.Drivers;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Ingest;

public sealed class CatchUpQueueTests
{
    private static readonly ServerId Attic = new(1);
    private static readonly ServerId Cellar = new(2);
    private readonly ManualTime _time = new(WatchedHouse.Eight);
    private readonly CatchUpQueue _queue;

    public CatchUpQueueTests() => _queue = new(_time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_rests_holds_back_no_other()
    {
        _queue.Ask(Attic, WatchedHouse.Eight + 5.Minutes());
        var next = _queue.NextAsync(Token);
        Assert.False(next.IsCompleted);

        _queue.Ask(Cellar, WatchedHouse.Eight);

        Assert.Equal(Cellar, await next);
        _queue.Done();
        Assert.Null(_queue.DueAt(Cellar));
        next = _queue.NextAsync(Token);
        _time.Advance(5.Minutes());
        Assert.Equal(Attic, await next);
    }

    [Fact]
    public async Task Who_asks_at_once_does_not_wait_for_the_rest_to_be_over()
    {
        _queue.Ask(Attic, WatchedHouse.Eight + 5.Minutes());
        _queue.Ask(Attic, WatchedHouse.Eight);
        _queue.Ask(Attic, WatchedHouse.Eight + 1.Minutes());

        Assert.Equal(Attic, await _queue.NextAsync(Token));
        _queue.Done();
        Assert.Null(_queue.DueAt(Attic));
    }

    [Fact]
    public async Task A_server_that_is_asked_for_while_it_runs_comes_again()
    {
        _queue.Ask(Attic, WatchedHouse.Eight);
        await _queue.NextAsync(Token);
        _queue.Ask(Attic, WatchedHouse.Eight + 1.Minutes());
        Assert.Equal(WatchedHouse.Eight, _queue.DueAt(Attic));

        _queue.Done();

        Assert.Equal(WatchedHouse.Eight + 1.Minutes(), _queue.DueAt(Attic));
        var next = _queue.NextAsync(Token);
        _time.Advance(1.Minutes());
        Assert.Equal(Attic, await next);
    }
}
