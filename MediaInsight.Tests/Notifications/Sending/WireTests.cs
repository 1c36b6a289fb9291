using MediaInsight.Notifications;
using MediaInsight.Tests.Architecture;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Notifications.Sending;

/// <summary>What each product is sent, byte by byte.</summary>
public sealed class WireTests : IAsyncDisposable
{
    private readonly RawReceiver _receiver = new();
    private readonly Senders _senders = new();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Each_product_is_sent_what_its_documentation_asks_for(ChannelKind kind)
    {
        var outcome = await _senders.SendAsync(kind, Senders.Notice, Settings(kind));

        Assert.Equal((SendResult.Taken, null), (outcome.Result, outcome.Error));
        var request = _receiver.Request.ReplaceLineEndings("\n");
        var file = Path.Combine("MediaInsight.Tests", "Fixtures", "notifications", $"{kind.ToString().ToLowerInvariant()}.http");
        if (Environment.GetEnvironmentVariable("MEDIAINSIGHT_WRITE_NOTIFICATIONS") == "1")
        {
            // Written anew after a change that is meant; its diff is read against the product's documentation.
            await File.WriteAllTextAsync(Path.Combine(Repository.Root, file), request + "\n", TestContext.Current.CancellationToken);
        }

        Assert.Equal(Repository.Read(file).ReplaceLineEndings("\n").TrimEnd('\n'), request);
    }

    /// <summary>What the log shows is what went out, but for the secrets.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_kept_of_a_request_is_what_was_received_without_secrets(ChannelKind kind)
    {
        var settings = Settings(kind);

        var outcome = await _senders.SendAsync(kind, Senders.Notice, settings);

        var received = _receiver.Request.ReplaceLineEndings("\n");
        var (body, kept) = (received[(received.IndexOf("\n\n", StringComparison.Ordinal) + 2)..].TrimEnd('\n'), outcome.Request.ReplaceLineEndings("\n"));
        Assert.StartsWith(received[..received.IndexOf(' ', StringComparison.Ordinal)] + " ", kept, StringComparison.Ordinal);
        Assert.Contains("Idempotency-Key: rule:3:p41:7\n", kept, StringComparison.Ordinal);
        foreach (var secret in _senders.Request(kind, Senders.Notice, settings).Secrets)
        {
            var token = secret[(secret.LastIndexOfAny(['/', '=']) + 1)..];
            body = body.Replace(token, "***", StringComparison.Ordinal);
            Assert.DoesNotContain(token, kept, StringComparison.Ordinal);
        }

        Assert.EndsWith(body, kept, StringComparison.Ordinal);
    }

    public static TheoryData<ChannelKind> Kinds => [.. Enum.GetValues<ChannelKind>().Except([ChannelKind.Email, ChannelKind.Browser, ChannelKind.Script])];

    public async ValueTask DisposeAsync()
    {
        _senders.Dispose();
        await _receiver.DisposeAsync();
    }

    private (string, string)[] Settings(ChannelKind kind) => kind switch
    {
        ChannelKind.Discord => [("url", $"{_receiver.Url}/api/webhooks/1234/token-of-discord"), ("username", "Media")],
        ChannelKind.Slack => [("url", $"{_receiver.Url}/services/T0/B0/token-of-slack"), ("images", "true")],
        ChannelKind.Generic => [("url", $"{_receiver.Url}/hook")],
        ChannelKind.Telegram => [("server", _receiver.Url), ("bot_token", "123456:secret-of_telegram"), ("chat_id", "-100777"), ("topic", "5")],
        ChannelKind.Ntfy => [("server", _receiver.Url), ("topic", "media-7f3k"), ("token", "tk_secret"), ("tags", "clapper, home")],
        ChannelKind.Gotify => [("server", _receiver.Url), ("token", "secret-of-gotify")],
        ChannelKind.Pushover => [("server", _receiver.Url), ("user", "u-key"), ("token", "a-key"), ("sound", "bugle")],
        ChannelKind.Pushbullet => [("server", _receiver.Url), ("token", "o.secret")],
        ChannelKind.Matrix => [("homeserver", _receiver.Url), ("token", "syt_secret"), ("room", "!abc:example.org")],
        ChannelKind.Mattermost => [("url", $"{_receiver.Url}/hooks/token-of-mattermost"), ("channel", "media")],
        ChannelKind.Teams => [("url", $"{_receiver.Url}/workflows/abc/triggers/manual/paths/invoke?sig=token-of-teams")],
        ChannelKind.Apprise => [("server", _receiver.Url), ("key", "home"), ("tag", "family")],
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
