using System.Net;
using System.Text.Json.Nodes;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Servers.Emby;
using MediaInsight.Servers.Jellyfin;
using MediaInsight.Sessions;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers.MediaBrowser;

/// <summary>One client behind a replayed server, at the moment the recordings were made unless told otherwise.</summary>
internal sealed class Wire
{
    public static readonly DateTimeOffset RecordedAt = new(2026, 11, 20, 20, 54, 12, TimeSpan.Zero);

    private readonly string _prefix;

    public Wire(ServerKind kind, DateTimeOffset? now = null, string url = "http://media.test:1234/")
    {
        Kind = kind;
        _prefix = kind == ServerKind.Emby ? "/emby" : "";
        Time = new ManualTime(now ?? RecordedAt);
        var connection = WireReplay.Connection(kind, url);
        var http = Replay.Factory(Time);
        Client = kind == ServerKind.Emby ? new EmbyClientFactory(http).Create(connection) : new JellyfinClientFactory(http).Create(connection);
        SignIn = kind == ServerKind.Emby ? new EmbySignIn(http) : new JellyfinSignIn(http);
    }

    public ServerKind Kind { get; }
    public ManualTime Time { get; }
    public WireReplay Replay { get; } = new();
    public IMediaServerClient Client { get; }
    public IServerSignIn SignIn { get; }

    public static Wire Jellyfin(DateTimeOffset? now = null) => new(ServerKind.Jellyfin, now);

    public static Wire Emby(DateTimeOffset? now = null) => new(ServerKind.Emby, now);

    public Wire On(string path, string body, HttpStatusCode status = HttpStatusCode.OK, string mediaType = "application/json", string method = "GET")
    {
        Replay.On(_prefix + path, body, mediaType, status, method);
        return this;
    }

    public async Task<SessionsReading> ReadAsync(string sessions)
    {
        On("/Sessions", sessions);
        return await Client.GetSessionsAsync(TestContext.Current.CancellationToken);
    }

    public async Task<SessionSnapshot> OneAsync(string sessions) => Assert.Single((await ReadAsync(sessions)).Sessions);

    /// <summary>The reading of one hand-changed session.</summary>
    public async Task<SessionSnapshot> OneAsync(JsonObject session) => await OneAsync(new JsonArray(session.DeepClone()).ToJsonString());

    public static SessionSnapshot Of(SessionsReading reading, string user, string? title = null) =>
        Assert.Single(reading.Sessions, s => s.User.Name == user && (title is null || s.Media.Title == title));

    /// <summary>The session of one title in a fixture, to be changed by a test.</summary>
    public static JsonObject Session(string fixture, string title) =>
        (JsonObject)JsonNode.Parse(Fixture.Read(fixture))!.AsArray().First(s => (string?)s!["NowPlayingItem"]?["Name"] == title)!.DeepClone();

    public async Task<ServerFailure> FailsAsync(Func<IMediaServerClient, Task> call) => await Assert.ThrowsAsync<ServerFailure>(() => call(Client));
}
