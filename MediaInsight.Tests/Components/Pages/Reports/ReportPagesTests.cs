using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using MediaInsight.Analytics.Dashboards;
using MediaInsight.Analytics.Reports;
using MediaInsight.Analytics.Sharing;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Tests.Identity;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Components.Pages.Reports;

/// <summary>Reports, the dashboard and links over the whole program.</summary>
public sealed class ReportPagesTests : IDisposable
{
    private readonly PagesSite _site = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_is_listed_with_its_question_and_opens()
    {
        _site.Watched();
        using var owner = await _site.OwnerAsync();
        var id = await KeepAsync("split=title&kind=movie&measure=plays&range=90d", "My <i>films</i>");

        using var list = await PagesSite.ReadAsync(owner, "/reports");
        using var page = await PagesSite.ReadAsync(owner, $"/reports/{id}");

        var link = list.QuerySelector($"a[href='reports/{id}']")!;
        Assert.Equal("My <i>films</i>", link.TextContent);
        Assert.Contains("Plays by title, last 90 days, narrowed · Ranking", list.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("My <i>films</i>", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("Plays by title, last 90 days, narrowed.", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reports_of_others_are_not_there()
    {
        _site.Watched();
        var id = await KeepAsync("split=viewer", "Who");
        using var ben = await _site.LimitedAsync(PagesSite.Ben);

        using var missing = await PagesSite.ReadAsync(ben, $"/reports/{id}", HttpStatusCode.NotFound);
        using var list = await PagesSite.ReadAsync(ben, "/reports");

        Assert.DoesNotContain("Who", list.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shared_report_shows_its_rows_with_names_as_chosen_and_goes_with_the_report()
    {
        _site.Watched();
        var id = await KeepAsync("split=viewer&range=all", "Who watched");
        var token = await ShareAsync(id, ShareNames.Anonymous);
        var full = await ShareAsync(id, ShareNames.Full);
        using var owner = await _site.OwnerAsync();

        using var named = await PagesSite.ReadAsync(owner, $"/share/{full}");
        using var nameless = await PagesSite.ReadAsync(owner, $"/share/{token}");

        Assert.Equal(["Ann", "Ben"], named.QuerySelectorAll("tbody th").Select(t => t.TextContent).Order());
        Assert.Equal(["Person 1", "Person 2"], nameless.QuerySelectorAll("tbody th").Select(t => t.TextContent));
        Assert.DoesNotContain("Ann", nameless.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(nameless.QuerySelectorAll("body a[href], nav, img[src^='img/viewer'], img[src^='img/item']"));

        await _site.Get<SavedReports>().DeleteAsync(await OwnerIdAsync(), id, Token);
        using var gone = await PagesSite.ReadAsync(owner, $"/share/{full}", HttpStatusCode.NotFound);
        Assert.Contains("There is nothing at this address", gone.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dashboard_stands_as_it_was_arranged_for_its_account_only()
    {
        _site.Watched();
        var id = await KeepAsync("split=viewer&range=all", "Who watched");
        var layouts = _site.Get<DashboardLayouts>();
        await layouts.SaveAsync(await OwnerIdAsync(), WidgetList.Read($"servers:full,statistic.top-movies:half,report.{id}:half,report.999:half"), Token);
        using var owner = await _site.OwnerAsync();
        using var ben = await _site.LimitedAsync(PagesSite.Ben);

        using var own = await PagesSite.ReadAsync(owner, "/");
        using var other = await PagesSite.ReadAsync(ben, "/");

        Assert.Equal(["servers", "statistic.top-movies", $"report.{id}", "report.999"], own.QuerySelectorAll("[data-widget]").Select(w => w.GetAttribute("data-widget")));
        Assert.Contains("Top movies", own.QuerySelector("[data-widget='statistic.top-movies'] h2")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Who watched", own.QuerySelector($"[data-widget='report.{id}'] h2")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("This report is gone", own.QuerySelector("[data-widget='report.999']")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["tiles", "plays", "viewers", "titles", "servers"], other.QuerySelectorAll("[data-widget]").Select(w => w.GetAttribute("data-widget")));
    }

    [Fact]
    public async Task A_look_back_shows_what_was_watched_and_leads_to_its_picture()
    {
        _site.Watched();
        using var owner = await _site.OwnerAsync();
        var (from, to) = (Day(-5), Day(0));

        using var all = await PagesSite.ReadAsync(owner, $"/review?from={from}&to={to}");
        using var one = await PagesSite.ReadAsync(owner, $"/review/{PagesSite.Ann}?from={from}&to={to}");
        using var nothing = await PagesSite.ReadAsync(owner, "/review?from=1999-01-01&to=1999-02-01");

        Assert.StartsWith("2.0 h in 3 plays, on ", Answer(all).Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Equal(["Severance", "Stalker"], all.QuerySelectorAll(".shelf[aria-label='Favourite films'] .name, .shelf[aria-label='Favourite shows'] .name").Select(n => n.TextContent.Split(" (")[0]).Order());
        Assert.Contains("Who", all.QuerySelectorAll("h2").Select(h => h.TextContent.Trim()));
        Assert.StartsWith("Ann's ", one.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Severance", one.QuerySelector(".story")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Nothing was watched in this time", nothing.Body!.TextContent, StringComparison.Ordinal);
        var picture = one.QuerySelector("button[data-picture=png]")!.GetAttribute("data-words")!;
        using var drawn = await owner.GetAsync("/" + picture);
        Assert.Equal((HttpStatusCode.OK, "image/svg+xml"), (drawn.StatusCode, drawn.Content.Headers.ContentType!.MediaType));
        Assert.Contains("Stalker", await drawn.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from=2026-02-30&to=2026-03-01", "Write both days like 2026-01-31.")]
    [InlineData("from=2026-02-01", "Write both days like 2026-01-31.")]
    [InlineData("from=2026-03-01&to=2026-02-01", "The first day is after the last.")]
    [InlineData("from=1066-10-14&to=2026-02-01", "Days go from 1990-01-01")]
    [InlineData("from=2001-01-01&to=2020-01-01", "A review looks back on ten years at most.")]
    [InlineData("year=<script>", "year")]
    public async Task A_look_back_on_days_that_make_no_sense_says_so_and_shows_the_usual_ones(string query, string words)
    {
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, "/review?" + query);
        using var picture = await owner.GetAsync("/review-picture?" + query);

        Assert.Contains(words, page.QuerySelector("p.problem")!.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Nothing was watched in this time", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("main script"));
        Assert.Equal(HttpStatusCode.BadRequest, picture.StatusCode);
    }

    public void Dispose() => _site.Dispose();

    private string Day(int days) => SiteDays.Of(_site.Now.AddDays(days), TimeZoneInfo.Utc).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Answer(IHtmlDocument page) => page.QuerySelector(".answer")!.TextContent.Trim();

    private async Task<string> OwnerIdAsync()
    {
        await using var db = await _site.Get<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(Token);
        return await db.Users.Where(u => u.UserName == SiteFactory.OwnerName).Select(u => u.Id).SingleAsync(Token);
    }

    private async Task<int> KeepAsync(string words, string name) => (await _site.Get<SavedReports>().AddAsync(await OwnerIdAsync(), name, words, Token))!.Value;   // non-null: few reports

    private async Task<string> ShareAsync(int report, ShareNames names) =>
        (await _site.Get<ShareLinks>().CreateAsync(new AuditContext(SiteFactory.OwnerName, await OwnerIdAsync(), null), new(ShareKind.Report, "Who watched", "", report, names, 7), Token))!;   // non-null: few links
}
