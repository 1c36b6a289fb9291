using Bunit;
using MediaInsight.Components.Pages.Users;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Tests.Identity;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Components.Pages.Users;

public sealed class UsersPageTests(SharedProgram program) : PressedPages(program), IClassFixture<SharedProgram>
{
    private const string Own = "input[role=switch]";

    [Fact]
    public async Task A_new_account_of_a_person_sees_that_person_s_plays_only_unless_more_is_chosen()
    {
        var cut = Show<UsersPage>("users?account=new");
        cut.WaitForElement(".drawer input[type=password]").Change(SiteFactory.Password);
        Field(cut, "Name").Change("nina");
        Assert.False(cut.Find(Own).HasAttribute("checked"));

        Choose(cut, "Person", "Ann");
        Assert.True(cut.Find(Own).HasAttribute("checked"));
        await PressAsync(cut, "Add account", ".drawer");

        cut.WaitForAssertion(() => Assert.Contains("nina was added", Toasts));
        var added = await Site.FindAsync("nina");
        Assert.Equal((Roles.Viewer, new ViewerId(7), true), (added.Role, added.ViewerId, added.OnlyOwnPlays));
        Assert.EndsWith("/users", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_becomes_a_person_s_sees_that_person_s_plays_only()
    {
        await Site.AddAsync("edda");
        var cut = await OpenAsync("edda");

        Choose(cut, "Person", "Ben");
        Assert.True(cut.Find(Own).HasAttribute("checked"));
        await PressAsync(cut, "Save", ".drawer");

        cut.WaitForAssertion(() => Assert.Contains("edda was changed", Toasts));
        var changed = await Site.FindAsync("edda");
        Assert.Equal((new ViewerId(8), true), (changed.ViewerId, changed.OnlyOwnPlays));
    }

    [Fact]
    public async Task Who_was_given_more_than_the_own_plays_keeps_that_with_another_person()
    {
        await Site.AddAsync("tove", new(Roles.Viewer, new ViewerId(7), false));
        var cut = await OpenAsync("tove");

        Choose(cut, "Person", "Ben");

        Assert.False(cut.Find(Own).HasAttribute("checked"));
    }

    [Fact]
    public async Task A_mistake_is_told_at_its_field_and_nothing_is_added()
    {
        var cut = Show<UsersPage>("users?account=new");
        cut.WaitForElement(".drawer input[type=password]").Change("short");
        Field(cut, "Name").Change(SiteFactory.OwnerName);

        await PressAsync(cut, "Add account", ".drawer");

        cut.WaitForAssertion(() => Assert.NotEmpty(cut.FindAll(".drawer [aria-invalid=true]")));
        Assert.Empty(Toasts);
        Assert.Equal(1, (await Site.WithAsync<Accounts, IReadOnlyList<AppAccount>>(a => a.ListAsync(Token))).Count(a => a.Name == SiteFactory.OwnerName));
    }

    [Fact]
    public async Task A_locked_account_is_unlocked()
    {
        await Site.AddAsync("lola");
        await using (var db = await Get<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(Token))
        {
            await db.Users.Where(u => u.UserName == "lola").ExecuteUpdateAsync(u => u.SetProperty(x => x.LockoutEnd, Site.Time.GetUtcNow().AddMinutes(10)), Token);
        }

        var cut = await OpenAsync("lola");
        Assert.Contains("Locked after wrong passwords", cut.Markup, StringComparison.Ordinal);

        await PressAsync(cut, "Unlock now", ".drawer");

        cut.WaitForAssertion(() => Assert.Contains("lola was unlocked", Toasts));
        Assert.Null((await Site.FindAsync("lola")).LockedUntil);
        await UntilWrittenAsync(e => e is { Action: "user.unlock", Target: "lola", Actor: "olga" });
    }

    [Fact]
    public async Task An_account_goes_only_when_its_name_was_typed()
    {
        await Site.AddAsync("gone");
        var cut = await OpenAsync("gone");

        await PressAsync(cut, "Delete account", ".drawer");
        cut.WaitForAssertion(() => Assert.Contains("Delete gone?", cut.Markup, StringComparison.Ordinal));
        Assert.Contains(await AccountsAsync(), a => a.Name == "gone");
        cut.Find(".confirm input").Input("gone");
        await PressAsync(cut, "Delete account", ".confirm");

        cut.WaitForAssertion(() => Assert.Contains("gone was deleted", Toasts));
        Assert.DoesNotContain(await AccountsAsync(), a => a.Name == "gone");
    }

    [Fact]
    public async Task A_database_that_refuses_is_said_in_the_form()
    {
        await Site.AddAsync("dora");
        var cut = await OpenAsync("dora");
        await SqlAsync("CREATE TRIGGER full_disk BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END");
        try
        {
            await PressAsync(cut, "Save", ".drawer");

            cut.WaitForAssertion(() => Assert.Contains("Nothing was changed: the database did not answer.", cut.Markup, StringComparison.Ordinal));
            Assert.Empty(Toasts);
        }
        finally
        {
            await SqlAsync("DROP TRIGGER full_disk");
        }
    }

    private Task<IReadOnlyList<AppAccount>> AccountsAsync() => Site.WithAsync<Accounts, IReadOnlyList<AppAccount>>(a => a.ListAsync(Token));

    private async Task<IRenderedComponent<UsersPage>> OpenAsync(string name)
    {
        var cut = Show<UsersPage>("users?account=" + (await Site.FindAsync(name)).Id);
        cut.WaitForElement(".drawer select");
        return cut;
    }

    private static AngleSharp.Dom.IElement Field(IRenderedComponent<UsersPage> cut, string label) =>
        cut.Find("#" + cut.FindAll(".drawer label").First(l => l.TextContent.Trim() == label).GetAttribute("for"));

    private static void Choose(IRenderedComponent<UsersPage> cut, string label, string option)
    {
        var select = Field(cut, label);
        select.Change(select.QuerySelectorAll("option").First(o => o.TextContent == option).GetAttribute("value"));
    }
}
