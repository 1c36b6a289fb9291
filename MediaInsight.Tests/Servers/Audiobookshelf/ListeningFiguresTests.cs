using System.Text.Json.Nodes;
using MediaInsight.Domain;

namespace MediaInsight.Tests.Servers.Audiobookshelf;

/// <summary>What clients and servers claim: positions, totals, clocks, numbers that are none.</summary>
public sealed class ListeningFiguresTests : IDisposable
{
    private readonly Shelf _shelf = new();

    public void Dispose() => _shelf.Dispose();

    [Fact]
    public async Task Position_runs_at_the_speed_that_was_heard_and_stops_at_the_end()
    {
        var session = Heard();
        await _shelf.PollAsync();
        _shelf.Wait(10);
        _shelf.Sync(session, 10, rate: 2);
        await _shelf.PollAsync();
        _shelf.Wait(5);
        Assert.Equal(TimeSpan.FromSeconds(150), (await _shelf.OneAsync()).Position);
        session["currentTime"] = 3590.0;
        await _shelf.PollAsync();
        _shelf.Wait(20);
        Assert.Equal(TimeSpan.FromSeconds(3600), (await _shelf.OneAsync()).Position);
    }

    [Fact]
    public async Task A_seek_does_not_change_the_speed()
    {
        var session = Heard();
        await _shelf.PollAsync();
        _shelf.Wait(10);
        _shelf.Sync(session, 10, rate: 60);
        await _shelf.PollAsync();
        _shelf.Wait(5);
        Assert.Equal(TimeSpan.FromSeconds(725), (await _shelf.OneAsync()).Position);
    }

    [Fact]
    public async Task A_total_that_falls_for_a_while_is_not_counted_twice()
    {
        var session = _shelf.Begin();
        _shelf.Open.Add(session);
        _shelf.Wait(200);
        _shelf.Sync(session, 110);
        Assert.Equal(110_000, (await _shelf.OneAsync()).ReportedWatchedMs);
        session["timeListening"] = 5.0;
        Assert.Equal(110_000, (await _shelf.OneAsync()).ReportedWatchedMs);
        session["timeListening"] = 110.0;
        Assert.Equal(110_000, (await _shelf.OneAsync()).ReportedWatchedMs);
    }

    [Fact]
    public async Task Claims_beyond_the_clock_are_cut()
    {
        var session = _shelf.Begin();
        _shelf.Open.Add(session);
        _shelf.Wait(30);
        session["timeListening"] = 99957.5;
        session["currentTime"] = 99999;
        session["duration"] = 120;
        session["updatedAt"] = _shelf.ServerMs;
        var cut = await _shelf.OneAsync();
        Assert.Equal(30_000, cut.ReportedWatchedMs);
        Assert.Equal(TimeSpan.FromSeconds(120), cut.Position);
        session["timeListening"] = -40;
        session["currentTime"] = -7;
        Assert.Equal(TimeSpan.Zero, (await _shelf.OneAsync()).Position);
    }

    [Fact]
    public async Task Numbers_written_as_text_are_numbers()
    {
        var session = _shelf.Begin();
        _shelf.Wait(20);
        session["timeListening"] = "15";
        session["currentTime"] = "12";
        session["duration"] = "120.5";
        session["playMethod"] = "2";
        session["updatedAt"] = _shelf.ServerMs.ToString(System.Globalization.CultureInfo.InvariantCulture);
        _shelf.Open.Add(session);
        var read = await _shelf.OneAsync();
        Assert.Equal(15_000, read.ReportedWatchedMs);
        Assert.Equal(TimeSpan.FromSeconds(12), read.Position);
        Assert.Equal(TimeSpan.FromSeconds(120.5), read.Duration);
        Assert.Equal(StreamDecision.Transcode, read.Stream.Decision);
    }

    [Fact]
    public async Task A_server_clock_that_is_off_is_put_right()
    {
        _shelf.Ahead = TimeSpan.FromMinutes(-9);
        var session = _shelf.Begin();
        _shelf.Open.Add(session);
        _shelf.Wait(20);
        _shelf.Sync(session, 20);
        var read = await _shelf.OneAsync();
        Assert.Equal(PlaybackState.Playing, read.State);
        Assert.Equal(Shelf.Noon, read.StartedAt);
        Assert.Equal(20_000, read.ReportedWatchedMs);
    }

    [Fact]
    public async Task A_difference_within_the_rounding_of_the_date_is_none()
    {
        _shelf.Ahead = TimeSpan.FromSeconds(2);
        var session = _shelf.Begin();
        _shelf.Sync(session, 1);
        _shelf.Open.Add(session);
        _shelf.Wait(10);
        Assert.Equal(Shelf.Noon.AddSeconds(2), (await _shelf.OneAsync()).StartedAt);
    }

    [Fact]
    public async Task Instants_of_the_future_are_now()
    {
        var session = _shelf.Begin();
        _shelf.Sync(session, 60);
        session["startedAt"] = _shelf.ServerMs + 259_200_000;
        session["updatedAt"] = _shelf.ServerMs + 259_200_000;
        _shelf.Open.Add(session);
        var read = await _shelf.OneAsync();
        Assert.Equal(Shelf.Noon.AddSeconds(-60), read.StartedAt);
        Assert.Equal(60_000, read.ReportedWatchedMs);
        _shelf.Open.Clear();
        _shelf.Wait(10);
        Assert.True((await _shelf.OneAsync()).EndedAt <= _shelf.Now);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("9223372036854775807")]
    [InlineData("1e300")]
    [InlineData("null")]
    [InlineData("\"soon\"")]
    public async Task Nonsense_for_a_number_loses_no_session(string nonsense)
    {
        var session = _shelf.Begin();
        foreach (var field in new[] { "startedAt", "updatedAt", "duration", "currentTime", "timeListening", "playMethod" })
        {
            session[field] = JsonNode.Parse(nonsense);
        }

        _shelf.Open.Add(session);
        var read = await _shelf.OneAsync();
        Assert.Null(read.Duration);
        Assert.True(read.StartedAt <= _shelf.Now);
    }

    /// <summary>A web session in the open list with 20 s heard right now.</summary>
    private JsonObject Heard()
    {
        var session = _shelf.Begin();
        _shelf.Open.Add(session);
        _shelf.Wait(20);
        _shelf.Sync(session, 20);
        return session;
    }
}
