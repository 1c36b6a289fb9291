using MediaInsight.Tests.Infrastructure;
using Microsoft.Playwright;

namespace MediaInsight.Tests.Journeys;

/// <summary>Every page with the demo household in it: no sideways scrolling, no jump, nothing that shuts people out, no error in the console.</summary>
[Collection(BrowserTests.Name)]
public sealed class EveryPageTests(Chromium chromium) : IClassFixture<EveryPageTests.DemoSite>
{
    private const double MaxLayoutShift = 0.02;

    // Adds up what moved without a hand, and keeps what it was.
    private const string WatchJumps =
        """
        window.shift = 0; window.moved = [];
        new PerformanceObserver(list => {
            for (const e of list.getEntries()) if (!e.hadRecentInput) {
                window.shift += e.value;
                window.moved.push(...e.sources.map(s => `${s.node?.className || s.node?.nodeName} from ${s.previousRect.y} to ${s.currentRect.y}`));
            }
        }).observe({ type: 'layout-shift', buffered: true });
        """;

    private static readonly string[] Paths =
    [
        "statistics", "statistics/when", "statistics/what", "statistics/who", "statistics/devices", "statistics/streams", "statistics/formats", "statistics/bandwidth", "statistics/together", "statistics/habits", "statistics/tv?compare=previous",
        "", "activity", "remote-log", "history", "history/bin", "reports", "reports/new", "review", "review/1", "shares", "viewers", "viewers/merge", "viewers/1/manage",
        "libraries", "libraries/1", "items/1", "libraries/relinks",
        "servers", "servers/add", "users", "data", "data?tab=backups", "data?tab=storage", "data?tab=changes", "collector", "analytics", "analytics?tab=transcodes", "analytics?tab=library-health", "notifications?tab=log", "notifications/channels/new", "notifications/channels/new?kind=email", "notifications/rules/new?example=away", "jobs", "logs", "settings", "settings/privacy", "audit", "account", "account/password",
    ];

    [Theory]
    [InlineData(1440, ColorScheme.Dark, true)]
    [InlineData(768, ColorScheme.Dark, false)]
    [InlineData(390, ColorScheme.Light, true)]
    public async Task Pages_fit_stay_still_and_let_everybody_in(int width, ColorScheme scheme, bool looksAtEverything)
    {
        var site = await DemoSite.ReadyAsync();
        var page = await chromium.OpenAsync(site.Address, width, scheme);
        var errors = new List<string>();
        page.PageError += (_, e) => errors.Add($"{page.Url}: {e}");
        page.Console += (_, m) =>
        {
            // A picture that a server does not have is a 404 and an initial letter in its place.
            if (m.Type == "error" && !m.Text.Contains("404", StringComparison.Ordinal))
            {
                errors.Add($"{page.Url}: {m.Text}");
            }
        };
        await page.AddInitScriptAsync(WatchJumps);
        await page.SignInAsync();

        var problems = new List<string>();
        foreach (var path in Paths)
        {
            await VisitAsync(page, path);
            var sideways = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (sideways > 0)
            {
                problems.Add($"/{path} scrolls sideways by {sideways} px");
            }

            if (await JumpAsync(page) is not null)
            {
                // The household lives: what came in just then may move what lies below it, and does not do so again.
                await VisitAsync(page, path);
                problems.AddRange(await JumpAsync(page) is { } jump ? [$"/{path} jumps: {jump}"] : Array.Empty<string>());
            }

            // What shuts people out depends on the theme and the layout: both are looked through once, the width between has nothing of its own.
            if (looksAtEverything)
            {
                problems.AddRange((await page.BarriersAsync()).Select(b => $"/{path} {b}"));
            }
        }

        Assert.Equal([], problems);
        Assert.Equal([], errors);
    }

    private static async Task VisitAsync(IPage page, string path)
    {
        await (path.StartsWith("account", StringComparison.Ordinal) ? page.GotoAsync(path) : page.GoAsync(path));
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }

    private static async Task<string?> JumpAsync(IPage page)
    {
        var shift = await page.EvaluateAsync<double>("() => window.shift");
        return shift > MaxLayoutShift ? $"layout shift {shift:0.000} ({await page.EvaluateAsync<string>("() => window.moved.join(', ')")})" : null;
    }

    [Fact]
    public async Task What_shuts_people_out_is_found()
    {
        var page = await chromium.OpenAsync(DemoSite.Started.Address);
        await page.SetContentAsync("<!doctype html><html lang=en><title>A page</title><main><h1>Bare</h1><button></button><p style='color:#ccc;background:#fff'>Pale</p></main>");

        Assert.Equal(["button-name", "color-contrast"], (await page.BarriersAsync()).Select(b => b.Split(':')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task On_a_phone_the_rows_of_the_privacy_page_are_alike()
    {
        var page = await chromium.OpenAsync(DemoSite.Started.Address, 390, ColorScheme.Light);
        await page.SignInAsync();

        var places = await Site.UntilAsync(
            async () =>
            {
                await page.GoAsync("settings/privacy");
                return await page.EvaluateAsync<string[]>(
                    "() => [...document.querySelectorAll('main .list li')].map(row => `${Math.round(row.lastElementChild.getBoundingClientRect().left)}, ${row.lastElementChild.getBoundingClientRect().top >= row.firstElementChild.getBoundingClientRect().bottom}`)");
            },
            rows => rows.Length > 4);

        Assert.Single(places.Distinct());
    }

    /// <summary>One demo household for all widths.</summary>
    public sealed class DemoSite : IAsyncLifetime
    {
        private static Site? s_site;

        public static Site Started => s_site!; // non-null: the fixture started it

        public static async Task<Site> ReadyAsync()
        {
            var site = Started;
            using var api = site.Api();
            await Site.UntilAsync(
                () => Api.SessionsApiTests.ReadAsync(api, "api/v1/analytics/sessions?page_size=1"), h => h.GetProperty("total").GetInt64() > 3000);
            return site;
        }

        public ValueTask InitializeAsync()
        {
            s_site = Site.Start(("MediaInsight:Demo", "true"));
            return ValueTask.CompletedTask;
        }

        public async ValueTask DisposeAsync() => await s_site!.DisposeAsync(); // non-null: as above
    }
}
