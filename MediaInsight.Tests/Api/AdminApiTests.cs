using System.Net;
using System.Text.Json;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Api;

public sealed class AdminApiTests : IAsyncLifetime
{
    private FakeJellyfin _jellyfin = null!;
    private Site _site = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

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

    [Theory]
    [InlineData("admin")]
    [InlineData("api/v1/admin")]
    public async Task The_collector_tells_its_jobs_what_it_recorded_and_what_servers_say_themselves(string root)
    {
        using var api = _site.Api();
        _jellyfin.Play(FakeSession.Ann());
        var ingested = await Site.UntilAsync(() => PostAsync(api, $"{root}/debug/ingest-active"), a => a.GetProperty("total").GetInt32() == 1);
        Assert.Equal("Lantern Bay", ingested.GetProperty("items")[0].GetProperty("title").GetString());
        Assert.Equal("online", ingested.GetProperty("servers")[0].GetProperty("health").GetString());
        Assert.True(ingested.GetProperty("servers")[0].GetProperty("good_last_hour").GetInt32() > 0);
        Assert.Equal(0, ingested.GetProperty("unread").GetArrayLength());

        var jobs = await SessionsApiTests.ReadAsync(api, $"{root}/scheduler/stats");
        Assert.Equal(jobs.GetProperty("total").GetInt32(), jobs.GetProperty("jobs").GetArrayLength());
        Assert.Contains(jobs.GetProperty("jobs").EnumerateArray(), j => j.GetProperty("name").GetString() == "catch-up" && j.GetProperty("next_run_at").ValueKind == JsonValueKind.String);

        // No Emby is watched; any other server can be asked by its id.
        Assert.Equal(0, (await SessionsApiTests.ReadAsync(api, $"{root}/debug/emby-sessions")).GetProperty("total").GetInt32());
        var wire = await SessionsApiTests.ReadAsync(api, $"{root}/debug/emby-sessions?server=1");
        var said = wire.GetProperty("servers")[0];
        Assert.Equal(("jellyfin", "ann"), (said.GetProperty("kind").GetString(), said.GetProperty("items")[0].GetProperty("user_name").GetString()));
        Assert.DoesNotContain(FakeJellyfin.Token, wire.GetRawText(), StringComparison.Ordinal);
        using var none = await api.GetAsync(new Uri($"{root}/debug/emby-sessions?server=99", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);

        _jellyfin.Stop("tv-1");
        var recorded = await Site.UntilAsync(() => SessionsApiTests.ReadAsync(api, $"{root}/debug/sessions?page_size=10&user_id=1"), h => h.GetProperty("total").GetInt32() == 1);
        Assert.Equal("Lantern Bay", recorded.GetProperty("items")[0].GetProperty("title").GetString());
        using var wrong = await api.GetAsync(new Uri($"{root}/debug/sessions?page_size=5000", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task A_server_that_fails_is_named_and_nobody_else_may_ask()
    {
        _jellyfin.Broken = HttpStatusCode.ServiceUnavailable;
        using var api = _site.Api();
        var ingested = await PostAsync(api, "admin/debug/ingest-active");
        Assert.Equal("Attic", Assert.Single(ingested.GetProperty("unread").EnumerateArray()).GetString());
        var said = (await SessionsApiTests.ReadAsync(api, "admin/debug/emby-sessions?server=1")).GetProperty("servers")[0];
        Assert.NotNull(said.GetProperty("error").GetString());

        using var nobody = new HttpClient { BaseAddress = _site.Address };
        using var refused = await nobody.PostAsync(new Uri("admin/debug/ingest-active", UriKind.Relative), null, Token);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);

        // A cookie alone is what another site could make a browser send.
        using var owner = await SignedIn.Async(_site, Site.Owner);
        using var forged = await owner.PostAsync(new Uri("admin/debug/ingest-active", UriKind.Relative), null, Token);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
    }

    private static async Task<JsonElement> PostAsync(HttpClient api, string path)
    {
        using var response = await api.PostAsync(new Uri(path, UriKind.Relative), null, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var document = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(Token), cancellationToken: Token);
        return document.RootElement.Clone();
    }
}
