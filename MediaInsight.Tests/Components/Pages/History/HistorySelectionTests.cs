using System.Security.Claims;
using AngleSharp.Dom;
using Bunit;
using MediaInsight.Components.Pages.History;
using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.InMemory;
using MediaInsight.Tests.History.Changes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Radzen;
using Page = MediaInsight.Components.Pages.History.HistoryPage;

namespace MediaInsight.Tests.Components.Pages.History;

public sealed class HistorySelectionTests : BunitContext
{
    private readonly CareRig _rig = new(60);

    public HistorySelectionTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(_rig.Time);
        Services.AddSingleton(new SiteSettings { TimeZone = "Europe/Berlin", Culture = "en-GB" });
        Services.AddUi();
        Services.AddSingleton<IDbContextFactory<MediaInsightDb>>(_rig.Db);
        Services.AddSingleton<PlayIndex>();
        Services.AddSingleton<HistoryQuery>();
        Services.AddSingleton<HistoryOptions>();
        Services.AddSingleton<MediaInsight.Analytics.UnobservedTimes>();
        Services.AddSingleton<MediaInsight.Analytics.Statistics.FilterCheck>();
        Services.AddSingleton(new MediaInsight.Analytics.Statistics.SavedFilters(_rig.Db, _rig.Writer, _rig.Time));
        Services.AddSingleton(_rig.Bin);
        Services.AddSingleton(_rig.Reassignment);
    }

    [Fact]
    public void Who_may_not_delete_has_nothing_to_tick() => Assert.Empty(Draw(CareRig.Reader).FindAll("input[type=checkbox], .dock"));

    [Fact]
    public async Task Ticking_says_how_many_and_offers_all_that_the_filter_finds()
    {
        var cut = Draw(CareRig.Admin, "history?size=25&kind=movie");
        Assert.Empty(cut.FindAll(".dock .actions"));

        await Ticks(cut)[1].ClickAsync(new());
        await Ticks(cut)[4].ClickAsync(new MouseEventArgs { ShiftKey = true });
        Assert.Contains("4 selected", cut.Find(".dock").TextContent, StringComparison.Ordinal);

        await cut.FindAll(".dock button").First(b => b.TextContent.Contains("Select all", StringComparison.Ordinal)).ClickAsync(new());
        Assert.Contains("30 selected", cut.Find(".dock").TextContent, StringComparison.Ordinal);
        Assert.All(Ticks(cut), t => Assert.True(t.HasAttribute("checked")));

        await cut.Find(".dock button[aria-label='Select none']").ClickAsync(new());
        Assert.Empty(cut.FindAll(".dock .actions"));
    }

    [Fact]
    public async Task Another_filter_forgets_the_ticks_another_page_keeps_them()
    {
        var cut = Draw(CareRig.Admin, "history?size=25");
        await Ticks(cut)[1].ClickAsync(new());

        Navigate(cut, "history?size=25&page=2");
        Assert.Contains("1 selected", cut.Find(".dock").TextContent, StringComparison.Ordinal);

        Navigate(cut, "history?size=25&kind=movie");
        Assert.Empty(cut.FindAll(".dock .actions"));
    }

    [Fact]
    public async Task A_tick_does_not_open_the_play()
    {
        var cut = Draw(CareRig.Admin);
        await Ticks(cut)[1].ClickAsync(new());

        Assert.DoesNotContain("play=", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ticked_plays_are_given_to_the_person_that_is_chosen_in_the_dialog()
    {
        var host = Services.GetRequiredService<DialogService>();
        var opened = new TaskCompletionSource<(string? Title, IReadOnlyDictionary<string, object?> Given)>();
        host.OnOpen += (title, _, parameters, _) => opened.SetResult((title, parameters));
        var cut = Draw(CareRig.Admin, "history?viewer=1");
        await Ticks(cut)[1].ClickAsync(new());
        await Ticks(cut)[2].ClickAsync(new());

        var assigning = cut.FindAll(".dock button").First(b => b.TextContent.Contains("Assign to", StringComparison.Ordinal)).ClickAsync(new());
        var (title, given) = await opened.Task.WaitAsync(Xunit.TestContext.Current.CancellationToken);
        var dialog = Render<AssignDialog>(p => p.Add(d => d.People, (IReadOnlyList<(ViewerId, string)>)given[nameof(AssignDialog.People)]!)); // non-null: the page gives them
        var assign = dialog.FindAll("button").First(b => b.TextContent.Contains("Assign", StringComparison.Ordinal));
        Assert.Equal("Assign 2\u00A0plays", title);
        Assert.True(assign.HasAttribute("disabled"));
        Assert.Equal(["Choose…", "Ann", "Bob"], dialog.FindAll("option").Select(o => o.TextContent));
        await dialog.Find("select").ChangeAsync(new() { Value = "2" });
        await dialog.FindAll("button").First(b => b.TextContent.Contains("Assign", StringComparison.Ordinal)).ClickAsync(new());
        await assigning;

        Assert.Equal(["2"], _rig.Ask("SELECT count(*) FROM plays p JOIN server_users u ON u.id = p.user_id WHERE p.server_id = 1 AND u.viewer_id = 2"));
        cut.WaitForAssertion(() => Assert.Contains("28\u00A0plays", cut.Markup, StringComparison.Ordinal));
    }

    private static IReadOnlyList<IElement> Ticks(IRenderedComponent<Page> cut) => cut.FindAll("table input[type=checkbox]");

    private void Navigate(IRenderedComponent<Page> cut, string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        cut.WaitForAssertion(() => Assert.NotEmpty(cut.FindAll("tbody tr")));
    }

    private IRenderedComponent<Page> Draw(ClaimsPrincipal reader, string address = "history")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var cut = Render<Page>(p => p.AddCascadingValue(Task.FromResult(new AuthenticationState(reader))));
        cut.WaitForState(() => cut.FindAll("tbody tr").Count > 0);
        return cut;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _rig.Dispose();
    }
}
