using MediaInsight.Notifications.Sending;

namespace MediaInsight.Notifications.Browser;

/// <summary>Hands a notice to the pages that are open.</summary>
internal sealed class BrowserSender(BrowserNotices notices) : INotificationSender
{
    private const string Everyone = "everyone";

    public ChannelKind Kind => ChannelKind.Browser;
    public string Name => "Browser";
    public string Description => "A notification of the browser, in every open page of this site.";

    public IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("audience", "Who sees it", ChannelFieldType.Choice, Help: "Messages can tell what others watch.", Default: "managers") { Choices = ["managers", Everyone] },
    ];

    public Task<SendOutcome> SendAsync(SendRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        notices.Publish(request.Key, request.Notice, request.Settings["audience"] == Everyone);
        return Task.FromResult(new SendOutcome(SendResult.Taken, $"{request.Notice.Title}\n{NoticeText.Plain(request.Notice)}".Trim(), "Handed to the open pages.", null));
    }
}
