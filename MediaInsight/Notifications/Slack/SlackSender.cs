using System.Globalization;
using MediaInsight.Notifications.Sending;

namespace MediaInsight.Notifications.Slack;

/// <summary>Block Kit through an incoming webhook (api.slack.com/messaging/webhooks, api.slack.com/reference/block-kit/blocks).</summary>
internal sealed class SlackSender(ChannelHttp http) : HttpSender(http)
{
    private const int MaxHeader = 150;
    private const int MaxSection = 3000;
    private const int MaxFields = 10;
    private const int MaxField = 2000;

    public override ChannelKind Kind => ChannelKind.Slack;
    public override string Name => "Slack";
    public override string Description => "A message in a Slack channel, through an incoming webhook.";

    public override IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("url", "Webhook address", ChannelFieldType.SecretUrl, IsRequired: true, "Your Slack app, Incoming Webhooks, Webhook URL.", "https://hooks.slack.com/services/…"),
        new("images", "Show posters", ChannelFieldType.Toggle, Default: "false", Help: "Slack refuses the whole message when it cannot fetch the picture: only for sites that are reachable from outside.") { IsAdvanced = true },
        new("channel", "Channel", ChannelFieldType.Text, Help: "Only webhooks of the old kind obey it.", Placeholder: "#media") { IsAdvanced = true },
        new("username", "Shown name", ChannelFieldType.Text, Help: "Only webhooks of the old kind obey it.") { IsAdvanced = true },
        new("icon_emoji", "Emoji", ChannelFieldType.Text, Help: "Only webhooks of the old kind obey it.", Placeholder: ":clapper:") { IsAdvanced = true },
    ];

    protected override ChannelCall Compose(SendRequest request)
    {
        var (notice, settings) = (request.Notice, request.Settings);
        var title = NoticeText.Line(notice.Title, MaxHeader);
        List<object> blocks =
        [
            new { type = "header", text = new { type = "plain_text", text = title.Length > 0 ? title : NoticeText.Source, emoji = true } },
            Section(notice, settings.IsOn("images")),
        ];
        if (notice.Fields.Count > 0)
        {
            blocks.Add(new
            {
                type = "section",
                fields = notice.Fields.Take(MaxFields).Select(f => new
                {
                    type = "mrkdwn",
                    text = $"*{NoticeText.CutEscaped(NoticeText.Line(f.Name, 200), 300, Escape)}*\n{NoticeText.CutEscaped(f.Value, MaxField - 310, Escape)}",
                }).ToList(),
            });
        }

        blocks.Add(new
        {
            type = "context",
            elements = new[] { new { type = "mrkdwn", text = Context(notice) } },
        });
        return ChannelCall.Post(settings.Required("url"), new
        {
            text = NoticeText.CutEscaped(title, MaxSection, Escape),
            blocks,
            unfurl_links = false,
            unfurl_media = false,
            channel = settings["channel"],
            username = settings["username"],
            icon_emoji = settings["icon_emoji"],
        });
    }

    private static object Section(Notice notice, bool withImage)
    {
        var text = NoticeText.CutEscaped(string.IsNullOrWhiteSpace(notice.Text) ? notice.Title : notice.Text, MaxSection, Escape);
        var words = new { type = "mrkdwn", text = string.IsNullOrWhiteSpace(text) ? NoticeText.Source : text };
        return withImage && NoticeText.Image(notice) is { } image
            ? new { type = "section", text = words, accessory = new { type = "image", image_url = image, alt_text = NoticeText.Line(notice.Title, MaxHeader) is { Length: > 0 } alt ? alt : NoticeText.Source } }
            : new { type = "section", text = words };
    }

    /// <summary>Slack writes the moment in each reader's own zone; older clients see the text behind the bar.</summary>
    private static string Context(Notice notice)
    {
        var moment = string.Create(CultureInfo.InvariantCulture, $"<!date^{notice.At.ToUnixTimeSeconds()}^{{date_short_pretty}} {{time}}|{NoticeText.Instant(notice.At)}>");
        var link = NoticeText.Link(notice) is { } url ? $" · <{Escape(url).Replace("|", "%7C", StringComparison.Ordinal)}|Open>" : "";
        return $"{NoticeText.Source} · {moment}{link}";
    }

    /// <summary>The three characters that mean something (api.slack.com/reference/surfaces/formatting#escaping).</summary>
    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
