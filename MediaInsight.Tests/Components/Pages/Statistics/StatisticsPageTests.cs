using System.Globalization;
using System.Net;
using System.Text.Json;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Identity;
using MediaInsight.Tests.Api;
using MediaInsight.Tests.Identity;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Components.Pages.Statistics;

public sealed class StatisticsPageTests : IDisposable
{
    private readonly PagesSite _site = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task The_first_line_says_who_watched_what_and_whether_it_was_transcoded()
    {
        _site.Watched();
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, "/statistics");

        var answer = Text(page, ".answer");
        Assert.Contains("watched most: 1.0 h, mostly", answer, StringComparison.Ordinal);
        Assert.Contains("nothing transcoded", answer, StringComparison.Ordinal);
        Assert.Contains("3 plays, 2.0 h by 2 people", answer, StringComparison.Ordinal);
        var people = page.QuerySelector("[aria-label='Who watched what']")!.TextContent;
        Assert.All(["Ann", "Stalker", "Ben", "Severance"], name => Assert.Contains(name, people, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("range=30d", 30)]
    [InlineData("range=30d&kind=episode", null)]
    [InlineData("range=7d&viewer=7", null)]
    public async Task Totals_agree_between_the_page_the_dashboard_the_api_and_the_files(string filter, int? dashboardDays)
    {
        _site.Watched();
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, "/statistics?" + filter);
        using var home = await PagesSite.ReadAsync(owner, "/");
        using var answer = await owner.GetAsync($"/api/v1/analytics/query?viewers=true&{filter}");
        var total = JsonDocument.Parse(await Browser.TextAsync(answer)).RootElement.GetProperty("total");
        using var days = await owner.GetAsync($"/api/v1/analytics/plays-by-day.csv?{filter}");
        using var history = await owner.GetAsync($"/api/v1/history?format=csv&{filter}");
        var (ofDays, ofHistory) = (CsvReading.Of(await Browser.TextAsync(days)), CsvReading.Of(await Browser.TextAsync(history)));

        var (plays, seconds) = (total.GetProperty("plays").GetInt32(), total.GetProperty("watched_seconds").GetDouble());
        Assert.Equal((plays, seconds), (ofDays.Sum(r => int.Parse(r["plays"], CultureInfo.InvariantCulture)), ofDays.Sum(r => double.Parse(r["watched_seconds"], CultureInfo.InvariantCulture))));
        Assert.Equal((plays, seconds), (ofHistory.Count, ofHistory.Sum(r => double.Parse(r["watched_seconds"], CultureInfo.InvariantCulture))));
        var words = string.Create(CultureInfo.InvariantCulture, $"{plays} {(plays == 1 ? "play" : "plays")}, {seconds / 3600:0.0} h");
        Assert.Contains(words, Text(page, ".answer"), StringComparison.Ordinal);
        if (dashboardDays is { } shown)
        {
            var tile = home.QuerySelectorAll(".tiles > *").Single(t => t.TextContent.Contains($"Plays, {shown} days", StringComparison.Ordinal)).TextContent.Replace('\u00A0', ' ');
            Assert.Matches(string.Create(CultureInfo.InvariantCulture, $@"\b{plays}\b.*{seconds / 3600:0.0} h watched"), tile.ReplaceLineEndings(" "));
        }
    }

    [Fact]
    public async Task Without_plays_it_says_so_and_every_page_stands()
    {
        using var owner = await _site.OwnerAsync();

        foreach (var section in PanelPaths())
        {
            using var page = await PagesSite.ReadAsync(owner, section);
            Assert.Contains("Nothing was watched, last 30 days.", page.Body!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_unknown_page_is_not_found()
    {
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, "/statistics/nonsense", HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("range=sometimes", "“sometimes” is no range")]
    [InlineData("from=2026-02-30", "“2026-02-30” is no day")]
    [InlineData("from=2026-03-01&to=2026-02-01", "The first day is after the last.")]
    [InlineData("from=1066-10-14", "Days go from 1990-01-01")]
    [InlineData("viewer=999", "There is no person with the id 999.")]
    [InlineData("server=-1", "“-1” is no id of a server.")]
    [InlineData("kind=opera", "“opera” is no kind of media")]
    [InlineData("tz=Mars/Olympus", "“Mars/Olympus” is no known time zone")]
    [InlineData("compare=<script>", "is no comparison")]
    public async Task Words_that_make_no_sense_are_said_in_plain_words(string query, string words)
    {
        _site.Watched();
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, "/statistics?" + query);

        Assert.Contains(words, Text(page, ".notice"), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("main script"));
    }

    [Fact]
    public async Task Tabs_and_pages_of_kinds_carry_the_filter()
    {
        _site.Watched();
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, "/statistics/movies?range=7d&viewer=7&compare=previous");

        var links = page.QuerySelectorAll("nav[aria-label=Statistics] a, nav[aria-label='Kinds of media'] a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.InRange(links.Count, 14, 20);
        Assert.All(links, l => Assert.EndsWith("?range=7d&viewer=7&compare=previous", l, StringComparison.Ordinal));
        Assert.Contains("1 play, 1.0 h", Text(page, ".answer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limited_reader_sees_the_own_figures_whatever_the_address_says()
    {
        _site.Watched();
        using var limited = await _site.LimitedAsync(PagesSite.Ben);

        foreach (var query in new[] { "", $"?viewer={PagesSite.Ann}" })
        {
            using var page = await PagesSite.ReadAsync(limited, "/statistics" + query);
            Assert.DoesNotContain("Ann", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("Stalker", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        }

        using var own = await PagesSite.ReadAsync(limited, "/statistics");
        Assert.Contains("Ben watched most: 1.0 h, mostly Severance", Text(own, ".answer"), StringComparison.Ordinal);
        using var other = await PagesSite.ReadAsync(limited, $"/statistics?viewer={PagesSite.Ann}");
        Assert.Contains($"There is no person with the id {PagesSite.Ann}.", Text(other, ".notice"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_filter_used_last_is_taken_up_again_and_an_address_goes_before_it()
    {
        using var owner = await _site.OwnerAsync();
        await _site.Get<SavedFilters>().UseAsync(await OwnerIdAsync(), "range=7d&compare=previous", Token);

        using var bare = await owner.GetAsync("/statistics/when");
        Assert.Equal(HttpStatusCode.Redirect, bare.StatusCode);
        Assert.EndsWith("/statistics/when?range=7d&compare=previous", bare.Headers.Location!.ToString(), StringComparison.Ordinal);

        using var named = await PagesSite.ReadAsync(owner, "/statistics/when?range=90d");
        Assert.Contains("last 90 days", Text(named, ".answer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saved_filters_are_the_readers_own()
    {
        using var owner = await _site.OwnerAsync();
        var filters = _site.Get<SavedFilters>();
        Assert.Null(await filters.KeepAsync(await OwnerIdAsync(), "  Movie nights ", "kind=movie&range=90d", Token));
        using var limited = await _site.LimitedAsync(PagesSite.Ben);

        using var mine = await PagesSite.ReadAsync(owner, "/statistics/when?range=7d");
        using var other = await PagesSite.ReadAsync(limited, "/statistics/when?range=7d");

        var link = mine.QuerySelectorAll(".kept a").Single();
        Assert.Equal("Movie nights", link.TextContent);
        Assert.Equal("statistics/when?range=90d&kind=movie", link.GetAttribute("href"));
        Assert.Empty(other.QuerySelectorAll(".kept a"));
    }

    [Fact]
    public async Task Saving_under_a_name_again_replaces_and_deleting_takes_away()
    {
        var filters = _site.Get<SavedFilters>();
        var owner = await OwnerIdAsync();

        Assert.Equal("Give the filter a name.", await filters.KeepAsync(owner, "   ", "range=7d", Token));
        Assert.Null(await filters.KeepAsync(owner, "Mine", "range=7d", Token));
        Assert.Null(await filters.KeepAsync(owner, "Mine", "range=90d", Token));
        await filters.UseAsync(owner, "range=all", Token);
        Assert.Equal([new("Mine", "range=90d")], await filters.ReadAsync(owner, Token));

        await filters.DeleteAsync(owner, "Mine", Token);
        Assert.Empty(await filters.ReadAsync(owner, Token));
        Assert.Equal("range=all", await filters.LastAsync(owner, Token));
        for (var i = 0; i < SavedFilters.MaxKept; i++)
        {
            Assert.Null(await filters.KeepAsync(owner, $"Number {i}", "range=7d", Token));
        }

        Assert.Contains("Delete one first", await filters.KeepAsync(owner, "One more", "range=7d", Token), StringComparison.Ordinal);
    }

    private static IEnumerable<string> PanelPaths() =>
        MediaInsight.Components.Pages.Statistics.PanelCatalogue.Sections.Concat(MediaInsight.Components.Pages.Statistics.PanelCatalogue.Kinds).Select(s => $"/statistics/{s.Key}".TrimEnd('/'));

    private async Task<string> OwnerIdAsync()
    {
        await using var db = await _site.Get<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(Token);
        return await db.Set<AppUser>().OrderBy(u => u.Id).Select(u => u.Id).FirstAsync(Token);
    }

    private static string Text(AngleSharp.Html.Dom.IHtmlDocument page, string selector) => page.QuerySelector(selector)!.TextContent.Replace('\u00A0', ' ');
}
