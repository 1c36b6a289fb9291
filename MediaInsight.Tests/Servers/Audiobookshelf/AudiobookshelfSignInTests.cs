using System.Net;
using System.Text.Json.Nodes;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Servers.Audiobookshelf;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers.Audiobookshelf;

public sealed class AudiobookshelfSignInTests
{
    private readonly WireReplay _wire = new();
    private readonly List<(string Path, string Body, string? Authorization)> _posts = [];

    [Fact]
    public async Task From_2_26_on_an_api_key_is_made()
    {
        _wire.On("/status", Recorded.Text("status"));
        Post("/login", Real(Recorded.Text("login_return_tokens")));
        Post("/api/api-keys", Real(Recorded.Text("api_key_create_monitor-root")));
        Assert.Equal("jwt-api", await SignInAsync());
        Assert.Equal("/login", _posts[0].Path);
        Assert.Null(_posts[0].Authorization);
        Assert.Equal("""{"username":"root","password":"p\u0022w"}""", _posts[0].Body);
        Assert.Equal("Bearer jwt-access", _posts[1].Authorization);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"name":"MediaInsight","userId":"e2d2881e-2b06-4a81-a3e0-43fe5f8aad28","isActive":true}"""), JsonNode.Parse(_posts[1].Body)));
    }

    [Fact]
    public async Task The_older_token_that_never_ends_is_not_needed()
    {
        _wire.On("/status", Recorded.Text("status"));
        Post("/login", """{"user":{"id":"u1","username":"root","type":"root","accessToken":"short","refreshToken":"longer"},"userDefaultLibraryId":"l1","serverSettings":{},"Source":"docker"}""");
        Post("/api/api-keys", """{"apiKey":{"id":"k1","name":"MediaInsight","apiKey":"key-of-its-own","isActive":true}}""");

        Assert.Equal("key-of-its-own", await SignInAsync());
        Assert.Equal("Bearer short", _posts[1].Authorization);
    }

    [Theory]
    [InlineData("v2.25.1")]
    [InlineData("v2.11.0")]
    public async Task Before_that_the_accounts_token_is_taken(string version)
    {
        _wire.On("/status", Recorded.Text(version + "/status"));
        Post("/login", Real(Recorded.Text(version + "/login")));
        Assert.Equal("jwt-legacy", await SignInAsync());
        Assert.Single(_posts);
    }

    [Fact]
    public async Task A_wrong_password_is_said_so()
    {
        _wire.On("/status", Recorded.Text("status"));
        Post("/login", Recorded.Text("err_login_bad_password_401"), HttpStatusCode.Unauthorized);
        var failure = await Fails();
        Assert.Equal(ServerFailureKind.Unauthorized, failure.Kind);
        Assert.Equal("Wrong name or password.", failure.Message);
    }

    [Fact]
    public async Task Too_many_tries_name_the_wait()
    {
        _wire.On("/status", Recorded.Text("status"));
        _wire.On("/login", _ =>
        {
            var answer = WireReplay.Text(Recorded.Text("err_login_rate_limited_429"), status: HttpStatusCode.TooManyRequests);
            answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(600));
            return answer;
        }, "POST");
        var failure = await Fails();
        Assert.Equal(ServerFailureKind.RateLimited, failure.Kind);
        Assert.Equal(TimeSpan.FromMinutes(10), failure.RetryAfter);
        Assert.Contains("10 min", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_only_listens_cannot_connect_a_server()
    {
        _wire.On("/status", Recorded.Text("status"));
        Post("/login", """{"user":{"id":"u","type":"user","token":"t","accessToken":"a"}}""");
        Assert.Equal(ServerFailureKind.NotAdministrator, (await Fails()).Kind);
        Assert.Single(_posts);
    }

    [Fact]
    public async Task A_server_without_password_sign_in_asks_for_a_key()
    {
        _wire.On("/status", """{"app":"audiobookshelf","serverVersion":"2.36.0","isInit":true,"authMethods":["openid"]}""");
        Assert.Contains("API key", (await Fails()).Message, StringComparison.Ordinal);
        Assert.Empty(_posts);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"apiKey":{"apiKey":"two\r\nwords"}}""")]
    public async Task An_answer_without_a_usable_key_is_a_failure(string body)
    {
        _wire.On("/status", Recorded.Text("status"));
        Post("/login", Real(Recorded.Text("login_return_tokens")));
        Post("/api/api-keys", body);
        Assert.Equal(ServerFailureKind.Protocol, (await Fails()).Kind);
    }

    [Fact]
    public async Task A_password_is_never_sent_to_another_product()
    {
        _wire.On("/status", """{"app":"other"}""");
        Assert.Equal(ServerFailureKind.WrongProduct, (await Fails()).Kind);
        Assert.Empty(_posts);
    }

    // The recordings keep a mark in place of every token: <jwt:access>.
    private static string Real(string recording) =>
        System.Text.RegularExpressions.Regex.Replace(recording, @"(<|\\u003C)jwt:(\w+)(>|\\u003E)", "jwt-$2");

    private void Post(string path, string body, HttpStatusCode status = HttpStatusCode.OK) => _wire.On(
        path,
        request =>
        {
            using var reader = new StreamReader(request.Content!.ReadAsStream(TestContext.Current.CancellationToken));
            _posts.Add((path, reader.ReadToEnd(), request.Headers.Authorization?.ToString()));
            return WireReplay.Text(body, status: status);
        },
        "POST");

    private Task<string> SignInAsync() =>
        new AudiobookshelfSignIn(_wire.Factory(new ManualTime(Shelf.Noon)))
            .SignInAsync(WireReplay.Connection(ServerKind.Audiobookshelf) with { Token = "" }, "root", "p\"w", TestContext.Current.CancellationToken);

    private Task<ServerFailure> Fails() => Assert.ThrowsAsync<ServerFailure>(SignInAsync);
}
