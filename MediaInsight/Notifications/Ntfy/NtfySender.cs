using System.Text;
using MediaInsight.Notifications.Sending;

namespace MediaInsight.Notifications.Ntfy;

/// <summary>Publishing as JSON (docs.ntfy.sh/publish/#publish-as-json).</summary>
internal sealed class NtfySender(ChannelHttp http) : HttpSender(http)
{
    /// <summary>Bytes; longer ones would become a file.</summary>
    private const int MaxMessage = 4096;

    private const string Server = "https://ntfy.sh";

    public override ChannelKind Kind => ChannelKind.Ntfy;
    public override string Name => "ntfy";
    public override string Description => "A push message through ntfy.sh or your own ntfy.";

    public override IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("server", "Server", ChannelFieldType.Url, Help: "Empty: ntfy.sh.", Placeholder: Server),
        new("topic", "Topic", ChannelFieldType.Text, IsRequired: true, "Who knows it can read along on a public server: choose one that nobody guesses.", "media-7f3k"),
        new("token", "Access token", ChannelFieldType.Secret, Help: "Or name and password below.", Placeholder: "tk_…"),
        new("username", "User name", ChannelFieldType.Text) { IsAdvanced = true },
        new("password", "Password", ChannelFieldType.Secret) { IsAdvanced = true },
        new("priority", "Priority", ChannelFieldType.Choice, Help: "By message: low, default, high or max as the message is urgent.", Default: "by message") { Choices = ["by message", "1", "2", "3", "4", "5"], IsAdvanced = true },
        new("tags", "Tags", ChannelFieldType.Text, Help: "Parted by commas; names of emojis become emojis.", Placeholder: "clapper") { IsAdvanced = true },
        new("images", "Attach posters", ChannelFieldType.Toggle, Default: "true", Help: "Phones fetch them: the site's address must be reachable from where they are.") { IsAdvanced = true },
    ];

    public override IEnumerable<(string Field, string Message)> Problems(ChannelSettings settings)
    {
        foreach (var problem in base.Problems(settings))
        {
            yield return problem;
        }

        if (settings["topic"] is { } topic && !(topic.Length <= 64 && topic.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')))
        {
            yield return ("topic", "A topic is made of at most 64 letters, digits, '-' and '_'.");
        }
    }

    protected override ChannelCall Compose(SendRequest request)
    {
        var (notice, settings) = (request.Notice, request.Settings);
        var call = ChannelCall.Post((settings["server"] ?? Server).TrimEnd('/') + "/", new
        {
            topic = settings.Required("topic"),
            title = NoticeText.Line(notice.Title, 250),
            message = NoticeText.CutBytes(NoticeText.Plain(notice) is { Length: > 0 } text ? text : notice.Title, MaxMessage),
            priority = settings.Number("priority") ?? notice.Priority switch
            {
                NoticePriority.Low => 2,
                NoticePriority.High => 4,
                NoticePriority.Urgent => 5,
                _ => 3,
            },
            tags = Tags(notice, settings),
            click = NoticeText.Link(notice),
            attach = settings["images"] != "false" ? NoticeText.Image(notice) : null,
        });
        return Authorization(settings) is { } authorization ? call with { Headers = [("Authorization", authorization)], Secrets = [authorization] } : call;
    }

    private static string[]? Tags(Notice notice, ChannelSettings settings)
    {
        List<string> tags = [.. (settings["tags"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        var own = notice.Tone switch
        {
            NoticeTone.Good => "white_check_mark",
            NoticeTone.Warning => "warning",
            NoticeTone.Danger => "rotating_light",
            _ => null,
        };
        if (own is not null)
        {
            tags.Add(own);
        }

        return tags.Count > 0 ? [.. tags] : null;
    }

    private static string? Authorization(ChannelSettings settings) =>
        settings["token"] is { } token ? $"Bearer {token}"
        : settings["username"] is { } user ? "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{settings["password"]}"))
        : null;
}
