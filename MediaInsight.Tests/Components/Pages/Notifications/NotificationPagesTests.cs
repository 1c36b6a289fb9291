using System.Net;
using MediaInsight.Components.Pages.Notifications;
using MediaInsight.Data;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Channels;
using MediaInsight.Notifications.Delivering;
using MediaInsight.Tests.Notifications;

namespace MediaInsight.Tests.Components.Pages.Notifications;

public sealed class NotificationPagesTests : IDisposable
{
    private readonly PagesSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task A_newcomer_is_shown_the_way_to_the_first_channel_and_every_kind_of_it()
    {
        using var owner = await _site.OwnerAsync();

        using var list = await PagesSite.ReadAsync(owner, "/notifications");
        using var kinds = await PagesSite.ReadAsync(owner, "/notifications/channels/new");

        Assert.Contains(list.QuerySelectorAll("main a"), a => a.GetAttribute("href") == "notifications/channels/new" && a.TextContent.Trim() == "Add the first channel");
        Assert.Equal(Enum.GetValues<ChannelKind>().Length, kinds.QuerySelectorAll(".kind").Length);
        Assert.Contains("notifications/channels/new?kind=discord", kinds.QuerySelectorAll(".kind").Select(k => k.GetAttribute("href")));
    }

    [Fact]
    public async Task A_form_comes_from_its_kind_and_shows_nothing_that_is_secret()
    {
        var channel = await ChannelAsync("Film club", "https://discord.com/api/webhooks/1/s3cr3t-t0k3n");
        using var owner = await _site.OwnerAsync();

        using var created = await PagesSite.ReadAsync(owner, "/notifications/channels/new?kind=discord");
        using var edited = await PagesSite.ReadAsync(owner, $"/notifications/channels/{channel.Id}");

        Assert.Equal("Discord", created.QuerySelector(".editor input")!.GetAttribute("value"));
        Assert.Contains("Webhook address", created.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(created.QuerySelector("details.more:not([open])"));
        Assert.Contains(edited.QuerySelectorAll("input"), i => i.GetAttribute("placeholder") == "Stored. Leave empty to keep it.");
        Assert.DoesNotContain("s3cr3t", edited.DocumentElement.OuterHtml, StringComparison.Ordinal);
        using var gone = await PagesSite.ReadAsync(owner, "/notifications/channels/4711");
        Assert.Contains("no longer exists", gone.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_says_how_each_channel_does_and_the_log_what_came_back()
    {
        var channel = await ChannelAsync("Film club", "https://discord.com/api/webhooks/1/x");
        await _site.Get<DatabaseWriter>().RunAsync(
            async (db, token) =>
            {
                (await db.NotificationChannels.FindAsync([channel.Id], token))!.FailingSince = _site.Now.AddMinutes(-5);
                db.AddRange(Message(1, DeliveryState.Dead, "<b>Stalker</b> started", "It was refused."), Message(2, DeliveryState.Queued, "Waits", null));
            },
            TestContext.Current.CancellationToken);
        using var owner = await _site.OwnerAsync();

        using var list = await PagesSite.ReadAsync(owner, "/notifications");
        using var log = await PagesSite.ReadAsync(owner, "/notifications?tab=log&message=1");
        using var dead = await PagesSite.ReadAsync(owner, "/notifications?tab=log&state=dead");

        var row = Assert.Single(list.QuerySelectorAll("table[aria-label='Channels'] tbody tr")).TextContent;
        Assert.Contains("Not getting through", row, StringComparison.Ordinal);
        Assert.Contains("It was refused.", row, StringComparison.Ordinal);
        Assert.Equal(2, log.QuerySelectorAll("table[aria-label='Messages'] tbody tr").Length);
        Assert.Contains("<b>Stalker</b> started", Assert.Single(dead.QuerySelectorAll("table[aria-label='Messages'] tbody tr")).TextContent, StringComparison.Ordinal);
        var drawer = log.QuerySelector("dialog")!.TextContent;
        Assert.Contains("POST /hook", drawer, StringComparison.Ordinal);
        Assert.Contains("403 Forbidden", drawer, StringComparison.Ordinal);
        Assert.Contains("Send 1\u00A0given up message again".Replace('\u00A0', ' '), log.Body!.TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal);

        NotificationDelivery Message(long id, DeliveryState state, string title, string? error) => new()
        {
            Id = id,
            Key = $"k{id}",
            ChannelId = channel.Id,
            ChannelName = channel.Name,
            Topic = "play.started",
            Title = title,
            Notice = "{}",
            State = state,
            CreatedAt = _site.Now.AddMinutes(-10),
            EndedAt = state == DeliveryState.Dead ? _site.Now.AddMinutes(-9) : null,
            Request = "POST /hook",
            Answer = "403 Forbidden",
            Error = error,
        };
    }

    [Fact]
    public async Task Nobody_but_who_manages_notifications_sees_them()
    {
        using var limited = await _site.LimitedAsync(PagesSite.Ann);

        foreach (var path in new[] { "/notifications", "/notifications/channels/new", "/notifications/channels/1" })
        {
            using var answer = await limited.GetAsync(path);
            Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public void A_way_back_leads_nowhere_else()
    {
        Assert.Equal("notifications/rules/new?example=started", NotificationUrls.Back("notifications/rules/new?example=started"));
        Assert.Equal("notifications", NotificationUrls.Back("https://example.org/notifications/"));
        Assert.Equal("notifications", NotificationUrls.Back(null));
    }

    private async Task<ChannelView> ChannelAsync(string name, string url)
    {
        var saved = await _site.Get<ChannelStore>().SaveAsync(
            // Quiet all day: nothing of the tests goes out.
            new() { Name = name, Kind = ChannelKind.Discord, Values = new Dictionary<string, string> { ["url"] = url }, QuietFrom = new(0, 0), QuietTo = new(23, 59, 59) }, DeliveryRig.Olga, TestContext.Current.CancellationToken);
        Assert.Empty(saved.Problems);
        return saved.Channel!; // non-null: no problems
    }
}
