using System.Net;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Servers.Audiobookshelf;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers.Audiobookshelf;

public sealed class AudiobookshelfClientTests : IDisposable
{
    private const string Cover = "/api/items/47f8441a-d796-4996-a2b8-6883e73f7a5f/cover";
    private readonly WireReplay _wire = new();
    private readonly ManualTime _time = new(new(2026, 11, 20, 20, 41, 0, TimeSpan.Zero));
    private readonly IMediaServerClient _client;

    public AudiobookshelfClientTests() =>
        _client = new AudiobookshelfClientFactory(_wire.Factory(_time)).Create(WireReplay.Connection(ServerKind.Audiobookshelf, "http://media.test:1234/audiobookshelf/"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("status", "me_admin_key", "2.36.0")]
    [InlineData("v2.25.1/status", "v2.25.1/me", "2.25.1")]
    [InlineData("v2.11.0/status", "v2.11.0/me", "2.11.0")]
    public async Task Supported_versions_are_identified(string status, string me, string version)
    {
        Serve("status", status);
        Serve("api/me", me);
        Assert.Equal(new ServerIdentity("Audiobookshelf", null, version), await _client.IdentifyAsync(Token));
        Assert.Equal(ServerKind.Audiobookshelf, _client.Kind);
        Assert.Equal("Bearer secret-token", _wire.Requests[^1].Headers.Authorization!.ToString());
    }

    [Theory]
    [InlineData("""{"app":"audiobookshelf","serverVersion":"2.10.1","isInit":true}""", ServerFailureKind.Protocol, "2.10.1")]
    [InlineData("""{"app":"audiobookshelf","serverVersion":"1.9","isInit":true}""", ServerFailureKind.Protocol, "1.9")]
    [InlineData("""{"app":"audiobookshelf","isInit":true}""", ServerFailureKind.Protocol, "unknown version")]
    [InlineData("""{"app":"audiobookshelf","serverVersion":"two","isInit":true}""", ServerFailureKind.Protocol, "two")]
    [InlineData("""{"app":"audiobookshelf","serverVersion":"2.36.0","isInit":false}""", ServerFailureKind.Unavailable, "not set up yet")]
    [InlineData("""{"app":"jellyfin","serverVersion":"10.11"}""", ServerFailureKind.WrongProduct, "Something else")]
    [InlineData("{}", ServerFailureKind.WrongProduct, "Something else")]
    [InlineData("<html></html>", ServerFailureKind.WrongAddress, "web page")]
    [InlineData("""{"app":"audiobooks""", ServerFailureKind.Protocol, "cut off")]
    public async Task Others_are_refused_in_plain_words(string body, ServerFailureKind kind, string words)
    {
        _wire.On("/audiobookshelf/status", body);
        var failure = await Fails(_client.IdentifyAsync(Token));
        Assert.Equal(kind, failure.Kind);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_in_its_first_minutes_is_not_set_up()
    {
        Serve("status", "status_before_init");
        Assert.Equal(ServerFailureKind.Unavailable, (await Fails(_client.IdentifyAsync(Token))).Kind);
    }

    [Fact]
    public async Task Versions_with_a_suffix_are_read()
    {
        _wire.On("/audiobookshelf/status", """{"app":"audiobookshelf","serverVersion":"v2.26.0-beta.1","isInit":true}""");
        Serve("api/me", "me_admin_key");
        Assert.Equal("v2.26.0-beta.1", (await _client.IdentifyAsync(Token)).Version);
    }

    [Fact]
    public async Task A_sign_in_in_front_of_the_open_status_is_another_product()
    {
        _wire.On("/audiobookshelf/status", "", "text/plain", HttpStatusCode.Unauthorized);
        Assert.Equal(ServerFailureKind.WrongProduct, (await Fails(_client.IdentifyAsync(Token))).Kind);
    }

    [Fact]
    public async Task A_listener_is_not_an_administrator_and_a_bad_token_is_unauthorized()
    {
        Serve("status", "status");
        Serve("api/me", "me_as_alice");
        Assert.Equal(ServerFailureKind.NotAdministrator, (await Fails(_client.IdentifyAsync(Token))).Kind);
        Serve("api/me", "err_bad_token", HttpStatusCode.Unauthorized);
        var failure = await Fails(_client.IdentifyAsync(Token));
        Assert.Equal(ServerFailureKind.Unauthorized, failure.Kind);
        Assert.DoesNotContain("secret-token", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api/sessions/open", "err_sessions_open_as_user_404")]
    [InlineData("api/sessions/open", "v2.11.0/err_sessions_open_as_user")]
    [InlineData("api/sessions", "err_sessions_as_user_404")]
    public async Task Not_found_where_sessions_should_be_means_no_administrator(string path, string recording)
    {
        Serve("api/sessions/open", "sessions_open");
        Serve(path, recording, HttpStatusCode.NotFound, "text/plain");
        Assert.Equal(ServerFailureKind.NotAdministrator, (await Fails(_client.GetSessionsAsync(Token))).Kind);
    }

    [Theory]
    [InlineData("err_non_api_route", "text/html", 404, ServerFailureKind.WrongAddress)]
    [InlineData("err_bad_token", "text/plain", 401, ServerFailureKind.Unauthorized)]
    [InlineData("err_users_as_user_403", "text/plain", 403, ServerFailureKind.NotAdministrator)]
    [InlineData("err_bad_token", "text/plain", 502, ServerFailureKind.Unavailable)]
    [InlineData("err_non_api_route", "text/html", 200, ServerFailureKind.WrongAddress)]
    public async Task Faults_of_the_poll_have_their_kind(string recording, string mediaType, int status, ServerFailureKind kind)
    {
        Serve("api/sessions/open", recording, (HttpStatusCode)status, mediaType);
        Assert.Equal(kind, (await Fails(_client.GetSessionsAsync(Token))).Kind);
    }

    [Fact]
    public async Task A_truncated_poll_is_a_protocol_failure()
    {
        _wire.On("/audiobookshelf/api/sessions/open", Recorded.Text("sessions_open")[..900]);
        Assert.Equal(ServerFailureKind.Protocol, (await Fails(_client.GetSessionsAsync(Token))).Kind);
    }

    [Fact]
    public async Task The_poll_asks_for_the_newest_rows_and_only_reads()
    {
        Serve("api/sessions/open", "sessions_open_none");
        Serve("api/sessions", "sessions_while_open");
        Assert.Empty((await _client.GetSessionsAsync(Token)).Sessions);
        Assert.Equal(
            ["/audiobookshelf/api/sessions/open", "/audiobookshelf/api/sessions?sort=updatedAt&desc=1&itemsPerPage=25"],
            _wire.Requests.Select(r => r.RequestUri!.PathAndQuery));
    }

    [Fact]
    public async Task A_connection_that_a_restarted_server_has_closed_is_tried_once_more()
    {
        var tries = 0;
        _wire.On("/audiobookshelf/api/sessions/open", _ => tries++ == 0
            ? throw new HttpRequestException(HttpRequestError.ResponseEnded)
            : WireReplay.Text(Recorded.Text("sessions_open_none")));
        Serve("api/sessions", "sessions_while_open");
        Assert.Empty((await _client.GetSessionsAsync(Token)).Sessions);
        Assert.Equal(2, tries);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, 1)]
    [InlineData(HttpRequestError.NameResolutionError, 1)]
    [InlineData(HttpRequestError.ResponseEnded, 2)]
    public async Task A_server_that_is_away_is_not_asked_for_ever(HttpRequestError error, int expected)
    {
        var tries = 0;
        _wire.On("/audiobookshelf/api/sessions/open", _ =>
        {
            tries++;
            throw new HttpRequestException(error);
        });
        Assert.Equal(ServerFailureKind.Unreachable, (await Fails(_client.GetSessionsAsync(Token))).Kind);
        Assert.Equal(expected, tries);
    }

    [Fact]
    public async Task Users_come_without_their_tokens()
    {
        Serve("api/users", "users");
        var users = await _client.GetUsersAsync(Token);
        Assert.Contains(new ServerUserSnapshot("e2d2881e-2b06-4a81-a3e0-43fe5f8aad28", "root", true, null, null), users);
        Assert.Contains(new ServerUserSnapshot("84d3cd40-8420-4e51-a5c1-a28315858bff", "bob", false, null, null), users);
        Assert.Contains(users, u => u is { Name: "carol", IsAdministrator: true });
        Assert.DoesNotContain("jwt", string.Join('\n', users), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Libraries_tell_their_content_and_size()
    {
        Serve("api/libraries", "libraries");
        Serve("api/libraries/314804e8-fcf6-4f3d-acbb-ec18c414d53f/items", "library_book_items");
        _wire.On("/audiobookshelf/api/libraries/4d7445b0-fa1c-460b-9688-5b0424f722c8/items", "Not Found", "text/plain", HttpStatusCode.NotFound);
        Assert.Equal(
            [
                new LibrarySnapshot("314804e8-fcf6-4f3d-acbb-ec18c414d53f", "Audiobooks", LibraryContent.Audiobooks, Recorded.Body("library_book_items")["total"]!.GetValue<int>()),
                new LibrarySnapshot("4d7445b0-fa1c-460b-9688-5b0424f722c8", "Podcasts", LibraryContent.Podcasts, null),
            ],
            await _client.GetLibrariesAsync(Token));
    }

    [Fact]
    public async Task Recently_added_are_books_and_episodes_newest_first()
    {
        _time.Advance(TimeSpan.FromHours(1));
        Serve("api/libraries", "libraries");
        Serve("api/libraries/314804e8-fcf6-4f3d-acbb-ec18c414d53f/items?limit=5&page=0&minified=1&sort=addedAt&desc=1", "library_book_items");
        Serve("api/libraries/4d7445b0-fa1c-460b-9688-5b0424f722c8/recent-episodes?limit=5&page=0", "library_podcast_recent_episodes");
        var recent = await _client.GetRecentlyAddedAsync(5, Token);
        Assert.Empty(_wire.Unexpected);
        Assert.Equal(5, recent.Count);
        Assert.Equal(recent.OrderByDescending(r => r.AddedAt), recent);
        var book = recent[0];
        Assert.Equal(
            new MediaRef
            {
                ExternalId = "47f8441a-d796-4996-a2b8-6883e73f7a5f",
                Kind = MediaKind.Audiobook,
                Title = "The Salt Road",
                ParentTitle = "Tidewater Cycle #1",
                GrandparentTitle = "Aria Northwind",
                Year = 2019,
                LibraryExternalId = "314804e8-fcf6-4f3d-acbb-ec18c414d53f",
                PosterPath = Cover,
            },
            book.Media);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1795207253709), book.AddedAt);
        Assert.Equal(TimeSpan.FromMinutes(30), book.Duration);
        var episode = Assert.Single(recent, r => r.Media.Title == "Episode 4: topic 4");
        Assert.Equal("1e619529-d047-4f2c-9d84-58dec954bac5/a2a4efe0-2efd-44a5-bc07-037c94aff7fc", episode.Media.ExternalId);
        Assert.Equal(("Loopback Weekly", 4), (episode.Media.GrandparentTitle, episode.Media.EpisodeNumber));
        Assert.Equal(540.056, episode.Duration!.Value.TotalSeconds, 0.01);
    }

    [Fact]
    public async Task Covers_are_fetched_as_small_jpegs_with_the_token()
    {
        _wire.On("/audiobookshelf" + Cover, _ => Picture("image/jpeg", [1, 2, 3]));
        var image = await _client.GetImageAsync(Cover, 5000, Token);
        Assert.Equal("image/jpeg", image!.ContentType);
        Assert.Equal([1, 2, 3], image.Content);
        var request = Assert.Single(_wire.Requests);
        Assert.Equal("?width=1920&format=jpeg", request.RequestUri!.Query);
        Assert.Equal("image/jpeg", request.Headers.Accept.ToString());
        Assert.NotNull(request.Headers.Authorization);
    }

    [Fact]
    public async Task A_missing_cover_is_none_and_so_is_anything_that_is_no_picture()
    {
        Serve(Cover[1..], "cover_missing", HttpStatusCode.NotFound, "text/plain");
        Assert.Null(await _client.GetImageAsync(Cover, 400, Token));
        _wire.On("/audiobookshelf" + Cover, _ => Picture("image/svg+xml", [1]));
        Assert.Null(await _client.GetImageAsync(Cover, 400, Token));
        _wire.On("/audiobookshelf" + Cover, _ => Picture("image/png", []));
        Assert.Null(await _client.GetImageAsync(Cover, 400, Token));
    }

    [Fact]
    public async Task A_cover_beyond_8_MB_is_refused()
    {
        _wire.On("/audiobookshelf" + Cover, _ => Picture("image/png", new byte[(8 * 1024 * 1024) + 1]));
        Assert.Equal(ServerFailureKind.TooLarge, (await Fails(_client.GetImageAsync(Cover, 400, Token))).Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/api/users")]
    [InlineData("/api/items/../users/cover")]
    [InlineData("/api/items/a/cover?raw=1")]
    [InlineData("/api/items/a/cover\n")]
    [InlineData("http://elsewhere.test/api/items/a/cover")]
    [InlineData("//elsewhere.test/api/items/a/cover")]
    public async Task Other_paths_are_never_fetched(string path)
    {
        Assert.Null(await _client.GetImageAsync(path, 400, Token));
        Assert.Empty(_wire.Requests);
    }

    private static HttpResponseMessage Picture(string mediaType, byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new(mediaType);
        return new() { Content = content };
    }

    private static Task<ServerFailure> Fails(Task call) => Assert.ThrowsAsync<ServerFailure>(() => call);

    private void Serve(string path, string recording, HttpStatusCode status = HttpStatusCode.OK, string mediaType = "application/json") =>
        _wire.On("/audiobookshelf/" + path, Recorded.Text(recording), mediaType, status);
}
