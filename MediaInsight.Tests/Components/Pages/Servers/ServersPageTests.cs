using Bunit;
using MediaInsight.Components.Pages.Servers;
using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Components.Pages.Servers;

public sealed class ServersPageTests(SharedProgram program) : PressedPages(program), IClassFixture<SharedProgram>
{
    [Fact]
    public async Task A_server_is_disabled_and_enabled_again()
    {
        var server = await ServerAsync("Attic");
        var cut = Show<ServersPage>("servers");

        await PressAsync(cut, "Disable", Card(server));
        await WrittenAsync("server.disable", server);
        cut.Render();
        Assert.False(Find(server)!.IsEnabled); // non-null: it stays
        await PressAsync(cut, "Enable", Card(server) + " footer");
        await WrittenAsync("server.enable", server);

        Assert.True(Find(server)!.IsEnabled); // non-null: it stays
    }

    [Fact]
    public async Task A_deleted_server_leaves_its_history_when_that_was_chosen()
    {
        var server = await ServerAsync("Cellar");
        Answer(DeleteServerDialog.Choice.KeepHistory);

        await PressAsync(Show<ServersPage>("servers"), "Delete", Card(server));

        await WrittenAsync("server.delete", server, "its history is kept");
        Assert.Null(Find(server));
        Assert.True(await IsStoredAsync(server));
        Assert.Contains("Cellar was deleted", Toasts);
    }

    [Fact]
    public async Task A_server_is_deleted_with_its_history_when_that_was_chosen()
    {
        var server = await ServerAsync("Barn");
        Answer(DeleteServerDialog.Choice.DeleteHistory);

        await PressAsync(Show<ServersPage>("servers"), "Delete", Card(server));

        await WrittenAsync("server.delete", server, "with its history");
        Assert.Null(Find(server));
        Assert.False(await IsStoredAsync(server));
    }

    [Fact]
    public async Task History_goes_only_when_the_server_s_name_was_typed()
    {
        var answer = Services.GetRequiredService<Dialogs>().OpenAsync<DeleteServerDialog>("Delete Barn?");
        var cut = Render<DeleteServerDialog>(p => p.Add(d => d.Name, "Barn").Add(d => d.CanDeleteHistory, true));

        cut.FindAll("input[type=radio]")[1].Change("on");
        cut.Find("input:not([type=radio])").Change("barn");
        await PressAsync(cut, "Delete server and history");
        Assert.Contains("The name does not match.", cut.Markup, StringComparison.Ordinal);
        Assert.False(answer.IsCompleted);
        cut.Find("input:not([type=radio])").Change("Barn");
        await PressAsync(cut, "Delete server and history");

        Assert.Equal(DeleteServerDialog.Choice.DeleteHistory, await answer);
    }

    [Fact]
    public async Task The_demo_household_is_removed_and_it_is_written_down()
    {
        var server = await ServerAsync("Invented", isDemo: true);

        await PressAsync(Show<ServersPage>("servers"), "Remove demo household");

        await WrittenAsync("demo.remove", target: null);
        Assert.Null(Find(server));
    }

    [Fact]
    public async Task A_database_that_refuses_is_said_and_nothing_has_changed()
    {
        var server = await ServerAsync("Loft");
        await SqlAsync("CREATE TRIGGER full_disk BEFORE UPDATE ON servers BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END");
        try
        {
            var cut = Show<ServersPage>("servers");
            Answer(DeleteServerDialog.Choice.KeepHistory);

            await PressAsync(cut, "Disable", Card(server));
            cut.WaitForAssertion(() => Assert.Contains("Loft was not disabled", Toasts));
            await PressAsync(cut, "Delete", Card(server));
            cut.WaitForAssertion(() => Assert.Contains("Loft was not deleted", Toasts));
            Assert.True(Find(server)!.IsEnabled); // non-null: it stays
        }
        finally
        {
            await SqlAsync("DROP TRIGGER full_disk");
        }
    }

    [Fact]
    public async Task Gaps_that_cannot_be_read_do_not_take_the_page_away()
    {
        var server = await ServerAsync("Shed");
        await SqlAsync("ALTER TABLE server_gaps RENAME TO hidden_gaps");
        try
        {
            var cut = Show<ServersPage>("servers");

            cut.WaitForAssertion(() => Assert.Contains("When servers were not watched can't be read", cut.Markup, StringComparison.Ordinal));
            Assert.NotNull(cut.Find(Card(server)));
        }
        finally
        {
            await SqlAsync("ALTER TABLE hidden_gaps RENAME TO server_gaps");
        }
    }

    private static string Card(MediaServer server) => $"article[aria-label='{server.Name}']";

    private MediaServer? Find(MediaServer server) => Get<ServerRegistry>().Find(server.Id);

    private async Task<bool> IsStoredAsync(MediaServer server)
    {
        await using var db = await Get<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(Token);
        return await db.Servers.AnyAsync(s => s.Id == server.Id, Token);
    }

    private Task WrittenAsync(string action, MediaServer? target, string? detail = null) => UntilWrittenAsync(e => e.Action == action && e.Target == target?.Name && e.Detail == detail && e.Actor == "olga");
}
