using Bunit;
using MediaInsight.Components.Pages.Care;
using MediaInsight.Components.Pages.History;
using MediaInsight.Components.Pages.Privacy;
using MediaInsight.Components.Pages.Remote;
using MediaInsight.Components.Pages.Viewers;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History.Changes;
using MediaInsight.History.Privacy;
using MediaInsight.Identity;
using MediaInsight.Jobs;
using MediaInsight.Live;
using MediaInsight.Sessions;
using MediaInsight.Tests.Analytics;
using MediaInsight.Viewers;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Components.Pages;

/// <summary>A person's accounts and privacy, the room that the database takes, and what was done to streams.</summary>
public sealed class PeopleAndCarePagesTests(SharedProgram program) : PressedPages(program), IClassFixture<SharedProgram>
{
    [Fact]
    public async Task A_person_is_hidden_not_recorded_and_after_a_preview_and_the_typed_name_forgotten()
    {
        var home = new Household(Get<IDbContextFactory<MediaInsightDb>>());
        var server = home.Server("Attic");
        var person = home.Person("Zacharias");
        home.Play(home.Account(server, person, "zack"), home.Item(server, MediaKind.Movie, "Stalker"), Site.Time.GetUtcNow().AddDays(-1), TimeSpan.FromHours(1));
        var cut = Manage(person);

        await SwitchAsync(cut, "Incognito", true);
        cut.WaitForAssertion(() => Assert.Contains("Zacharias", Value(cut, "Hidden name"), StringComparison.Ordinal));
        Assert.NotEqual("Zacharias", await NameAsync(person));
        await SwitchAsync(cut, "Incognito", false);
        cut.WaitForAssertion(() => Assert.DoesNotContain("Hidden name", cut.Markup, StringComparison.Ordinal));
        Assert.Equal("Zacharias", await NameAsync(person));

        await SwitchAsync(cut, "Record what this person plays", false);
        cut.WaitForAssertion(() => Assert.Contains("Nothing is recorded any more", Toasts));
        cut.WaitForAssertion(() => Assert.True(Switch(cut, "Record").HasAttribute("disabled")));
        Assert.True((await Get<PersonRecords>().FindAsync(person.Id, Token))!.DoNotTrack); // non-null: not forgotten yet

        await PressAsync(cut, "Show what would go");
        cut.WaitForAssertion(() => Assert.Equal(("1", "1"), (Value(cut, "Plays"), Value(cut, "Accounts"))));
        Assert.True(cut.FindAll("button").Single(b => b.TextContent.Trim() == "Delete for ever").HasAttribute("disabled"));
        Assert.NotNull(await Get<PersonRecords>().FindAsync(person.Id, Token));

        await cut.InvokeAsync(() => cut.Find(".confirm input").Input("Zacharias"));
        await PressAsync(cut, "Delete for ever");
        cut.WaitForAssertion(() => Assert.Contains("Forgotten.", cut.Markup, StringComparison.Ordinal));
        Assert.Equal("1", Value(cut, "Plays"));
        Assert.Null(await Get<PersonRecords>().FindAsync(person.Id, Token));
    }

    [Fact]
    public async Task An_account_is_split_off_and_the_move_is_undone()
    {
        var home = new Household(Get<IDbContextFactory<MediaInsightDb>>());
        var person = home.Person("Wanda");
        home.Account(home.Server("Cellar"), person, "wanda");
        home.Account(home.Server("Loft"), person, "wanda2");
        var cut = Manage(person);

        await PressAsync(cut, "Split off");
        cut.WaitForAssertion(() => Assert.Single(cut.FindAll(".accounts li")));
        Assert.Contains(Toasts, t => t.EndsWith("is a person of its own now", StringComparison.Ordinal));

        await PressAsync(cut, "Undo");
        cut.WaitForAssertion(() => Assert.Equal(2, cut.FindAll(".accounts li").Count));
    }

    [Fact]
    public void The_list_counts_who_may_be_the_same_person_once_it_stands()
    {
        var home = new Household(Get<IDbContextFactory<MediaInsightDb>>());
        home.Account(home.Server("Nook"), home.Person("Xanthippe"), "xanthippe");
        home.Account(home.Server("Hall"), home.Person("Xanthippe"), "xanthippe");

        var cut = Show<ViewersPage>("viewers?q=xanthippe");

        cut.WaitForAssertion(() => Assert.Equal(2, cut.FindAll("tbody .name").Count(n => n.TextContent == "Xanthippe")));
        cut.WaitForAssertion(() => Assert.Equal("Same person? 1", cut.FindAll("a").Single(a => a.TextContent.Contains("Same person?", StringComparison.Ordinal)).TextContent.Trim()));
    }

    [Fact]
    public async Task A_library_is_not_recorded_and_who_was_forgotten_may_be_recorded_again()
    {
        var home = new Household(Get<IDbContextFactory<MediaInsightDb>>());
        var server = home.Server("Shed");
        var library = home.Library(server, "Home videos");
        var person = home.Person("Quentin");
        home.Account(server, person, "quentin");
        await Get<PersonForgetting>().RunAsync(AuditContext.System, person.Id, ForgetMode.Delete, Token);
        var cut = Show<PrivacyPage>("settings/privacy");

        await SwitchAsync(cut, "Record Home videos", false);
        await UntilAsync(async db => (await db.Libraries.SingleAsync(l => l.Id == library.Id, Token)).DoNotTrack);
        await SwitchAsync(cut, "Record Home videos", true);
        await UntilAsync(async db => !(await db.Libraries.SingleAsync(l => l.Id == library.Id, Token)).DoNotTrack);

        cut.WaitForState(() => cut.FindAll("li").Any(l => l.TextContent.Contains("An account on Shed", StringComparison.Ordinal)));
        await cut.InvokeAsync(() => cut.FindAll("li").Single(l => l.TextContent.Contains("An account on Shed", StringComparison.Ordinal)).QuerySelector("button")!.ClickAsync(new())); // non-null: every line has one
        cut.WaitForAssertion(() => Assert.DoesNotContain("An account on Shed", cut.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deleted_plays_lie_in_the_bin_and_come_back_from_there_or_by_undoing()
    {
        var home = new Household(Get<IDbContextFactory<MediaInsightDb>>());
        var server = home.Server("Barn");
        var account = home.Account(server, home.Person("Beatrix"), "bea");
        var play = home.Play(account, home.Item(server, MediaKind.Movie, "Nostalghia"), Site.Time.GetUtcNow().AddDays(-2), TimeSpan.FromHours(1));
        Answer(true);

        await DeleteAsync();
        var bin = Show<BinPage>("history/bin");
        bin.WaitForAssertion(() => Assert.Contains("Nostalghia", bin.Markup, StringComparison.Ordinal));
        await PressAsync(bin, "Put all back");
        await UntilAsync(db => db.Plays.AnyAsync(p => p.Number == play.Number, Token));

        await DeleteAsync();
        var changes = Show<ChangesPanel>("data?tab=changes");
        await PressAsync(changes, "Undo");
        await UntilAsync(db => db.Plays.AnyAsync(p => p.Number == play.Number, Token));

        async Task DeleteAsync()
        {
            Assert.Equal(1, (await Get<PlayBin>().DeleteAsync(PlaySelection.Of([play.Number]), Readers.Admin(), "Deleted", null, Token)).Done);
            await UntilAsync(async db => !await db.Plays.AnyAsync(p => p.Number == play.Number, Token));
        }
    }

    [Fact]
    public async Task The_database_tells_what_takes_room_and_whether_it_is_whole()
    {
        var never = Show<StoragePanel>("data?tab=storage");
        never.WaitForAssertion(() => Assert.Contains("Not checked yet.", never.Markup, StringComparison.Ordinal));
        await using (var db = await Get<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(Token))
        {
            var at = Site.Time.GetUtcNow().AddHours(-1);
            db.JobRuns.Add(new() { Job = "integrity-check", StartedAt = at, EndedAt = at, Outcome = JobOutcome.Failed, Message = "The database is damaged: page 7." });
            await db.SaveChangesAsync(Token);
        }

        var cut = Show<StoragePanel>("data?tab=storage");

        cut.WaitForAssertion(() => Assert.Contains("Not in order", cut.Markup, StringComparison.Ordinal));
        Assert.Contains("The database is damaged: page 7.", cut.Markup, StringComparison.Ordinal);
        cut.WaitForAssertion(() => Assert.Contains(cut.FindAll("[aria-label=Tables] tbody tr"), r => r.TextContent.StartsWith("plays", StringComparison.Ordinal)));
        Assert.All(["File", "Free inside", "Left on the disk"], label => Assert.NotEqual("", Value(cut, label)));
    }

    [Fact]
    public async Task What_was_done_to_streams_is_listed_with_who_why_and_what_came_of_it()
    {
        var now = Site.Time.GetUtcNow();
        await using (var db = await Get<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(Token))
        {
            SessionAction Act(SessionVerb verb, ControlOutcome outcome, string? text, string? error) => new()
            {
                At = now.AddMinutes(-(int)outcome),
                Actor = "olga",
                PlayId = PlayId.New(now),
                ServerId = new(1),
                ServerName = "Attic",
                ViewerName = "Ann",
                Title = "<img src=x onerror=alert(1)>",
                Verb = verb,
                Text = text,
                Outcome = outcome,
                Error = error,
            };
            db.SessionActions.AddRange(
                Act(SessionVerb.Stop, ControlOutcome.Done, "Too late", null),
                Act(SessionVerb.Stop, ControlOutcome.AlreadyGone, null, null),
                Act(SessionVerb.Message, ControlOutcome.Failed, "Hello", "The server did not answer."));
            await db.SaveChangesAsync(Token);
        }

        var cut = Show<RemoteLogPage>("remote-log");

        cut.WaitForState(() => cut.FindAll("tbody tr").Count == 3);
        var rows = cut.FindAll("tbody tr").Select(r => r.TextContent).ToList();
        Assert.All(rows, r => Assert.All(["olga", "Ann: <img src=x onerror=alert(1)>", "Attic"], word => Assert.Contains(word, r, StringComparison.Ordinal)));
        Assert.Single(rows, r => r.Contains("Too late", StringComparison.Ordinal) && r.Contains("Terminated", StringComparison.Ordinal));
        Assert.Single(rows, r => r.Contains("It had ended already", StringComparison.Ordinal));
        Assert.Single(rows, r => r.Contains("Failed: The server did not answer.", StringComparison.Ordinal));
        Assert.Empty(cut.FindAll("img[onerror]"));
    }

    private Task<bool> UntilAsync(Func<MediaInsightDb, Task<bool>> isSo) => Infrastructure.Site.UntilAsync(
        async () =>
        {
            await using var db = await Get<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(Token);
            return await isSo(db);
        },
        so => so);

    private async Task<string?> NameAsync(Viewer person) => (await Get<PersonRecords>().FindAsync(person.Id, Token))?.Name;

    private static AngleSharp.Dom.IElement Switch<T>(IRenderedComponent<T> cut, string label)
        where T : Microsoft.AspNetCore.Components.IComponent =>
        cut.FindAll("label.toggle").First(t => t.QuerySelector(".words > span")!.TextContent == label).QuerySelector("input")!; // non-null: every toggle has both

    private static Task SwitchAsync<T>(IRenderedComponent<T> cut, string label, bool on)
        where T : Microsoft.AspNetCore.Components.IComponent
    {
        cut.WaitForState(() => cut.FindAll("label.toggle").Any(t => t.QuerySelector(".words > span")?.TextContent == label && !t.HasAttribute("data-disabled")));
        return cut.InvokeAsync(() => Switch(cut, label).Change(on));
    }

    private static string Value<T>(IRenderedComponent<T> cut, string label)
        where T : Microsoft.AspNetCore.Components.IComponent =>
        cut.FindAll("dt").First(t => t.TextContent.Trim() == label).NextElementSibling?.TextContent.Trim() ?? "";

    private IRenderedComponent<ManageViewerPage> Manage(Viewer person)
    {
        var cut = Render<ManageViewerPage>(p => p.Add(x => x.Id, person.Id.ToString()).AddCascadingValue(Task.FromResult(new AuthenticationState(Readers.Admin()))));
        cut.WaitForState(() => cut.FindAll(".accounts li").Count > 0);
        return cut;
    }
}
