using System.Globalization;
using System.Text.Json;
using MediaInsight.Notifications.Sending;

namespace MediaInsight.Notifications.Telegram;

/// <summary>A bot's message (core.telegram.org/bots/api#sendmessage).</summary>
internal sealed class TelegramSender(ChannelHttp http) : HttpSender(http)
{
    /// <summary>After entities are read, so counted before escaping.</summary>
    private const int MaxText = 4096;

    private const string Server = "https://api.telegram.org";

    public override ChannelKind Kind => ChannelKind.Telegram;
    public override string Name => "Telegram";
    public override string Description => "A message of a bot to a person, group or channel.";

    public override IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("bot_token", "Bot token", ChannelFieldType.Secret, IsRequired: true, "From @BotFather.", "123456789:AA…"),
        new("chat_id", "Chat", ChannelFieldType.Text, IsRequired: true, "The number of a person or group, or @name of a channel. The bot must have been written to, or be a member.", "-1001234567890"),
        new("topic", "Topic", ChannelFieldType.Number, Help: "Of a group with topics: its number.") { Min = 1, IsAdvanced = true },
        new("silent", "Without a sound", ChannelFieldType.Toggle, Default: "false") { IsAdvanced = true },
        new("images", "Show posters", ChannelFieldType.Toggle, Default: "true", Help: "Telegram fetches them: the site's address must be reachable from outside.") { IsAdvanced = true },
        new("server", "Server", ChannelFieldType.Url, Help: "Your own Bot API server.", Placeholder: Server) { IsAdvanced = true },
    ];

    public override IEnumerable<(string Field, string Message)> Problems(ChannelSettings settings)
    {
        foreach (var problem in base.Problems(settings))
        {
            yield return problem;
        }

        if (settings["bot_token"] is { } token && !IsToken(token))
        {
            yield return ("bot_token", "A bot token is a number, a colon and a code: 123456789:AA…");
        }

        if (settings["chat_id"] is { } chat && !IsChat(chat))
        {
            yield return ("chat_id", "A chat is a number (groups have a minus sign before it) or @name.");
        }
    }

    protected override ChannelCall Compose(SendRequest request)
    {
        var (notice, settings) = (request.Notice, request.Settings);
        var token = settings.Required("bot_token");
        var url = $"{(settings["server"] ?? Server).TrimEnd('/')}/bot{(IsToken(token) ? token : throw new FormatException("the bot token has another form."))}/sendMessage";
        var image = settings["images"] != "false" ? NoticeText.Image(notice) : null;
        return ChannelCall.Post(url, new
        {
            chat_id = settings.Required("chat_id"),
            message_thread_id = settings.Number("topic"),
            text = Text(notice),
            parse_mode = "HTML",
            link_preview_options = image is null ? (object)new { is_disabled = true } : new { url = image, prefer_large_media = true, show_above_text = true },
            disable_notification = settings.IsOn("silent") || notice.Priority == NoticePriority.Low ? true : (bool?)null,
        });
    }

    protected override Verdict? Judge(ChannelAnswer answer)
    {
        if (answer.Status < 400 || ChannelJson.Read(answer.Body) is not { } body)
        {
            return null;
        }

        var parameters = body.TryGetProperty("parameters", out var told) && told.ValueKind == JsonValueKind.Object ? told : default;
        if (answer.Status == 429 && parameters.ValueKind == JsonValueKind.Object && parameters.TryGetProperty("retry_after", out var wait) && wait.ValueKind == JsonValueKind.Number && wait.TryGetInt32(out var seconds))
        {
            return new(SendResult.TryAgain, "Telegram asks for fewer messages (429).", TimeSpan.FromSeconds(seconds), IsChannelDown: true);
        }

        if (parameters.ValueKind == JsonValueKind.Object && parameters.TryGetProperty("migrate_to_chat_id", out var chat))
        {
            return new(SendResult.Refused, $"The group has become a supergroup; its chat is {chat.GetRawText()} now.");
        }

        return answer.Status is 400 or 403 && body.Word("description") is { } words ? new(SendResult.Refused, $"Telegram says: {words}") : null;
    }

    private static string Text(Notice notice)
    {
        var title = NoticeText.Line(notice.Title, 300);
        var link = NoticeText.Link(notice) is { } url ? $"\n\n<a href=\"{Escape(url)}\">Open</a>" : "";
        var left = MaxText - title.Length - "\n\n\nOpen".Length;
        var text = NoticeText.Cut(notice.Text, left);
        left -= text.Length;
        var fields = "";
        foreach (var field in notice.Fields)
        {
            left -= field.Name.Length + field.Value.Length + 3;
            if (left < 0)
            {
                break;
            }

            fields += string.Create(CultureInfo.InvariantCulture, $"\n<b>{Escape(field.Name)}:</b> {Escape(field.Value)}");
        }

        return $"<b>{Escape(title)}</b>\n{Escape(text)}{fields}{link}";
    }

    // core.telegram.org/bots/api#html-style
    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

    private static bool IsToken(string token)
    {
        var colon = token.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < token.Length - 1 && token[..colon].All(char.IsAsciiDigit) && token[(colon + 1)..].All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
    }

    private static bool IsChat(string chat) =>
        long.TryParse(chat, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) || (chat.Length > 1 && chat[0] == '@' && chat[1..].All(c => char.IsAsciiLetterOrDigit(c) || c == '_'));
}
