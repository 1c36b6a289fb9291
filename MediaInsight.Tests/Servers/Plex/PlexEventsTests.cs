using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Servers.Plex;
using MediaInsight.Tests.Infrastructure;
using MediaInsight.Tests.Servers.Push;

namespace MediaInsight.Tests.Servers.Plex;

public sealed class PlexEventsTests : IAsyncLifetime
{
    private Announcer _plex = null!;   // non-null: set before each test

    public async ValueTask InitializeAsync() => _plex = await Announcer.StartAsync();

    public async ValueTask DisposeAsync() => await _plex.DisposeAsync();

    [Fact]
    public async Task A_state_that_changes_is_a_change_and_its_repetition_is_none()
    {
        await using var listening = Listen();
        var server = await _plex.CallerAsync();
        Assert.Equal(new ServerHint.Opened(PushChannel.WebSocket), await listening.NextAsync());
        Assert.StartsWith("/:/websockets/notifications", server.Path, StringComparison.Ordinal);
        Assert.Equal("s3cret-token", server.Headers["X-Plex-Token"]);
        Assert.DoesNotContain("s3cret", server.Path, StringComparison.Ordinal);

        await server.SayAsync(Playing("29", "buffering", 0));
        await server.SayAsync(Playing("29", "playing", 1000));
        await server.SayAsync(Playing("29", "playing", 11_000));
        await server.SayAsync("""{"NotificationContainer":{"type":"timeline","size":1,"TimelineEntry":[{"itemID":"1","state":5}]}}""");
        await server.SayAsync("not json {");
        await server.SayAsync(Playing("29", "paused", 11_500));
        await server.SayAsync(Playing("29", "stopped", 11_500));
        await server.SayAsync(Playing("29", "playing", 0, item: "2"));

        var said = new List<ServerHint>();
        while (said.Count < 6)
        {
            said.Add(await listening.NextAsync());
        }

        Assert.Equal(
            [new ServerHint.Changed(true), new ServerHint.Changed(true), new ServerHint.Unchanged(), new ServerHint.Changed(true), new ServerHint.Stopped("29/"), new ServerHint.Changed(true)],
            said);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    [InlineData(400)]
    [InlineData(502)]
    public async Task A_refused_socket_is_replaced_by_the_event_stream(int status)
    {
        _plex.SocketStatus = status;
        await ByStreamAsync();
    }

    [Fact]
    public async Task A_socket_that_is_swallowed_is_replaced_by_the_event_stream()
    {
        _plex.SwallowsSockets = true;
        await using var listening = Listen();
        Assert.Equal(new ServerHint.Opened(PushChannel.WebSocket), await listening.NextAsync());
        await _plex.CallerAsync();
        Assert.Equal(new ServerHint.Opened(PushChannel.ServerSentEvents), await listening.NextAsync());
    }

    [Fact]
    public async Task A_stream_that_breaks_off_tells_why()
    {
        _plex.SocketStatus = 404;
        await using var listening = Listen();
        var server = await _plex.CallerAsync();
        await listening.NextAsync();
        server.Drop();

        Assert.Equal("Plex ended the event stream.", (await listening.EndAsync()).Message);
    }

    [Fact]
    public async Task A_token_that_is_refused_is_not_tried_a_second_way()
    {
        _plex.SocketStatus = 401;
        await using var listening = Listen();
        var failure = await listening.EndAsync();

        Assert.Equal(ServerFailureKind.Unauthorized, failure.Kind);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_certificate_of_its_own_is_accepted_only_when_it_is_pinned(bool bySocket)
    {
        using var certificate = LoopbackServer.SelfSigned();
        await using var secure = await Announcer.StartAsync(certificate);
        secure.SocketStatus = bySocket ? null : 404;
        var connection = secure.Connection(ServerKind.Plex);
        var factory = new PlexEventsFactory(new(new SocketTransport(), TimeProvider.System));
        await using (var stranger = new Listening(factory.Create(connection)))
        {
            Assert.Equal(ServerFailureKind.Tls, (await stranger.EndAsync()).Kind);
        }

        await using var listening = new Listening(factory.Create(connection with { PinnedFingerprint = SocketTransport.Fingerprint(certificate) }));
        Assert.Equal(new ServerHint.Opened(bySocket ? PushChannel.WebSocket : PushChannel.ServerSentEvents), await listening.NextAsync());
    }

    [Fact]
    public async Task An_event_that_is_too_large_is_passed_over()
    {
        _plex.SocketStatus = 404;
        await using var listening = Listen();
        var server = await _plex.CallerAsync();
        await listening.NextAsync();
        await server.SayAsync($"event: playing\ndata: {{\"PlaySessionStateNotification\":{{\"sessionKey\":\"1\",\"state\":\"playing\",\"url\":\"{new string('x', PushStream.MaxEventBytes)}\"}}}}\n\n");
        await server.SayAsync("event: playing\ndata: {\"PlaySessionStateNotification\":{\"sessionKey\":\"2\",\"state\":\"stopped\"}}\n\n");

        Assert.Equal(new ServerHint.Stopped("2/"), await listening.NextAsync());
    }

    [Fact]
    public async Task A_stream_without_even_a_ping_is_dead_after_half_a_minute()
    {
        _plex.SocketStatus = 404;
        var time = new ManualTime(new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
        await using var listening = Listen(time);
        await _plex.CallerAsync();
        await listening.NextAsync();
        var end = listening.EndAsync();
        while (!end.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        Assert.Equal(ServerFailureKind.TimedOut, (await end).Kind);
    }

    private async Task ByStreamAsync()
    {
        await using var listening = Listen();
        var server = await _plex.CallerAsync();
        Assert.Equal(new ServerHint.Opened(PushChannel.ServerSentEvents), await listening.NextAsync());
        Assert.StartsWith("/:/eventsource/notifications?filters=playing", server.Path, StringComparison.Ordinal);
        Assert.Equal("s3cret-token", server.Headers["X-Plex-Token"]);

        // Sample of a real stream; carriage returns and a line cut in two are allowed.
        await server.SayAsync("event: ping\ndata: {}\n\nevent: playing\r\ndata: {\"PlaySessionStateNotification\":{\"sessionKey\":\"29\",\"clientIdentifier\":\"abc\",\"rating");
        await server.SayAsync("Key\":\"144504\",\"viewOffset\":154000,\"state\":\"playing\"}}\r\n\r\n: a comment\n\n");
        Assert.Equal(new ServerHint.Changed(true), await listening.NextAsync());
        await server.SayAsync("event: playing\ndata: {\"PlaySessionStateNotification\":{\"sessionKey\":\"29\",\"ratingKey\":\"144504\",\"viewOffset\":164000,\"state\":\"playing\"}}\n\n");
        Assert.Equal(new ServerHint.Unchanged(), await listening.NextAsync());
    }

    private Listening Listen(TimeProvider? time = null) =>
        new(new PlexEventsFactory(new(new SocketTransport(), time ?? TimeProvider.System)).Create(_plex.Connection(ServerKind.Plex)));

    private static string Playing(string key, string state, int offset, string item = "1") =>
        $$$"""{"NotificationContainer":{"type":"playing","size":1,"PlaySessionStateNotification":[{"sessionKey":"{{{key}}}","ratingKey":"{{{item}}}","viewOffset":{{{offset}}},"state":"{{{state}}}"}]}}""";
}
