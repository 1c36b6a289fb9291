using System.Security.Claims;
using Bunit;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.InMemory;
using MediaInsight.Identity;
using MediaInsight.Tests.Components.Media;
using MediaInsight.Tests.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Page = MediaInsight.Components.Pages.History.HistoryPage;

namespace MediaInsight.Tests.Components.Pages.History;

public sealed class HistoryPageTests : BunitContext
{
    private readonly TestDb _db = new();
    private readonly WriteGate _gate = new();

    public HistoryPageTests()
    {
        var time = new ManualTime(Samples.Now);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(time);
        Services.AddSingleton(new SiteSettings { TimeZone = "Europe/Berlin", Culture = "en-GB" });
        Services.AddUi();
        Services.AddSingleton<IDbContextFactory<MediaInsightDb>>(_db);
        Services.AddSingleton<PlayIndex>();
        Services.AddSingleton<HistoryQuery>();
        Services.AddSingleton<HistoryOptions>();
        Services.AddSingleton<MediaInsight.Analytics.UnobservedTimes>();
        Services.AddSingleton<FilterCheck>();
        Services.AddSingleton(new SavedFilters(_db, new DatabaseWriter(_db, _gate, time), time));
        Services.AddSingleton<MediaInsight.Live.SessionActionLog>();
    }

    [Fact]
    public void The_page_asks_for_the_permission_to_see_sessions() =>
        Assert.Equal(Permissions.ViewSessions, typeof(Page).GetCustomAttributes(true).OfType<AuthorizeAttribute>().Single().Policy);

    [Fact]
    public void A_play_is_a_row_with_everything_at_a_glance()
    {
        PlaySeed.Fill(_db, 2);

        var rows = Draw().FindAll("tbody tr");

        Assert.Equal(2, rows.Count);
        var text = rows[1].TextContent.Replace('\u00A0', ' ');
        Assert.All(["Breaking Bad", "S5 · E14 — Ozymandias", "Bob", "Cellar", "Living room", "Today 09:00", "30 min", "90 %", "Transcode"], part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_filled_in_is_marked_and_an_unknown_watch_time_is_no_zero()
    {
        PlaySeed.Fill(_db, 2);
        using (var db = _db.CreateDbContext())
        {
            var plays = db.Plays.OrderBy(p => p.StartedAt).ToList();
            plays[0].Certainty = PlayCertainty.Derived;
            (plays[1].Certainty, plays[1].WatchedMs) = (PlayCertainty.Inferred, 0);
            db.SaveChanges();
        }

        var rows = Draw().FindAll("tbody tr").Select(r => r.TextContent.Replace('\u00A0', ' ')).ToList();

        Assert.Single(rows, r => r.Contains("Derived", StringComparison.Ordinal) && r.Contains("30 min", StringComparison.Ordinal));
        Assert.Single(rows, r => r.Contains("Inferred", StringComparison.Ordinal) && !r.Contains("0 s", StringComparison.Ordinal));
    }

    [Fact]
    public void A_hostile_title_stays_text()
    {
        PlaySeed.Fill(_db, 1);

        var cut = Draw($"history?play={PlaySeed.Id(1)}");
        cut.WaitForElement(".details");

        // The details have a table, too, and may stand before the list does.
        cut.WaitForAssertion(() => Assert.Contains(cut.FindAll("tbody"), t => t.TextContent.Contains(Samples.Hostile, StringComparison.Ordinal)));
        Assert.Empty(cut.FindAll("img[onerror]"));
    }

    [Fact]
    public void An_empty_history_says_what_will_be_here() =>
        Assert.Contains("Nothing was played yet.", Draw().Markup, StringComparison.Ordinal);

    [Theory]
    [InlineData("history?viewer=1", 5)]
    [InlineData("history?server=2", 5)]
    [InlineData("history?library=1", 5)]
    [InlineData("history?kind=episode", 5)]
    [InlineData("history?decision=transcode", 5)]
    [InlineData("history?q=BREAKING", 5)]
    [InlineData("history?q=bob", 5)]
    [InlineData("history?q=bob&kind=movie", 0)]
    [InlineData("history?from=2026-11-21&to=2026-11-21", 10)]
    [InlineData("history?to=2026-11-20", 0)]
    [InlineData("history?range=today", 10)]
    [InlineData("history?range=yesterday", 0)]
    [InlineData("history?viewer_id=1", 5)]
    [InlineData("history?media_type=episode", 5)]
    public void The_address_narrows_the_list(string address, int plays)
    {
        // From 10:00 of the site back to 01:00 of the same day.
        PlaySeed.Fill(_db, 10);

        Assert.Equal(plays, Draw(address).FindAll("tbody tr").Count);
    }

    [Fact]
    public void The_last_day_counts_to_its_midnight_in_the_sites_zone()
    {
        // The eleventh play began at midnight, the twelfth at 23:00 of the day before.
        PlaySeed.Fill(_db, 12);

        Assert.Single(Draw("history?to=2026-11-20").FindAll("tbody tr"));
    }

    [Fact]
    public void Pages_and_sorting_are_links_of_the_address()
    {
        PlaySeed.Fill(_db, 60);

        var cut = Draw("history?size=25&page=2&kind=movie");
        Assert.Equal(5, cut.FindAll("tbody tr").Count);

        cut.FindAll("th button").First(b => b.TextContent.Contains("Watched", StringComparison.Ordinal)).Click();
        cut.WaitForAssertion(() => Assert.EndsWith("history?kind=movie&sort=-watched&size=25", Address, StringComparison.Ordinal));
        cut.WaitForAssertion(() => Assert.Equal(25, cut.FindAll("tbody tr").Count));
    }

    [Fact]
    public void A_page_beyond_the_end_leads_back()
    {
        PlaySeed.Fill(_db, 3);

        Assert.Contains("There is no such page.", Draw("history?page=9").Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_make_no_sense_are_named_and_the_rest_is_shown()
    {
        PlaySeed.Fill(_db, 3);

        var cut = Draw("history?viewer=nobody&from=31.1.2026&page=-1&kind=movie");

        var notice = cut.Find(".notice").TextContent;
        Assert.Contains("“nobody” is no id of a person.", notice, StringComparison.Ordinal);
        Assert.Contains("“31.1.2026” is no day", notice, StringComparison.Ordinal);
        Assert.Equal(2, cut.FindAll("tbody tr").Count);
        Assert.Equal("history?kind=movie", cut.Find(".notice a").GetAttribute("href"));
    }

    [Fact]
    public void Ids_that_do_not_exist_are_named()
    {
        PlaySeed.Fill(_db, 3);

        var cut = Draw("history?viewer=999&q=breaking&compare=previous");

        Assert.Contains("A list of plays is not compared with another time. There is no person with the id 999.", cut.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Equal("history?q=breaking", cut.Find(".notice a").GetAttribute("href"));
    }

    [Fact]
    public void A_row_opens_its_details_in_the_address()
    {
        PlaySeed.Fill(_db, 4);
        PlaySeed.Split(_db, 2);
        PlaySeed.Chain(_db, 2, 4);
        var cut = Draw("history?kind=episode");

        cut.Find("tbody tr").Click();

        cut.WaitForAssertion(() => Assert.EndsWith($"history?kind=episode&play={PlaySeed.Id(2)}", Address, StringComparison.Ordinal));
        var text = cut.WaitForElement(".details").TextContent.Replace('\u00A0', ' ');
        Assert.All(
            ["Resumed once", "Transcoding video: the player can't play HEVC", "0:00 to 30:00 of 33:20", "Home", "192.168.1.4", "90 %, watched"],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.Equal(3, cut.FindAll(".timeline .part").Count);
        Assert.Equal("H.264", cut.Find("tr[data-differs] .value").TextContent);
    }

    [Fact]
    public void A_play_that_does_not_exist_is_said_not_to()
    {
        PlaySeed.Fill(_db, 1);

        var cut = Draw($"history?play={PlaySeed.Id(77)}");

        cut.WaitForAssertion(() => Assert.Contains("There is no such play.", cut.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void A_limited_reader_sees_and_finds_only_the_own_plays()
    {
        PlaySeed.Fill(_db, 6);

        var cut = Draw($"history?play={PlaySeed.Id(1)}", onlyViewer: 2);

        // Whether the list or the play is there first is open.
        cut.WaitForAssertion(() => Assert.Equal(3, cut.FindAll("tbody tr").Count));
        Assert.DoesNotContain("Ann", cut.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Attic", cut.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Films", cut.Markup, StringComparison.Ordinal);
        cut.WaitForAssertion(() => Assert.Contains("There is no such play.", cut.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Choices_stay_within_what_the_reader_may_see()
    {
        PlaySeed.Fill(_db, 6);
        var options = Services.GetRequiredService<HistoryOptions>();
        var token = Xunit.TestContext.Current.CancellationToken;

        var all = await options.ReadAsync(ReadScope.Everything, token);
        var own = await options.ReadAsync(ReadScope.Only(new(2)), token);
        var none = await options.ReadAsync(ReadScope.None, token);

        Assert.Equal((2, 2, 2), (all.Viewers.Count, all.Servers.Count, all.Libraries.Count));
        Assert.Equal(["Bob"], own.Viewers.Select(v => v.Name));
        Assert.Equal(["Cellar"], own.Servers.Select(s => s.Name));
        Assert.Equal(["Shows"], own.Libraries.Select(l => l.Name));
        Assert.Equal((0, 0, 0), (none.Viewers.Count, none.Servers.Count, none.Libraries.Count));
    }

    [Theory]
    [InlineData("history", 2, "Not observed today 08:30–08:50: Attic; since today 08:15: Cellar")]
    [InlineData("history?server=1", 1, "Not observed today 08:30–08:50: Attic")]
    [InlineData("history?sort=started", 2, "Not observed since today 08:15: Cellar; today 08:30–08:50: Attic")]
    [InlineData("history?sort=title", null, null)]
    [InlineData("history?size=25&page=2", null, null)]
    public void A_list_by_time_says_where_nobody_looked(string address, int? above, string? words)
    {
        // 10:00, 09:00, 08:00 and 07:00 at the site, the odd hours on the second server.
        PlaySeed.Fill(_db, 4);
        using (var db = _db.CreateDbContext())
        {
            db.ServerGaps.Add(new() { ServerId = new(1), StartedAt = PlaySeed.Newest.AddMinutes(-90), EndedAt = PlaySeed.Newest.AddMinutes(-70), Reason = "Cannot connect." });
            db.ServerGaps.Add(new() { ServerId = new(1), StartedAt = PlaySeed.Newest.AddMinutes(-20), EndedAt = PlaySeed.Newest.AddMinutes(-19.5), Reason = "Too short." });
            db.ServerGaps.Add(new() { ServerId = new(2), StartedAt = PlaySeed.Newest.AddMinutes(-105), Reason = "Cannot connect." });
            db.SaveChanges();
        }

        var rows = Draw(address).FindAll("tbody tr");

        Assert.Equal(above is null ? [] : [above.Value], rows.Index().Where(r => r.Item.ClassList.Contains("between")).Select(r => r.Index));
        Assert.Equal(words, rows.FirstOrDefault(r => r.ClassList.Contains("between"))?.TextContent.Trim());
    }

    [Theory]
    [InlineData("history?size=25", 24.5, null)]
    [InlineData("history?size=25&page=2", 24.5, 0)]
    [InlineData("history?size=25&page=2", 25, 0)]
    [InlineData("history?size=25", 24, 24)]
    [InlineData("history?size=25&page=2", 24, null)]
    [InlineData("history?sort=started&size=25", 1.5, null)]
    [InlineData("history?sort=started&size=25&page=2", 1.5, 0)]
    [InlineData("history?sort=started&size=25&page=2", 2, 0)]
    [InlineData("history?sort=started&size=25&page=2", 1, 1)]
    [InlineData("history?sort=started&size=25&page=2", 2.5, null)]
    public void A_stretch_between_two_pages_is_told_on_the_later_one(string address, double hoursBefore, int? above)
    {
        // Play 25, 24 hours before the newest, ends the first page; upwards it is play 3, two hours before.
        PlaySeed.Fill(_db, 27);
        using (var db = _db.CreateDbContext())
        {
            var start = PlaySeed.Newest.AddHours(-hoursBefore);
            db.ServerGaps.Add(new() { ServerId = new(1), StartedAt = start, EndedAt = start.AddMinutes(10), Reason = "Cannot connect." });
            db.SaveChanges();
        }

        var rows = Draw(address).FindAll("tbody tr");

        Assert.Equal(above is null ? [] : [above.Value], rows.Index().Where(r => r.Item.ClassList.Contains("between")).Select(r => r.Index));
    }

    [Fact]
    public async Task The_server_that_is_chosen_is_what_the_next_visit_begins_with()
    {
        PlaySeed.Fill(_db, 4);
        using (var db = _db.CreateDbContext())
        {
            db.Users.Add(new() { Id = "1", UserName = "reader" });
            db.SaveChanges();
        }

        var cut = Draw(account: "1");
        await cut.Find("select[aria-label=Server]").ChangeAsync(new() { Value = "1" });
        Assert.EndsWith("history?server=2", Address, StringComparison.Ordinal);
        cut.WaitForAssertion(() => Assert.Equal(2, cut.FindAll("tbody tr").Count));

        Assert.Equal(2, Draw(account: "1").FindAll("tbody tr").Count);
        Assert.EndsWith("history?server=2", Address, StringComparison.Ordinal);
        Assert.Equal(2, Draw("history?server=1", account: "1").FindAll("tbody tr").Count);
        Assert.EndsWith("history?server=1", Address, StringComparison.Ordinal);

        await Draw(account: "1").Find("select[aria-label=Server]").ChangeAsync(new() { Value = "-1" });
        Assert.Equal(4, Draw(account: "1").FindAll("tbody tr").Count);
    }

    private string Address => Services.GetRequiredService<NavigationManager>().Uri;

    private IRenderedComponent<Page> Draw(string address = "history", int? onlyViewer = null, string? account = null)
    {
        var reader = Readers.Of(onlyViewer);
        if (account is not null)
        {
            reader.Identities.Single().AddClaim(new(ClaimTypes.NameIdentifier, account));
        }

        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var cut = Render<Page>(p => p.AddCascadingValue(Task.FromResult(new AuthenticationState(reader))));
        cut.WaitForState(() => cut.FindAll("tbody, .empty").Count > 0);
        return cut;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _db.Dispose();
    }
}
