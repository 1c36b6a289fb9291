using System.Net;
using System.Text.Json;
using MediaInsight.Identity;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Api;

public sealed class SessionsApiTests : IAsyncLifetime
{
    private FakeJellyfin _jellyfin = null!;
    private Site _site = null!;

    public async ValueTask InitializeAsync()
    {
        _jellyfin = await FakeJellyfin.StartAsync();
        _site = Site.Start(Site.Watching(_jellyfin));
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _jellyfin.DisposeAsync();
    }

    [Fact]
    public async Task A_play_is_live_then_history_under_one_id_with_all_its_facts()
    {
        using var api = _site.Api();
        _jellyfin.Play(FakeSession.Ann("Lantern <b>Bay</b>") with { Transcodes = true });
        var active = await Site.UntilAsync(() => ReadAsync(api, "api/v1/analytics/sessions/active"), a => a.GetProperty("total").GetInt32() == 1);
        var live = active.GetProperty("items")[0];
        Assert.Equal("playing", live.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, live.GetProperty("stopped_at").ValueKind);

        // While it plays, both go on.
        var (watched, bytes) = (live.GetProperty("watched_seconds").GetDouble(), Bytes(live));
        await Site.UntilAsync(async () => (await ReadAsync(api, "api/v1/analytics/sessions/active")).GetProperty("items")[0], s => s.GetProperty("watched_seconds").GetDouble() > watched && Bytes(s) > bytes);

        _jellyfin.Play(FakeSession.Ann("Lantern <b>Bay</b>") with { Transcodes = true, IsPaused = true, Position = TimeSpan.FromMinutes(90) });
        await Site.UntilAsync(() => ReadAsync(api, "api/v1/analytics/sessions/active"), a => a.GetProperty("items")[0].GetProperty("state").GetString() == "paused");
        _jellyfin.Stop("tv-1");
        var history = await Site.UntilAsync(() => ReadAsync(api, "api/v1/analytics/sessions?include_short=true"), h => h.GetProperty("total").GetInt32() == 1);
        var play = history.GetProperty("items")[0];

        Assert.Equal(live.GetProperty("id").GetString(), play.GetProperty("id").GetString());
        var expected = new Dictionary<string, string?>
        {
            ["server_kind"] = "jellyfin",
            ["server_name"] = "Attic",
            ["user_name"] = "ann",
            ["content_type"] = "movie",
            ["title"] = "Lantern <b>Bay</b>",
            ["device_name"] = "Firefox",
            ["device_type"] = "web",
            ["client_name"] = "Jellyfin Web",
            ["client_version"] = "10.11.0",
            ["ip_address"] = "192.168.1.20",
            ["location"] = "lan",
            ["stream_type"] = "transcode",
            ["video_decision"] = "transcode",
            ["audio_decision"] = "transcode",
            ["video_codec"] = "hevc",
            ["audio_codec"] = "eac3",
            ["resolution"] = "2160p",
            ["stream_video_codec"] = "h264",
            ["stream_audio_codec"] = "aac",
            ["stream_resolution"] = "1080p",
            ["container"] = "mkv",
            ["certainty"] = "observed",
        };
        Assert.All(expected, e => Assert.Equal(e.Value, play.GetProperty(e.Key).GetString()));
        Assert.Equal(2021, play.GetProperty("year").GetInt32());
        Assert.Equal(JsonValueKind.Null, play.GetProperty("state").ValueKind);
        Assert.Equal(6000, play.GetProperty("duration_seconds").GetDouble());
        Assert.Equal(5400, play.GetProperty("progress_seconds").GetDouble());
        Assert.Equal(90, play.GetProperty("percent_complete").GetDouble());
        Assert.True(play.GetProperty("completed").GetBoolean());
        Assert.Equal("VideoCodecNotSupported", play.GetProperty("transcode_reasons")[0].GetString());
        Assert.Equal(play.GetProperty("id").GetString(), play.GetProperty("chain_id").GetString());

        var details = await ReadAsync(api, $"api/v1/analytics/sessions/{play.GetProperty("id").GetString()}");
        Assert.Equal("HDR10", details.GetProperty("stream").GetProperty("source").GetProperty("dynamic_range").GetString());
        Assert.Equal(1, details.GetProperty("segments").GetArrayLength());
    }

    [Fact]
    public async Task A_limited_viewer_meets_only_own_plays_and_pictures()
    {
        using var api = _site.Api();
        _jellyfin.Play(FakeSession.Ann());
        _jellyfin.Play(FakeSession.Ben());
        var active = await Site.UntilAsync(() => ReadAsync(api, "api/v1/analytics/sessions/active"), a => a.GetProperty("total").GetInt32() == 2 && a.GetProperty("items").EnumerateArray().All(i => i.GetProperty("viewer_id").ValueKind == JsonValueKind.String));
        var byUser = active.GetProperty("items").EnumerateArray().ToDictionary(i => i.GetProperty("user_name").GetString()!);
        await _site.AddAccountAsync("ben-account", Roles.Viewer, await _site.PersonAsync("ben"));
        using var ben = await SignedIn.Async(_site, "ben-account");

        var mine = await ReadAsync(ben, "api/v1/analytics/sessions/active");

        Assert.Equal(["ben"], mine.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("user_name").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(ben, $"api/v1/analytics/sessions/{byUser["ann"].GetProperty("id").GetString()}"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(ben, $"api/v1/analytics/sessions/{byUser["ben"].GetProperty("id").GetString()}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(ben, $"img/item/{byUser["ann"].GetProperty("content_id").GetString()}/poster"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(ben, $"img/item/{byUser["ben"].GetProperty("content_id").GetString()}/poster"));

        _jellyfin.Stop("tv-1");
        _jellyfin.Stop("phone-2");
        await Site.UntilAsync(() => ReadAsync(api, "api/v1/analytics/sessions?include_short=true"), h => h.GetProperty("total").GetInt32() == 2);
        var own = await ReadAsync(ben, "api/v1/analytics/sessions?include_short=true");
        Assert.Equal(1, own.GetProperty("total").GetInt32());
        Assert.Equal(0, (await ReadAsync(ben, $"api/v1/analytics/sessions?include_short=true&user_id={byUser["ann"].GetProperty("user_id").GetString()}")).GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(ben, $"api/v1/analytics/sessions/{byUser["ann"].GetProperty("id").GetString()}"));
    }

    [Theory]
    [InlineData("page=0", "page")]
    [InlineData("page=x", "page")]
    [InlineData("page_size=501", "page_size")]
    [InlineData("user_id=ann", "user_id")]
    [InlineData("server_id=-1", "server_id")]
    [InlineData("media_type=film", "media_type")]
    [InlineData("content_type=film", "content_type")]
    [InlineData("from=2026-13-01", "from")]
    [InlineData("to=yesterday", "to")]
    [InlineData("from=2026-02-02&to=2026-02-01", "from")]
    [InlineData("include_short=maybe", "include_short")]
    [InlineData("page=1&page=2", "page")]
    public async Task A_bad_parameter_is_refused_by_name(string query, string field)
    {
        using var api = _site.Api();
        using var response = await api.GetAsync(new Uri("api/v1/analytics/sessions?" + query, UriKind.Relative), TestContext.Current.CancellationToken);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal([field], problem.GetProperty("errors").EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task Health_needs_no_sign_in_and_names_nobody()
    {
        using var anybody = new HttpClient { BaseAddress = _site.Address };
        using var api = _site.Api();
        await Site.UntilAsync(() => ReadAsync(anybody, "health"), h => h.GetProperty("collector").GetProperty("online").GetInt32() == 1);
        var text = await anybody.GetStringAsync(new Uri("health", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.DoesNotContain("Attic", text, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(api, "health/jellyfin"));

        _jellyfin.Broken = HttpStatusCode.ServiceUnavailable;
        await Site.UntilAsync(() => StatusAsync(api, "health/jellyfin"), s => s == HttpStatusCode.BadGateway);
        Assert.Equal("degraded", (await ReadAsync(anybody, "health")).GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(api, "health/kodi"));
    }

    [Fact]
    public async Task Config_tells_no_secret()
    {
        using var api = _site.Api();

        var text = await api.GetStringAsync(new Uri("config", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("\"name\":\"Attic\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeJellyfin.Token, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Site.Token, text, StringComparison.Ordinal);
        Assert.DoesNotContain("encrypted", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_server_token_is_nowhere_on_disk_in_clear()
    {
        using var api = _site.Api();
        _jellyfin.Play(FakeSession.Ann());
        await Site.UntilAsync(() => ReadAsync(api, "api/v1/analytics/sessions/active"), a => a.GetProperty("total").GetInt32() == 1);

        foreach (var file in Directory.EnumerateFiles(_site.Folder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(FakeJellyfin.Token, await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    private static long Bytes(JsonElement session) => session.GetProperty("bytes_estimate") is { ValueKind: JsonValueKind.Number } told ? told.GetInt64() : 0;

    internal static async Task<JsonElement> ReadAsync(HttpClient http, string path) =>
        JsonDocument.Parse(await http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken)).RootElement;

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
