using MediaInsight.Notifications.Sending;

namespace MediaInsight.Notifications.Teams;

/// <summary>
/// An Adaptive Card through the Workflows app's "when a webhook request is received"
/// (learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using).
/// </summary>
internal sealed class TeamsSender(ChannelHttp http) : HttpSender(http)
{
    // A card must stay below 28 kB; letters of other scripts count three bytes.
    private const int MaxText = 4000;
    private const int MaxFacts = 10;

    public override ChannelKind Kind => ChannelKind.Teams;
    public override string Name => "Microsoft Teams";
    public override string Description => "A card in a Teams channel, through a workflow's webhook.";

    public override IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("url", "Workflow address", ChannelFieldType.SecretUrl, IsRequired: true, "Workflows app, \"Send webhook alerts to a channel\", copy the address.", "https://….logic.azure.com/workflows/…"),
    ];

    protected override ChannelCall Compose(SendRequest request)
    {
        var notice = request.Notice;
        List<object> body =
        [
            new { type = "TextBlock", text = Escape(NoticeText.Line(notice.Title, 300), 600), weight = "Bolder", size = "Medium", color = Colour(notice.Tone), wrap = true },
        ];
        if (notice.Text.Length > 0)
        {
            body.Add(new { type = "TextBlock", text = Escape(notice.Text, MaxText).Replace("\n", "\n\n", StringComparison.Ordinal), wrap = true });
        }

        if (notice.Fields.Count > 0)
        {
            body.Add(new { type = "FactSet", facts = notice.Fields.Take(MaxFacts).Select(f => new { title = Escape(f.Name, 100), value = Escape(f.Value, 250) }).ToList() });
        }

        if (NoticeText.Image(notice) is { } image)
        {
            body.Add(new { type = "Image", url = image, size = "Large", altText = NoticeText.Line(notice.Title, 100) });
        }

        body.Add(new { type = "TextBlock", text = $"{NoticeText.Source} · {NoticeText.Instant(notice.At)}", size = "Small", isSubtle = true, wrap = true });
        var card = new Dictionary<string, object>
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["body"] = body,
        };
        if (NoticeText.Link(notice) is { } link)
        {
            card["actions"] = new[] { new { type = "Action.OpenUrl", title = "Open", url = link } };
        }

        return ChannelCall.Post(request.Settings.Required("url"), new
        {
            type = "message",
            attachments = new[] { new { contentType = "application/vnd.microsoft.card.adaptive", content = card } },
        });
    }

    /// <summary>Old connectors answer 200 and tell the failure in the text.</summary>
    protected override Verdict? Judge(ChannelAnswer answer) =>
        answer.Status == 200 && answer.Body.Contains("HTTP error 429", StringComparison.OrdinalIgnoreCase)
            ? new(SendResult.TryAgain, "Teams asks for fewer messages (429).", answer.RetryAfter, IsChannelDown: true)
            : null;

    private static string Escape(string text, int max) => NoticeText.CutEscaped(text, max, NoticeText.EscapeMarkdown);

    private static string Colour(NoticeTone tone) => tone switch
    {
        NoticeTone.Good => "Good",
        NoticeTone.Warning => "Warning",
        NoticeTone.Danger => "Attention",
        _ => "Accent",
    };
}
