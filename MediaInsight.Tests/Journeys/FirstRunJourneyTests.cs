using MediaInsight.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace MediaInsight.Tests.Journeys;

/// <summary>What a stranger does: owner, demo household, look around, and take the demo away again.</summary>
[Collection(BrowserTests.Name)]
public sealed class FirstRunJourneyTests(Chromium chromium)
{
    [Fact]
    public async Task A_stranger_becomes_owner_looks_at_the_demo_and_removes_it()
    {
        await using var site = Site.Start(("MediaInsight:Admin:UserName", ""), ("MediaInsight:Admin:Password", ""), ("MediaInsight:Demo", "true"));
        var page = await chromium.OpenAsync(site.Address);

        await page.GotoAsync("");
        await page.WaitForURLAsync("**/setup");
        await page.Locator("input[name=UserName]").FillAsync("stranger");
        foreach (var password in await page.Locator("input[type=password]").AllAsync())
        {
            await password.FillAsync(Site.Password);
        }

        await page.Locator("form button[type=submit]").First.ClickAsync();
        await page.WaitForURLAsync(url => !url.EndsWith("/setup", StringComparison.Ordinal));

        await page.GoAsync("activity");
        await Expect(page.GetByText("The household, its servers and all figures are invented.")).ToBeVisibleAsync();
        await Expect(page.Locator("article").First).ToBeVisibleAsync();

        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Remove the demo" }).ClickAsync();
        await Expect(page.GetByText("The household, its servers and all figures are invented.")).Not.ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.GoAsync("history");
        await Expect(page.Locator("main tbody tr")).ToHaveCountAsync(0);
    }
}
