using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using MediaInsight.Identity;
using MediaInsight.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Api;

public sealed class NowSocketTests : IAsyncLifetime
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
    [InlineData("now/ws")]
    [InlineData("api/v1/now/ws")]
    public async Task Changes_are_told_as_they_happen_in_the_rows_of_the_active_sessions(string path)
    {
        using var socket = await ConnectAsync(path, bearer: Site.Token);
        Assert.Equal(0, (await NextAsync(socket)).GetProperty("total").GetInt32());

        _jellyfin.Play(FakeSession.Ann());
        var begun = await UntilAsync(socket, m => m.GetProperty("total").GetInt32() == 1);
        _jellyfin.Play(FakeSession.Ann() with { IsPaused = true });
        var paused = await UntilAsync(socket, m => m.GetProperty("items")[0].GetProperty("state").GetString() == "paused");
        _jellyfin.Stop("tv-1");
        await UntilAsync(socket, m => m.GetProperty("total").GetInt32() == 0);

        Assert.Equal("sessions", begun.GetProperty("type").GetString());
        using var api = _site.Api();
        _jellyfin.Play(FakeSession.Ann());
        var rest = await Site.UntilAsync(() => SessionsApiTests.ReadAsync(api, "api/v1/analytics/sessions/active"), a => a.GetProperty("total").GetInt32() == 1);
        Assert.Equal(rest.GetProperty("items")[0].EnumerateObject().Select(p => p.Name), paused.GetProperty("items")[0].EnumerateObject().Select(p => p.Name));

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Token);
        Assert.Equal(WebSocketState.Closed, socket.State);
    }

    [Fact]
    public async Task A_limited_reader_hears_of_the_own_sessions_only()
    {
        using var api = _site.Api();
        _jellyfin.Play(FakeSession.Ann());
        _jellyfin.Play(FakeSession.Ben());
        await Site.UntilAsync(() => SessionsApiTests.ReadAsync(api, "now/snapshot"), a => a.GetProperty("items").EnumerateArray().Count(i => i.GetProperty("viewer_id").ValueKind == JsonValueKind.String) == 2);
        await _site.AddAccountAsync("ben-account", Roles.Viewer, await _site.PersonAsync("ben"));

        using var socket = await ConnectAsync("now/ws", cookies: await CookiesAsync("ben-account"));
        var message = await NextAsync(socket);

        Assert.Equal("ben", Assert.Single(message.GetProperty("items").EnumerateArray()).GetProperty("user_name").GetString());
    }

    [Fact]
    public async Task Strangers_and_other_sites_pages_are_turned_away()
    {
        var cookies = await CookiesAsync(Site.Owner);

        Assert.Equal(HttpStatusCode.Unauthorized, await RefusedAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await RefusedAsync(bearer: "wrong"));
        Assert.Equal(HttpStatusCode.Forbidden, await RefusedAsync(cookies: cookies, origin: "http://evil.example"));
        using var socket = await ConnectAsync("now/ws", cookies: cookies, origin: _site.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(0, (await NextAsync(socket)).GetProperty("total").GetInt32());
        using var api = _site.Api();
        using var plain = await api.GetAsync(new Uri("now/ws", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.BadRequest, plain.StatusCode);
    }

    [Fact]
    public async Task Listeners_are_said_goodbye_when_the_program_ends_and_hold_it_up_not()
    {
        using var socket = await ConnectAsync("now/ws", bearer: Site.Token);
        await NextAsync(socket);

        _site.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>().StopApplication();
        var buffer = new byte[64 * 1024];
        WebSocketReceiveResult result;
        do
        {
            result = await socket.ReceiveAsync(buffer, Token);
        }
        while (result.MessageType != WebSocketMessageType.Close);

        Assert.Equal(WebSocketCloseStatus.NormalClosure, result.CloseStatus);
    }

    private Task<CookieContainer> CookiesAsync(string name) => SignedIn.CookiesAsync(_site, name);

    private async Task<HttpStatusCode> RefusedAsync(string? bearer = null, CookieContainer? cookies = null, string? origin = null)
    {
        using var socket = Client(bearer, cookies, origin);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(Address("now/ws"), Token));
        return socket.HttpStatusCode;
    }

    private async Task<ClientWebSocket> ConnectAsync(string path, string? bearer = null, CookieContainer? cookies = null, string? origin = null)
    {
        var socket = Client(bearer, cookies, origin);
        await socket.ConnectAsync(Address(path), Token);
        return socket;
    }

    private static ClientWebSocket Client(string? bearer, CookieContainer? cookies, string? origin)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.Cookies = cookies;
        if (bearer is not null)
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {bearer}");
        }

        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        return socket;
    }

    private Uri Address(string path) => new UriBuilder(new Uri(_site.Address, path)) { Scheme = "ws" }.Uri;

    private static async Task<JsonElement> UntilAsync(ClientWebSocket socket, Func<JsonElement, bool> right)
    {
        while (true)
        {
            var message = await NextAsync(socket);
            if (message.GetProperty("type").GetString() == "sessions" && right(message))
            {
                return message;
            }
        }
    }

    private static async Task<JsonElement> NextAsync(ClientWebSocket socket)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, Token);
        using var text = new MemoryStream();
        var buffer = new byte[16 * 1024];
        WebSocketReceiveResult result;
        do
        {
            result = await socket.ReceiveAsync(buffer, either.Token);
            text.Write(buffer, 0, result.Count);
        }
        while (!result.EndOfMessage);
        return JsonDocument.Parse(text.ToArray()).RootElement;
    }
}
