using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Servers.Emby;
using MediaInsight.Servers.Jellyfin;
using MediaInsight.Tests.Infrastructure;
using MediaInsight.Tests.Servers.Push;

namespace MediaInsight.Tests.Servers.MediaBrowser;

public sealed class MediaBrowserEventsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private Announcer _server = null!;   // non-null: set before each test

    public async ValueTask InitializeAsync() => _server = await Announcer.StartAsync();

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Jellyfin_is_asked_for_sessions_and_heard_when_they_change()
    {
        await using var listening = Listen(ServerKind.Jellyfin);
        var server = await _server.CallerAsync();
        Assert.Equal("/socket", server.Path);
        Assert.Contains("Token=\"s3cret-token\"", server.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal("""{"MessageType":"SessionsStart","Data":"0,1500"}""", await server.ReceivedAsync());
        Assert.Equal("""{"MessageType":"ActivityLogEntryStart","Data":"0,1500"}""", await server.ReceivedAsync());
        Assert.Equal(new ServerHint.Opened(PushChannel.WebSocket), await listening.NextAsync());

        await server.SayAsync("""{"MessageId":"1","Data":60,"MessageType":"ForceKeepAlive"}""");
        await server.SayAsync(Sessions());
        Assert.Equal(new ServerHint.Unchanged(), await listening.NextAsync());
        await server.SayAsync(Sessions(position: 0));
        Assert.Equal(new ServerHint.Changed(true), await listening.NextAsync());
        await server.SayAsync(Sessions(position: 20_000_000));
        Assert.Equal(new ServerHint.Unchanged(), await listening.NextAsync());
        await server.SayAsync(Sessions(position: 20_000_000, paused: true));
        Assert.Equal(new ServerHint.Changed(true), await listening.NextAsync());
        await server.SayAsync("""{"MessageId":"2","Data":[],"MessageType":"ActivityLogEntry"}""");
        Assert.Equal(new ServerHint.Changed(false), await listening.NextAsync());
        await server.SayAsync(Sessions());
        Assert.Equal(new ServerHint.Changed(true), await listening.NextAsync());
    }

    [Fact]
    public async Task A_recorded_conversation_gives_a_hint_for_start_pause_resume_and_stop()
    {
        if (Recordings.Read("jellyfin", "websocket-monitor.jsonl") is not { } recorded)
        {
            return;
        }

        await using var listening = Listen(ServerKind.Jellyfin);
        var server = await _server.CallerAsync();
        await listening.NextAsync();
        var messages = recorded.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => System.Text.Json.Nodes.JsonNode.Parse(l)!) // non-null: one object a line
            .Where(l => (string?)l["dir"] == "in" && (string?)l["msg"]?["MessageType"] == "Sessions").Select(l => l["msg"]!.ToJsonString()).ToList(); // non-null: filtered
        var changes = 0;
        foreach (var message in messages)
        {
            await server.SayAsync(message);
            changes += await listening.NextAsync() is ServerHint.Changed ? 1 : 0;
        }

        Assert.Equal((4, 15), (changes, messages.Count));
    }

    [Fact]
    public async Task Emby_is_called_above_its_prefix_and_asked_again_while_it_says_nothing()
    {
        var time = new ManualTime(Now);
        await using var listening = Listen(ServerKind.Emby, "emby/", time);
        var server = await _server.CallerAsync();
        Assert.Equal("/embywebsocket?api_key=s3cret-token&deviceId=installation-1", server.Path);
        const string asked = """{"MessageType":"SessionsStart","Data":"0,1500"}""";
        Assert.Equal(asked, await server.ReceivedAsync());
        await listening.NextAsync();

        var again = server.ReceivedAsync();
        await MoveAsync(time, again, TimeSpan.FromSeconds(5));
        Assert.Equal(asked, await again);
        await server.SayAsync("""{"MessageType":"UserDataChanged","MessageId":"3","Data":{"UserId":"5760844f98b54d16b1c13073e5c9d73f","UserDataList":[]}}""");
        Assert.Equal(new ServerHint.Changed(false), await listening.NextAsync());
    }

    [Fact]
    public async Task The_connection_is_kept_alive()
    {
        var time = new ManualTime(Now);
        await using var listening = Listen(ServerKind.Jellyfin, time: time);
        var server = await _server.CallerAsync();
        await server.ReceivedAsync();
        await server.ReceivedAsync();
        var kept = server.ReceivedAsync();
        await MoveAsync(time, kept, TimeSpan.FromSeconds(30));

        Assert.Equal("""{"MessageType":"KeepAlive"}""", await kept);
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_passed_over()
    {
        await using var listening = Listen(ServerKind.Jellyfin);
        var server = await _server.CallerAsync();
        await listening.NextAsync();
        await server.SayAsync($$$"""{"MessageType":"Sessions","Data":[{"Id":"{{{new string('x', PushSocket.MaxMessageBytes)}}}","NowPlayingItem":{"Id":"1"}}]}""");
        await server.SayAsync(Sessions());

        Assert.Equal(new ServerHint.Unchanged(), await listening.NextAsync());
    }

    [Theory]
    [InlineData(401, ServerFailureKind.Unauthorized)]
    [InlineData(403, ServerFailureKind.Protocol)]
    public async Task A_refused_key_and_a_dropped_connection_are_told(int status, ServerFailureKind told)
    {
        _server.SocketStatus = status;
        await using (var refused = Listen(ServerKind.Jellyfin))
        {
            Assert.Equal(told, (await refused.EndAsync()).Kind);
        }

        _server.SocketStatus = null;
        await using var listening = Listen(ServerKind.Emby);
        var server = await _server.CallerAsync();
        await listening.NextAsync();
        server.Drop();
        var failure = await listening.EndAsync();

        Assert.Equal(ServerFailureKind.Unreachable, failure.Kind);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    private Listening Listen(ServerKind kind, string path = "", TimeProvider? time = null)
    {
        var transport = new PushTransport(new SocketTransport(), time ?? TimeProvider.System);
        IServerEventsFactory factory = kind == ServerKind.Emby ? new EmbyEventsFactory(transport) : new JellyfinEventsFactory(transport);
        return new(factory.Create(_server.Connection(kind, path)));
    }

    private static async Task MoveAsync(ManualTime time, Task until, TimeSpan by)
    {
        while (!until.IsCompleted)
        {
            time.Advance(by);
            await Task.Yield();
        }
    }

    private static string Sessions(long? position = null, bool paused = false) => position is { } at
        ? $$$"""{"MessageType":"Sessions","MessageId":"9","Data":[{"Id":"s1","UserId":"u1","NowPlayingItem":{"Id":"i1","Name":"First Frost"},"PlayState":{"PositionTicks":{{{at}}},"IsPaused":{{{(paused ? "true" : "false")}}},"PlayMethod":"DirectPlay"}},{"Id":"s2"}]}"""
        : """{"MessageType":"Sessions","MessageId":"9","Data":[{"Id":"s1","UserId":"u1","PlayState":{"IsPaused":false}},{"Id":"s2"}]}""";
}
