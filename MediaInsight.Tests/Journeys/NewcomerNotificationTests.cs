using System.Diagnostics;
using MediaInsight.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MediaInsight.Tests.Journeys;

/// <summary>What somebody does who has never seen it and reads no documentation: channel, test message, rule.</summary>
[Collection(BrowserTests.Name)]
public sealed class NewcomerNotificationTests(Chromium chromium)
{
    [Fact]
    public async Task Newcomer_makes_a_channel_a_test_message_and_a_rule()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        await using var jellyfin = await FakeJellyfin.StartAsync();
        await using var site = Site.Start(Site.Watching(jellyfin));
        var page = await chromium.OpenAsync(site.Address);
        await page.SignInAsync();
        var began = Stopwatch.GetTimestamp();

        // Nothing but what the pages themselves say.
        await page.GetByRole(AriaRole.Link, new() { Name = "Notifications" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Add the first channel" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Webhook JSON to any address" }).ClickAsync();
        await page.GetByLabel("Address").FillAsync(receiver.Of("/hook").ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test" }).ClickAsync();
        await Expect(page.GetByText("It arrived")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add channel" }).ClickAsync();
        await Expect(page.Locator("table[aria-label='Channels'] tbody tr")).ToHaveCountAsync(1);

        await page.GetByRole(AriaRole.Link, new() { Name = "Rules", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Make the first rule" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Tell me when somebody starts watching" }).ClickAsync();
        await page.Locator("input[name^=channel-]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the rule" }).ClickAsync();
        await Expect(page.Locator("table[aria-label='Rules'] tbody tr")).ToHaveCountAsync(1);

        // And it does what it says.
        jellyfin.Play(FakeSession.Ann());
        while (!receiver.Requests.Any(r => r.Body.Contains("Lantern Bay", StringComparison.Ordinal)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        await page.GoAsync("notifications?tab=log");
        await Expect(page.Locator("table[aria-label='Messages'] tbody tr")).ToHaveCountAsync(2);
        var took = Stopwatch.GetElapsedTime(began);
        TestContext.Current.TestOutputHelper?.WriteLine($"channel, test, rule and the first message: {took.TotalSeconds:0.0} s");
        Assert.All(receiver.Requests, r => Assert.NotEmpty(r.Key));
    }
}
