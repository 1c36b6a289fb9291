using Bunit;
using MediaInsight.Components.Pages.Servers;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Servers;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Radzen;

namespace MediaInsight.Tests.Components.Pages.Servers;

public sealed class WebhookPanelTests : BunitContext, IAsyncLifetime
{
    private Workbench _bench = null!;   // non-null: set before each test
    private MediaServer _server = null!;   // non-null: set before each test

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bench = await Workbench.WithAsync();
        _server = (await _bench.Get<ServerRegistry>().AddAsync(new(ServerKind.Jellyfin, "Den", "http://den/", "token", null), null, Token)).Server!; // non-null: the entry is valid
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(_bench.Time);
        Services.AddSingleton(new SiteSettings { TimeZone = "UTC", Culture = "en-GB" });
        Services.AddUi();
        Services.AddSingleton(_bench.Get<ServerRegistry>());
        Services.AddSingleton(_bench.Get<WebhookSecrets>());
        Services.AddSingleton(_bench.Get<WebhookCounts>());
        Services.AddSingleton(_bench.Get<AuditLog>());

        // Every question is answered with yes.
        var dialogs = Services.GetRequiredService<DialogService>();
        dialogs.OnOpen += (_, _, _, _) => dialogs.Close(true);
    }

    [Fact]
    public async Task An_address_is_made_when_asked_for_and_made_anew_with_a_trace()
    {
        var cut = Render<WebhookPanel>(p => p.Add(x => x.Server, _server).AddCascadingValue(Task.FromResult(new AuthenticationState(Readers.Admin()))));
        Assert.Empty(cut.FindAll("[data-copy]"));

        await cut.Find("button").ClickAsync(new());
        cut.WaitForAssertion(() => Assert.NotNull(Address(cut)));
        var first = Address(cut)!; // non-null: asserted
        Assert.Contains("Not called yet.", cut.Markup, StringComparison.Ordinal);
        Assert.Contains("Jellyfin: Dashboard, Plugins, Webhook", cut.Markup, StringComparison.Ordinal);
        Assert.Equal($"http://localhost/api/v1/webhooks/{_server.Id}/{_bench.Get<WebhookSecrets>().Of(Known())}", first);
        Assert.DoesNotContain(first, cut.Find("code").TextContent, StringComparison.Ordinal);

        _bench.Get<WebhookCounts>().Took(_server.Id, "PlaybackStart", isHint: true);
        await cut.FindAll("button").Single(b => b.TextContent.Contains("Make a new address", StringComparison.Ordinal)).ClickAsync(new());
        cut.WaitForAssertion(() => Assert.NotEqual(first, Address(cut)));

        Assert.Null(_bench.Get<WebhookSecrets>().Find(_server.Id, first.Split('/')[^1]));
        Assert.NotNull(_bench.Get<WebhookSecrets>().Find(_server.Id, Address(cut)!.Split('/')[^1])); // non-null: asserted
        Assert.Contains("1\u00A0call, the last", cut.Markup, StringComparison.Ordinal);
        Assert.Equal(
            [("olga", "server.webhook", "Den", "webhook address made"), ("olga", "server.webhook", "Den", "new webhook address; the old one works no more")],
            (await _bench.AuditAsync()).OrderBy(e => e.Id).Select(e => (e.Actor, e.Action, e.Target, e.Detail)));
    }

    [Theory]
    [InlineData(ServerKind.Plex, false, true)]
    [InlineData(ServerKind.Emby, false, true)]
    [InlineData(ServerKind.Jellyfin, true, false)]
    [InlineData(ServerKind.Audiobookshelf, false, false)]
    public void Servers_that_cannot_call_get_no_address(ServerKind kind, bool isDemo, bool isOffered) =>
        Assert.Equal(isOffered, WebhookSecrets.IsOffered(new() { Id = new(1), Kind = kind, Name = "Den", Url = "http://den/", EncryptedToken = "", IsDemo = isDemo }));

    private MediaServer Known() => _bench.Get<ServerRegistry>().Find(_server.Id)!; // non-null: it was added

    private static string? Address(IRenderedComponent<WebhookPanel> cut) => cut.FindAll("[data-copy]") is [var copy, ..] ? copy.GetAttribute("data-copy") : null;

    public new async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _bench.DisposeAsync();
    }
}
