using Bunit;
using MediaInsight.Alerting.Alerts;
using MediaInsight.Components.Pages.Operator;
using MediaInsight.Components.Ui;
using MediaInsight.Identity;
using MediaInsight.Notifications;
using MediaInsight.Tests.Alerting.Alerts;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Components.Pages.Operator;

public sealed class AlertsTabTests : BunitContext
{
    private readonly AlertRig _rig = new();

    public AlertsTabTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(_rig.Time);
        Services.AddUi();
        Services.AddSingleton(_rig.Rules);
        Services.AddSingleton(_rig.Measures);
        Services.AddSingleton(_rig.Evaluator);
    }

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_tab_shows_rules_with_their_state_what_was_told_and_channels()
    {
        using var site = new PagesSite();
        var rules = site.Get<AlertRules>();
        await using (var db = await site.Home.Db.CreateDbContextAsync(Token))
        {
            db.NotificationChannels.Add(new() { Name = "Team <b>", Kind = ChannelKind.Discord, Settings = "{}", CreatedAt = site.Now, UpdatedAt = site.Now });
            await db.SaveChangesAsync(Token);
        }

        using var owner = await site.OwnerAsync();
        using (var empty = await PagesSite.ReadAsync(owner, "/analytics?tab=alerts"))
        {
            Assert.Contains("No alert yet", empty.Body!.TextContent, StringComparison.Ordinal);
        }

        var firing = (await rules.SaveAsync(new(null, "Old backup", AlertConditions.BackupAge, 1, ChannelId: null), AuditContext.System, Token)).Rule!;
        await rules.SaveAsync(new(null, "Server away", AlertConditions.ServerDown, 5, ChannelId: 1, SilencedUntil: site.Now.AddDays(1)), AuditContext.System, Token);
        await rules.SaveAsync(new(null, "Database", AlertConditions.DatabaseSize, 5, ChannelId: 1), AuditContext.System, Token);
        await rules.SaveAsync(new(null, "Hot", AlertConditions.GpuTempHigh, 80, ChannelId: 1), AuditContext.System, Token);
        File.SetCreationTimeUtc(site.Get<MediaInsight.Platform.AppPaths>().Database, site.Now.UtcDateTime.AddDays(-3));
        await using (var db = await site.Home.Db.CreateDbContextAsync(Token))
        {
            db.AlertLog.Add(new() { RuleId = firing.Id, RuleName = "Old backup", ChannelId = 1, ChannelName = "Team <b>", Message = "It is old.", IsFiring = true, FiringSince = site.Now, DeliveryKey = "alert:x", Success = false, ErrorDetail = "404 Not Found", SentAt = site.Now });
            await db.SaveChangesAsync(Token);
        }

        await site.Get<AlertEvaluator>().EvaluateAsync(null, Token);
        using var page = await PagesSite.ReadAsync(owner, $"/analytics?tab=alerts&rule={firing.Id}");

        var rows = page.QuerySelectorAll("table[aria-label='Alert rules'] tbody tr").Select(r => r.TextContent).ToList();
        Assert.Equal(4, rows.Count);
        Assert.Contains(rows, r => r.Contains("Database", StringComparison.Ordinal) && r.Contains("OK", StringComparison.Ordinal));
        Assert.Contains(rows, r => r.Contains("Hot", StringComparison.Ordinal) && r.Contains("Not measured", StringComparison.Ordinal) && r.Contains("Team <b>", StringComparison.Ordinal));
        Assert.Contains(rows, r => r.Contains("for more than 5\u00A0min", StringComparison.Ordinal));
        Assert.Contains("404 Not Found", page.QuerySelector("table[aria-label='Alerts told']")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Old backup", page.QuerySelector("dialog h2")!.TextContent);
        Assert.Contains(page.QuerySelectorAll("main a"), a => a.GetAttribute("href") == "notifications/channels/1");
    }

    [Fact]
    public async Task The_tabs_have_the_order_that_is_asked_for()
    {
        using var site = new PagesSite();
        using var owner = await site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, "/analytics?tab=alerts");

        Assert.Equal(["Overview", "Activity", "Streams", "Transcodes", "System", "Library health", "Alerts"], page.QuerySelectorAll("main [role=tablist] a, main nav.tabs a, main .tabs a").Select(t => t.TextContent.Trim()).Distinct());
    }

    [Fact]
    public async Task A_rule_is_made_in_a_form_with_the_present_figure_beside_the_threshold()
    {
        _rig.Measure(80);
        string? done = null;
        var cut = Render<AlertEditor>(p => p.Add(e => e.Rule, null).Add(e => e.By, AuditContext.System).Add(e => e.Channels, []).Add(e => e.OnDone, (string words) => done = words));

        cut.WaitForAssertion(() => Assert.Equal("Now 80\u00A0GB: /media.", cut.Find(".now").TextContent));
        Assert.Equal(("Free disk space", "50"), (cut.Find("input[type=text]").GetAttribute("value"), cut.Find("input[type=number]").GetAttribute("value")));
        await cut.Find("select").ChangeAsync(new() { Value = "6" });
        cut.WaitForAssertion(() => Assert.Equal("Not measured now.", cut.Find(".now").TextContent));
        Assert.Equal("Media server not reachable", cut.Find("input[type=text]").GetAttribute("value"));
        await cut.Find("select").ChangeAsync(new() { Value = "0" });
        await cut.Find("input[type=number]").ChangeAsync(new() { Value = "100" });
        await cut.Find("button.primary").ClickAsync(new());

        cut.WaitForAssertion(() => Assert.Equal("Free disk space was added", done));
        var rule = Assert.Single(await _rig.Rules.ListAsync(Token));
        Assert.Equal((AlertConditions.DiskSpaceLow, 100.0, 60, AlertStanding.Firing), (rule.ConditionType, rule.Threshold, rule.CooldownMinutes, rule.StandingAt(_rig.Time.GetUtcNow())));
    }

    [Fact]
    public async Task What_nothing_can_break_yet_is_not_offered_and_a_rule_about_it_says_so()
    {
        var rule = await _rig.RuleAsync(AlertConditions.ViolationCount, 3, null);
        var offered = Render<AlertEditor>(p => p.Add(e => e.Rule, null).Add(e => e.By, AuditContext.System).Add(e => e.Channels, []));
        var cut = Render<AlertEditor>(p => p.Add(e => e.Rule, rule).Add(e => e.By, AuditContext.System).Add(e => e.Channels, []));
        await _rig.Evaluator.RunAsync(Token);

        Assert.DoesNotContain("Violations of rules", offered.Markup, StringComparison.Ordinal);
        Assert.Contains("Violations of rules", cut.Markup, StringComparison.Ordinal);
        cut.WaitForAssertion(() => Assert.All(["There are no such rules yet", "Not measured now."], words => Assert.Contains(words, cut.Markup, StringComparison.Ordinal)));
        Assert.Equal(AlertStanding.NotMeasured, Assert.Single(await _rig.Rules.ListAsync(Token)).StandingAt(_rig.Time.GetUtcNow()));
    }

    [Fact]
    public async Task What_is_wrong_stands_at_the_field_and_a_rule_is_deleted_after_a_question()
    {
        var rule = await _rig.RuleAsync(AlertConditions.CpuHigh, 80, null);
        string? done = null;
        var cut = Render<AlertEditor>(p => p.Add(e => e.Rule, rule).Add(e => e.By, AuditContext.System).Add(e => e.Channels, []).Add(e => e.OnDone, (string words) => done = words));

        await cut.Find("input[type=text]").ChangeAsync(new() { Value = " " });
        await cut.Find("button.primary").ClickAsync(new());
        cut.WaitForAssertion(() => Assert.Contains("Give the rule a name", cut.Markup, StringComparison.Ordinal));
        Assert.Null(done);

        await cut.Find("button.danger").ClickAsync(new());
        await cut.FindAll("button.danger")[^1].ClickAsync(new());

        cut.WaitForAssertion(() => Assert.Equal("Watch cpu_high was deleted", done));
        Assert.Empty(await _rig.Rules.ListAsync(Token));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _rig.Dispose();
    }
}
