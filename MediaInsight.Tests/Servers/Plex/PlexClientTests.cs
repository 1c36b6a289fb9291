using System.Net;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Servers.Plex;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers.Plex;

public sealed class PlexClientTests : IDisposable
{
    private const string Empty = """{"MediaContainer":{"size":0}}""";

    private readonly WireReplay _wire = new();
    private readonly ManualTime _time = new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task Token_travels_in_the_header_only()
    {
        _wire.On("/status/sessions", Empty);
        using var client = Client();

        await client.GetSessionsAsync(Token);

        var request = Assert.Single(_wire.Requests);
        Assert.Equal("secret-token", Header(request, "X-Plex-Token"));
        Assert.Equal("installation-1", Header(request, "X-Plex-Client-Identifier"));
        Assert.Equal("MediaInsight", Header(request, "X-Plex-Product"));
        Assert.Equal("MediaInsight", Header(request, "X-Plex-Device-Name"));
        Assert.NotNull(Header(request, "X-Plex-Version"));
        Assert.NotNull(Header(request, "X-Plex-Platform"));
        Assert.Equal("application/json", Header(request, "Accept"));
        Assert.DoesNotContain("secret-token", request.RequestUri!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_that_fits_no_header_is_a_wrong_token()
    {
        _wire.On("/status/sessions", r => WireReplay.Text("", "text/html", r.Headers.Contains("X-Plex-Token") ? HttpStatusCode.OK : HttpStatusCode.Unauthorized));
        using var client = new PlexClient(_wire.Factory(_time), WireReplay.Connection(ServerKind.Plex) with { Token = "a\r\nX-Evil: 1" });

        var failure = await Assert.ThrowsAsync<ServerFailure>(() => client.GetSessionsAsync(Token));

        Assert.Equal(ServerFailureKind.Unauthorized, failure.Kind);
    }

    [Fact]
    public async Task Nothing_playing_is_an_empty_reading()
    {
        _wire.On("/status/sessions", Empty);
        using var client = Client();

        var reading = await client.GetSessionsAsync(Token);

        Assert.Empty(reading.Sessions);
        Assert.Empty(reading.IdleSlots);
    }

    [Theory]
    [InlineData(401, ServerFailureKind.Unauthorized)]
    [InlineData(403, ServerFailureKind.NotAdministrator)]
    [InlineData(404, ServerFailureKind.WrongAddress)]
    [InlineData(429, ServerFailureKind.RateLimited)]
    [InlineData(500, ServerFailureKind.Unavailable)]
    [InlineData(503, ServerFailureKind.Unavailable)]
    public async Task Html_errors_are_read_by_their_status(int status, ServerFailureKind expected)
    {
        _wire.On("/status/sessions", $"<html><head><title>No</title></head><body><h1>{status} No</h1></body></html>", "text/html", (HttpStatusCode)status);
        using var client = Client();

        var failure = await Assert.ThrowsAsync<ServerFailure>(() => client.GetSessionsAsync(Token));

        Assert.Equal(expected, failure.Kind);
        Assert.DoesNotContain("secret-token", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"MediaContainer\":{\"size\":1,\"Metadata\":[{\"title\":\"cut o")]
    public async Task Unreadable_answer_is_a_failure_and_never_no_sessions(string body)
    {
        _wire.On("/status/sessions", body);
        using var client = Client();

        var failure = await Assert.ThrowsAsync<ServerFailure>(() => client.GetSessionsAsync(Token));

        Assert.Equal(ServerFailureKind.Protocol, failure.Kind);
    }

    [Fact]
    public async Task Direct_play_needs_no_second_request()
    {
        _wire.On("/status/sessions", PlexItems.Text(PlexItems.Movie));
        using var client = Client();

        await client.GetSessionsAsync(Token);

        Assert.Empty(_wire.Unexpected);
        Assert.Single(_wire.Requests);
    }

    [Fact]
    public async Task File_behind_a_transcode_is_read_once()
    {
        _wire.On("/status/sessions", PlexItems.Text(PlexItems.Episode)).On("/library/metadata/704", PlexItems.Text("metadata_704.json"));
        using var client = Client();

        await client.GetSessionsAsync(Token);
        var session = Assert.Single((await client.GetSessionsAsync(Token)).Sessions);

        Assert.Equal(("mkv", 48000, "Dolby Vision"), (session.Stream.Source.Container, session.Stream.Source.BitrateKbps, session.Stream.Source.DynamicRange));
        Assert.Single(_wire.Requests, r => r.RequestUri!.AbsolutePath == "/library/metadata/704");
        Assert.Empty(_wire.Unexpected);
    }

    [Theory]
    [InlineData(404, "<html></html>", "text/html")]
    [InlineData(503, "", "text/html")]
    [InlineData(200, "{\"MediaCont", "application/json")]
    [InlineData(200, "{\"MediaContainer\":{\"size\":0}}", "application/json")]
    public async Task Failing_look_up_costs_detail_and_never_the_poll(int status, string body, string mediaType)
    {
        _wire.On("/status/sessions", PlexItems.Text(PlexItems.Episode)).On("/library/metadata/704", body, mediaType, (HttpStatusCode)status);
        using var client = Client();

        await client.GetSessionsAsync(Token);
        var session = Assert.Single((await client.GetSessionsAsync(Token)).Sessions);

        Assert.Equal("hevc", session.Stream.Source.VideoCodec);
        Assert.Single(_wire.Requests, r => r.RequestUri!.AbsolutePath == "/library/metadata/704");

        _time.Advance(PlexSources.RetryAfter);
        await client.GetSessionsAsync(Token);
        Assert.Equal(2, _wire.Requests.Count(r => r.RequestUri!.AbsolutePath == "/library/metadata/704"));
    }

    [Fact]
    public async Task Broken_connection_during_a_look_up_ends_the_look_ups_of_this_poll()
    {
        var rows = Enumerable.Range(1, 5).Select(n => RowOf(PlexItems.Changed(PlexItems.Episode, i => { i["ratingKey"] = n; i["sessionKey"] = n; })));
        _wire.On("/status/sessions", Rows(rows));
        foreach (var n in Enumerable.Range(1, 5)) { _wire.On($"/library/metadata/{n}", _ => throw new HttpRequestException("gone")); }
        using var client = Client();

        var reading = await client.GetSessionsAsync(Token);

        Assert.Equal(5, reading.Sessions.Count);
        Assert.Equal(2, _wire.Requests.Count);
    }

    [Fact]
    public async Task Many_new_transcodes_are_looked_up_over_several_polls()
    {
        const int streams = PlexSources.MaxPerPoll + 3;
        var rows = Enumerable.Range(1, streams).Select(n => RowOf(PlexItems.Changed(PlexItems.Episode, i => { i["ratingKey"] = n; i["sessionKey"] = n; })));
        _wire.On("/status/sessions", Rows(rows));
        foreach (var n in Enumerable.Range(1, streams)) { _wire.On($"/library/metadata/{n}", PlexItems.Text("metadata_704.json")); }
        using var client = Client();

        var first = await client.GetSessionsAsync(Token);
        var second = await client.GetSessionsAsync(Token);

        Assert.Equal(PlexSources.MaxPerPoll, first.Sessions.Count(s => s.Stream.Source.Container == "mkv"));
        Assert.All(second.Sessions, s => Assert.Equal("mkv", s.Stream.Source.Container));
    }

    [Fact]
    public async Task Kept_files_are_bounded_and_the_oldest_is_forgotten_first()
    {
        var connection = WireReplay.Connection(ServerKind.Plex);
        using var http = _wire.Factory(_time).Create(connection, "Plex", []);
        var sources = new PlexSources(http, _time);
        for (var n = 0; n <= PlexSources.Capacity; n++)
        {
            _wire.On($"/library/metadata/{n}", PlexItems.Text("metadata_704.json"));
            await sources.ForAsync([PlexItems.Item(PlexItems.Episode, i => i["ratingKey"] = n)], Token);
        }

        _wire.Requests.Clear();
        await sources.ForAsync([PlexItems.Item(PlexItems.Episode, i => i["ratingKey"] = 1)], Token);
        await sources.ForAsync([PlexItems.Item(PlexItems.Episode, i => i["ratingKey"] = 0)], Token);

        Assert.Equal("/library/metadata/0", Assert.Single(_wire.Requests).RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task Same_session_twice_counts_once()
    {
        var row = RowOf(PlexItems.Text(PlexItems.Movie));
        _wire.On("/status/sessions", Rows([row, row]));
        using var client = Client();

        Assert.Single((await client.GetSessionsAsync(Token)).Sessions);
    }

    [Fact]
    public async Task Accounts_are_users_without_the_nameless_one()
    {
        _wire.On("/accounts", PlexItems.Text("accounts.xml"), "text/xml");
        using var client = Client();

        Assert.Equal(
            [
                new ServerUserSnapshot("1", "Ann", true, null, null),
                new ServerUserSnapshot("1001", "Ben", false, null, "https://plex.tv/users/00000000000000bb/avatar"),
            ],
            await client.GetUsersAsync(Token));
    }

    [Fact]
    public async Task Libraries_come_with_their_counts_where_these_are_told()
    {
        _wire.On("/library/sections", PlexItems.Text("sections.json"))
            .On("/library/sections/1/all?X-Plex-Container-Start=0&X-Plex-Container-Size=0", """{"MediaContainer":{"size":0,"totalSize":412,"offset":0}}""")
            .On("/library/sections/2/all", """<MediaContainer size="0" totalSize="37"/>""", "text/xml")
            .On("/library/sections/3/all", "", "text/html", HttpStatusCode.InternalServerError)
            .On("/library/sections/5/all", Empty);
        using var client = Client();

        Assert.Equal(
            [
                new LibrarySnapshot("1", "Films", LibraryContent.Movies, 412),
                new LibrarySnapshot("2", "Series", LibraryContent.Shows, 37),
                new LibrarySnapshot("3", "Music", LibraryContent.Music, null),
                new LibrarySnapshot("5", "Photos", LibraryContent.Photos, null),
            ],
            await client.GetLibrariesAsync(Token));
    }

    [Fact]
    public async Task Recently_added_merges_libraries_newest_first()
    {
        _wire.On("/library/sections", PlexItems.Text("sections.json"))
            .On("/library/sections/1/all?type=1&sort=addedAt:desc&X-Plex-Container-Start=0&X-Plex-Container-Size=3", """{"MediaContainer":{"Metadata":[{"ratingKey":1,"type":"movie","title":"Old film","addedAt":1000,"duration":60000},{"ratingKey":9,"type":"movie","title":"Undated"}]}}""")
            .On("/library/sections/2/all?type=4&sort=addedAt:desc&X-Plex-Container-Start=0&X-Plex-Container-Size=3", """{"MediaContainer":{"Metadata":[{"ratingKey":2,"type":"episode","title":"Pilot","grandparentTitle":"Show","index":1,"parentIndex":1,"addedAt":"3000"}]}}""")
            .On("/library/sections/3/all?type=9&sort=addedAt:desc&X-Plex-Container-Start=0&X-Plex-Container-Size=3", """{"MediaContainer":{"Metadata":[{"ratingKey":3,"type":"album","title":"Low Water","parentTitle":"The Tides","parentRatingKey":40,"index":1,"thumb":"/library/metadata/3/thumb/1","addedAt":2000}]}}""");
        using var client = Client();

        var items = await client.GetRecentlyAddedAsync(3, Token);

        Assert.Equal(["Pilot", "Low Water", "Old film"], items.Select(i => i.Media.Title));
        Assert.Equal([MediaKind.Episode, MediaKind.Album, MediaKind.Movie], items.Select(i => i.Media.Kind));
        Assert.Equal("2", items[0].Media.LibraryExternalId);
        Assert.Equal(("The Tides", "40", null, null), (items[1].Media.GrandparentTitle, items[1].Media.GrandparentExternalId, items[1].Media.ParentTitle, items[1].Media.EpisodeNumber));
        Assert.Equal("/library/metadata/3/thumb/1", items[1].Media.PosterPath);
        Assert.Equal((DateTimeOffset.FromUnixTimeSeconds(1000), TimeSpan.FromMinutes(1)), (items[2].AddedAt, items[2].Duration));
        Assert.Empty(_wire.Unexpected);
    }

    [Fact]
    public async Task One_failing_library_does_not_hide_what_others_added()
    {
        _wire.On("/library/sections", PlexItems.Text("sections.json"))
            .On("/library/sections/1/all", """{"MediaContainer":{"Metadata":[{"ratingKey":1,"type":"movie","title":"Film","addedAt":1000}]}}""")
            .On("/library/sections/2/all", "", "text/html", HttpStatusCode.InternalServerError)
            .On("/library/sections/3/all", Empty);
        using var client = Client();

        Assert.Single(await client.GetRecentlyAddedAsync(50, Token));
    }

    [Fact]
    public async Task Pictures_are_resized_by_the_server()
    {
        _wire.On("/photo/:/transcode", _ => Picture("image/jpeg"));
        using var client = Client();

        var image = await client.GetImageAsync("/library/metadata/1/thumb/159", 300, Token);

        Assert.Equal("image/jpeg", image!.ContentType);
        Assert.Equal([1, 2, 3], image.Content);
        Assert.Equal("?width=300&height=300&minSize=1&upscale=1&format=jpg&url=%2Flibrary%2Fmetadata%2F1%2Fthumb%2F159", _wire.Requests[0].RequestUri!.Query);
    }

    [Theory]
    [InlineData("http://intranet/x.jpg")]
    [InlineData("//evil.test/x.jpg")]
    [InlineData("file:///etc/passwd")]
    [InlineData("")]
    public async Task Other_paths_are_no_pictures(string path)
    {
        using var client = Client();

        Assert.Null(await client.GetImageAsync(path, 300, Token));
        Assert.Empty(_wire.Requests);
    }

    [Fact]
    public async Task Missing_pictures_and_other_content_are_null()
    {
        using var client = Client();

        _wire.On("/photo/:/transcode", "<html></html>", "text/html", HttpStatusCode.NotFound);
        Assert.Null(await client.GetImageAsync("/a", 300, Token));
        _wire.On("/photo/:/transcode", _ => Picture("image/svg+xml"));
        Assert.Null(await client.GetImageAsync("/a", 300, Token));
    }

    [Fact]
    public async Task Huge_picture_is_refused()
    {
        _wire.On("/photo/:/transcode", _ => new(HttpStatusCode.OK) { Content = new ByteArrayContent(new byte[(8 * 1024 * 1024) + 1]) });
        using var client = Client();

        var failure = await Assert.ThrowsAsync<ServerFailure>(() => client.GetImageAsync("https://plex.tv/users/a/avatar", 300, Token));

        Assert.Equal(ServerFailureKind.TooLarge, failure.Kind);
    }

    private static string RowOf(string document) => System.Text.Json.Nodes.JsonNode.Parse(document)!["MediaContainer"]!["Metadata"]![0]!.ToJsonString();

    private static string Rows(IEnumerable<string> rows) => "{\"MediaContainer\":{\"Metadata\":[" + string.Join(",", rows) + "]}}";

    private static HttpResponseMessage Picture(string mediaType)
    {
        var content = new ByteArrayContent([1, 2, 3]);
        content.Headers.ContentType = new(mediaType);
        return new(HttpStatusCode.OK) { Content = content };
    }

    private static string? Header(HttpRequestMessage request, string name) => request.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;

    private IMediaServerClient Client() => new PlexClientFactory(_wire.Factory(_time)).Create(WireReplay.Connection(ServerKind.Plex));
}
