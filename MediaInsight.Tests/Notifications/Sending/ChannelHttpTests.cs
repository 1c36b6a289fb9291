using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Sending;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Notifications.Sending;

/// <summary>What becomes of a message when the receiver is not as it should be.</summary>
public sealed class ChannelHttpTests : IAsyncDisposable
{
    private readonly RawReceiver _receiver = new();
    private readonly Senders _senders = new();

    [Theory]
    [InlineData(200, SendResult.Taken, false)]
    [InlineData(204, SendResult.Taken, false)]
    [InlineData(301, SendResult.Refused, false)]
    [InlineData(400, SendResult.Refused, false)]
    [InlineData(401, SendResult.Refused, false)]
    [InlineData(404, SendResult.Refused, false)]
    [InlineData(408, SendResult.TryAgain, false)]
    [InlineData(410, SendResult.Refused, false)]
    [InlineData(413, SendResult.Refused, false)]
    [InlineData(425, SendResult.TryAgain, false)]
    [InlineData(429, SendResult.TryAgain, true)]
    [InlineData(500, SendResult.TryAgain, false)]
    [InlineData(503, SendResult.TryAgain, false)]
    public async Task The_status_decides_what_happens_next(int status, SendResult result, bool isDown)
    {
        _receiver.Answer = _ => status == 204 ? "HTTP/1.1 204 Nothing\r\n\r\n" : RawReceiver.Reply(status, "words", "Location: https://elsewhere.example.org/\r\n");

        var outcome = await SendAsync();

        Assert.Equal((result, isDown), (outcome.Result, outcome.IsChannelDown));
        Assert.Equal(result == SendResult.Taken, outcome.Error is null);
        Assert.StartsWith(status.ToString(CultureInfo.InvariantCulture), outcome.Answer, StringComparison.Ordinal);
        Assert.Single(_receiver.Requests);
    }

    [Fact]
    public async Task What_was_taken_is_not_sent_again_because_the_rest_of_the_answer_is_broken()
    {
        _receiver.Answer = _ => "HTTP/1.1 200 Said\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope";

        var outcome = await SendAsync();

        Assert.Equal((SendResult.Taken, null), (outcome.Result, outcome.Error));
    }

    [Fact]
    public async Task The_wait_a_channel_asks_for_is_understood_in_both_forms()
    {
        var time = new ManualTime(new(2026, 3, 1, 20, 0, 0, TimeSpan.Zero));
        using var senders = new Senders(time);

        _receiver.Answer = _ => RawReceiver.Reply(429, "", "Retry-After: 17\r\n");
        var seconds = await senders.SendAsync(ChannelKind.Generic, Senders.Notice, ("url", _receiver.Url));
        _receiver.Answer = _ => RawReceiver.Reply(503, "", "Retry-After: Sun, 01 Mar 2026 20:02:00 GMT\r\n");
        var date = await senders.SendAsync(ChannelKind.Generic, Senders.Notice, ("url", _receiver.Url));
        _receiver.Answer = _ => RawReceiver.Reply(503, "", "Retry-After: 99999999\r\n");
        var ages = await senders.SendAsync(ChannelKind.Generic, Senders.Notice, ("url", _receiver.Url));

        Assert.Equal([TimeSpan.FromSeconds(17), TimeSpan.FromMinutes(2), TimeSpan.FromHours(24)], new[] { seconds.RetryAfter, date.RetryAfter, ages.RetryAfter }.OfType<TimeSpan>());
    }

    [Fact]
    public async Task Products_say_in_their_own_words_how_long_to_wait()
    {
        _receiver.Answer = _ => RawReceiver.Reply(429, """{"message":"You are being rate limited.","retry_after":1.5,"global":false}""");
        var discord = await _senders.SendAsync(ChannelKind.Discord, Senders.Notice, ("url", _receiver.Url));
        _receiver.Answer = _ => RawReceiver.Reply(429, """{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 8","parameters":{"retry_after":8}}""");
        var telegram = await _senders.SendAsync(ChannelKind.Telegram, Senders.Notice, ("server", _receiver.Url), ("bot_token", "1:abc"), ("chat_id", "5"));
        _receiver.Answer = _ => RawReceiver.Reply(429, """{"errcode":"M_LIMIT_EXCEEDED","error":"Too many requests","retry_after_ms":2000}""");
        var matrix = await _senders.SendAsync(ChannelKind.Matrix, Senders.Notice, ("homeserver", _receiver.Url), ("token", "syt"), ("room", "!a:b"));

        Assert.Equal([1.5, 8, 2], new[] { discord, telegram, matrix }.Select(o => o.RetryAfter?.TotalSeconds ?? -1));
        Assert.All([discord, telegram, matrix], o => Assert.True(o.IsChannelDown));
    }

    [Fact]
    public async Task Refusals_of_products_are_told_in_their_words()
    {
        _receiver.Answer = _ => RawReceiver.Reply(400, """{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}""");
        var telegram = await _senders.SendAsync(ChannelKind.Telegram, Senders.Notice, ("server", _receiver.Url), ("bot_token", "1:abc"), ("chat_id", "5"));
        _receiver.Answer = _ => RawReceiver.Reply(400, """{"user":"invalid","errors":["user identifier is invalid"],"status":0}""");
        var pushover = await _senders.SendAsync(ChannelKind.Pushover, Senders.Notice, ("server", _receiver.Url), ("user", "u"), ("token", "t"));

        Assert.Equal((SendResult.Refused, "Telegram says: Bad Request: chat not found"), (telegram.Result, telegram.Error));
        Assert.Equal((SendResult.Refused, "Pushover says: user identifier is invalid"), (pushover.Result, pushover.Error));
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_is_down_and_said_to_refuse()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

        var outcome = await _senders.SendAsync(ChannelKind.Generic, Senders.Notice, ("url", $"http://127.0.0.1:{port}/"));

        Assert.Equal((SendResult.TryAgain, true, "127.0.0.1 refuses connections on this port: nothing listens there."), (outcome.Result, outcome.IsChannelDown, outcome.Error));
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_down_and_said_so()
    {
        var outcome = await _senders.SendAsync(ChannelKind.Generic, Senders.Notice, ("url", "http://nobody.invalid/"));

        Assert.Equal((SendResult.TryAgain, true), (outcome.Result, outcome.IsChannelDown));
        Assert.Contains("nobody.invalid", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_is_cut_before_the_answer_is_tried_again()
    {
        _receiver.Answer = _ => "";

        var outcome = await SendAsync();

        Assert.Equal((SendResult.TryAgain, "127.0.0.1 broke off the connection before it answered."), (outcome.Result, outcome.Error));
    }

    [Fact]
    public async Task A_receiver_that_never_answers_is_left_after_fifteen_seconds()
    {
        var time = new ManualTime(new(2026, 3, 1, 20, 0, 0, TimeSpan.Zero));
        using var senders = new Senders(time);
        var asked = new TaskCompletionSource();
        _receiver.Answer = _ =>
        {
            asked.TrySetResult();
            return null;
        };

        var sending = senders.SendAsync(ChannelKind.Generic, Senders.Notice, ("url", _receiver.Url));
        await asked.Task;
        time.Advance(ChannelHttp.Limit);
        var outcome = await sending;

        Assert.Equal((SendResult.TryAgain, "127.0.0.1 did not answer within 15 seconds."), (outcome.Result, outcome.Error));
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_named()
    {
        using var certificate = RawReceiver.SelfSigned();
        await using var receiver = new RawReceiver(null, certificate);

        var outcome = await _senders.SendAsync(ChannelKind.Generic, Senders.Notice, ("url", receiver.Url));

        Assert.Equal((SendResult.TryAgain, true), (outcome.Result, outcome.IsChannelDown));
        Assert.StartsWith("127.0.0.1 has no certificate that is trusted here", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_speaks_no_TLS_is_named()
    {
        var outcome = await _senders.SendAsync(ChannelKind.Generic, Senders.Notice, ("url", $"https://127.0.0.1:{_receiver.Port}/"));

        Assert.Equal((SendResult.TryAgain, true), (outcome.Result, outcome.IsChannelDown));
        Assert.Contains("127.0.0.1", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_metadata_address_is_refused_for_good_and_never_asked()
    {
        var outcome = await _senders.SendAsync(ChannelKind.Generic, Senders.Notice, ("url", "http://[::ffff:169.254.169.254]/latest/meta-data"));

        Assert.Equal(SendResult.Refused, outcome.Result);
        Assert.Contains("metadata", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_huge_answer_is_read_and_kept_in_part_only()
    {
        _receiver.Answer = _ => RawReceiver.Reply(500, new string('x', 1_000_000));

        var outcome = await SendAsync();

        Assert.Equal(ChannelHttp.MaxKept, outcome.Answer?.Length);
        Assert.Equal(SendResult.TryAgain, outcome.Result);
    }

    [Fact]
    public async Task Neither_request_nor_answer_nor_fault_shows_a_secret()
    {
        const string Secret = "pässword/with+signs&more";
        const string Hook = "https://127.0.0.1:1/hook/SecretPieceOfTheAddress?sig=AnotherPiece77";
        _receiver.Answer = request => RawReceiver.Reply(400, request + Secret + Uri.EscapeDataString(Secret) + WebUtility.UrlEncode(Secret) + "p\\u00E4ssword/with\\u002Bsigns\\u0026more" + WebUtility.HtmlEncode(Secret));
        var basic = await _senders.SendAsync(ChannelKind.Ntfy, Senders.Notice, ("server", _receiver.Url), ("topic", "t"), ("username", "ann"), ("password", Secret));
        _receiver.Answer = request => RawReceiver.Reply(400, request + Hook);
        var hook = await _senders.SendAsync(ChannelKind.Generic, Senders.Notice, ("url", $"{_receiver.Url}/hook/SecretPieceOfTheAddress?sig=AnotherPiece77"), ("headers", "X-Key: {secret}"), ("secret", "S3cr3t"), ("body", "{\"key\":\"{secret}\"}"));

        foreach (var text in new[] { basic.Request, basic.Answer, hook.Request, hook.Answer })
        {
            Assert.NotNull(text);
            foreach (var piece in new[] { "ssword", "with", "signs", "SecretPiece", "AnotherPiece", "S3cr3t", Convert.ToBase64String("ann:"u8)[..4] })
            {
                Assert.DoesNotContain(piece, text, StringComparison.OrdinalIgnoreCase);
            }
        }

        Assert.StartsWith($"POST {_receiver.Url}/***", hook.Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_and_password_in_an_address_become_a_header_and_are_not_shown()
    {
        await _senders.SendAsync(ChannelKind.Apprise, Senders.Notice, ("server", _receiver.Url.Replace("//", "//ann:hush%21@", StringComparison.Ordinal)), ("key", "home"));

        Assert.Contains($"Authorization: Basic {Convert.ToBase64String("ann:hush!"u8)}\r\n", _receiver.Request, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _senders.Dispose();
        await _receiver.DisposeAsync();
    }

    private Task<SendOutcome> SendAsync() => _senders.SendAsync(ChannelKind.Generic, Senders.Notice, ("url", $"{_receiver.Url}/hook"));
}
