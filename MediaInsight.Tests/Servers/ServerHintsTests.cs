using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers;

public sealed class ServerHintsTests
{
    private static readonly ServerId Server = new(1);

    private readonly ManualTime _time = new(new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
    private readonly PollRequests _requests = new();

    [Fact]
    public async Task A_burst_is_read_at_once_and_once_more_a_second_later()
    {
        var hints = new ServerHints(_requests, _time);
        for (var i = 0; i < 100; i++)
        {
            hints.Changed(Server);
        }

        Assert.True(await AskedAsync());
        Assert.False(await AskedAsync());
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(await AskedAsync());
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(await AskedAsync());
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.False(await AskedAsync());
    }

    [Fact]
    public async Task Whatever_is_announced_a_server_is_asked_once_a_second_at_most()
    {
        var hints = new ServerHints(_requests, _time);
        var asked = 0;
        for (var i = 0; i < 600; i++)
        {
            hints.Changed(Server);
            asked += await AskedAsync() ? 1 : 0;
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.InRange(asked, 59, 61);
    }

    [Fact]
    public async Task Servers_do_not_wait_for_one_another()
    {
        var hints = new ServerHints(_requests, _time);
        hints.Changed(new(2));
        hints.Changed(Server);

        Assert.True(await AskedAsync());
    }

    /// <summary>Whether a reading is asked for now.</summary>
    private async Task<bool> AskedAsync()
    {
        var wait = _requests.WaitAsync(Server, TimeSpan.FromDays(1), _time, TestContext.Current.CancellationToken);
        if (wait.IsCompleted)
        {
            return true;
        }

        // Takes back the place in the line.
        _requests.Request(Server);
        await wait;
        return false;
    }
}
