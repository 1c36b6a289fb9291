using System.Net;
using System.Net.Http.Headers;
using System.Text;
using MediaInsight.Domain;
using MediaInsight.Live;
using MediaInsight.Servers;
using MediaInsight.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Api;

/// <summary>A server that is polled every five minutes, and calls.</summary>
public sealed class WebhooksApiTests : IAsyncLifetime
{
    private FakeJellyfin _jellyfin = null!;   // non-null: set before each test
    private Site _site = null!;   // non-null: as above
    private HttpClient _nobody = null!;   // non-null: as above
    private ServerId _id;
    private string _secret = "";

    public async ValueTask InitializeAsync()
    {
        _jellyfin = await FakeJellyfin.StartAsync();
        _site = Site.Start([.. Site.Watching(_jellyfin).Where(s => !s.Key.StartsWith("MediaInsight:Polling", StringComparison.Ordinal)), ("MediaInsight:Polling:ActiveSeconds", "300"), ("MediaInsight:Polling:IdleSeconds", "300")]);
        _nobody = new HttpClient { BaseAddress = _site.Address };
        _id = _site.Services.GetRequiredService<ServerRegistry>().All.Single().Id;
        _secret = await _site.Services.GetRequiredService<WebhookSecrets>().RenewAsync(_id, TestContext.Current.CancellationToken);
        var status = _site.Services.GetRequiredService<LiveServers>();
        await Site.UntilAsync(() => Task.FromResult(status.Find(_id)?.Health), h => h == ServerHealth.Online);
    }

    public async ValueTask DisposeAsync()
    {
        _nobody.Dispose();
        await _site.DisposeAsync();
        await _jellyfin.DisposeAsync();
    }

    public static TheoryData<string, string> Bodies() => new()
    {
        { "text/plain; charset=utf-8", """{"ServerId":"af79eba874a5436ea864bfaeec91a80c","NotificationType":"PlaybackStart","Name":"Return"}""" },
        { "application/json", "{\"Title\":\"ann has started playing\",\"Event\":\"playback.start\",\"User\":{\"Name\":\"ann\"}}" },
        { "multipart/form-data; boundary=----------------------------d74496d66958", Parts("----------------------------d74496d66958", ("thumb\"; filename=\"thumb.jpg", "image/jpeg", "\u0001\u0002--not a boundary"), ("payload", "application/json", """{"event":"media.play","user":true}""")) },
        { "multipart/form-data; boundary=\"----embyboundary1\"", Parts("----embyboundary1", ("data", "text/plain; charset=utf-8", """{"Event":"playback.start"}""")) },
        { "application/x-www-form-urlencoded", "data=" + Uri.EscapeDataString("""{"Event":"playback.start"}""") },
        { "application/octet-stream", "what no product sends" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_call_makes_the_server_be_read_at_once(string type, string body)
    {
        using var api = _site.Api();
        _jellyfin.Play(FakeSession.Ann());
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(_id.ToString(), _secret, type, body));
        await Site.UntilAsync(() => SessionsApiTests.ReadAsync(api, "api/v1/analytics/sessions/active"), a => a.GetProperty("total").GetInt32() == 1);

        var server = Assert.Single((await SessionsApiTests.ReadAsync(api, "api/v1/admin/webhook/stats")).GetProperty("servers").EnumerateArray());
        Assert.Equal((1, 1), (server.GetProperty("received").GetInt32(), server.GetProperty("hints").GetInt32()));
    }

    [Fact]
    public async Task A_tick_of_progress_is_counted_and_reads_nothing()
    {
        using var api = _site.Api();
        await PostAsync(_id.ToString(), _secret, "text/plain", """{"NotificationType":"PlaybackProgress","IsAutomated":true}""");
        var stats = await SessionsApiTests.ReadAsync(api, "admin/webhook/stats");
        var server = Assert.Single(stats.GetProperty("servers").EnumerateArray());

        Assert.Equal((1, 0), (server.GetProperty("received").GetInt32(), server.GetProperty("hints").GetInt32()));
        Assert.Equal("PlaybackProgress", server.GetProperty("last_event").GetString());
        Assert.True(server.GetProperty("has_address").GetBoolean());
        Assert.Equal("/api/v1/webhooks/{server_id}/{secret}", stats.GetProperty("address").GetString());
        Assert.DoesNotContain(_secret, stats.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_address_is_nothing_and_tells_nothing()
    {
        string[][] wrong = [[_id.ToString(), "x"], [_id.ToString(), _secret[..^1]], [_id.ToString(), _secret + "A"], ["999", _secret], [_id.ToString(), new('A', 5000)]];
        foreach (var address in wrong)
        {
            Assert.Equal(HttpStatusCode.NotFound, await PostAsync(address[0], address[1], "application/json", "{}"));
        }

        await _site.Services.GetRequiredService<ServerRegistry>().SetEnabledAsync(_id, enabled: false, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(_id.ToString(), _secret, "application/json", "{}"));
        using var api = _site.Api();
        Assert.Equal(wrong.Length + 1, (await SessionsApiTests.ReadAsync(api, "admin/webhook/stats")).GetProperty("refused").GetInt32());
    }

    [Fact]
    public async Task What_is_too_large_is_refused()
    {
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(_id.ToString(), _secret, "application/json", new string(' ', (1024 * 1024) + 1)));
        using var endless = new StreamContent(new MemoryStream(new byte[2 * 1024 * 1024]));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/webhooks/{_id}/{_secret}") { Content = endless };
        request.Headers.TransferEncodingChunked = true;
        using var answer = await _nobody.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_new_address_replaces_the_old_one_without_anything_restarting()
    {
        var reads = _jellyfin.Reads;
        var renewed = await _site.Services.GetRequiredService<WebhookSecrets>().RenewAsync(_id, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(_id.ToString(), _secret, "application/json", "{}"));
        Assert.Equal(reads, _jellyfin.Reads);
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(_id.ToString(), renewed, "application/json", "{}"));
        var stored = _site.Services.GetRequiredService<ServerRegistry>().Find(_id)!; // non-null: it is watched
        Assert.DoesNotContain(renewed, stored.EncryptedWebhookSecret!, StringComparison.Ordinal); // non-null: just made
        await _site.Services.GetRequiredService<ServerRegistry>().LoadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(renewed, _site.Services.GetRequiredService<WebhookSecrets>().Of(_site.Services.GetRequiredService<ServerRegistry>().Find(_id)!)); // non-null: as above
    }

    [Fact]
    public async Task The_secret_is_written_into_no_log()
    {
        await PostAsync(_id.ToString(), _secret, "application/json", "{}");
        await PostAsync("999", _secret, "application/json", "{}");
        var log = await Site.UntilAsync(
            () => Task.FromResult(string.Join('\n', _site.Services.GetRequiredService<MediaInsight.Platform.Logging.LogRing>().Read(new(), 1000).Select(e => e.Message))),
            l => l.Contains("/api/v1/webhooks/999/***", StringComparison.Ordinal));

        Assert.DoesNotContain(_secret, log, StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> PostAsync(string id, string secret, string type, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var answer = await _nobody.PostAsync(new Uri($"api/v1/webhooks/{id}/{secret}", UriKind.Relative), content, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static string Parts(string boundary, params (string Name, string Type, string Body)[] parts) =>
        string.Concat(parts.Select(p => $"--{boundary}\r\nContent-Disposition: form-data; name=\"{p.Name}\"\r\nContent-Type: {p.Type}\r\n\r\n{p.Body}\r\n")) + $"--{boundary}--\r\n";
}
