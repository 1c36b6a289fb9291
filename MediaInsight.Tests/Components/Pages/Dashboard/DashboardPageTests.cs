using AngleSharp.Html.Dom;

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

    private static string Tile(IHtmlDocument page, string label) =>
        page.QuerySelectorAll(".tile").Single(t => t.QuerySelector(".label")!.TextContent.Contains(label, StringComparison.Ordinal)).QuerySelector(".value")!.TextContent;
}
