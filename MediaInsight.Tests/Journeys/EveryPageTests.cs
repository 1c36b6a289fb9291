using System.Reflection;
using System.Text.RegularExpressions;
using MediaInsight.Tests.Infrastructure;
using Microsoft.AspNetCore.Components;
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

    // What can't be there with a demo household: nobody is signed in, nothing of the kind was made, or it is a way to an error.
    private static readonly string[] Elsewhere = ["/account/sign-in", "/setup", "/share/{Token}", "/reports/{Id:int}", "/newsletters/{Id:int}", "/notifications/channels/{Id:int}", "/notifications/rules/{Id:int}", "/error", "/not-found"];

    private static readonly string[] Paths =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "pages.txt")).Where(l => !l.StartsWith('#')).Select(l => l.Split(' ')[1].TrimStart('/'))];

    [Fact]
    public void Every_page_of_the_program_is_looked_at()
    {
        var seen = Paths.Select(p => "/" + p.Split('?')[0]).ToHashSet(StringComparer.Ordinal);
        var missing = typeof(Program).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template).Except(Elsewhere)
            .Where(template => !seen.Any(p => Regex.IsMatch(p, $"^{Regex.Replace(template, @"\{[^}]*\}", "[^/]+")}$", RegexOptions.None, TimeSpan.FromSeconds(1))));

        Assert.Empty(missing);
    }

    /// <summary>Tables wider than what hides their end; where they can be scrolled nothing is lost.</summary>
    private const string CutOff = """
        () => [...document.querySelectorAll('main table')].filter(table => {
          for (let box = table.parentElement; box.tagName !== 'MAIN'; box = box.parentElement) {
            const overflow = getComputedStyle(box).overflowX;
            if (overflow === 'auto' || overflow === 'scroll') return false;
            if (overflow !== 'visible' && table.getBoundingClientRect().right > box.getBoundingClientRect().right + 1) return true;
          }
          return false;
        }).map(table => table.getAttribute('aria-label') ?? table.textContent.slice(0, 40))
        """;

    /// <summary>Each width and each theme on every run; each width in each theme, with everything looked at, when it is asked for.</summary>
    public static TheoryData<int, ColorScheme, bool> Looks => Environment.GetEnvironmentVariable("MEDIAINSIGHT_EVERY_LOOK") is { Length: > 0 }
        ? new(from width in new[] { 1440, 768, 390 } from scheme in new[] { ColorScheme.Dark, ColorScheme.Light } select (width, scheme, true))
        : new((1440, ColorScheme.Dark, true), (768, ColorScheme.Dark, false), (390, ColorScheme.Light, true));

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Pages_fit_stay_still_and_let_everybody_in(int width, ColorScheme scheme, bool looksAtEverything)
    {
        var site = await DemoSite.ReadyAsync();
        var page = await chromium.OpenAsync(site.Address, width, scheme);
        var errors = new List<string>();
        page.PageError += (_, e) => errors.Add($"{page.Url}: {e}");
        page.Console += (_, m) =>
        {
            // Pages that refuse say so in their own answer.
            if (m.Type == "error" && !m.Location.StartsWith(page.Url, StringComparison.Ordinal))
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

            problems.AddRange((await page.EvaluateAsync<string[]>(CutOff)).Select(table => $"/{path} cuts off \"{table}\""));
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

        Assert.True(problems.Count + errors.Count == 0, string.Join('\n', [.. problems, .. errors]));
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

            // A year moves in by and by, on a busy machine longer than one wait allows.
            foreach (var many in new[] { 0, 1500, 3000 })
            {
                await Site.UntilAsync(() => Api.SessionsApiTests.ReadAsync(api, "api/v1/analytics/sessions?page_size=1"), h => h.GetProperty("total").GetInt64() > many);
            }

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
