using System.Net;
using MediaInsight.History.Privacy;
using MediaInsight.Identity;
using MediaInsight.Viewers;

namespace MediaInsight.Tests.Components.Pages.Viewers;

/// <summary>Merging, a person's accounts and privacy, and the figures of one account.</summary>
public sealed class PeoplePagesTests : IDisposable
{
    private readonly PagesSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task Two_chosen_persons_are_shown_with_what_each_brings()
    {
        _site.Watched();
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, $"/viewers/merge?from={PagesSite.Ben}&into={PagesSite.Ann}");

        var text = page.QuerySelector("main")!.TextContent;
        Assert.Contains("Goes into the other: 2\u00a0plays", text, StringComparison.Ordinal);
        Assert.Contains("Stays: 1\u00a0play", text, StringComparison.Ordinal);
        Assert.Contains("Merge into Ann", text, StringComparison.Ordinal);
        Assert.Contains("Nobody looks like somebody else", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_merged_person_leads_to_who_has_the_accounts_and_each_account_has_its_figures()
    {
        _site.Watched();
        var merged = await _site.Get<PersonMerges>().MergeAsync(AuditContext.System, new(PagesSite.Ben), new(PagesSite.Ann), TestContext.Current.CancellationToken);
        Assert.Null(merged.Problem);
        var account = _site.Home.People.First(p => p.Value.Name == "Ben").Key;
        using var owner = await _site.OwnerAsync();

        using (var moved = await owner.GetAsync($"/viewers/{PagesSite.Ben}"))
        {
            Assert.Equal(HttpStatusCode.Redirect, moved.StatusCode);
            Assert.EndsWith($"/viewers/{PagesSite.Ann}", moved.Headers.Location!.ToString(), StringComparison.Ordinal);
        }

        using var all = await PagesSite.ReadAsync(owner, $"/viewers/{PagesSite.Ann}");
        using var one = await PagesSite.ReadAsync(owner, $"/viewers/{PagesSite.Ann}?account={account}");
        Assert.Equal(["All accounts", "Attic: Ann", "Attic: benny"], all.QuerySelectorAll("nav[aria-label='Whose figures'] a").Select(a => a.TextContent));
        Assert.Contains("Stalker", all.QuerySelector("[aria-label='Recent plays']")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Stalker", one.QuerySelector("[aria-label='Recent plays']")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Attic: benny", one.QuerySelector("nav[aria-label='Whose figures'] [aria-current=page]")!.TextContent);
        using var history = await PagesSite.ReadAsync(owner, $"/history?viewer={PagesSite.Ann}&account={account}");
        Assert.Contains("2\u00a0plays, 2 filters", history.Body!.TextContent, StringComparison.Ordinal);

        using var manage = await PagesSite.ReadAsync(owner, $"/viewers/{PagesSite.Ann}/manage");
        Assert.Contains("Ben went into Ann", manage.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, manage.QuerySelectorAll("button").Count(b => b.TextContent.Trim() == "Split off"));
        using var list = await PagesSite.ReadAsync(owner, "/viewers/merge");
        Assert.Contains(list.QuerySelectorAll("button"), b => b.TextContent.Trim() == "Undo");
    }

    [Fact]
    public async Task The_privacy_page_lists_libraries_and_who_was_forgotten_without_a_name()
    {
        _site.Watched();
        await _site.Get<PersonForgetting>().RunAsync(AuditContext.System, new(PagesSite.Ben), ForgetMode.Delete, TestContext.Current.CancellationToken);
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, "/settings/privacy");

        Assert.Contains("An account on Attic, forgotten", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("benny", page.Body.TextContent, StringComparison.Ordinal);
        using var gone = await PagesSite.ReadAsync(owner, $"/viewers/{PagesSite.Ben}/manage", HttpStatusCode.NotFound);
    }
}
