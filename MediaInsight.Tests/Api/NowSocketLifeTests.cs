using System.Net.WebSockets;
using System.Text.Json;
using MediaInsight.Identity;
using MediaInsight.Tests.Identity;
using Microsoft.AspNetCore.TestHost;

namespace MediaInsight.Tests.Api;

/// <summary>A socket that is open for long, on a clock of the test.</summary>
public sealed class NowSocketLifeTests : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    private readonly SiteFactory _site = SiteFactory.WithOwner();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task Silence_is_broken_by_a_heart_beat_and_a_changed_account_is_shut_out()
    {
        await _site.AddAsync("vera");
        using var browser = _site.Browse();
        using var answer = await browser.SignInAsync("vera");
        var cookie = string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
        var client = _site.Server.CreateWebSocketClient();
        client.ConfigureRequest = request => request.Headers.Cookie = cookie;
        using var socket = await client.ConnectAsync(new Uri(_site.Server.BaseAddress, "api/v1/now/ws"), Token);
        Assert.Equal("sessions", Type(await NextAsync(socket)));

        Assert.Equal("heartbeat", Type(await LaterAsync(NextAsync(socket))));

        var account = await _site.FindAsync("vera");
        await _site.WithAsync<Accounts, object>(async a => await a.ResetPasswordAsync(AuditContext.System, account.Id, "another long one", Token));
        WebSocketReceiveResult result;
        do
        {
            result = await LaterAsync(socket.ReceiveAsync(new byte[4096], Token));
        }
        while (result.MessageType != WebSocketMessageType.Close);

        Assert.Equal(WebSocketCloseStatus.PolicyViolation, result.CloseStatus);
    }

    private static string? Type(JsonElement message) => message.GetProperty("type").GetString();

    /// <summary>Lets the test's clock run until something comes.</summary>
    private async Task<T> LaterAsync<T>(Task<T> coming)
    {
        while (!coming.IsCompleted)
        {
            _site.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(Look, TimeProvider.System, Token);
        }

        return await coming;
    }

    private static async Task<JsonElement> NextAsync(WebSocket socket)
    {
        var buffer = new byte[16 * 1024];
        var result = await socket.ReceiveAsync(buffer, Token);
        return JsonDocument.Parse(buffer.AsMemory(0, result.Count)).RootElement;
    }
}
