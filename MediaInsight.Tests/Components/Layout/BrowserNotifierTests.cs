using Bunit;
using Bunit.TestDoubles;
using MediaInsight.Components.Layout;
using MediaInsight.Components.Ui;
using MediaInsight.Identity;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Browser;
using MediaInsight.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Radzen;

namespace MediaInsight.Tests.Components.Layout;

public sealed class BrowserNotifierTests : BunitContext
{
    private readonly BrowserNotices _notices = new();
    private readonly BunitJSModuleInterop _module;
    private readonly BunitAuthorizationContext _reader;

    public BrowserNotifierTests()
    {
        Services.AddSingleton<TimeProvider>(new ManualTime(new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero)));
        Services.AddSingleton(_notices);
        Services.AddUi();
        Services.AddLogging();
        _reader = AddAuthorization();
        _module = JSInterop.SetupModule(i => i.Arguments[0] is string path && path.Contains("notify", StringComparison.Ordinal));
        _module.SetupVoid("show", _ => true).SetVoidResult();
        _module.SetupVoid("attach", _ => true).SetVoidResult();
        _module.Setup<string>("state").SetResult("default");
    }

    [Fact]
    public void A_message_is_shown_on_the_page_and_handed_to_the_browser_and_leave_is_asked_for()
    {
        _notices.Publish("old", Notice("Before the page"), forEveryone: true);
        var cut = RenderFor(isAdmin: true);

        _notices.Publish("rule:1", Notice("ann began a film"), forEveryone: false);

        cut.WaitForElement("[data-answer=yes]");
        var shown = Assert.Single(_module.Invocations["show"]);
        Assert.Equal(["ann began a film", "On the television.", "rule:1", "https://media.example.org/now/1"], shown.Arguments);
        Assert.Equal("ann began a film", Assert.Single(Services.GetRequiredService<NotificationService>().Messages).Summary);
    }

    [Fact]
    public void What_is_for_managers_is_shown_to_nobody_else()
    {
        var cut = RenderFor(isAdmin: false);

        _notices.Publish("rule:1", Notice("For managers"), forEveryone: false);
        _notices.Publish("rule:2", Notice("For all"), forEveryone: true);

        cut.WaitForElement("[data-answer=yes]");
        Assert.Equal("For all", Assert.Single(_module.Invocations["show"]).Arguments[0]);
    }

    private static Notice Notice(string title) => new() { Topic = "play.started", Title = title, Text = "On the television.", At = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero), Url = "https://media.example.org/now/1" };

    private IRenderedComponent<BrowserNotifier> RenderFor(bool isAdmin)
    {
        _reader.SetAuthorized("olga");
        _reader.SetPolicies(isAdmin ? [Permissions.ManageNotifications] : []);
        return Render<BrowserNotifier>();
    }
}
