using Bunit;
using MediaInsight.Components.Pages.Servers;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Components.Pages.Servers;

public sealed class ServerCardTests : BunitContext
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 13, 3, 0, TimeSpan.Zero);

    public ServerCardTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(new ManualTime(Now));
        Services.AddSingleton(new SiteSettings { TimeZone = "Europe/Berlin", Culture = "en-GB" });
        Services.AddUi();
    }

    [Fact]
    public void An_online_server_tells_its_latency()
    {
        var card = Card(s => s with { Health = ServerHealth.Online, LatencyMs = 12, LastGoodAt = Now, Playing = 3 });

        Assert.Equal("Online · 12 ms · read just now", card.Find(".words").TextContent.Trim());
        Assert.Contains("3", card.Find("dd a").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dead_server_says_why_since_when_and_when_it_is_tried_again()
    {
        var asked = 0;
        var card = Card(
            s => s with { Health = ServerHealth.Offline, FailureKind = ServerFailureKind.Unreachable, Failure = "Cannot connect: connection refused.", LastGoodAt = Now, FailingSince = Now.AddMinutes(1), NextTryAt = Now.AddSeconds(20) },
            onRead: () => asked++);

        var words = card.Find(".words").TextContent;
        Assert.Contains("Can't reach Den (connection refused).", words, StringComparison.Ordinal);
        Assert.Contains("Since 14:04.", words, StringComparison.Ordinal);
        Assert.Contains("Last seen 14:03.", words, StringComparison.Ordinal);
        Assert.Contains("Retrying in 20 s", words, StringComparison.Ordinal);
        card.Find("button.now").Click();
        Assert.Equal(1, asked);
    }

    [Fact]
    public void A_server_that_was_never_reached_says_since_when_it_is_tried()
    {
        var words = Card(s => s with { Health = ServerHealth.Offline, FailureKind = ServerFailureKind.TimedOut, Failure = "No answer within 10 s.", FailingSince = Now.AddHours(-26) }).Find(".words").TextContent;

        Assert.Contains("Since Yesterday 12:03. Never reached.", words, StringComparison.Ordinal);
        Assert.DoesNotContain("Last seen", words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_token_is_told_as_such() => Assert.Contains(
        "Den: not signed in. Jellyfin does not accept the token.",
        Card(s => s with { Health = ServerHealth.Degraded, FailureKind = ServerFailureKind.Unauthorized, Failure = "Jellyfin does not accept the token." }).Find(".words").TextContent,
        StringComparison.Ordinal);

    [Fact]
    public void A_server_that_is_not_reached_yet_is_connecting() => Assert.Equal("Connecting…", Card(s => s).Find(".words").TextContent.Trim());

    [Fact]
    public void A_disabled_server_can_be_enabled()
    {
        var card = Card(s => s with { Health = ServerHealth.Disabled }, server: Server(enabled: false));

        Assert.StartsWith("Disabled", card.Find(".words").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal("Enable", Assert.Single(card.FindAll("footer button")).TextContent.Trim());
    }

    [Fact]
    public void A_configured_server_is_marked_and_can_be_neither_edited_nor_deleted()
    {
        var card = Card(s => s, server: Server(configured: true));

        Assert.Contains("From configuration", card.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Delete", card.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("/edit", card.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Disable", card.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Gaps_are_summed_up_and_listed()
    {
        var card = Card(s => s, gaps: [new() { ServerId = new(1), StartedAt = Now.AddHours(-2), EndedAt = Now.AddHours(-1), Reason = "No answer." }, new() { ServerId = new(1), StartedAt = Now.AddDays(-1), EndedAt = Now.AddDays(-1).AddMinutes(30), Reason = "MediaInsight was not running." }]);

        Assert.Contains("2\u00A0gaps, 1\u00A0h 30\u00A0min not watched", card.Markup, StringComparison.Ordinal);
        Assert.Equal(2, card.FindAll(".gaps li").Count);
    }

    [Theory]
    [InlineData(PushPhase.Connected, PushChannel.WebSocket, null, "Connected (WebSocket)")]
    [InlineData(PushPhase.Connected, PushChannel.ServerSentEvents, null, "Connected (Server-Sent Events)")]
    [InlineData(PushPhase.Silent, PushChannel.WebSocket, null, "This key gets none, reading every 10 s")]
    [InlineData(PushPhase.NotOffered, null, null, "Not offered, reading every 10 s")]
    [InlineData(PushPhase.Waiting, null, "Jellyfin closed the WebSocket.", "Not connected, reading every 10 s Jellyfin closed the WebSocket.")]
    public void The_way_of_live_updates_is_told(PushPhase phase, PushChannel? channel, string? error, string words)
    {
        var card = Card(s => s with { Health = ServerHealth.Online, Push = new(channel, phase, Now, null, error) });
        var told = card.FindAll("dt").Single(t => t.TextContent == "Live updates").NextElementSibling!; // non-null: every name has a value

        Assert.Equal(words, string.Join(' ', told.QuerySelectorAll("span").Select(s => s.TextContent.Trim())));
    }

    [Theory]
    [InlineData(ServerKind.Plex, "A Plex server cannot pause or resume a player.|Plex shows a text only when it ends a stream.|Plex ends streams only where the server's owner has a Plex Pass, and only those that it gave an id.|Plex tells none: they are concluded from what was sent in place of what.")]
    [InlineData(ServerKind.Jellyfin, "Players that are connected and take commands.|Players that are connected and show messages.|Players that are connected and take commands.|Told by Jellyfin.")]
    [InlineData(ServerKind.Audiobookshelf, "Audiobookshelf has no remote control.|Audiobookshelf has no remote control.|Audiobookshelf has no remote control.|Audiobookshelf tells none.")]
    public void What_a_product_cannot_do_is_said(ServerKind kind, string words)
    {
        var card = Card(s => s, server: new() { Id = new(1), Kind = kind, Name = "Den", Url = "http://media.test/", EncryptedToken = "x", IsEnabled = true });

        Assert.Equal(["Pause and resume", "Messages", "Stop", "Transcode reasons"], card.FindAll(".can dt").Select(t => t.TextContent));
        Assert.Equal(words.Split('|'), card.FindAll(".can dd").Select(d => d.TextContent.Trim()));
    }

    [Fact]
    public void Live_updates_wait_for_a_server_that_does_not_answer()
    {
        var card = Card(s => s with { Health = ServerHealth.Offline, FailureKind = ServerFailureKind.TimedOut, Push = new(null, PushPhase.Connecting, Now, null, null) });

        Assert.Contains("Once the server answers", card.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_text()
    {
        var card = Card(s => s with { Name = "<img src=x onerror=alert(1)>" }, server: Server(name: "<img src=x onerror=alert(1)>"));

        Assert.Empty(card.FindAll("img"));
    }

    private static MediaServer Server(string name = "Den", bool enabled = true, bool configured = false) =>
        new() { Id = new(1), Kind = ServerKind.Jellyfin, Name = name, Url = "http://media.test:8096/", EncryptedToken = "x", IsEnabled = enabled, IsFromConfiguration = configured };

    private IRenderedComponent<ServerCard> Card(Func<ServerStatus, ServerStatus> status, MediaServer? server = null, IReadOnlyList<ServerGap>? gaps = null, Action? onRead = null)
    {
        server ??= Server();
        return Render<ServerCard>(p => p
            .Add(c => c.Server, server)
            .Add(c => c.Status, status(ServerStatus.Of(server)))
            .Add(c => c.Gaps, gaps ?? [])
            .Add(c => c.OnRead, onRead ?? (() => { })));
    }
}
