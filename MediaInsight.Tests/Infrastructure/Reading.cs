using Microsoft.Playwright;

namespace MediaInsight.Tests.Infrastructure;

/// <summary>What a reader does in a browser, again and again.</summary>
public static class Reading
{
    /// <summary>Opens a page and waits until it listens: a click on the page as it was first drawn would be lost.</summary>
    public static async Task GoAsync(this IPage page, string path)
    {
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await page.InteractiveAsync();
    }

    public static Task InteractiveAsync(this IPage page) => page.Locator("[data-interactive=true]").First.WaitForAsync();

    public static async Task SignInAsync(this IPage page, string name = Site.Owner, string password = Site.Password)
    {
        await page.GotoAsync("account/sign-in");
        await page.Locator("input[name=UserName]").FillAsync(name);
        await page.Locator("input[name=Password]").FillAsync(password);
        await page.Locator("main button[type=submit], form button[type=submit]").First.ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
    }
}
