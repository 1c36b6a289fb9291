using System.Net;
using AngleSharp.Html.Dom;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Components.Pages.Dashboard;

public sealed class DashboardPageTests : IDisposable
{
    private readonly PagesSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task A_new_installation_is_welcomed_and_shown_where_to_begin()
    {
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, "/");

        Assert.Contains("Welcome to MediaInsight", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll("main a"), a => a.GetAttribute("href") == "servers/add");
        Assert.Equal("setup/servers", page.QuerySelectorAll("main a").Single(a => a.TextContent.Contains("demo household", StringComparison.Ordinal)).GetAttribute("href"));
        Assert.Empty(page.QuerySelectorAll(".tile"));
    }

    [Fact]
    public async Task Figures_people_titles_news_and_servers_are_there_before_any_script_runs()
    {
        _site.Watched();
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, "/");

        Assert.Contains("Nobody is watching.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("3", Tile(page, "Total plays"));
        Assert.Equal(["Ann", "Ben"], page.QuerySelectorAll("[aria-label='Top viewers by watch time'] a").Select(a => a.TextContent).Order());
        Assert.Equal(["Severance", "Stalker"], page.QuerySelectorAll("[aria-label='Most watched titles by watch time'] a").Select(a => a.TextContent).Order());
        Assert.Contains("Stalker", page.QuerySelector("ol[aria-label='Recently added']")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("3\u00A0plays", page.QuerySelector("ul[aria-label='Servers']")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll(".skeleton"));
    }

    [Fact]
    public async Task The_chart_says_that_nobody_looked_for_a_while()
    {
        _site.Watched();
        using var owner = await _site.OwnerAsync();
        using (var page = await PagesSite.ReadAsync(owner, "/"))
        {
            Assert.DoesNotContain("Not observed", page.Body!.TextContent, StringComparison.Ordinal);
        }

        await _site.MissedAsync();
        using var after = await PagesSite.ReadAsync(owner, "/");

        Assert.Contains(after.QuerySelectorAll(".chart .legend li"), l => l.TextContent.Contains("Not observed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_limited_reader_sees_only_the_own_plays()
    {
        _site.Watched();
        using var ben = await _site.LimitedAsync(PagesSite.Ben);

        using var page = await PagesSite.ReadAsync(ben, "/");

        var text = page.Body!.TextContent;
        Assert.Equal("2", Tile(page, "Total plays"));
        Assert.DoesNotContain("Ann", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Stalker", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Recently added", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_in_the_address_narrows_everything()
    {
        _site.Watched();
        _site.Home.Server("Cellar");
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, $"/?server={_site.Home.Servers[1].Id}&chart=hours");

        Assert.Equal("0", Tile(page, "Total plays"));
        Assert.Contains("Nothing played in the last 30 days", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_chosen_last_is_taken_up_again_on_every_list_and_an_address_goes_before_it()
    {
        _site.Watched();
        var gone = _site.Home.Server("Cellar").Id;
        using var owner = await _site.OwnerAsync();
        var (filters, attic, id) = (_site.Get<SavedFilters>(), _site.Home.Servers[0].Id, await OwnerIdAsync());
        await filters.UseServerAsync(id, attic, Token);

        foreach (var (path, with) in new[] { ("/", $"/?server={attic}"), ("/history", $"/history?server={attic}"), ("/libraries", $"/libraries?server={attic}") })
        {
            using var bare = await owner.GetAsync(path);
            Assert.Equal(HttpStatusCode.Redirect, bare.StatusCode);
            Assert.EndsWith(with, bare.Headers.Location!.ToString(), StringComparison.Ordinal);
            using var named = await PagesSite.ReadAsync(owner, $"{path}?server={gone}");
            using var said = await PagesSite.ReadAsync(owner, with);
        }

        Assert.Empty(await filters.ReadAsync(id, Token));
        await filters.UseServerAsync(id, new(gone.Value + 1), Token);
        using var all = await PagesSite.ReadAsync(owner, "/history");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<string> OwnerIdAsync()
    {
        await using var db = await _site.Get<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(Token);
        return await db.Users.OrderBy(u => u.Id).Select(u => u.Id).FirstAsync(Token);
    }

    private static string Tile(IHtmlDocument page, string label) =>
        page.QuerySelectorAll(".tile").Single(t => t.QuerySelector(".label")!.TextContent.Contains(label, StringComparison.Ordinal)).QuerySelector(".value")!.TextContent;
}
