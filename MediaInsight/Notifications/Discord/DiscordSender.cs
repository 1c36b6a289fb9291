using System.Text.Json;
using MediaInsight.Notifications.Sending;

namespace MediaInsight.Notifications.Discord;

/// <summary>An embed through a channel's webhook (discord.com/developers/docs/resources/webhook#execute-webhook).</summary>
internal sealed class DiscordSender(ChannelHttp http) : HttpSender(http)
{
    // discord.com/developers/docs/resources/message#embed-object-embed-limits
    private const int MaxTitle = 256;
    private const int MaxDescription = 4096;
    private const int MaxFields = 25;
    private const int MaxFieldName = 256;
    private const int MaxFieldValue = 1024;
    private const int MaxTogether = 6000;

    public override ChannelKind Kind => ChannelKind.Discord;
    public override string Name => "Discord";
    public override string Description => "A card in a Discord channel, through the channel's webhook.";

    public override IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("url", "Webhook address", ChannelFieldType.SecretUrl, IsRequired: true, "Channel settings, Integrations, Webhooks, Copy webhook URL.", "https://discord.com/api/webhooks/…"),
        new("username", "Shown name", ChannelFieldType.Text, Help: "Instead of the webhook's own name.") { IsAdvanced = true },
        new("avatar_url", "Picture", ChannelFieldType.Url, Help: "Address of the picture beside the name.") { IsAdvanced = true, IsPicture = true },
        new("images", "Show posters", ChannelFieldType.Toggle, Default: "true", Help: "Discord fetches them: the site's address must be reachable from outside.") { IsAdvanced = true },
    ];

    public override IEnumerable<(string Field, string Message)> Problems(ChannelSettings settings)
    {
        foreach (var problem in base.Problems(settings))
        {
            yield return problem;
        }

        if (settings["username"] is { } name && (name.Length > 80 || name.Contains("discord", StringComparison.OrdinalIgnoreCase) || name.Contains("clyde", StringComparison.OrdinalIgnoreCase)))
        {
            yield return ("username", "Discord takes names of at most 80 characters, without the words \"discord\" and \"clyde\".");
        }
    }

    protected override ChannelCall Compose(SendRequest request)
    {
        var (notice, settings) = (request.Notice, request.Settings);
        var title = NoticeText.CutEscaped(NoticeText.Line(notice.Title, MaxTitle), MaxTitle, NoticeText.EscapeMarkdown);
        var description = NoticeText.CutEscaped(notice.Text, MaxDescription, NoticeText.EscapeMarkdown);
        var embed = new Dictionary<string, object>
        {
            ["title"] = title,
            ["description"] = description,
            ["color"] = NoticeText.Colour(notice.Tone),
        };
        if (NoticeText.Link(notice) is { } link)
        {
            embed["url"] = link;
        }

        if (Together(notice.Fields, MaxTogether - title.Length - description.Length - NoticeText.Source.Length) is { Count: > 0 } fields)
        {
            embed["fields"] = fields;
        }

        if (settings["images"] != "false" && NoticeText.Image(notice) is { } image)
        {
            embed["thumbnail"] = new { url = image };
        }

        embed["footer"] = new { text = NoticeText.Source };
        embed["timestamp"] = NoticeText.Instant(notice.At);

        // Waiting for the message makes Discord say when it could not be stored.
        var url = settings.Required("url");
        return ChannelCall.Post(url + (url.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "wait=true", new
        {
            username = settings["username"],
            avatar_url = settings["avatar_url"],
            embeds = new[] { embed },
            allowed_mentions = new { parse = Array.Empty<string>() },
        });
    }

    protected override Verdict? Judge(ChannelAnswer answer) =>
        answer.Status == 429 && ChannelJson.Read(answer.Body) is { } body && body.TryGetProperty("retry_after", out var wait) && wait.ValueKind == JsonValueKind.Number
            ? new(SendResult.TryAgain, "Discord asks for fewer messages (429).", TimeSpan.FromSeconds(Math.Clamp(wait.GetDouble(), 0, 86_400)), IsChannelDown: true)
            : null;

    private static List<object> Together(IReadOnlyList<NoticeField> fields, int left)
    {
        List<object> fitting = [];
        foreach (var field in fields.Where(f => !string.IsNullOrWhiteSpace(f.Name) && !string.IsNullOrWhiteSpace(f.Value)).Take(MaxFields))
        {
            var name = NoticeText.CutEscaped(field.Name, MaxFieldName, NoticeText.EscapeMarkdown);
            var value = NoticeText.CutEscaped(field.Value, MaxFieldValue, NoticeText.EscapeMarkdown);
            left -= name.Length + value.Length;
            if (left < 0)
            {
                break;
            }

            fitting.Add(new { name, value, inline = field.IsShort });
        }

        return fitting;
    }
}
