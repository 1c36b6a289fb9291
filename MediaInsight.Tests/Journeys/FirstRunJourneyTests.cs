using MediaInsight.Identity;
using MediaInsight.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MediaInsight.Tests.Journeys;

/// <summary>What a stranger does: owner, a server, what plays on it, the demo household, look around, and take the demo away again.</summary>
[Collection(BrowserTests.Name)]
public sealed class FirstRunJourneyTests(Chromium chromium)
{
    [Fact]
    public async Task A_stranger_becomes_owner_adds_a_server_looks_at_the_demo_and_removes_it()
    {
        await using var jellyfin = await FakeJellyfin.StartAsync();
        jellyfin.Play(FakeSession.Ann());
        await using var site = Site.Start(("MediaInsight:Admin:UserName", ""), ("MediaInsight:Admin:Password", ""));
        var page = await chromium.OpenAsync(site.Address);

        await page.GotoAsync("");
        await page.WaitForURLAsync("**/setup");
        await page.Locator("input[name=UserName]").FillAsync("stranger");
        foreach (var password in await page.Locator("input[type=password]").AllAsync())
        {
            await password.FillAsync(Site.Password);
        }

        await page.Locator("form button[type=submit]").First.ClickAsync();
        await page.WaitForURLAsync("**/setup/servers");
        await page.InteractiveAsync();

        await page.Locator("label.product[data-kind=Jellyfin]").ClickAsync();
        await page.Locator("label.way", new() { HasText = "API key" }).ClickAsync();
        await page.Locator(".editor input[type=password]").FillAsync(FakeJellyfin.Token);
        await page.GetByLabel("Address").FillAsync(jellyfin.Address.ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Add server" }).ClickAsync();
        await Expect(page.GetByText("Attic is watched from now on.")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Add another server" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Look around in a demo household" }).ClickAsync();
        await Site.UntilAsync(() => DemoActsAsync(site), a => a.Count == 1);

        // Its year goes on moving in when the page is left.
        await page.GoAsync("activity");
        await Expect(page.Locator("article", new() { HasText = "Lantern Bay" })).ToBeVisibleAsync();
        await Expect(page.GetByText("The household, its servers and all figures are invented.")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(page.Locator("article").Nth(1)).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the demo" }).ClickAsync();
        await Expect(page.GetByText("The household, its servers and all figures are invented.")).Not.ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.GoAsync("history");
        await Expect(page.Locator("main tbody tr")).ToHaveCountAsync(0);
        Assert.Equal(["stranger: demo.remove", "stranger: demo.start"], await DemoActsAsync(site));
    }

    private static async Task<IReadOnlyList<string>> DemoActsAsync(Site site) =>
        [.. (await site.Services.GetRequiredService<AuditTrail>().ReadAsync(new(), TestContext.Current.CancellationToken)).Entries.Where(e => e.Action.StartsWith("demo.", StringComparison.Ordinal)).Select(e => $"{e.Actor}: {e.Action}")];
}
