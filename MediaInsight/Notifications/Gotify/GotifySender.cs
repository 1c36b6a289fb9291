using MediaInsight.Notifications.Sending;

namespace MediaInsight.Notifications.Gotify;

/// <summary>A message of an application (gotify.net/api-docs#/message/createMessage, gotify.net/docs/msgextras).</summary>
internal sealed class GotifySender(ChannelHttp http) : HttpSender(http)
{
    private const int MaxMessage = 16_000;

    public override ChannelKind Kind => ChannelKind.Gotify;
    public override string Name => "Gotify";
    public override string Description => "A push message through your Gotify server.";

    public override IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("server", "Server", ChannelFieldType.Url, IsRequired: true, Placeholder: "https://gotify.example.org"),
        new("token", "Application token", ChannelFieldType.Secret, IsRequired: true, "Apps, your application, Token."),
        new("priority", "Priority", ChannelFieldType.Number, Help: "0 to 10; empty: as urgent as the message.") { Min = 0, Max = 10, IsAdvanced = true },
        new("images", "Show posters", ChannelFieldType.Toggle, Default: "true", Help: "Phones fetch them: the site's address must be reachable from where they are.") { IsAdvanced = true },
    ];

    protected override ChannelCall Compose(SendRequest request)
    {
        var (notice, settings) = (request.Notice, request.Settings);
        var click = NoticeText.Link(notice);
        var image = settings["images"] != "false" ? NoticeText.Image(notice) : null;
        var extras = new Dictionary<string, object> { ["client::display"] = new { contentType = "text/markdown" } };
        if (click is not null || image is not null)
        {
            extras["client::notification"] = new { click = click is null ? null : new { url = click }, bigImageUrl = image };
        }

        var text = NoticeText.CutEscaped(NoticeText.Plain(notice) is { Length: > 0 } plain ? plain : notice.Title, MaxMessage, NoticeText.EscapeMarkdown);
        return ChannelCall.Post(settings.Required("server").TrimEnd('/') + "/message", new
        {
            title = NoticeText.Line(notice.Title, 250),

            // Two blanks keep the line break in Markdown.
            message = text.Replace("\n", "  \n", StringComparison.Ordinal),
            priority = settings.Number("priority") ?? notice.Priority switch
            {
                NoticePriority.Low => 2,
                NoticePriority.High => 8,
                NoticePriority.Urgent => 10,
                _ => 5,
            },
            extras,
        }) with
        { Headers = [("X-Gotify-Key", settings.Required("token"))] };
    }

    protected override Verdict? Judge(ChannelAnswer answer) =>
        answer.Status is 400 or 401 or 403 && ChannelJson.Read(answer.Body)?.Word("errorDescription") is { } words ? new(SendResult.Refused, $"Gotify says: {words}") : null;
}
