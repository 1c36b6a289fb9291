using System.Net;
using System.Net.Sockets;
using System.Text;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers;

/// <summary>The shared reader over real sockets: every way in which a server can be wrong becomes a plain sentence.</summary>
public sealed class ServerHttpTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly ManualTime _time = new(Now);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Numbers_as_text_are_read_and_the_servers_clock_is_known()
    {
        await using var server = LoopbackServer.Saying("200 OK", "Date: Fri, 20 Nov 2026 12:00:07 GMT\r\nContent-Type: application/json\r\n", """{"count":"12","name":5}""");
        using var http = Open(server);
        Assert.Null(http.ClockOffset);
        Assert.Equal(new Answer(12, "5"), await http.GetJsonAsync<Answer>("status", Token));
        Assert.Equal(TimeSpan.FromSeconds(7), http.ClockOffset);
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_fault()
    {
        await using var server = LoopbackServer.Saying("200 OK", "", "\uFEFF{\"count\":1}");
        using var http = Open(server);
        Assert.Equal(1, (await http.GetJsonAsync<Answer>("status", Token)).Count);
    }

    [Theory]
    [InlineData("Content-Type: text/html; charset=utf-8\r\n", "<!DOCTYPE html><title>Sign in</title>", ServerFailureKind.WrongAddress, "A web page came back")]
    [InlineData("Content-Type: application/json\r\n", "  <html></html>", ServerFailureKind.WrongAddress, "A web page came back")]
    [InlineData("", "{\"count\":1,\"na", ServerFailureKind.Protocol, "broken or cut off")]
    [InlineData("", "", ServerFailureKind.Protocol, "broken or cut off")]
    [InlineData("", "null", ServerFailureKind.Protocol, "nothing where data should be")]
    [InlineData("", "[1]", ServerFailureKind.Protocol, "broken or cut off")]
    [InlineData("Content-Encoding: gzip\r\n", "not compressed", ServerFailureKind.Protocol, "compressed and broken")]
    [InlineData("Content-Length: 999\r\n", "{\"count\":1", ServerFailureKind.Unreachable, "The connection broke")]
    public async Task Bodies_that_are_no_data(string headers, string body, ServerFailureKind kind, string words)
    {
        var failure = await AskAsync("200 OK", headers, body);
        Assert.Equal(kind, failure.Kind);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("401 Unauthorized", ServerFailureKind.Unauthorized, "does not accept the token")]
    [InlineData("403 Forbidden", ServerFailureKind.NotAdministrator, "not an administrator's")]
    [InlineData("404 Not Found", ServerFailureKind.WrongAddress, "Check the base path")]
    [InlineData("418 I'm a teapot", ServerFailureKind.Protocol, "unexpected status 418")]
    [InlineData("429 Too Many Requests", ServerFailureKind.RateLimited, "fewer requests")]
    [InlineData("500 Internal Server Error", ServerFailureKind.Unavailable, "error 500")]
    [InlineData("503 Service Unavailable", ServerFailureKind.Unavailable, "error 503")]
    public async Task Statuses_have_their_sentence(string status, ServerFailureKind kind, string words)
    {
        var failure = await AskAsync(status, "Content-Type: text/html\r\n", "<h1>page</h1>");
        Assert.Equal(kind, failure.Kind);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        Assert.Null(failure.RetryAfter);
    }

    [Theory]
    [InlineData("429 Too Many Requests", "Retry-After: 30", 30)]
    [InlineData("503 Service Unavailable", "Retry-After: 120", 120)]
    [InlineData("429 Too Many Requests", "Retry-After: Fri, 20 Nov 2026 12:01:00 GMT", 60)]
    [InlineData("429 Too Many Requests", "Retry-After: Fri, 20 Nov 2026 11:00:00 GMT", null)]
    [InlineData("429 Too Many Requests", "Retry-After: soon", null)]
    public async Task The_wait_a_server_asks_for_is_told(string status, string header, int? seconds) =>
        Assert.Equal(seconds, (await AskAsync(status, header + "\r\n", "")).RetryAfter?.TotalSeconds);

    [Theory]
    [InlineData("Location: https://other.test/app?token=secret\r\n", "https://other.test/app")]
    [InlineData("Location: https://user:secret@other.test/app\r\n", "https://other.test/app")]
    [InlineData("Location: /web/index.html?next=secret\r\n", "/web/index.html")]
    [InlineData("", "another one")]
    public async Task A_redirect_is_not_followed_but_named(string headers, string target)
    {
        var failure = await AskAsync("302 Found", headers, "");
        Assert.Equal(ServerFailureKind.WrongAddress, failure.Kind);
        Assert.Contains($"redirects to {target}.", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n")]
    public async Task An_endless_body_is_left_at_the_limit(string head)
    {
        await using var server = new LoopbackServer(Endless(head));
        using var http = Open(server);
        using var request = new HttpRequestMessage(HttpMethod.Get, "big");
        var failure = await Assert.ThrowsAsync<ServerFailure>(() => http.SendAsync(request, Token, maxBytes: 4000));
        Assert.Equal(ServerFailureKind.TooLarge, failure.Kind);
    }

    [Fact]
    public async Task No_answer_is_read_beyond_32_MB()
    {
        await using var server = new LoopbackServer(Endless("HTTP/1.1 200 OK\r\n\r\n"));
        using var http = Open(server);
        var failure = await Assert.ThrowsAsync<ServerFailure>(() => http.GetJsonAsync<Answer>("big", Token));
        Assert.Equal(ServerFailureKind.TooLarge, failure.Kind);
        Assert.Contains("32 MB", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task The_limit_itself_still_fits(int over)
    {
        await using var server = LoopbackServer.Saying("200 OK", "", new string('x', 5000 + over));
        using var http = Open(server);
        using var request = new HttpRequestMessage(HttpMethod.Get, "big");
        if (over == 0)
        {
            Assert.Equal(5000, (await http.SendAsync(request, Token, maxBytes: 5000)).Body.Length);
        }
        else
        {
            await Assert.ThrowsAsync<ServerFailure>(() => http.SendAsync(request, Token, maxBytes: 5000));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")]
    public async Task A_server_that_accepts_and_falls_silent_is_given_up(string before)
    {
        await using var server = new LoopbackServer(async (stream, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(before), token);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        });
        using var http = Open(server);
        var asking = http.GetJsonAsync<Answer>("status", Token);
        await server.Asked.Task.WaitAsync(Token);
        _time.Advance(ServerHttp.Timeout);
        var failure = await Assert.ThrowsAsync<ServerFailure>(() => asking);
        Assert.Equal(ServerFailureKind.TimedOut, failure.Kind);
        Assert.Contains("within 10 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_gives_up_gets_a_cancellation_not_a_failure()
    {
        await using var server = new LoopbackServer((_, token) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token));
        using var http = Open(server);
        using var own = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var asking = http.GetJsonAsync<Answer>("status", own.Token);
        await server.Asked.Task.WaitAsync(Token);
        await own.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task Nobody_listens_there()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var http = Open($"http://127.0.0.1:{port}/");
        var failure = await Fails(http);
        Assert.Equal(ServerFailureKind.Unreachable, failure.Kind);
        Assert.Equal("Cannot connect: connection refused.", failure.Message);
    }

    [Fact]
    public async Task An_unknown_host_name_is_said_so()
    {
        // RFC 2606: .invalid never resolves.
        using var http = Open("http://no-such-host.invalid/");
        var failure = await Fails(http);
        Assert.Equal(ServerFailureKind.Unreachable, failure.Kind);
        Assert.Equal("The host name is not known.", failure.Message);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n")]
    [InlineData("")]
    public async Task What_does_not_speak_HTTP_is_unreachable(string greeting)
    {
        await using var server = new LoopbackServer((stream, token) => stream.WriteAsync(Encoding.ASCII.GetBytes(greeting), token).AsTask());
        using var http = Open(server);
        var failure = await Fails(http);
        Assert.Equal(ServerFailureKind.Unreachable, failure.Kind);
        Assert.StartsWith("Cannot connect: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Https_to_a_plain_port_is_a_matter_of_TLS()
    {
        await using var server = LoopbackServer.Saying("400 Bad Request", "", "plain");
        using var http = Open($"https://127.0.0.1:{server.Port}/");
        var failure = await Fails(http);
        Assert.Equal(ServerFailureKind.Tls, failure.Kind);
        Assert.Contains("does not speak https", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_self_signed_certificate_is_refused_unless_it_is_the_pinned_one()
    {
        using var certificate = LoopbackServer.SelfSigned();
        var fingerprint = SocketTransport.Fingerprint(certificate);
        await using var server = LoopbackServer.Saying("200 OK", "", """{"count":3}""", certificate);
        var url = $"https://127.0.0.1:{server.Port}/";
        using var plain = Open(url);
        Assert.Equal(ServerFailureKind.Tls, (await Fails(plain)).Kind);
        using var other = Open(url, new string('A', 64));
        Assert.Equal(ServerFailureKind.Tls, (await Fails(other)).Kind);
        using var pinned = Open(url, fingerprint.ToLowerInvariant());
        Assert.Equal(3, (await pinned.GetJsonAsync<Answer>("status", Token)).Count);
    }

    private static Func<Stream, CancellationToken, Task> Endless(string head) => async (stream, token) =>
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), token);
        var chunk = new byte[0x1000];
        Array.Fill(chunk, (byte)' ');
        byte[] framed = head.Contains("chunked", StringComparison.Ordinal) ? [.. chunk, .. "\r\n1000\r\n"u8] : chunk;
        while (true)
        {
            await stream.WriteAsync(framed, token);
        }
    };

    private ServerHttp Open(LoopbackServer server) => Open($"http://127.0.0.1:{server.Port}/");

    private ServerHttp Open(string url, string? fingerprint = null)
    {
        var connection = WireReplay.Connection(ServerKind.Jellyfin, url) with { PinnedFingerprint = fingerprint };
        return new ServerHttpFactory(new SocketTransport(), _time).Create(connection, "Jellyfin", [new("Authorization", "Bearer " + connection.Token)]);
    }

    private async Task<ServerFailure> AskAsync(string status, string headers, string body)
    {
        await using var server = LoopbackServer.Saying(status, headers, body);
        using var http = Open(server);
        return await Fails(http);
    }

    private static async Task<ServerFailure> Fails(ServerHttp http)
    {
        var failure = await Assert.ThrowsAsync<ServerFailure>(() => http.GetJsonAsync<Answer>("status", Token));
        Assert.DoesNotContain("secret-token", failure.ToString(), StringComparison.Ordinal);
        return failure;
    }

    private sealed record Answer(int? Count, string? Name);
}
