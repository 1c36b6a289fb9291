using Bunit;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Media;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Tests.Components.Media;
using MediaInsight.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Components.Pages.Statistics;

public sealed class StatisticFilterBarTests : BunitContext
{
    private static readonly HistoryChoices Choices = new(
        [new(new(7), "Ann"), new(new(8), "Ben")],
        [new(new(1), "Attic", ServerKind.Plex), new(new(2), "Cellar", ServerKind.Emby)],
        [new(new(3), "Films", new(1), "Attic"), new(new(4), "Music", new(2), "Cellar")])
    {
        Accounts = [new(new(11), "ann", new(7), "Attic"), new(new(12), "anna", new(7), "Cellar"), new(new(13), "ben", new(8), "Attic")],
    };

    private FilterWords? _chosen;

    public StatisticFilterBarTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(new ManualTime(Samples.Now));
        Services.AddSingleton(new SiteSettings { TimeZone = "UTC", Culture = "en-GB" });
        Services.AddUi();
    }

    [Fact]
    public void A_range_is_chosen_by_its_name()
    {
        var cut = Draw("statistics?kind=movie");

        cut.FindAll(".range button").First(b => b.TextContent == "Last month").Click();

        Assert.Equal(("last-month", new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 31), MediaKind.Movie), (_chosen!.Range, _chosen.Filter.From, _chosen.Filter.To, _chosen.Filter.Kind!.Value));
    }

    [Fact]
    public void Own_days_and_unusual_stretches_are_shown_as_such()
    {
        Assert.Contains("last 3 days", Draw("statistics?range=3d").Find(".range summary").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 Jan – 5 Feb", Draw("statistics?from=2026-01-01&to=2026-02-05").Find(".range summary").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_server_forgets_the_library_and_another_person_the_account()
    {
        var cut = Draw("statistics?server=1&library=3&viewer=7&account=11");

        cut.Find("select[aria-label=Server]").Change("1");
        Assert.Equal((new ServerId(2), null), (_chosen!.Filter.Server!.Value, _chosen.Filter.Library));
        cut.Find("select[aria-label=Person]").Change("1");
        Assert.Equal((new ViewerId(8), null), (_chosen.Filter.Viewer!.Value, _chosen.Filter.User));
    }

    [Fact]
    public void Accounts_are_offered_once_a_person_of_several_is_chosen()
    {
        Assert.Empty(Draw("statistics").FindAll("select[aria-label=Account]"));
        Assert.Empty(Draw("statistics?viewer=8").FindAll("select[aria-label=Account]"));
        Assert.Equal(["All", "ann (Attic)", "anna (Cellar)"], Draw("statistics?viewer=7").FindAll("select[aria-label=Account] option").Select(o => o.TextContent));
    }

    [Fact]
    public void What_is_gone_is_named_so_that_it_can_be_taken_away()
    {
        var cut = Draw("statistics?viewer=99&item=5&tz=Asia/Tokyo");

        Assert.Contains("Unknown person", cut.Markup, StringComparison.Ordinal);
        Assert.Contains("Unknown title", cut.Markup, StringComparison.Ordinal);
        cut.Find("select[aria-label=Zone]").Change("-1");
        Assert.Null(_chosen!.Zone);
    }

    [Theory]
    [InlineData("Asia/Tokyo", "The site's|Mine (Asia/Tokyo)")]
    [InlineData("Europe/Vienna", "The site's|Mine (Europe/Vienna)")]
    [InlineData("Mars/Olympus", "")]
    [InlineData("", "")]
    public void The_readers_own_zone_is_offered_where_it_is_another(string told, string offered)
    {
        var module = JSInterop.SetupModule(path => path.Identifier == "import" && path.Arguments[0] is string file && file.Contains("zone", StringComparison.Ordinal));
        module.Setup<string?>("zone").SetResult(told);

        var cut = Draw("statistics");
        cut.WaitForAssertion(() => Assert.Equal(offered, string.Join('|', cut.FindAll("select[aria-label=Zone] option").Select(o => o.TextContent))));
        if (offered.Length > 0)
        {
            cut.Find("select[aria-label=Zone]").Change("0");
            Assert.Equal(told, _chosen!.Zone);
        }
    }

    [Fact]
    public void Comparing_is_switched_on_and_is_not_offered_for_all_time()
    {
        Draw("statistics").Find(".compare").Click();
        Assert.True(_chosen!.Compare);

        Assert.True(Draw("statistics?range=all").Find(".compare").HasAttribute("disabled"));
    }

    [Fact]
    public void Clearing_leaves_the_last_thirty_days()
    {
        var cut = Draw("statistics?range=all&server=1&compare=previous");

        cut.FindAll("button").First(b => b.TextContent.Contains("Clear all", StringComparison.Ordinal)).Click();

        Assert.Equal(FilterWords.Of("30d", new(2026, 11, 21)), _chosen);
    }

    [Fact]
    public void A_page_of_one_kind_offers_no_other() => Assert.Empty(Draw("statistics/movies", fixedKind: true).FindAll("select[aria-label=Kind]"));

    private IRenderedComponent<StatisticFilterBar> Draw(string address, bool fixedKind = false) => Render<StatisticFilterBar>(p => p
        .Add(x => x.Words, StatisticAddressTests.Read(address).Words)
        .Add(x => x.Today, new DateOnly(2026, 11, 21))
        .Add(x => x.Choices, Choices)
        .Add(x => x.HasFixedKind, fixedKind)
        .Add(x => x.OnChange, words => _chosen = words));
}
