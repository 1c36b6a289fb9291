using System.Net;
using System.Text.Json;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Sessions;

namespace MediaInsight.Tests.Servers.MediaBrowser;

public sealed class RemoteControlTests
{
    private const SessionCommands All = SessionCommands.Pause | SessionCommands.Resume | SessionCommands.Stop | SessionCommands.StopReason | SessionCommands.Message;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ServerKind.Jellyfin, SessionVerb.Pause, "/Sessions/abc/Playing/Pause", null)]
    [InlineData(ServerKind.Jellyfin, SessionVerb.Resume, "/Sessions/abc/Playing/Unpause", null)]
    [InlineData(ServerKind.Jellyfin, SessionVerb.Stop, "/Sessions/abc/Playing/Stop", null)]
    [InlineData(ServerKind.Emby, SessionVerb.Pause, "/emby/Sessions/abc/Playing/Pause", """{"Command":"Pause"}""")]
    [InlineData(ServerKind.Emby, SessionVerb.Resume, "/emby/Sessions/abc/Playing/Unpause", """{"Command":"Unpause"}""")]
    [InlineData(ServerKind.Emby, SessionVerb.Stop, "/emby/Sessions/abc/Playing/Stop", """{"Command":"Stop"}""")]
    public async Task A_command_is_posted_to_the_session(ServerKind kind, SessionVerb verb, string path, string? body)
    {
        var (wire, bodies) = Listening(kind);

        Assert.Equal(CommandOutcome.Accepted, await wire.Client.CommandAsync("abc", new(verb), Token));

        var request = Assert.Single(wire.Replay.Requests);
        Assert.Equal(HttpMethod.Post, request.Method);
        Assert.Equal(path, request.RequestUri!.PathAndQuery);
        Assert.Equal(body, Assert.Single(bodies));
    }

    [Fact]
    public async Task Jellyfin_takes_a_message_as_a_document()
    {
        var (wire, bodies) = Listening(ServerKind.Jellyfin);

        await wire.Client.CommandAsync("abc", new(SessionVerb.Message, "Dinner & “wine”") { Header = "Kitchen", Shown = TimeSpan.FromSeconds(7) }, Token);

        Assert.Equal("/Sessions/abc/Message", Assert.Single(wire.Replay.Requests).RequestUri!.PathAndQuery);
        using var body = JsonDocument.Parse(Assert.Single(bodies)!);
        Assert.Equal("Dinner & “wine”", body.RootElement.GetProperty("Text").GetString());
        Assert.Equal("Kitchen", body.RootElement.GetProperty("Header").GetString());
        Assert.Equal(7000, body.RootElement.GetProperty("TimeoutMs").GetInt64());
    }

    [Fact]
    public async Task Emby_takes_a_message_in_the_address()
    {
        var (wire, _) = Listening(ServerKind.Emby);

        await wire.Client.CommandAsync("abc", new(SessionVerb.Message, "Dinner & wine?"), Token);

        Assert.Equal("/emby/Sessions/abc/Message?Text=Dinner%20%26%20wine%3F&Header=MediaInsight&TimeoutMs=10000", Assert.Single(wire.Replay.Requests).RequestUri!.PathAndQuery);
    }

    [Theory]
    [InlineData(HttpStatusCode.NoContent)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task A_stop_with_a_reason_shows_it_first_and_stops_whatever_comes_of_it(HttpStatusCode shown)
    {
        var (wire, _) = Listening(ServerKind.Jellyfin);
        wire.On("/Sessions/abc/Message", "", shown, method: "POST");

        Assert.Equal(CommandOutcome.Accepted, await wire.Client.CommandAsync("abc", new(SessionVerb.Stop, "Maintenance"), Token));

        Assert.Equal(["/Sessions/abc/Message", "/Sessions/abc/Playing/Stop"], wire.Replay.Requests.Select(r => r.RequestUri!.AbsolutePath));
    }

    [Fact]
    public async Task A_session_that_the_server_does_not_know_is_gone()
    {
        var wire = Wire.Jellyfin().On("/Sessions/abc/Playing/Stop", "", HttpStatusCode.NotFound, method: "POST");

        Assert.Equal(CommandOutcome.AlreadyGone, await wire.Client.CommandAsync("abc", new(SessionVerb.Stop), Token));
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, ServerFailureKind.Unavailable)]
    [InlineData(HttpStatusCode.Forbidden, ServerFailureKind.Unauthorized)]
    [InlineData(HttpStatusCode.BadRequest, ServerFailureKind.Protocol)]
    public async Task A_refusal_says_why(HttpStatusCode status, ServerFailureKind kind)
    {
        var wire = Wire.Emby().On("/Sessions/abc/Playing/Pause", "", status, method: "POST");

        Assert.Equal(kind, (await wire.FailsAsync(c => c.CommandAsync("abc", new(SessionVerb.Pause), Token))).Kind);
    }

    [Theory]
    [InlineData("jellyfin/sessions-playing-all.json", true)]
    [InlineData("jellyfin/session-no-websocket.json", false)]
    public async Task Only_a_connected_client_takes_commands(string fixture, bool takes)
    {
        var reading = await Wire.Jellyfin().ReadAsync(Infrastructure.Fixture.Read(fixture) is var text && text.StartsWith('{') ? $"[{text}]" : text);

        Assert.All(reading.Sessions, s => Assert.Equal(takes ? All : SessionCommands.None, s.Commands));
        Assert.NotEmpty(reading.Sessions);
    }

    [Fact]
    public async Task A_client_without_a_screen_for_them_gets_no_messages_and_no_reasons()
    {
        var session = Wire.Session("jellyfin/sessions-playing-all.json", "Alpha Harbor");
        session["SupportedCommands"] = new System.Text.Json.Nodes.JsonArray("Mute", "SetVolume");

        Assert.Equal(SessionCommands.Pause | SessionCommands.Resume | SessionCommands.Stop, (await Wire.Jellyfin().OneAsync(session)).Commands);
    }

    private static (Wire Wire, List<string?> Bodies) Listening(ServerKind kind)
    {
        var wire = new Wire(kind);
        var bodies = new List<string?>();
        foreach (var path in new[] { "Playing/Pause", "Playing/Unpause", "Playing/Stop", "Message" })
        {
            wire.Replay.On((kind == ServerKind.Emby ? "/emby" : "") + "/Sessions/abc/" + path, request =>
            {
                using var reader = request.Content is null ? null : new StreamReader(request.Content.ReadAsStream());
                bodies.Add(reader?.ReadToEnd());
                return new(HttpStatusCode.NoContent);
            }, "POST");
        }

        return (wire, bodies);
    }
}
