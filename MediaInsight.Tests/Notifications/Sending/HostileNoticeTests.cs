using System.Text;
using System.Text.Json;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Sending;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Notifications.Sending;

/// <summary>Titles come from files that anybody may have named.</summary>
public sealed class HostileNoticeTests : IAsyncDisposable
{
    private const string Title = "<b>*bold*</b> [x](https://evil.example) @everyone <!channel> {message} {secret}\r\nBcc: eve@example.org";
    private readonly RawReceiver _receiver = new();
    private readonly Senders _senders = new();

    private static Notice Notice => Senders.Notice with { Title = Title, Text = Title, Fields = [new("# Field", "- \"quoted\" \\ `code`")] };

    [Fact]
    public async Task Discord_shows_what_a_title_contains_and_calls_nobody()
    {
        var embed = (await BodyAsync(ChannelKind.Discord, ("url", _receiver.Url))).GetProperty("embeds")[0];

        Assert.Equal(@"\<b\>\*bold\*\</b\> \[x\](https://evil.example) @everyone \<\!channel\> {message} {secret} Bcc: eve@example.org", embed.GetProperty("title").GetString());
        Assert.Equal(@"\# Field", embed.GetProperty("fields")[0].GetProperty("name").GetString());
        Assert.Equal(@"\- ""quoted"" \\ \`code\`", embed.GetProperty("fields")[0].GetProperty("value").GetString());
        Assert.EndsWith("\"allowed_mentions\":{\"parse\":[]}}", _receiver.Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slack_shows_what_a_title_contains_and_calls_nobody()
    {
        var body = await BodyAsync(ChannelKind.Slack, ("url", _receiver.Url));

        Assert.StartsWith("&lt;b&gt;*bold*&lt;/b&gt;", body.GetProperty("blocks")[1].GetProperty("text").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("<!channel>", body.GetRawText().Replace("\"plain_text\",\"text\":\"<b>*bold*</b> [x](https://evil.example) @everyone <!channel>", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Telegram_Matrix_and_Mattermost_escape_in_their_own_ways()
    {
        var telegram = await BodyAsync(ChannelKind.Telegram, ("server", _receiver.Url), ("bot_token", "1:abc"), ("chat_id", "5"));
        var matrix = await BodyAsync(ChannelKind.Matrix, ("homeserver", _receiver.Url), ("token", "syt"), ("room", "!a:b"));
        var mattermost = await BodyAsync(ChannelKind.Mattermost, ("url", _receiver.Url));

        Assert.StartsWith("<b>&lt;b&gt;*bold*&lt;/b&gt;", telegram.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("<strong>&lt;b&gt;*bold*&lt;/b&gt;", matrix.GetProperty("formatted_body").GetString(), StringComparison.Ordinal);
        Assert.Empty(matrix.GetProperty("m.mentions").EnumerateObject());
        Assert.DoesNotContain("@everyone", mattermost.GetProperty("attachments")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_placeholder_in_a_title_is_not_filled_a_second_time()
    {
        var body = await BodyAsync(
            ChannelKind.Generic,
            ("url", _receiver.Url),
            ("secret", "hush-hush"),
            ("headers", "X-Title: {title}"),
            ("body", """{ "said": "{title}", "who": "{person}", "unknown": "{nothing}" }"""));

        Assert.Equal(Title, body.GetProperty("said").GetString());
        Assert.Equal("ann", body.GetProperty("who").GetString());
        Assert.Equal("{nothing}", body.GetProperty("unknown").GetString());
        Assert.DoesNotContain("hush-hush", _receiver.Request, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\nBcc", _receiver.Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_free_template_decides_method_headers_body_and_address()
    {
        await _senders.SendAsync(
            ChannelKind.Generic,
            Senders.Notice with { Title = "a&b=c" },
            ("url", $"{_receiver.Url}/hook/{{topic}}?t={{title}}"),
            ("method", "PUT"),
            ("headers", "Authorization: Token {secret}\nContent-Type: application/x-www-form-urlencoded"),
            ("secret", "hush"),
            ("body", "title={title}&at={timestamp}"));

        Assert.Equal(
            """
            PUT /hook/play.started?t=a%26b%3Dc HTTP/1.1
            Host: receiver
            User-Agent: MediaInsight
            Idempotency-Key: rule:3:p41:7
            Authorization: Token hush
            Accept-Encoding: gzip, deflate, br
            Content-Type: application/x-www-form-urlencoded
            Content-Length: 46

            title=a%26b%3Dc&at=2026-03-01T20%3A15%3A00.000Z
            """.ReplaceLineEndings("\n").Replace("Content-Length: 46", "Content-Length: 47", StringComparison.Ordinal),
            _receiver.Request.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("headers", "no header", "headers")]
    [InlineData("headers", "Host: elsewhere", "headers")]
    [InlineData("headers", "Bad Name: x", "headers")]
    [InlineData("headers", "X-Title: {title}\nauthorization: Bearer abc", "headers")]
    [InlineData("headers", "Proxy-Authorization: Basic YTpi", "headers")]
    [InlineData("headers", "Cookie: sid=1", "headers")]
    [InlineData("headers", "X-Api-Key: abc{id}", "headers")]
    [InlineData("headers", "X-Password: abc", "headers")]
    [InlineData("body", "{ \"title\": {title", "body")]
    [InlineData("content_type", "nonsense", "content_type")]
    [InlineData("url", "ftp://example.org", "url")]
    public void What_is_wrong_with_a_template_is_said_at_its_field(string field, string value, string named)
    {
        var settings = new Dictionary<string, string> { ["url"] = "https://example.org/", [field] = value };

        Assert.Equal(named, Assert.Single(_senders.Of(ChannelKind.Generic).Problems(new(settings))).Field);
    }

    [Theory]
    [InlineData("Authorization: Bearer {secret}")]
    [InlineData("X-Api-Key: {SECRET}\nX-Title: hello")]
    [InlineData("X-Dedup-Key: {id}")]
    public void A_confidential_header_that_takes_its_value_from_the_secret_is_allowed(string headers) =>
        Assert.Empty(_senders.Of(ChannelKind.Generic).Problems(new(new Dictionary<string, string> { ["url"] = "https://example.org/", ["headers"] = headers })));

    [Fact]
    public async Task No_length_of_a_text_makes_any_product_refuse()
    {
        var long_ = string.Concat(Enumerable.Repeat("😀é&<*_\n", 2_000));
        var notice = Senders.Notice with { Title = long_, Text = long_, Fields = [.. Enumerable.Range(0, 60).Select(i => new NoticeField(long_, long_))] };

        var discord = (await BodyAsync(notice, ChannelKind.Discord, ("url", _receiver.Url))).GetProperty("embeds")[0];
        var slack = (await BodyAsync(notice, ChannelKind.Slack, ("url", _receiver.Url))).GetProperty("blocks");
        var telegram = await BodyAsync(notice, ChannelKind.Telegram, ("server", _receiver.Url), ("bot_token", "1:abc"), ("chat_id", "5"));
        var ntfy = await BodyAsync(notice, ChannelKind.Ntfy, ("server", _receiver.Url), ("topic", "t"));
        var pushover = await BodyAsync(notice, ChannelKind.Pushover, ("server", _receiver.Url), ("user", "u"), ("token", "t"));
        var matrix = await BodyAsync(notice, ChannelKind.Matrix, ("homeserver", _receiver.Url), ("token", "syt"), ("room", "!a:b"));
        var teams = await BodyAsync(notice, ChannelKind.Teams, ("url", _receiver.Url));
        await BodyAsync(notice, ChannelKind.Generic, ("url", _receiver.Url));
        await BodyAsync(notice, ChannelKind.Gotify, ("server", _receiver.Url), ("token", "t"));
        await BodyAsync(notice, ChannelKind.Mattermost, ("url", _receiver.Url));

        var title = discord.GetProperty("title").GetString() ?? "";
        var description = discord.GetProperty("description").GetString() ?? "";
        var fields = discord.TryGetProperty("fields", out var list) ? list.EnumerateArray().Sum(f => (f.GetProperty("name").GetString()?.Length ?? 0) + (f.GetProperty("value").GetString()?.Length ?? 0)) : 0;
        Assert.InRange(title.Length, 200, 256);
        Assert.InRange(description.Length, 4000, 4096);
        Assert.InRange(title.Length + description.Length + fields + 12, 0, 6000);
        Assert.InRange(slack[0].GetProperty("text").GetProperty("text").GetString()?.Length ?? 0, 100, 150);
        Assert.InRange(slack[1].GetProperty("text").GetProperty("text").GetString()?.Length ?? 0, 2900, 3000);
        Assert.InRange(System.Net.WebUtility.HtmlDecode(telegram.GetProperty("text").GetString() ?? "").Replace("<b>", "", StringComparison.Ordinal).Length, 4000, 4200);
        Assert.InRange(Encoding.UTF8.GetByteCount(ntfy.GetProperty("message").GetString() ?? ""), 4000, 4096);
        Assert.InRange(pushover.GetProperty("message").GetString()?.Length ?? 0, 1000, 1024);
        Assert.InRange(Encoding.UTF8.GetByteCount(matrix.GetRawText()), 8000, 65_000);
        Assert.InRange(Encoding.UTF8.GetByteCount(teams.GetRawText()), 4000, 28_000);
    }

    [Fact]
    public void Texts_are_cut_between_characters()
    {
        Assert.Equal("ab…", NoticeText.Cut("ab😀cd", 4));
        Assert.Equal("ab😀…", NoticeText.Cut("ab😀cde", 5));
        Assert.Equal("é…", NoticeText.CutBytes("ééé", 5));
        Assert.Equal("same", NoticeText.Cut("same", 4));
    }

    public async ValueTask DisposeAsync()
    {
        _senders.Dispose();
        await _receiver.DisposeAsync();
    }

    private Task<JsonElement> BodyAsync(ChannelKind kind, params (string, string)[] settings) => BodyAsync(Notice, kind, settings);

    private async Task<JsonElement> BodyAsync(Notice notice, ChannelKind kind, params (string, string)[] settings)
    {
        _receiver.Requests.Clear();
        var outcome = await _senders.SendAsync(kind, notice, settings);
        Assert.True(outcome.Result == SendResult.Taken, outcome.Error);
        using var body = JsonDocument.Parse(_receiver.Request[(_receiver.Request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        return body.RootElement.Clone();
    }
}
