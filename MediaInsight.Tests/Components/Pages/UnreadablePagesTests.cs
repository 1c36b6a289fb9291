using System.Security.Claims;
using Bunit;
using MediaInsight.Components.Pages.Audit;
using MediaInsight.Components.Pages.Care;
using MediaInsight.Components.Pages.Collector;
using MediaInsight.Components.Pages.Dashboard;
using MediaInsight.Components.Pages.History;
using MediaInsight.Components.Pages.Jobs;
using MediaInsight.Components.Pages.Libraries;
using MediaInsight.Components.Pages.Newsletters;
using MediaInsight.Components.Pages.Notifications;
using MediaInsight.Components.Pages.Notifications.Rules;
using MediaInsight.Components.Pages.Operator;
using MediaInsight.Components.Pages.Privacy;
using MediaInsight.Components.Pages.Remote;
using MediaInsight.Components.Pages.Reports;
using MediaInsight.Components.Pages.Reviews;
using MediaInsight.Components.Pages.Shares;
using MediaInsight.Components.Pages.Statistics;
using MediaInsight.Components.Pages.Users;
using MediaInsight.Components.Pages.Viewers;
using MediaInsight.Data;
using MediaInsight.Tests.Analytics;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Components.Pages;

/// <summary>A database that does not answer: the page says so in its place, its button reads again, and what was read before stays.</summary>
public sealed class UnreadablePagesTests(SharedProgram program) : PressedPages(program), IClassFixture<SharedProgram>
{
    private static readonly string[] Plays = ["plays", "viewers", "media_items"];

    /// <summary>A page (with the id of its address), the tables it cannot do without, and what it says without them.</summary>
    public static TheoryData<Type, string, string, string> Pages => new()
    {
        { typeof(DashboardPage), "", "", "The figures could not be read" },
        { typeof(HistoryPage), "history", "", "The history can't be read." },
        { typeof(BinPage), "history/bin", "data_changes", "The bin can't be read." },
        { typeof(RemoteLogPage), "remote-log", "session_actions", "The log could not be read" },
        { typeof(StatisticsPage), "statistics", "index_changes,plays,viewers,server_users,media_items", "The figures could not be read" },
        { typeof(ReviewPage), "review", "index_changes", "The review could not be read" },
        { typeof(ReportsPage), "reports", "reports", "The reports could not be read" },
        { typeof(ReportPage), "reports/new", "servers,viewers,libraries", "The report could not be read" },
        { typeof(SharesPage), "shares", "share_links", "The links could not be read" },
        { typeof(ViewersPage), "viewers", "", "The list could not be read" },
        { typeof(ViewerPage), "viewers/7", "", "The profile could not be read" },
        { typeof(ManageViewerPage), "viewers/7/manage", "viewers", "The person could not be read" },
        { typeof(MergePage), "viewers/merge", "viewer_merges", "The suggestions could not be read" },
        { typeof(LibrariesPage), "libraries", "libraries", "The libraries could not be read" },
        { typeof(LibraryPage), "libraries/1", "libraries,media_items", "The titles could not be read" },
        { typeof(ItemPage), "items/1", "media_items", "The title could not be read" },
        { typeof(RelinksPage), "libraries/relinks", "media_relinks", "The re-links could not be read" },
        { typeof(CollectorPage), "collector", "server_gaps", "Gaps and catch-ups could not be read" },
        { typeof(DataPage), "data", "", "The plays can't be checked." },
        { typeof(DataPage), "data?check=ghost", "", "The plays can't be read." },
        { typeof(DataPage), "data?tab=storage", "job_runs", "The sizes can't be read." },
        { typeof(DataPage), "data?tab=changes", "data_changes", "The changes can't be read." },
        { typeof(OperatorPage), "analytics", "", "The figures can't be read." },
        { typeof(OperatorPage), "analytics?tab=activity", "", "The plays can't be read." },
        { typeof(OperatorPage), "analytics?tab=streams", "", "The plays can't be read." },
        { typeof(OperatorPage), "analytics?tab=transcodes", "transcode_records", "The conversions can't be read." },
        { typeof(OperatorPage), "analytics?tab=system", "system_metrics", "The samples can't be read." },
        { typeof(OperatorPage), "analytics?tab=library-health", "libraries,media_items", "The libraries can't be read." },
        { typeof(OperatorPage), "analytics?tab=alerts", "alert_rules", "The alerts can't be read." },
        { typeof(NotificationsPage), "notifications", "notification_channels", "The channels could not be read" },
        { typeof(NotificationsPage), "notifications?tab=rules", "notification_rules", "The rules can't be read." },
        { typeof(NotificationsPage), "notifications?tab=log", "notification_deliveries", "The messages could not be read" },
        { typeof(ChannelPage), "notifications/channels/1", "notification_channels", "The channel could not be read" },
        { typeof(RulePage), "notifications/rules/1", "notification_rules", "The rule can't be read." },
        { typeof(NewslettersPage), "newsletters", "newsletters", "The newsletters could not be read" },
        { typeof(NewsletterPage), "newsletters/new", "notification_channels", "The newsletter could not be read" },
        { typeof(JobsPage), "jobs", "job_runs", "The jobs could not be read" },
        { typeof(UsersPage), "users", "identity_users", "The accounts could not be read" },
        { typeof(PrivacyPage), "settings/privacy", "libraries", "The privacy settings could not be read" },
        { typeof(AuditLogPage), "audit", "audit_entries", "The audit log could not be read" },
    };

    /// <summary>A page that shows something, another address of it that makes it read again, and its tables.</summary>
    public static TheoryData<Type, string, string, string> Read => new()
    {
        { typeof(DashboardPage), "", "?server=1", "" },
        { typeof(HistoryPage), "history", "history?q=stalker", "" },
        { typeof(StatisticsPage), "statistics", "statistics?range=7d", "index_changes,plays,viewers,server_users,media_items" },
        { typeof(ViewersPage), "viewers", "viewers?q=ann", "" },
        { typeof(ViewerPage), "viewers/7", "viewers/7?range=all", "" },
        { typeof(LibrariesPage), "libraries", "libraries?server=1", "libraries" },
        { typeof(LibraryPage), "libraries/1", "libraries/1?q=stalker", "libraries,media_items" },
        { typeof(JobsPage), "jobs", "jobs?job=none", "job_runs" },
        { typeof(AuditLogPage), "audit", "audit?q=o", "audit_entries" },
        { typeof(RemoteLogPage), "remote-log", "remote-log?page=2", "session_actions" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task What_cannot_be_read_is_said_in_its_place_and_can_be_tried_again(Type page, string address, string tables, string words)
    {
        await SeedAsync();
        IRenderedComponent<DynamicComponent> cut = null!; // non-null: drawn before it is used
        await WithoutAsync(tables, () =>
        {
            cut = Show(page, address);
            cut.WaitForAssertion(() => Assert.Contains(cut.FindAll("[role=alert]"), a => a.TextContent.Contains(words, StringComparison.Ordinal)));
            cut.WaitForAssertion(() => Assert.True(IsRead(cut), cut.Markup));
        });

        if (page != typeof(ChannelPage) && page != typeof(RulePage))
        {
            await cut.InvokeAsync(() => cut.FindAll("[role=alert]").First(a => a.TextContent.Contains(words, StringComparison.Ordinal)).QuerySelector("button")!.Click()); // non-null: a failure can be tried again
            cut.WaitForAssertion(() => Assert.DoesNotContain(words, cut.Markup, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Read))]
    public async Task What_was_read_before_stays_and_is_said_to_be_old(Type page, string address, string again, string tables)
    {
        await SeedAsync();
        var cut = Show(page, address);
        cut.WaitForAssertion(() => Assert.True(IsRead(cut) && cut.FindAll("[role=note]").Count == 0, cut.Markup));
        await WithoutAsync(tables, () =>
        {
            cut.InvokeAsync(() => Services.GetRequiredService<NavigationManager>().NavigateTo(again));
            cut.WaitForAssertion(() => Assert.Contains(cut.FindAll("[role=note]"), n => n.TextContent.Contains("As of", StringComparison.Ordinal)));
            Assert.Empty(cut.FindAll("[role=alert]"));
        });
    }

    /// <summary>Panels further down wait until they are seen.</summary>
    private static bool IsRead(IRenderedComponent<DynamicComponent> cut) =>
        (cut.FindAll(".panel") is [var first, ..] ? first.QuerySelectorAll(".skeleton").Length : cut.FindAll(".skeleton").Count) == 0;

    private IRenderedComponent<DynamicComponent> Show(Type page, string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var parameters = new Dictionary<string, object>();
        if (page.GetProperty("Id") is { } id && address.Split('?')[0].Split('/').FirstOrDefault(p => int.TryParse(p, out _)) is { } number)
        {
            parameters["Id"] = id.PropertyType == typeof(string) ? number : int.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
        }

        // With an account of their own: reports and links belong to one.
        var owner = new ClaimsPrincipal(new ClaimsIdentity(Readers.Admin().Claims.Append(new(ClaimTypes.NameIdentifier, "olga")), "test"));
        return Render<DynamicComponent>(p => p.Add(x => x.Type, page).Add(x => x.Parameters, parameters).AddCascadingValue(Task.FromResult(new AuthenticationState(owner))));
    }

    /// <summary>Renames tables for as long as something is looked at.</summary>
    private async Task WithoutAsync(string tables, Action look)
    {
        var names = tables.Length == 0 ? Plays : tables.Split(',');
        foreach (var table in names)
        {
            await SqlAsync($"ALTER TABLE {table} RENAME TO hidden_{table}");
        }

        try
        {
            look();
        }
        finally
        {
            foreach (var table in names)
            {
                await SqlAsync($"ALTER TABLE hidden_{table} RENAME TO {table}");
            }
        }
    }

    /// <summary>Two people, two libraries, what they watched, and a server to ask for it.</summary>
    private async Task SeedAsync()
    {
        var database = Get<IDbContextFactory<MediaInsightDb>>();
        await using var db = await database.CreateDbContextAsync(Token);
        if (!await db.Plays.AnyAsync(Token))
        {
            await ServerAsync("Loft");
            using var shelves = new Shelves(database, 7, 8).Watched();
        }
    }
}
