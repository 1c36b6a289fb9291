using System.Net;
using MediaInsight.Servers;
using MediaInsight.Servers.Plex;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers.Plex;

public sealed class PlexPinSignInTests : IDisposable
{
    private const string Installation = "installation-1";
    private const string PinPath = "/api/v2/pins/111222333";

    private readonly WireReplay _wire = new();
    private readonly ManualTime _time = new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task Pin_leads_to_the_page_that_confirms_it()
    {
        var pin = await StartAsync(new Uri("https://insight.test/servers?a=1&b=2"));

        Assert.Equal("111222333", pin.Id);
        Assert.Equal("c0de", pin.Code);
        Assert.Equal(_time.GetUtcNow().AddSeconds(1800), pin.ExpiresAt);
        Assert.Equal("https://app.plex.tv/auth#?clientID=installation-1&code=c0de&context%5Bdevice%5D%5Bproduct%5D=MediaInsight&forwardUrl=https%3A%2F%2Finsight.test%2Fservers%3Fa%3D1%26b%3D2", pin.Link.AbsoluteUri);
        Assert.DoesNotContain("c0de", pin.ToString(), StringComparison.Ordinal);
        var request = Assert.Single(_wire.Requests);
        Assert.Equal("https://plex.tv/api/v2/pins?strong=true", request.RequestUri!.AbsoluteUri);
        Assert.Equal(Installation, Assert.Single(request.Headers.GetValues("X-Plex-Client-Identifier")));
    }

    [Fact]
    public async Task Pin_is_pending_until_confirmed()
    {
        var pin = await StartAsync();
        _wire.On(PinPath, """{"id":111222333,"code":"c0de","authToken":null}""");
        Assert.Equal(new PlexPinState(PlexPinStatus.Pending), await SignIn().CheckAsync(pin, Installation, Token));

        _wire.On(PinPath, """{"id":111222333,"code":"c0de","authToken":"account-secret"}""");
        var linked = await SignIn().CheckAsync(pin, Installation, Token);

        Assert.Equal(new PlexPinState(PlexPinStatus.Linked, "account-secret"), linked);
        Assert.DoesNotContain("account-secret", linked.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forgotten_pin_is_expired()
    {
        var pin = await StartAsync();
        _wire.On(PinPath, """{"errors":[{"code":1020,"message":"Code not found or expired","status":404}]}""", status: HttpStatusCode.NotFound);

        Assert.Equal(PlexPinStatus.Expired, (await SignIn().CheckAsync(pin, Installation, Token)).Status);
    }

    [Fact]
    public async Task Pin_is_expired_after_its_time()
    {
        var pin = await StartAsync();
        _wire.On(PinPath, """{"id":111222333,"authToken":null}""");
        _time.Advance(TimeSpan.FromSeconds(1800));

        Assert.Equal(PlexPinStatus.Expired, (await SignIn().CheckAsync(pin, Installation, Token)).Status);
    }

    [Theory]
    [InlineData(400, """{"errors":[{"code":1000,"message":"X-Plex-Client-Identifier is missing","status":400}]}""", ServerFailureKind.Protocol, "X-Plex-Client-Identifier is missing")]
    [InlineData(401, """{"errors":[{"code":1001,"message":"User could not be authenticated","status":401}]}""", ServerFailureKind.Unauthorized, "sign-in")]
    [InlineData(429, "", ServerFailureKind.RateLimited, "fewer requests")]
    [InlineData(422, "<html>", ServerFailureKind.Protocol, "422")]
    [InlineData(502, "<html></html>", ServerFailureKind.Unavailable, "502")]
    public async Task Refusals_are_told_in_plain_words(int status, string body, ServerFailureKind kind, string word)
    {
        _wire.On("/api/v2/pins", body, status: (HttpStatusCode)status, method: "POST").On("/api/v2/resources", body, status: (HttpStatusCode)status);

        foreach (var call in new Func<Task>[] { () => StartBareAsync(), () => SignIn().ServersAsync(Installation, "account-secret", Token) })
        {
            var failure = await Assert.ThrowsAsync<ServerFailure>(call);
            Assert.Equal(kind, failure.Kind);
            Assert.Contains(word, failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Answer_without_code_is_a_failure()
    {
        _wire.On("/api/v2/pins", "{}", method: "POST");

        Assert.Equal(ServerFailureKind.Protocol, (await Assert.ThrowsAsync<ServerFailure>(() => StartBareAsync())).Kind);
    }

    [Fact]
    public async Task Owned_servers_are_offered_with_their_addresses_in_order()
    {
        _wire.On("/api/v2/resources?includeHttps=1&includeRelay=1&includeIPv6=1", PlexItems.Text("resources.json"));

        var offer = Assert.Single(await SignIn().ServersAsync(Installation, "account-secret", Token));

        Assert.Equal(("Harbour", "machine-1", "1.43.0", "server-secret"), (offer.Name, offer.MachineId, offer.Version, offer.AccessToken));
        Assert.Equal(
            [
                new PlexServerAddress(new("https://192-0-2-3.hash.plex.direct:32400/"), true, false),
                new PlexServerAddress(new("https://2001-db8--1.hash.plex.direct:32400/"), true, false),
                new PlexServerAddress(new("https://198-51-100-31.hash.plex.direct:32400/"), false, false),
                new PlexServerAddress(new("https://198-51-100-26.hash.plex.direct:8443/"), false, true),
            ],
            offer.Addresses);
        Assert.DoesNotContain("server-secret", offer.ToString(), StringComparison.Ordinal);
        var request = Assert.Single(_wire.Requests);
        Assert.Equal("clients.plex.tv", request.RequestUri!.Host);
        Assert.Equal("account-secret", Assert.Single(request.Headers.GetValues("X-Plex-Token")));
    }

    [Fact]
    public async Task Odd_rows_among_the_servers_are_left_out()
    {
        _wire.On("/api/v2/resources", """[null,{},{"owned":true,"provides":"server","clientIdentifier":"m","accessToken":"t","connections":[null,{"uri":"::"}]}]""");

        Assert.Empty(Assert.Single(await SignIn().ServersAsync(Installation, "account-secret", Token)).Addresses);
    }

    private PlexPinSignIn SignIn() => new(_wire.Factory(_time));

    private Task<PlexPin> StartBareAsync() => SignIn().StartAsync(Installation, null, Token);

    private Task<PlexPin> StartAsync(Uri? forwardUrl = null)
    {
        _wire.On("/api/v2/pins?strong=true", """{"id":111222333,"code":"c0de","expiresIn":1800,"authToken":null}""", status: HttpStatusCode.Created, method: "POST");
        return SignIn().StartAsync(Installation, forwardUrl, Token);
    }
}
