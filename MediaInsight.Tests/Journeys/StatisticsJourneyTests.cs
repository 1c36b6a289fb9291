using System.Text.RegularExpressions;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Tests.Analytics;
using MediaInsight.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MediaInsight.Tests.Journeys;

/// <summary>Statistics in a real browser, with two months of two people's plays.</summary>
[Collection(BrowserTests.Name)]
public sealed class StatisticsJourneyTests(Chromium chromium) : IAsyncLifetime
{
    private const string Hostile = "<img src=x onerror=\"window.hacked=1\">";

    private Site _site = null!;

    public ValueTask InitializeAsync()
    {
        _site = Site.Start();
        var home = new Household(_site.Services.GetRequiredService<IDbContextFactory<MediaInsightDb>>());
        var server = home.Server("Attic");
        var ann = home.Account(server, home.Person("Ann"));
        var ben = home.Account(server, home.Person("Ben"));
        var film = home.Item(server, MediaKind.Movie, Hostile, year: 1979);
        var episode = home.Item(server, MediaKind.Episode, "Part 1", show: "Severance", season: 1, episode: 1);
        var direct = new StreamDetails { Decision = StreamDecision.DirectPlay };
        var transcode = new StreamDetails { Decision = StreamDecision.Transcode };
        var now = TimeProvider.System.GetUtcNow();
        for (var day = 1; day <= 62; day++)
        {
            home.Play(ann, film, now.AddDays(-day), TimeSpan.FromHours(2), stream: day % 2 == 0 ? transcode : direct);
            home.Play(ben, episode, now.AddDays(-day).AddHours(-1), TimeSpan.FromMinutes(30), stream: direct);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Who_watched_what_most_last_month_and_was_it_transcoded_takes_three_clicks()
    {
        var page = await OpenAsync();
        await page.GoAsync("");

        await page.Locator("nav.rail a", new() { HasText = "Statistics" }).ClickAsync();
        await page.Locator(".range summary").ClickAsync();
        await page.Locator(".range button", new() { HasText = "Last month" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex("statistics\\?range=last-month$"));
        await Expect(page.Locator("span.answer")).ToContainTextAsync(new Regex("^Ann watched most: .+h, mostly <img .+>, .+transcoded\\. In all .+, last month\\.$"));
        await Expect(page.Locator("[aria-label='Who watched what'] li")).ToHaveCountAsync(2);
        await Expect(page.Locator("[aria-label='Who watched what'] li").First).ToContainTextAsync("transcoded");
    }

    [Fact]
    public async Task A_chart_is_hidden_in_part_looked_at_closely_read_as_a_table_and_kept_as_a_picture()
    {
        var page = await OpenAsync();
        await page.GoAsync("statistics/when?range=30d");
        var card = page.Locator(".card", new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = "Over time" }) });
        await card.Locator(".apexcharts-bar-area").First.WaitForAsync();
        var series = await card.Locator(".apexcharts-series").CountAsync();
        Assert.Equal(2, series);

        await card.Locator(".legend button").First.ClickAsync();
        await Expect(card.Locator(".apexcharts-series")).ToHaveCountAsync(series - 1);
        await card.Locator(".legend button").First.ClickAsync();
        await Expect(card.Locator(".apexcharts-series")).ToHaveCountAsync(series);

        var box = (await card.Locator("[data-chart]").BoundingBoxAsync())!; // non-null: it is shown
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.3f), box.Y + (box.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.4f), box.Y + (box.Height / 2), new() { Steps = 4 });
        await page.Mouse.UpAsync();
        await Expect(card.GetByRole(AriaRole.Button, new() { Name = "Show all" })).ToBeVisibleAsync();
        var bars = await card.Locator(".apexcharts-series").First.Locator("path").CountAsync();
        Assert.InRange(bars, 2, 6);
        await card.GetByRole(AriaRole.Button, new() { Name = "Show all" }).ClickAsync();
        await Expect(card.Locator(".apexcharts-series").First.Locator("path")).ToHaveCountAsync(30);

        foreach (var (name, ending, sign) in new[] { ("Drawing (SVG)", ".svg", "<svg"), ("Picture (PNG)", ".png", "PNG") })
        {
            await card.Locator("summary[aria-label^=Download]").ClickAsync();
            var download = await page.RunAndWaitForDownloadAsync(() => card.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync());
            Assert.EndsWith(ending, download.SuggestedFilename, StringComparison.Ordinal);
            var start = new byte[400_000];
            await using var content = await download.CreateReadStreamAsync();
            var length = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, TestContext.Current.CancellationToken);
            var text = System.Text.Encoding.UTF8.GetString(start, 0, length);
            Assert.Contains(sign, text[..Math.Min(20, text.Length)], StringComparison.Ordinal);
            Assert.True(length > 3000);
            if (ending == ".svg")
            {
                Assert.Contains("Over time, last 30 days", text, StringComparison.Ordinal);
                Assert.DoesNotContain("foreignObject", text, StringComparison.Ordinal);
            }
        }

        await card.GetByRole(AriaRole.Button, new() { Name = "Show as a table" }).ClickAsync();
        await Expect(card.Locator(".twin tbody tr")).ToHaveCountAsync(30);
    }

    [Fact]
    public async Task A_title_that_looks_like_markup_stays_text_in_charts_tips_and_pictures()
    {
        var page = await OpenAsync();
        await page.GoAsync("statistics/what?range=30d");
        var card = page.Locator(".card", new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = "Popularity over time" }) });
        await card.ScrollIntoViewIfNeededAsync();
        await card.Locator(".apexcharts-series").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Expect(card.Locator(".legend")).ToContainTextAsync(Hostile);

        var box = (await card.Locator("[data-chart]").BoundingBoxAsync())!; // non-null: it is shown
        await page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2), new() { Steps = 3 });
        await Expect(card.Locator(".chart-tip")).ToContainTextAsync(Hostile);
        await card.Locator("summary[aria-label^=Download]").ClickAsync();
        await page.RunAndWaitForDownloadAsync(() => card.GetByRole(AriaRole.Button, new() { Name = "Picture (PNG)" }).ClickAsync());

        await page.GoAsync("review?from=2020-01-01&to=2029-12-01");
        await Expect(page.Locator(".shelf .name").First).ToContainTextAsync(Hostile);
        var review = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Picture" }).ClickAsync());
        Assert.EndsWith(".png", review.SuggestedFilename, StringComparison.Ordinal);
        var sign = new byte[4];
        await using var kept = await review.CreateReadStreamAsync();
        await kept.ReadExactlyAsync(sign, TestContext.Current.CancellationToken);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], sign);

        Assert.Equal(0, await page.Locator("img[onerror]").CountAsync());
        Assert.False(await page.EvaluateAsync<bool>("() => 'hacked' in window"));
    }

    [Fact]
    public async Task A_filter_is_saved_taken_up_and_remembered()
    {
        var page = await OpenAsync();
        await page.GoAsync("statistics/what?range=90d&kind=movie");
        await page.Locator("summary[aria-label='Saved filters']").ClickAsync();
        await page.GetByLabel("Name of this filter").FillAsync("Film <b>nights</b>");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.Locator(".kept a")).ToHaveTextAsync("Film <b>nights</b>");

        await page.GoAsync("statistics/who?range=7d");
        await page.Locator("summary[aria-label='Saved filters']").ClickAsync();
        await page.Locator(".kept a").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("statistics/who\\?range=90d&kind=movie$"));

        await page.Locator("select[aria-label=Kind]").SelectOptionAsync(new SelectOptionValue { Label = "Music" });
        await Expect(page).ToHaveURLAsync(new Regex("kind=track"));
        await page.GoAsync("statistics/devices");
        await Expect(page).ToHaveURLAsync(new Regex("statistics/devices\\?range=90d&kind=track$"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Clear all" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("statistics/devices$"));
        await page.Locator("summary[aria-label='Saved filters']").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete the filter Film <b>nights</b>" }).ClickAsync();
        await Expect(page.Locator(".kept")).ToHaveCountAsync(0);
    }

    private async Task<IPage> OpenAsync()
    {
        var page = await chromium.OpenAsync(_site.Address);
        await page.SignInAsync();
        return page;
    }
}
