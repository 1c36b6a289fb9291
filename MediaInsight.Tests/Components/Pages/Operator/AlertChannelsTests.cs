using Bunit;
using MediaInsight.Alerting.Alerts;
using MediaInsight.Components;
using MediaInsight.Components.Pages.Operator;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Live;
using MediaInsight.Notifications;
using MediaInsight.Tests.Alerting.Alerts;
using MediaInsight.Tests.Components.Pages.History;
using MediaInsight.Tests.History.Changes;
using MediaInsight.Tests.Infrastructure;
using MediaInsight.Tests.Notifications;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Radzen;

namespace MediaInsight.Tests.Components.Pages.Operator;

/// <summary>The channels beside the alerts: tried and deleted there, and messages followed to their end.</summary>
public sealed class AlertChannelsTests : BunitContext
{
    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_channel_is_tried_and_deleted_and_a_message_is_followed_to_its_end()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        await using var delivery = new DeliveryRig();
        using var alerts = new AlertRig(delivery.Db);
        Use(delivery, alerts);
        var channel = await delivery.ChannelAsync("Hook", receiver.Of("/hook"));
        await alerts.RuleAsync(AlertConditions.DiskSpaceLow, 50, channel.Id);
        await alerts.TurnAsync(10);
        var tab = Render<AlertsTab>(p => p.AddCascadingValue(Task.FromResult(new AuthenticationState(CareRig.Admin))));
        tab.WaitForAssertion(() => Assert.Contains("on its way", tab.Markup, StringComparison.Ordinal));

        await alerts.EndAsync(DeliveryState.Sent);
        delivery.Live.Publish(new(delivery.Live.Version));
        tab.WaitForAssertion(() => Assert.DoesNotContain("on its way", tab.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(20));

        await tab.FindAll("button").Single(b => b.TextContent.Trim() == "Test").ClickAsync(new());
        Assert.Single(receiver.Requests);
        await tab.Find("button[aria-label='Delete Hook']").ClickAsync(new());
        tab.WaitForAssertion(() => Assert.Contains("No channel yet", tab.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.Empty(await delivery.Store.ListAsync(Token));
        await DisposeComponentsAsync();
    }

    private void Use(DeliveryRig delivery, AlertRig alerts)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(TimeProvider.System);
        Services.AddUi();
        Services.AddSingleton(new SiteClock(TimeProvider.System, () => new SiteSettings()));
        Services.AddSingleton(new Handover(TimeProvider.System));
        Services.AddSingleton(alerts.Rules);
        Services.AddSingleton(alerts.Measures);
        Services.AddSingleton(alerts.Evaluator);
        Services.AddSingleton(new AlertLogReader(delivery.Db));
        Services.AddSingleton(delivery.Store);
        Services.AddSingleton(delivery.Test);
        Services.AddSingleton(delivery.Live);
        Services.AddSingleton(new LiveFeed<AlertsSignal>(new(0), TimeProvider.System, TimeSpan.FromMilliseconds(20)));
        SetRendererInfo(new("Server", true));

        // Every question is answered with yes.
        var dialogs = Services.GetRequiredService<DialogService>();
        dialogs.OnOpen += (_, _, _, _) => dialogs.Close(true);
    }
}
