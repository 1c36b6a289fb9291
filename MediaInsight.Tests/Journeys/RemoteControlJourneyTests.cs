using MediaInsight.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MediaInsight.Tests.Journeys;

/// <summary>An admin pauses, writes to and stops a stream from its card, by mouse and by keyboard, and finds it in the log.</summary>
[Collection(BrowserTests.Name)]
public sealed class RemoteControlJourneyTests(Chromium chromium) : IAsyncLifetime
{
    private FakeJellyfin _jellyfin = null!;
    private Site _site = null!;

    public async ValueTask InitializeAsync()
    {
        _jellyfin = await FakeJellyfin.StartAsync();
        _site = Site.Start(Site.Watching(_jellyfin));
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _jellyfin.DisposeAsync();
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task A_stream_is_paused_written_to_and_stopped_from_its_card(int width)
    {
        _jellyfin.Play(FakeSession.Ann());
        _jellyfin.Play(FakeSession.Ben() with { TakesCommands = false });
        var page = await chromium.OpenAsync(_site.Address, width);
        await page.SignInAsync();
        await page.GoAsync("activity");
        var card = page.Locator("article", new() { HasText = "Lantern Bay" });
        await Expect(page.Locator("article", new() { HasText = "Paper Moons" }).Locator(".remote")).ToHaveCountAsync(0);

        await card.GetByRole(AriaRole.Button, new() { Name = "Pause Lantern Bay" }).ClickAsync();
        await Expect(page.GetByText("Told to pause")).ToBeVisibleAsync();
        await Expect(card).ToContainTextAsync("Paused");
        await card.GetByRole(AriaRole.Button, new() { Name = "Resume Lantern Bay" }).PressAsync("Enter");
        await Expect(card).ToContainTextAsync("Playing");

        await card.GetByRole(AriaRole.Button, new() { Name = "Send ann a message" }).ClickAsync();
        await page.GetByLabel("Message", new() { Exact = true }).FillAsync("Dinner is ready");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Message sent")).ToBeVisibleAsync();

        await card.GetByRole(AriaRole.Button, new() { Name = "Stop Lantern Bay" }).ClickAsync();
        await page.GetByLabel("Reason").FillAsync("Bedtime");
        var stop = page.GetByRole(AriaRole.Button, new() { Name = "Stop", Exact = true });
        var box = await stop.BoundingBoxAsync();
        Assert.InRange(box!.X + box.Width, 0, width); // non-null: it is visible
        await stop.ClickAsync();
        await Expect(page.GetByText("Told to stop")).ToBeVisibleAsync();
        await Expect(card).ToContainTextAsync("Ended");
        Assert.Equal(
            ["5e55tv-1/Playing/Pause", "5e55tv-1/Playing/Unpause", "5e55tv-1/Message Dinner is ready", "5e55tv-1/Message Bedtime", "5e55tv-1/Playing/Stop"],
            _jellyfin.Commands);

        await page.GetByRole(AriaRole.Link, new() { Name = "Remote control log" }).ClickAsync();
        var row = page.Locator("tr", new() { HasText = "Terminated" });
        await Expect(row).ToContainTextAsync("Bedtime");
        await Expect(row).ToContainTextAsync(Site.Owner);
        await row.GetByRole(AriaRole.Link, new() { Name = "ann: Lantern Bay" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Remote control" })).ToContainTextAsync("“Bedtime”");
    }
}
