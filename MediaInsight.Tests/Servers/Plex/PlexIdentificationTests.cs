using System.Net;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Servers.Plex;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers.Plex;

public sealed class PlexIdentificationTests : IDisposable
{
    private readonly WireReplay _wire = new();

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task Plex_is_known_by_name_machine_and_version()
    {
        Plex();

        Assert.Equal(new ServerIdentity("Harbour", "machine-1", "1.43.0"), await IdentifyAsync());
        Assert.Empty(_wire.Unexpected);
    }

    [Fact]
    public async Task Base_path_is_kept()
    {
        _wire.On("/plex/identity", """{"MediaContainer":{"size":0,"machineIdentifier":"machine-1","version":"1.43.0"}}""")
            .On("/plex/", """<MediaContainer friendlyName="Harbour" machineIdentifier="machine-1" version="1.43.0"/>""", "text/xml")
            .On("/plex/status/sessions", """{"MediaContainer":{"size":0}}""");

        Assert.Equal("Harbour", (await IdentifyAsync("https://media.test/plex/")).Name);
    }

    [Fact]
    public async Task A_proxy_that_hides_the_root_costs_the_name_only()
    {
        Plex().On("/", "<html></html>", "text/html", HttpStatusCode.NotFound);

        Assert.Equal(new ServerIdentity("Plex", "machine-1", "1.43.0"), await IdentifyAsync());
    }

    [Fact]
    public async Task Token_is_shown_to_nobody_but_a_plex_server()
    {
        _wire.On("/identity", "", "text/html", HttpStatusCode.NotFound)
            .On("/System/Info/Public", "", "text/html", HttpStatusCode.NotFound)
            .On("/status", "", "text/html", HttpStatusCode.NotFound);

        await FailsAsync();

        Assert.All(_wire.Requests, r => Assert.False(r.Headers.Contains("X-Plex-Token")));
    }

    [Fact]
    public async Task Wrong_token_is_unauthorized()
    {
        Plex().On("/", "<html></html>", "text/html", HttpStatusCode.Unauthorized);

        Assert.Equal(ServerFailureKind.Unauthorized, (await FailsAsync()).Kind);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Guest_token_is_not_an_administrators(int status)
    {
        Plex().On("/status/sessions", "<html></html>", "text/html", (HttpStatusCode)status);

        Assert.Equal(ServerFailureKind.NotAdministrator, (await FailsAsync()).Kind);
    }

    [Fact]
    public async Task Starting_server_is_unavailable()
    {
        _wire.On("/identity", "<html><body><h1>503 Maintenance</h1></body></html>", "text/html", HttpStatusCode.ServiceUnavailable);

        Assert.Equal(ServerFailureKind.Unavailable, (await FailsAsync()).Kind);
    }

    [Fact]
    public async Task Sign_in_page_of_a_proxy_is_a_wrong_address()
    {
        _wire.On("/identity", "<html></html>", "text/html", HttpStatusCode.Unauthorized);

        Assert.Equal(ServerFailureKind.WrongAddress, (await FailsAsync()).Kind);
    }

    [Fact]
    public async Task Jellyfin_is_named()
    {
        _wire.On("/identity", "", "text/plain", HttpStatusCode.NotFound)
            .On("/System/Info/Public", """{"LocalAddress":"http://192.0.2.5:8096","ServerName":"Lab","Version":"10.11.11","ProductName":"Jellyfin Server","Id":"af79","StartupWizardCompleted":true}""");

        var failure = await FailsAsync();

        Assert.Equal(ServerFailureKind.WrongProduct, failure.Kind);
        Assert.Contains("Jellyfin", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Emby_is_named()
    {
        _wire.On("/identity", "<html><body>Emby</body></html>", "text/html")
            .On("/System/Info/Public", """{"ServerName":"Lab","Version":"4.9.5.0","Id":"af79","LocalAddresses":["http://192.0.2.5:8096"]}""");

        var failure = await FailsAsync();

        Assert.Equal(ServerFailureKind.WrongProduct, failure.Kind);
        Assert.Contains("Emby", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audiobookshelf_is_named()
    {
        _wire.On("/identity", "<!DOCTYPE html><html></html>", "text/html")
            .On("/System/Info/Public", "<!DOCTYPE html><html></html>", "text/html")
            .On("/status", """{"app":"audiobookshelf","serverVersion":"2.36.0","isInit":true,"authMethods":["local"]}""");

        Assert.Contains("Audiobookshelf", (await FailsAsync()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html></html>", "text/html", ServerFailureKind.WrongAddress)]
    [InlineData("{\"hello\":\"world\"}", "application/json", ServerFailureKind.WrongProduct)]
    [InlineData("{\"MediaContainer\":{}}", "application/json", ServerFailureKind.WrongProduct)]
    public async Task Something_else_is_said_to_be_something_else(string body, string mediaType, ServerFailureKind expected)
    {
        _wire.On("/identity", body, mediaType).On("/System/Info/Public", "[1]").On("/status", "{}");

        var failure = await FailsAsync();

        Assert.Equal(expected, failure.Kind);
        Assert.Contains("32400", failure.Message, StringComparison.Ordinal);
    }

    private WireReplay Plex() => _wire
        .On("/identity", """{"MediaContainer":{"size":0,"claimed":true,"machineIdentifier":"machine-1","version":"1.43.0"}}""")
        .On("/", """{"MediaContainer":{"size":25,"friendlyName":"Harbour","machineIdentifier":"machine-1","version":"1.43.0"}}""")
        .On("/status/sessions", """{"MediaContainer":{"size":0}}""");

    private async Task<ServerIdentity> IdentifyAsync(string url = "http://media.test:32400/")
    {
        using var client = new PlexClient(_wire.Factory(TimeProvider.System), WireReplay.Connection(ServerKind.Plex, url));
        return await client.IdentifyAsync(TestContext.Current.CancellationToken);
    }

    private Task<ServerFailure> FailsAsync() => Assert.ThrowsAsync<ServerFailure>(() => IdentifyAsync());
}
