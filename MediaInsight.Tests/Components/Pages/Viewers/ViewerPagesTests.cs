using System.Net;

namespace MediaInsight.Tests.Components.Pages.Viewers;

public sealed class ViewerPagesTests : IDisposable
{
    private readonly PagesSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task Without_people_the_list_says_what_it_will_show()
    {
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, "/viewers");

        Assert.Contains("Nobody yet", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/viewers", "Ben,Ann")]
    [InlineData("/viewers?q=BENNY", "Ben")]
    [InlineData("/viewers?sort=-name", "Ben,Ann")]
    [InlineData("/viewers?sort=plays", "Ann,Ben")]
    [InlineData("/viewers?sort=nonsense&page=abc&server=x", "Ben,Ann")]
    public async Task People_are_searched_and_sorted_by_the_address(string address, string names)
    {
        _site.Watched();
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, address);

        Assert.Equal(names.Split(','), page.QuerySelectorAll("main tbody .name").Select(n => n.TextContent).Where(n => n is "Ann" or "Ben"));
    }

    [Theory]
    [InlineData("/viewers?sort=nonsense&page=abc&server=x", "“nonsense” is no column to sort by. “abc” is no page number. “x” is no id of a server.", "viewers")]
    [InlineData("/viewers?q=ann&server=999", "There is no server with the id 999.", "viewers?q=ann")]
    [InlineData("/viewers/8?range=soon&account=999", "“soon” is no range: write 30d, all or 2026-01-01..2026-01-31. “999” is no account of this person.", "viewers/8")]
    [InlineData("/viewers/8?range=2026-02-01..2026-01-01", "“2026-02-01..2026-01-01” is no range", "viewers/8")]
    public async Task What_cannot_be_used_is_named_in_plain_words(string address, string words, string clean)
    {
        _site.Watched();
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, address);

        Assert.Contains(words, page.QuerySelector("main .notice")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(clean, page.QuerySelector("main .notice a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Nobody_found_offers_the_way_back()
    {
        _site.Watched();
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, "/viewers?q=zzz");

        Assert.Contains("Nobody found", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_on_which_nobody_looked_are_marked_named_and_explained()
    {
        _site.Watched();
        await _site.MissedAsync();
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, $"/viewers/{PagesSite.Ben}");

        var missed = page.QuerySelectorAll(".cells .cell[data-missed]");
        Assert.InRange(missed.Length, 1, 2);
        Assert.Contains("Not observed: Attic", missed[0].GetAttribute("title"), StringComparison.Ordinal);
        var legend = page.QuerySelector(".legend")!.TextContent;
        Assert.Contains("Not observed", legend, StringComparison.Ordinal);
        Assert.DoesNotContain("{", legend, StringComparison.Ordinal);
        Assert.Contains("Not observed", page.QuerySelector("table[aria-label='Watch time by month']")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_tells_figures_titles_devices_and_addresses()
    {
        _site.Watched();
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, $"/viewers/{PagesSite.Ben}");

        var text = page.Body!.TextContent;
        Assert.Contains("Ben", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("as benny", text, StringComparison.Ordinal);
        Assert.Contains("Severance", page.QuerySelector("[aria-label='Recent plays']")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("203.0.113.9", text, StringComparison.Ordinal);
        Assert.Contains("Outside (WAN)", text, StringComparison.Ordinal);
        Assert.Contains("Somewhere", text, StringComparison.Ordinal);
        Assert.Equal(365, page.QuerySelectorAll(".cells .cell").Length);
    }

    [Fact]
    public async Task The_range_stands_in_the_address()
    {
        _site.Watched();
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, $"/viewers/{PagesSite.Ben}?range=2020-01-01..2020-01-31");

        Assert.Contains("Nothing in this time", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/viewers/99999")]
    [InlineData("/viewers/abc")]
    [InlineData("/viewers/-1")]
    public async Task Who_does_not_exist_is_not_found(string address)
    {
        _site.Watched();
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, address, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_limited_reader_finds_only_the_own_person()
    {
        _site.Watched();
        using var ben = await _site.LimitedAsync(PagesSite.Ben);

        using var list = await PagesSite.ReadAsync(ben, "/viewers");
        using var own = await PagesSite.ReadAsync(ben, $"/viewers/{PagesSite.Ben}");
        using var other = await PagesSite.ReadAsync(ben, $"/viewers/{PagesSite.Ann}", HttpStatusCode.NotFound);

        Assert.DoesNotContain("Ann", list.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("203.0.113.9", own.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Stalker", other.Body!.TextContent, StringComparison.Ordinal);
    }
}
