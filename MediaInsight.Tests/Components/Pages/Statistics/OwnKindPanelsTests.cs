using Bunit;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Components.Pages.Libraries;
using MediaInsight.Components.Pages.Statistics;
using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;
using MediaInsight.Tests.Analytics;
using MediaInsight.Tests.Components.Media;
using MediaInsight.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Components.Pages.Statistics;

/// <summary>Cards whose answers are no group-by: what was on, how much ran at once.</summary>
public sealed class OwnKindPanelsTests : BunitContext
{
    private readonly Household _home = new();
    private DateTime? _chosen;

    public OwnKindPanelsTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        DefaultWaitTimeout = TimeSpan.FromSeconds(15);
        Services.AddSingleton<TimeProvider>(new ManualTime(Samples.Now));
        Services.AddSingleton(new SiteSettings { TimeZone = "Europe/Berlin", Culture = "en-GB" });
        Services.AddUi();
        Services.AddSingleton<IDbContextFactory<MediaInsightDb>>(_home.Db);
        Services.AddSingleton<PlayIndex>();
        Services.AddSingleton<ConcurrencyReader>();
        Services.AddSingleton<UnobservedTimes>();
        Services.AddSingleton<TimelineReader>();
        Services.AddSingleton<DropOffReader>();
        Services.AddSingleton<EngagementReader>();
        Services.AddSingleton<BingeReader>();
        Services.AddSingleton<RewatchReader>();
        Services.AddSingleton<PopularityReader>();
        Services.AddSingleton<FirstLastSeenReader>();

        // 21:00 to 22:00 and 21:20 to 22:20 of Berlin, on Tuesday the 17th.
        var server = _home.Server("Attic");
        var film = _home.Item(server, MediaKind.Movie, Samples.Hostile, year: 1979);
        _home.Play(_home.Account(server, _home.Person("Ann")), film, new(2026, 11, 17, 20, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1));
        _home.Play(_home.Account(server, _home.Person("Ben")), film, new(2026, 11, 17, 20, 20, 0, TimeSpan.Zero), TimeSpan.FromHours(1));
    }

    [Theory]
    [InlineData(21, 30, "2 streams on Tue 21:30", 2)]
    [InlineData(21, 10, "1 stream on Tue 21:10", 1)]
    [InlineData(22, 30, "0 streams on Tue 22:30", 0)]
    public void What_was_on_is_told_by_local_time_with_what_lies_around(int hour, int minute, string words, int on)
    {
        var cut = Evening(new(2026, 11, 17, hour, minute, 0, DateTimeKind.Unspecified));

        cut.WaitForAssertion(() => Assert.Contains(words, cut.Markup.Replace('\u00A0', ' '), StringComparison.Ordinal));
        Assert.Equal(["Ann", "Ben"], cut.FindAll(".who").Select(w => w.TextContent));
        Assert.Equal(on, cut.FindAll(".play[data-on]").Count);
        Assert.Empty(cut.FindAll("img[onerror]"));
    }

    [Fact]
    public void Another_time_is_chosen_and_nonsense_is_not()
    {
        var cut = Evening(new(2026, 11, 17, 3, 0, 0, DateTimeKind.Unspecified));
        cut.WaitForAssertion(() => Assert.Contains("Nothing was on", cut.Markup, StringComparison.Ordinal));

        cut.Find("input[type=datetime-local]").Change("0001-01-01T00:00");
        Assert.Null(_chosen);
        cut.Find("input[type=datetime-local]").Change("2026-11-17T21:30");

        Assert.Equal(new DateTime(2026, 11, 17, 21, 30, 0), _chosen);
    }

    [Fact]
    public void The_most_streams_at_once_say_when_and_when_nobody_looked()
    {
        using (var db = _home.Db.CreateDbContext())
        {
            db.ServerGaps.Add(new() { ServerId = _home.Servers[0].Id, StartedAt = Samples.Now.AddDays(-2), EndedAt = Samples.Now.AddDays(-2).AddHours(1), Reason = "Cannot connect." });
            db.SaveChanges();
        }

        var cut = Render<TogetherPanels>(p => p.Add(x => x.Address, StatisticAddressTests.Read("statistics/together")).Add(x => x.Scope, ReadScope.Everything).Add(x => x.Today, new DateOnly(2026, 11, 21)));
        See(cut);

        cut.WaitForAssertion(() => Assert.Contains("2 streams on Tue 21:20", cut.Markup.Replace('\u00A0', ' '), StringComparison.Ordinal));
        Assert.Contains("api/v1/analytics/concurrency?range=30d&amp;format=csv", cut.Markup, StringComparison.Ordinal);
        Assert.Contains(cut.FindAll(".legend li"), l => l.TextContent.Contains("Not observed", StringComparison.Ordinal));
    }

    [Fact]
    public void A_show_tells_where_people_leave()
    {
        var shelves = new Shelves(_home.Db);
        var at = new DateTimeOffset(2026, 11, 18, 18, 0, 0, TimeSpan.Zero);
        foreach (var episode in shelves.Episodes)
        {
            shelves.Home.Play(shelves.AnnsAccount, episode, at, TimeSpan.FromMinutes(50));
        }

        shelves.Home.Play(shelves.BensAccount, shelves.Episodes[0], at, TimeSpan.FromMinutes(50));
        var show = shelves.Severance;

        var cut = Render<EpisodeReachPanel>(p => p.Add(x => x.Item, show.Id).Add(x => x.Title, show.Title).Add(x => x.Scope, ReadScope.Everything));
        See(cut);

        cut.WaitForAssertion(() => Assert.Contains("2 people, most left after S1E1", cut.Markup.Replace('\u00A0', ' '), StringComparison.Ordinal));
        Assert.Contains($"api/v1/analytics/drop-off?", cut.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Habits_tell_of_titles_begun_held_and_taken_up_again()
    {
        var cut = Render<HabitPanels>(p => p.Add(x => x.Address, StatisticAddressTests.Read("statistics/habits?range=7d")).Add(x => x.Scope, ReadScope.Everything).Add(x => x.Today, new DateOnly(2026, 11, 21)));
        See(cut);

        // Every card reads for itself.
        cut.WaitForAssertion(() => Assert.All(["1 title", "No binge", "Nothing was watched again"], words => Assert.Contains(words, cut.Markup.Replace('\u00A0', ' '), StringComparison.Ordinal)));
        var files = cut.FindAll("a[href^='api/v1/analytics/']").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(["trending", "seen", "engagement", "binges", "rewatches"], files.Select(f => f.Split('/', '?')[3]).Distinct());
        Assert.All(files, f => Assert.Contains("range=7d&", f, StringComparison.Ordinal));
        Assert.Empty(cut.FindAll("img[onerror]"));
    }

    [Fact]
    public void Files_name_the_range_that_is_shown_also_where_it_goes_without_saying_on_the_page()
    {
        var file = PanelExports.Of("rewatches", StatisticAddressTests.Read("statistics/habits").Words)[0].Url;

        Assert.Equal("api/v1/analytics/rewatches?range=30d&format=csv&bom=1", file);
    }

    private static void See(IRenderedComponent<Microsoft.AspNetCore.Components.IComponent> cut)
    {
        foreach (var place in cut.FindComponents<WhenSeen>())
        {
            cut.InvokeAsync(place.Instance.SeenAsync);
        }
    }

    private IRenderedComponent<EveningPanel> Evening(DateTime at)
    {
        var cut = Render<EveningPanel>(p => p
            .Add(x => x.Address, StatisticAddressTests.Read("statistics/together"))
            .Add(x => x.Scope, ReadScope.Everything)
            .Add(x => x.Today, new DateOnly(2026, 11, 21))
            .Add(x => x.Chosen, at)
            .Add(x => x.OnChoose, chosen => _chosen = chosen));
        cut.InvokeAsync(() => cut.FindComponent<WhenSeen>().Instance.SeenAsync());
        return cut;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _home.Dispose();
    }
}
