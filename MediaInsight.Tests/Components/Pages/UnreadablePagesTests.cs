using Bunit;
using MediaInsight.Components.Pages.Dashboard;
using MediaInsight.Components.Pages.History;
using MediaInsight.Components.Pages.Viewers;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Tests.Components.Pages;

/// <summary>A database that does not answer: the page says so in its place, and its button reads again.</summary>
public sealed class UnreadablePagesTests(SharedProgram program) : PressedPages(program), IClassFixture<SharedProgram>
{
    private static readonly string[] Tables = ["plays", "viewers", "media_items"];

    [Fact]
    public async Task The_dashboard_says_that_its_figures_cannot_be_read()
    {
        await ServerAsync("Attic");
        await SaysAsync<DashboardPage>("", "The figures could not be read");
    }

    [Fact]
    public Task The_history_says_that_it_cannot_be_read() => SaysAsync<HistoryPage>("history", "The history can't be read.");

    [Fact]
    public Task The_list_of_people_says_that_it_cannot_be_read() => SaysAsync<ViewersPage>("viewers", "The list could not be read");

    private async Task SaysAsync<T>(string address, string words)
        where T : IComponent
    {
        IRenderedComponent<T> cut;
        foreach (var table in Tables)
        {
            await SqlAsync($"ALTER TABLE {table} RENAME TO hidden_{table}");
        }

        try
        {
            cut = Show<T>(address);
            cut.WaitForAssertion(() => Assert.Contains(words, cut.Markup, StringComparison.Ordinal));
            Assert.Empty(cut.FindAll(".skeleton"));
        }
        finally
        {
            foreach (var table in Tables)
            {
                await SqlAsync($"ALTER TABLE hidden_{table} RENAME TO {table}");
            }
        }

        cut.FindAll("button").First(b => b.TextContent.Contains("ry again", StringComparison.Ordinal)).Click();
        cut.WaitForAssertion(() => Assert.DoesNotContain(words, cut.Markup, StringComparison.Ordinal));
    }
}
