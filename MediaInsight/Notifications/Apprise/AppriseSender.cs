using MediaInsight.Notifications.Sending;

namespace MediaInsight.Notifications.Apprise;

/// <summary>Everything else, through an Apprise API server (github.com/caronc/apprise-api).</summary>
internal sealed class AppriseSender(ChannelHttp http) : HttpSender(http)
{
    private const int MaxBody = 16_000;

    public override ChannelKind Kind => ChannelKind.Apprise;
    public override string Name => "Apprise";
    public override string Description => "Over a hundred more services, through your Apprise API server.";

    public override IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("server", "Server", ChannelFieldType.Url, IsRequired: true, Placeholder: "http://apprise:8000"),
        new("key", "Configuration", ChannelFieldType.Text, Help: "Key of a configuration stored there. Or give addresses below.", Placeholder: "apprise"),
        new("urls", "Addresses", ChannelFieldType.Secret, Help: "Apprise addresses, parted by commas, when nothing is stored there.", Placeholder: "mqtt://…, signal://…"),
        new("tag", "Tag", ChannelFieldType.Text, Help: "Only services with this tag.") { IsAdvanced = true },
    ];

    public override IEnumerable<(string Field, string Message)> Problems(ChannelSettings settings)
    {
        foreach (var problem in base.Problems(settings))
        {
            yield return problem;
        }

        if (settings["key"] is null && settings["urls"] is null)
        {
            yield return ("key", "Either a configuration's key or addresses are needed.");
        }
        else if (settings["key"] is { } key && !key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            yield return ("key", "A key is made of letters, digits, '-' and '_'.");
        }
    }

    protected override ChannelCall Compose(SendRequest request)
    {
        var (notice, settings) = (request.Notice, request.Settings);
        var key = settings["key"];
        var urls = key is null ? settings.Required("urls") : null;
        return ChannelCall.Post(settings.Required("server").TrimEnd('/') + "/notify" + (key is null ? "" : "/" + Uri.EscapeDataString(key)), new
        {
            urls,
            title = NoticeText.Line(notice.Title, 250),
            body = NoticeText.Cut(NoticeText.PlainWithLink(notice) is { Length: > 0 } text ? text : notice.Title, MaxBody),
            type = notice.Tone switch
            {
                NoticeTone.Good => "success",
                NoticeTone.Warning => "warning",
                NoticeTone.Danger => "failure",
                _ => "info",
            },
            tag = settings["tag"],
            format = "text",
        }) with
        {
            Headers = [("Accept", "application/json")],
            Secrets = [.. (urls ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        };
    }

    protected override Verdict? Judge(ChannelAnswer answer) => answer.Status switch
    {
        204 => new(SendResult.Refused, "Apprise has no configuration of this key, or nothing in it has this tag (204)."),
        424 => new(SendResult.Refused, "Apprise could not tell at least one of its services (424)."),
        _ => null,
    };
}
