using MediaInsight.Data;

namespace MediaInsight.Tests.Data;

/// <summary>Many who ask the same at once share a reading, and nobody is told what was read before he asked.</summary>
public sealed class SharedReadingTests
{
    private readonly SharedReading<string, int> _shared = new();
    private readonly List<TaskCompletionSource<int>> _readings = [];
    private readonly SemaphoreSlim _begun = new(0);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_hundred_who_ask_while_one_reads_share_the_next_reading()
    {
        var first = AskAsync("figures");
        await _begun.WaitAsync(Token);
        var others = Enumerable.Range(0, 200).Select(_ => AskAsync("figures")).ToList();
        _readings[0].SetResult(1);
        Assert.Equal(1, await first);
        await _begun.WaitAsync(Token);
        Assert.DoesNotContain(others, o => o.IsCompleted);
        _readings[1].SetResult(2);
        Assert.All(await Task.WhenAll(others), answer => Assert.Equal(2, answer));
        Assert.Equal(2, _readings.Count);
    }

    [Fact]
    public async Task What_is_asked_of_another_server_does_not_wait()
    {
        var one = AskAsync("one");
        await _begun.WaitAsync(Token);
        var two = AskAsync("two");
        await _begun.WaitAsync(Token);
        _readings[1].SetResult(2);
        Assert.Equal(2, await two);
        _readings[0].SetResult(1);
        Assert.Equal(1, await one);
    }

    [Fact]
    public async Task A_failed_reading_fails_for_those_who_shared_it_and_not_for_the_next()
    {
        var first = AskAsync("figures");
        await _begun.WaitAsync(Token);
        var second = AskAsync("figures");
        _readings[0].SetException(new InvalidOperationException("The database is gone."));
        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        await _begun.WaitAsync(Token);
        _readings[1].SetResult(2);
        Assert.Equal(2, await second);

        var later = AskAsync("figures");
        await _begun.WaitAsync(Token);
        _readings[2].SetResult(3);
        Assert.Equal(3, await later);
    }

    [Fact]
    public async Task Who_leaves_does_not_end_the_reading_of_the_others()
    {
        using var left = new CancellationTokenSource();
        var leaving = _shared.ReadAsync("figures", ReadAsync, left.Token);
        await _begun.WaitAsync(Token);
        var staying = AskAsync("figures");
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        _readings[0].SetResult(1);
        await _begun.WaitAsync(Token);
        _readings[1].SetResult(2);
        Assert.Equal(2, await staying);
    }

    private Task<int> AskAsync(string key) => _shared.ReadAsync(key, ReadAsync, Token);

    private Task<int> ReadAsync(string key, CancellationToken cancellationToken)
    {
        Assert.False(cancellationToken.CanBeCanceled);
        var reading = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_readings)
        {
            _readings.Add(reading);
        }

        _begun.Release();
        return reading.Task;
    }
}
