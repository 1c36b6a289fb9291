using Bunit;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
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

public sealed class StatisticPanelTests : BunitContext
{
    private readonly Household _home = new();
    private PanelView? _chosen;

    public StatisticPanelTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(new ManualTime(Samples.Now));
        Services.AddSingleton(new SiteSettings { TimeZone = "UTC", Culture = "en-GB" });
        Services.AddUi();
        DefaultWaitTimeout = TimeSpan.FromSeconds(15);
        Services.AddSingleton<IDbContextFactory<MediaInsightDb>>(_home.Db);
        Services.AddSingleton<PlayIndex>();
        Services.AddSingleton<StatisticReader>();
        Services.AddSingleton<UnobservedTimes>();
    }

    [Fact]
    public void A_ranking_shows_names_amounts_and_links()
    {
        Fill();

        var cut = Draw("what", "movies");

        cut.WaitForAssertion(() => Assert.Contains("Stalker", cut.Markup, StringComparison.Ordinal));
        var row = cut.Find("ol li");
        Assert.StartsWith("items/", row.QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("1979 · 2 plays · 2 people", row.TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains("2.0 h", row.TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains("/poster", row.QuerySelector("img")!.GetAttribute("src"), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_look_like_markup_stay_text()
    {
        Fill(Samples.Hostile);

        foreach (var (section, panel) in new[] { ("what", "movies"), ("what", "popularity"), ("who", "habits"), ("who", "seen"), ("who", "people") })
        {
            var cut = Draw(section, panel);

            cut.WaitForAssertion(() => Assert.Empty(cut.FindAll(".card [aria-busy]")));
            Assert.Empty(cut.FindAll("img[onerror]"));
        }
    }

    [Fact]
    public void Measures_and_splits_are_switched_by_the_address()
    {
        Fill();
        var cut = Draw("when", "hours");
        cut.WaitForElement("button[aria-label='Show as a table']");

        // The panel may draw itself once more between finding a button and pressing it.
        cut.WaitForAssertion(() =>
        {
            cut.FindAll(".switch button").First(b => b.TextContent == "Plays").Click();
            Assert.Equal(PanelMeasure.Plays, _chosen!.Measure);
        });
        cut.WaitForAssertion(() =>
        {
            cut.Find("select").Change(nameof(StatisticSplit.Server));
            Assert.Equal(StatisticSplit.Server, _chosen!.Stack);
        });

        var plays = Draw("when", "hours", "statistics/when?view=hours%3Aplays%3Aby-none");
        Assert.Equal("true", plays.FindAll(".switch button").First(b => b.TextContent == "Plays").GetAttribute("aria-pressed"));
    }

    [Fact]
    public void Every_picture_has_its_table_and_its_files()
    {
        Fill();
        var cut = Draw("when", "hours", "statistics/when?server=1");

        cut.WaitForElement("button[aria-label='Show as a table']").Click();

        cut.WaitForAssertion(() => Assert.Equal(24, cut.FindAll(".twin tbody tr").Count));
        Assert.Equal(["png", "svg"], cut.FindAll("button[data-picture]").Select(b => b.GetAttribute("data-picture")));
        var csv = cut.Find(".list a").GetAttribute("href")!;
        Assert.StartsWith("api/v1/analytics/query?split=hour-of-day&then=kind&measure=watch-time&", csv, StringComparison.Ordinal);
        Assert.Contains("&server=1", csv, StringComparison.Ordinal);
        Assert.EndsWith("&format=csv&bom=1", csv, StringComparison.Ordinal);
    }

    [Fact]
    public void Titles_are_ranked_by_how_often_they_were_transcoded()
    {
        var server = _home.Server("Attic");
        var ann = _home.Account(server, _home.Person("Ann"));
        foreach (var (title, transcodes, direct) in new[] { ("Stalker", 1, 3), ("Alien", 2, 0), ("Solaris", 0, 5) })
        {
            var film = _home.Item(server, MediaKind.Movie, title);
            for (var n = 0; n < transcodes + direct; n++)
            {
                _home.Play(ann, film, Samples.Now.AddDays(-3).AddHours(2 * n), TimeSpan.FromHours(1), stream: new() { Decision = n < transcodes ? StreamDecision.Transcode : StreamDecision.DirectPlay });
            }
        }

        var cut = Draw("streams", "transcoded");

        cut.WaitForAssertion(() => Assert.Equal(2, cut.FindAll("ol li").Count));
        Assert.Equal([true, true], cut.FindAll("ol li").Zip(["Alien", "Stalker"], (row, title) => row.TextContent.Contains(title, StringComparison.Ordinal)));
        Assert.Contains("&measure=transcodes&", cut.Find(".list a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("calendar", "statistics/when", "from=2025-11-22&to=2026-11-21")]
    [InlineData("calendar", "statistics/when?range=last-month", "from=2025-11-01&to=2026-10-31")]
    [InlineData("week", "statistics/when", "range=30d")]
    [InlineData("week", "statistics/when?from=2026-11-01", "from=2026-11-01")]
    public void Files_hold_the_days_that_the_panel_shows(string key, string address, string days)
    {
        Fill();

        var csv = Draw("when", key, address).WaitForElement(".list a").GetAttribute("href")!;

        Assert.Contains($"&{days}&format=csv", csv, StringComparison.Ordinal);
    }

    [Fact]
    public void A_year_of_days_marks_those_on_which_nobody_looked()
    {
        Fill();
        using (var db = _home.Db.CreateDbContext())
        {
            db.ServerGaps.Add(new() { ServerId = _home.Servers[0].Id, StartedAt = Samples.Now.AddDays(-2), EndedAt = Samples.Now.AddDays(-2).AddHours(1), Reason = "Cannot connect." });
            db.SaveChanges();
        }

        var cut = Draw("when", "calendar", "statistics/when?range=365d");

        var missed = Assert.Single(cut.WaitForElements(".cells .cell[data-missed]"));
        Assert.Contains($"Not observed: {_home.Servers[0].Name} 1", missed.GetAttribute("title"), StringComparison.Ordinal);
        Assert.Contains("Not observed", cut.Find("p.legend").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("statistics/when?range=7d", true)]
    [InlineData("statistics/when?range=this-year", true)]
    [InlineData("statistics/when?range=all", true)]
    [InlineData("statistics/when?range=today", false)]
    public void A_course_over_days_or_months_says_when_nobody_looked(string address, bool isTold)
    {
        Fill();
        using (var db = _home.Db.CreateDbContext())
        {
            db.ServerGaps.Add(new() { ServerId = _home.Servers[0].Id, StartedAt = Samples.Now.AddDays(-2), EndedAt = Samples.Now.AddDays(-2).AddHours(1), Reason = "Cannot connect." });
            db.SaveChanges();
        }

        var cut = Draw("when", "days", address);

        cut.WaitForAssertion(() => Assert.Empty(cut.FindAll("[aria-busy=true]")));
        Assert.Equal(isTold, cut.FindAll(".legend li").Any(l => l.TextContent.Contains("Not observed", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("statistics/what?range=today", "Nothing in this time")]
    [InlineData("statistics/what?viewer=999", "Nothing fits")]
    [InlineData("statistics/what?kind=track", "Another kind of media")]
    public void Without_plays_it_says_why(string address, string words)
    {
        Fill();

        var cut = Draw("what", "movies", address);

        cut.WaitForAssertion(() => Assert.Contains(words, cut.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void A_database_that_does_not_answer_is_said_and_asked_again()
    {
        Fill();
        Execute("ALTER TABLE plays RENAME TO gone");
        var cut = Draw("what", "movies");

        cut.WaitForAssertion(() => Assert.Contains("This statistic could not be read", cut.Markup, StringComparison.Ordinal));
        Execute("ALTER TABLE gone RENAME TO plays");
        cut.FindAll("button").First(b => b.TextContent.Contains("Try again", StringComparison.Ordinal) || b.TextContent.Contains("Retry", StringComparison.Ordinal)).Click();

        cut.WaitForAssertion(() => Assert.Contains("Stalker", cut.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void A_limited_reader_sees_the_own_figures_only()
    {
        Fill();
        var ann = _home.People.Values.First(p => p.Name == "Ann").Id;

        var cut = Draw("who", "people", scope: ReadScope.Only(ann));

        cut.WaitForAssertion(() => Assert.Contains("Ann", cut.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("Ben", cut.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_read_before_it_comes_into_sight()
    {
        Fill();
        var cut = Place("what", "movies");
        Assert.DoesNotContain("Stalker", cut.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(cut.FindAll("[aria-busy=true]"));

        await cut.InvokeAsync(() => cut.FindComponent<WhenSeen>().Instance.SeenAsync());

        cut.WaitForAssertion(() => Assert.Contains("Stalker", cut.Markup, StringComparison.Ordinal));
    }

    private IRenderedComponent<StatisticPanel> Draw(string section, string key, string? address = null, ReadScope? scope = null)
    {
        var cut = Place(section, key, address, scope);
        cut.InvokeAsync(() => cut.FindComponent<WhenSeen>().Instance.SeenAsync());
        return cut;
    }

    private IRenderedComponent<StatisticPanel> Place(string section, string key, string? address = null, ReadScope? scope = null) => Render<StatisticPanel>(p => p
        .Add(x => x.Spec, PanelCatalogue.Find(section)!.Panels.First(s => s.Key == key))
        .Add(x => x.Address, StatisticAddressTests.Read(address ?? $"statistics/{section}"))
        .Add(x => x.Scope, scope ?? ReadScope.Everything)
        .Add(x => x.Today, new DateOnly(2026, 11, 21))
        .Add(x => x.OnView, view => _chosen = view));

    private void Fill(string title = "Stalker")
    {
        var server = _home.Server("Attic");
        var film = _home.Item(server, MediaKind.Movie, title, year: 1979);
        foreach (var name in new[] { "Ann", "Ben" })
        {
            _home.Play(_home.Account(server, _home.Person(name)), film, Samples.Now.AddDays(-3), TimeSpan.FromHours(1));
        }
    }

    private void Execute(string sql)
    {
        using var db = _home.Db.CreateDbContext();
        db.Database.ExecuteSqlRaw(sql);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _home.Dispose();
    }
}
