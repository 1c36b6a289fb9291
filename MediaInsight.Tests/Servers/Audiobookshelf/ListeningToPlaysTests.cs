using System.Text.Json.Nodes;
using MediaInsight.Domain;
using MediaInsight.Sessions;

namespace MediaInsight.Tests.Servers.Audiobookshelf;

/// <summary>The connector and the tracker together: what history gets in the end.</summary>
public sealed class ListeningToPlaysTests : IDisposable
{
    private readonly Shelf _shelf = new();
    private readonly List<SessionEvent> _events = [];
    private TrackerState _state = TrackerState.Empty(new ServerId(1));

    public void Dispose() => _shelf.Dispose();

    [Fact]
    public async Task A_web_listener_with_a_pause_is_one_play_with_the_servers_own_total()
    {
        await PollsAsync(2);
        var session = _shelf.Begin();
        _shelf.Open.Add(session);
        await PollsAsync(4);
        _shelf.Sync(session, 20);
        for (var report = 0; report < 6; report++)
        {
            await PollsAsync(2);
            _shelf.Sync(session, 10);
        }

        await PollsAsync(60);
        for (var report = 0; report < 3; report++)
        {
            _shelf.Sync(session, 10);
            await PollsAsync(2);
        }

        var row = (JsonObject)session.DeepClone();
        _shelf.Sync(row, 7);
        _shelf.Rows.Add(row);
        _shelf.Open.Clear();
        var closedAt = _shelf.Now;
        await PollsAsync(4);

        Assert.Single(_events.OfType<SessionStarted>());
        var stopped = Assert.Single(_events.OfType<SessionStopped>());
        Assert.Equal(20_000 + 60_000 + 30_000 + 7_000, stopped.Session.Clocks.WatchedMs);
        Assert.Equal(Shelf.Noon.AddSeconds(10), stopped.Session.StartedAt);
        Assert.Equal(closedAt, stopped.At);
        Assert.Equal([PlaybackState.Playing, PlaybackState.Paused, PlaybackState.Playing], _events.OfType<SessionStateChanged>().Select(e => e.From));
    }

    [Fact]
    public async Task A_tab_left_open_ends_with_its_last_report_and_stays_ended()
    {
        var session = _shelf.Begin();
        _shelf.Open.Add(session);
        await PollsAsync(4);
        _shelf.Sync(session, 20);
        var reportedAt = _shelf.Now;
        await PollsAsync(800);
        var stopped = Assert.Single(_events.OfType<SessionStopped>());
        Assert.Equal(reportedAt, stopped.At);
        Assert.Equal(20_000, stopped.Session.Clocks.WatchedMs);
        Assert.Empty(_state.Sessions);
    }

    private async Task PollsAsync(int count)
    {
        for (var poll = 0; poll < count; poll++)
        {
            var reading = ServerSnapshot.Good(_state.ServerId, _shelf.Now, await _shelf.PollAsync());
            var result = SessionTracker.Apply(_state, reading, TrackerLimits.For(ServerKind.Audiobookshelf));
            _state = result.State;
            _events.AddRange(result.Events);
            _shelf.Wait(5);
        }
    }
}
