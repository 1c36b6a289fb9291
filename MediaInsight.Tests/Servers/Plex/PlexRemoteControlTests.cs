using System.Net;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Servers.Plex;
using MediaInsight.Sessions;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers.Plex;

public sealed class PlexRemoteControlTests : IDisposable
{
    private const string Terminate = "/status/sessions/terminate";
    private const string Playing = """{"MediaContainer":{"size":1,"Metadata":[{"ratingKey":"1","type":"movie","title":"Film","sessionKey":"4","Player":{"state":"playing","machineIdentifier":"m"},"User":{"id":"7","title":"ann"},"Session":{"id":"abc"}}]}}""";

    private readonly WireReplay _wire = new();
    private readonly ManualTime _time = new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task A_stream_is_terminated_with_its_reason()
    {
        _wire.On(Terminate, "", method: "POST");
        using var client = Client();

        Assert.Equal(CommandOutcome.Accepted, await client.CommandAsync("ab/c", new(SessionVerb.Stop, "Server goes down & up"), Token));

        Assert.Equal(Terminate + "?sessionId=ab%2Fc&reason=Server%20goes%20down%20%26%20up", Assert.Single(_wire.Requests).RequestUri!.PathAndQuery);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task A_session_that_Plex_does_not_know_is_gone(HttpStatusCode status)
    {
        _wire.On(Terminate, "", status: status, method: "POST");
        using var client = Client();

        Assert.Equal(CommandOutcome.AlreadyGone, await client.CommandAsync("abc", new(SessionVerb.Stop), Token));
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "Plex Pass")]
    [InlineData(HttpStatusCode.InternalServerError, "not ready")]
    public async Task A_refusal_says_why(HttpStatusCode status, string word)
    {
        _wire.On(Terminate, "", status: status, method: "POST");
        using var client = Client();

        var failure = await Assert.ThrowsAsync<ServerFailure>(() => client.CommandAsync("abc", new(SessionVerb.Stop), Token));

        Assert.Contains(word, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task Without_a_Plex_Pass_ending_a_stream_is_not_offered(string subscription, bool offered)
    {
        _wire.On("/identity", """{"MediaContainer":{"size":0,"machineIdentifier":"m1","version":"1.42"}}""");
        _wire.On("/", $$$"""{"MediaContainer":{"size":0,"myPlexSubscription":{{{subscription}}},"friendlyName":"Attic","machineIdentifier":"m1","version":"1.42"}}""");
        _wire.On("/status/sessions", Playing);
        _wire.On("/library/metadata/1", """{"MediaContainer":{"size":0}}""");
        using var client = Client();
        await client.IdentifyAsync(Token);

        var session = Assert.Single((await client.GetSessionsAsync(Token)).Sessions);

        Assert.Equal(offered ? SessionCommands.Stop | SessionCommands.StopReason : SessionCommands.None, session.Commands);
    }

    private PlexClient Client() => new(_wire.Factory(_time), WireReplay.Connection(ServerKind.Plex));
}
