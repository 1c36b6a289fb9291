using System.Text.Json;
using MediaInsight.Notifications.Sending;

namespace MediaInsight.Notifications.Matrix;

/// <summary>
/// A message to a room (spec.matrix.org, PUT /_matrix/client/v3/rooms/{roomId}/send/{eventType}/{txnId}). The key is the
/// transaction: a second attempt of the same message is no second message.
/// </summary>
internal sealed class MatrixSender(ChannelHttp http) : HttpSender(http)
{
    /// <summary>Bytes; an event with its HTML twin must stay below 65 536.</summary>
    private const int MaxText = 8000;

    public override ChannelKind Kind => ChannelKind.Matrix;
    public override string Name => "Matrix";
    public override string Description => "A message to a room, without end-to-end encryption.";

    public override IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("homeserver", "Home server", ChannelFieldType.Url, IsRequired: true, Placeholder: "https://matrix.example.org"),
        new("token", "Access token", ChannelFieldType.Secret, IsRequired: true, "Of the account that writes; it must be a member of the room.", "syt_…"),
        new("room", "Room", ChannelFieldType.Text, IsRequired: true, "The room's inner address, from its settings.", "!abcdef:example.org"),
        new("notice", "As a bot's notice", ChannelFieldType.Toggle, Default: "false", Help: "Quieter: most apps make no sound for notices.") { IsAdvanced = true },
    ];

    public override IEnumerable<(string Field, string Message)> Problems(ChannelSettings settings)
    {
        foreach (var problem in base.Problems(settings))
        {
            yield return problem;
        }

        if (settings["room"] is { } room && !(room.Length > 2 && room[0] == '!'))
        {
            yield return ("room", "The inner address begins with an exclamation mark: !abcdef:example.org");
        }
    }

    protected override ChannelCall Compose(SendRequest request)
    {
        var (notice, settings) = (request.Notice, request.Settings);
        var title = NoticeText.Line(notice.Title, 300);
        var text = NoticeText.CutBytes(NoticeText.Plain(notice), MaxText);
        var link = NoticeText.Link(notice);
        var url = $"{settings.Required("homeserver").TrimEnd('/')}/_matrix/client/v3/rooms/{Uri.EscapeDataString(settings.Required("room"))}/send/m.room.message/{Uri.EscapeDataString(request.Key)}";
        return ChannelCall.Post(url, new Dictionary<string, object>
        {
            ["msgtype"] = settings.IsOn("notice") ? "m.notice" : "m.text",
            ["body"] = title + (text.Length > 0 ? "\n" + text : "") + (link is null ? "" : "\n" + link),
            ["format"] = "org.matrix.custom.html",
            ["formatted_body"] = $"<strong>{NoticeText.Encode(title)}</strong>{(text.Length > 0 ? "<br>" + NoticeText.Encode(text).Replace("\n", "<br>", StringComparison.Ordinal) : "")}{(link is null ? "" : $"<br><a href=\"{NoticeText.Encode(link)}\">Open</a>")}",

            // Nobody is called by what a title happens to contain.
            ["m.mentions"] = new { },
        }) with
        { Method = HttpMethod.Put, Headers = [("Authorization", $"Bearer {settings.Required("token")}")] };
    }

    protected override Verdict? Judge(ChannelAnswer answer)
    {
        if (answer.Status < 400 || ChannelJson.Read(answer.Body) is not { } body)
        {
            return null;
        }

        if (answer.Status == 429 || body.Word("errcode") == "M_LIMIT_EXCEEDED")
        {
            var wait = body.TryGetProperty("retry_after_ms", out var told) && told.ValueKind == JsonValueKind.Number && told.TryGetInt64(out var ms) ? TimeSpan.FromMilliseconds(Math.Clamp(ms, 0, 86_400_000)) : answer.RetryAfter;
            return new(SendResult.TryAgain, "The home server asks for fewer messages (429).", wait, IsChannelDown: true);
        }

        return answer.Status is < 500 and not 408 and not 425 && body.ValueKind == JsonValueKind.Object && body.Word("error") is { } words ? new(SendResult.Refused, $"The home server says: {words}") : null;
    }
}
