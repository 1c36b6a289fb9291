using System.Text.Json;
using MediaInsight.Notifications.Sending;

namespace MediaInsight.Notifications.Pushbullet;

/// <summary>docs.pushbullet.com/#create-push.</summary>
internal sealed class PushbulletSender(ChannelHttp http) : HttpSender(http)
{
    private const int MaxBody = 8000;
    private const string Server = "https://api.pushbullet.com";

    public override ChannelKind Kind => ChannelKind.Pushbullet;
    public override string Name => "Pushbullet";
    public override string Description => "A push to your devices, one of them or a channel.";

    public override IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("token", "Access token", ChannelFieldType.Secret, IsRequired: true, "Settings, Account, Access Tokens.", "o.…"),
        new("device", "Device", ChannelFieldType.Text, Help: "Its iden; empty: all of them.") { IsAdvanced = true },
        new("channel_tag", "Channel", ChannelFieldType.Text, Help: "Tag of a channel of yours: everybody who follows it is told.") { IsAdvanced = true },
        new("server", "Server", ChannelFieldType.Url, Help: "Another address that speaks the same language.", Placeholder: Server) { IsAdvanced = true },
    ];

    protected override ChannelCall Compose(SendRequest request)
    {
        var (notice, settings) = (request.Notice, request.Settings);
        var link = NoticeText.Link(notice);
        return ChannelCall.Post((settings["server"] ?? Server).TrimEnd('/') + "/v2/pushes", new
        {
            type = link is null ? "note" : "link",
            title = NoticeText.Line(notice.Title, 250),
            body = NoticeText.Cut(NoticeText.Plain(notice), MaxBody),
            url = link,
            device_iden = settings["device"],
            channel_tag = settings["channel_tag"],
            guid = request.Key,
        }) with
        { Headers = [("Access-Token", settings.Required("token"))] };
    }

    protected override Verdict? Judge(ChannelAnswer answer) =>
        answer.Status is >= 400 and < 500 and not 408 and not 425 and not 429
        && ChannelJson.Read(answer.Body) is { } body && body.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object && error.Word("message") is { } words
            ? new(SendResult.Refused, $"Pushbullet says: {words}")
            : null;
}
