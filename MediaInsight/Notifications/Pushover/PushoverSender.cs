using System.Text.Json;
using MediaInsight.Notifications.Sending;

namespace MediaInsight.Notifications.Pushover;

/// <summary>pushover.net/api.</summary>
internal sealed class PushoverSender(ChannelHttp http) : HttpSender(http)
{
    private const int MaxMessage = 1024;
    private const int MaxTitle = 250;
    private const int MaxUrl = 512;
    private const string Server = "https://api.pushover.net";

    public override ChannelKind Kind => ChannelKind.Pushover;
    public override string Name => "Pushover";
    public override string Description => "A push message through Pushover.";

    public override IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("user", "User or group key", ChannelFieldType.Secret, IsRequired: true, "On your page at pushover.net."),
        new("token", "Application token", ChannelFieldType.Secret, IsRequired: true, "Of an application that you made at pushover.net/apps."),
        new("device", "Devices", ChannelFieldType.Text, Help: "Parted by commas; empty: all.") { IsAdvanced = true },
        new("sound", "Sound", ChannelFieldType.Text, Placeholder: "pushover") { IsAdvanced = true },
        new("emergency", "Urgent ones until acknowledged", ChannelFieldType.Toggle, Default: "false", Help: "Repeats urgent messages until somebody confirms them.") { IsAdvanced = true },
        new("retry", "Repeat every", ChannelFieldType.Number, Help: "Seconds, at least 30.", Default: "60") { Min = 30, Max = 10_800, IsAdvanced = true },
        new("expire", "Give up after", ChannelFieldType.Number, Help: "Seconds, at most 10800.", Default: "3600") { Min = 30, Max = 10_800, IsAdvanced = true },
        new("server", "Server", ChannelFieldType.Url, Help: "Another address that speaks the same language.", Placeholder: Server) { IsAdvanced = true },
    ];

    protected override ChannelCall Compose(SendRequest request)
    {
        var (notice, settings) = (request.Notice, request.Settings);
        var isEmergency = notice.Priority == NoticePriority.Urgent && settings.IsOn("emergency");
        var url = NoticeText.Link(notice) is { Length: <= MaxUrl } link ? link : null;
        return ChannelCall.Post((settings["server"] ?? Server).TrimEnd('/') + "/1/messages.json", new
        {
            token = settings.Required("token"),
            user = settings.Required("user"),
            title = NoticeText.Line(notice.Title, MaxTitle),
            message = NoticeText.Cut(NoticeText.Plain(notice) is { Length: > 0 } text ? text : notice.Title, MaxMessage),
            priority = isEmergency ? 2 : notice.Priority switch
            {
                NoticePriority.Low => -1,
                NoticePriority.Normal => 0,
                _ => 1,
            },
            retry = isEmergency ? Math.Clamp(settings.Number("retry") ?? 60, 30, 10_800) : (int?)null,
            expire = isEmergency ? Math.Clamp(settings.Number("expire") ?? 3600, 30, 10_800) : (int?)null,
            sound = settings["sound"],
            device = settings["device"],
            url,
            url_title = url is null ? null : "Open",
            timestamp = notice.At.ToUnixTimeSeconds(),
        });
    }

    protected override Verdict? Judge(ChannelAnswer answer)
    {
        if (answer.Status is not (>= 400 and < 500 and not 408 and not 425 and not 429) || ChannelJson.Read(answer.Body) is not { } body
            || !body.TryGetProperty("errors", out var errors) || errors.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        return new(SendResult.Refused, "Pushover says: " + string.Join("; ", errors.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString())));
    }
}
