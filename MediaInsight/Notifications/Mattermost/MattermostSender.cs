using System.Globalization;
using MediaInsight.Notifications.Sending;

namespace MediaInsight.Notifications.Mattermost;

/// <summary>An attachment through an incoming webhook (developers.mattermost.com/integrate/reference/message-attachments).</summary>
internal sealed class MattermostSender(ChannelHttp http) : HttpSender(http)
{
    private const int MaxText = 12_000;
    private const int MaxFields = 25;

    public override ChannelKind Kind => ChannelKind.Mattermost;
    public override string Name => "Mattermost";
    public override string Description => "A message in a Mattermost channel, through an incoming webhook.";

    public override IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("url", "Webhook address", ChannelFieldType.SecretUrl, IsRequired: true, "Integrations, Incoming Webhooks.", "https://mattermost.example.org/hooks/…"),
        new("channel", "Channel", ChannelFieldType.Text, Help: "Instead of the webhook's own; @name writes to a person.") { IsAdvanced = true },
        new("username", "Shown name", ChannelFieldType.Text) { IsAdvanced = true },
        new("icon_url", "Picture", ChannelFieldType.Url) { IsAdvanced = true, IsPicture = true },
    ];

    protected override ChannelCall Compose(SendRequest request)
    {
        var (notice, settings) = (request.Notice, request.Settings);
        var title = NoticeText.Line(notice.Title, 300);
        return ChannelCall.Post(settings.Required("url"), new
        {
            channel = settings["channel"],
            username = settings["username"],
            icon_url = settings["icon_url"],
            attachments = new[]
            {
                new
                {
                    fallback = NoticeText.Uncalled(title),
                    color = string.Create(CultureInfo.InvariantCulture, $"#{NoticeText.Colour(notice.Tone):X6}"),
                    title = Escape(title, 600),
                    title_link = NoticeText.Link(notice),
                    text = Escape(notice.Text, MaxText),
                    fields = notice.Fields.Count == 0 ? null : notice.Fields.Take(MaxFields).Select(f => new { @short = f.IsShort, title = Escape(f.Name, 200), value = Escape(f.Value, 1000) }).ToList(),
                    thumb_url = NoticeText.Image(notice),
                    footer = NoticeText.Source,
                },
            },
        });
    }

    private static string Escape(string text, int max) => NoticeText.CutEscaped(text, max, t => NoticeText.Uncalled(NoticeText.EscapeMarkdown(t)));
}
