using System.Text.Json;
using MediaInsight.Alerting.Alerts;
using MediaInsight.Data.Events;
using MediaInsight.Identity;
using MediaInsight.Notifications;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Alerting.Alerts;

/// <summary>From a figure to the outbox and the log.</summary>
public sealed class AlertEvaluatorTests : IDisposable
{
    private readonly AlertRig _rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_full_disk_is_told_once_and_so_is_its_recovery()
    {
        var channel = await _rig.ChannelAsync();
        var rule = await _rig.RuleAsync(AlertConditions.DiskSpaceLow, 50, channel);
        var changes = 0;
        _rig.Changes.Changed += () => changes++;

        await _rig.TurnAsync(80);
        await _rig.TurnAsync(12.5);
        await _rig.TurnAsync(12);
        await _rig.TurnAsync(60);
        await _rig.TurnAsync(70);

        var (deliveries, log) = (await _rig.DeliveriesAsync(), await _rig.LogAsync());
        Assert.Equal([EventTopics.AlertFired, EventTopics.AlertResolved], deliveries.Select(d => d.Topic));
        Assert.Equal(["Watch disk_space_low", "Resolved: Watch disk_space_low"], deliveries.Select(d => d.Title));
        var notice = JsonSerializer.Deserialize<Notice>(deliveries[0].Notice)!;
        Assert.Equal(("Free disk space: 12.5\u00A0GB (/media), below the limit of 50\u00A0GB.", NoticeTone.Danger, NoticePriority.High), (notice.Text, notice.Tone, notice.Priority));
        Assert.Equal(("12.5", "50", "firing"), (notice.Values["value"], notice.Values["threshold"], notice.Values["state"]));
        Assert.Equal((NoticeTone.Good, NoticePriority.Normal), (JsonSerializer.Deserialize<Notice>(deliveries[1].Notice)!.Tone, deliveries[1].Priority));
        Assert.Equal([true, false], log.Select(e => e.IsFiring));
        Assert.Equal(deliveries.Select(d => d.Key), log.Select(e => e.DeliveryKey));
        Assert.Contains("all is well again. The limit is 50\u00A0GB; it lasted 10 min.", log[1].Message, StringComparison.Ordinal);
        Assert.Equal((2, 5), (_rig.Woken, changes));
        var stored = (await _rig.Rules.FindAsync(rule.Id, Token))!;
        Assert.Equal((null, 70.0, log[0].SentAt), (stored.FiringSince, stored.LastValue, stored.LastTriggeredAt));
        Assert.Equal(AlertStanding.Ok, stored.StandingAt(_rig.Time.GetUtcNow()));
        await using var db = _rig.Db.CreateDbContext();
        var events = await db.AppEvents.AsNoTracking().OrderBy(e => e.Number).ToListAsync(Token);
        Assert.Equal([EventTopics.AlertFired, EventTopics.AlertResolved], events.Select(e => e.Topic));
        Assert.Equal("disk_space_low", JsonDocument.Parse(events[0].Facts).RootElement.GetProperty("condition").GetString());
    }

    [Fact]
    public async Task It_is_told_again_a_cooldown_after_the_message_was_taken()
    {
        await _rig.RuleAsync(AlertConditions.DiskSpaceLow, 50, await _rig.ChannelAsync());
        await _rig.TurnAsync(10);

        // Six hours on its way: one message waits, no second one.
        for (var i = 0; i < 6; i++)
        {
            await _rig.TurnAsync(10, minutes: 60);
        }

        Assert.Single(await _rig.DeliveriesAsync());
        await _rig.EndAsync(DeliveryState.Sent);
        await _rig.TurnAsync(10, minutes: 59);
        Assert.Single(await _rig.DeliveriesAsync());

        await _rig.TurnAsync(9, minutes: 1);

        var deliveries = await _rig.DeliveriesAsync();
        Assert.Equal(2, deliveries.Count);
        Assert.EndsWith($":again-1:{deliveries[1].ChannelId}", deliveries[1].Key, StringComparison.Ordinal);
        Assert.Contains("still 9\u00A0GB", (await _rig.LogAsync())[1].Message, StringComparison.Ordinal);
        await using var db = _rig.Db.CreateDbContext();
        Assert.Equal(1, await db.AppEvents.CountAsync(Token));
    }

    [Fact]
    public async Task A_message_that_was_given_up_stands_in_the_log_and_starts_no_cooldown()
    {
        await _rig.RuleAsync(AlertConditions.DiskSpaceLow, 50, await _rig.ChannelAsync(), cooldown: 600);
        await _rig.TurnAsync(10);
        await _rig.EndAsync(DeliveryState.Dead, "404 Not Found: the webhook was deleted.");

        var failed = (await _rig.LogAsync())[0];
        Assert.Equal((false, "404 Not Found: the webhook was deleted."), (failed.Success, failed.ErrorDetail));

        await _rig.TurnAsync(10, minutes: 30);
        await _rig.EndAsync(DeliveryState.Sent);
        await _rig.TurnAsync(10, minutes: 30);

        Assert.Equal([false, true], (await _rig.LogAsync()).Select(e => e.Success));
    }

    [Fact]
    public async Task Not_measured_is_no_recovery()
    {
        var rule = await _rig.RuleAsync(AlertConditions.DiskSpaceLow, 50, await _rig.ChannelAsync());
        await _rig.TurnAsync(10);

        await _rig.TurnAsync(null);

        var unmeasured = (await _rig.Rules.FindAsync(rule.Id, Token))!;
        Assert.NotNull(unmeasured.FiringSince);
        Assert.Null(unmeasured.LastValue);

        // A sample that is old says nothing of now.
        _rig.Measure(500);
        _rig.Time.Advance(TimeSpan.FromMinutes(6));
        await _rig.Evaluator.RunAsync(Token);
        Assert.Single(await _rig.LogAsync());

        await _rig.TurnAsync(500);
        Assert.Equal([true, false], (await _rig.LogAsync()).Select(e => e.IsFiring));
    }

    [Fact]
    public async Task Silence_holds_messages_back_and_what_still_fires_is_told_afterwards()
    {
        var rule = await _rig.RuleAsync(AlertConditions.DiskSpaceLow, 50, await _rig.ChannelAsync());
        await _rig.Rules.SaveAsync(AlertDraft.Of(rule) with { SilencedUntil = _rig.Time.GetUtcNow().AddMinutes(12) }, AuditContext.System, Token);

        await _rig.TurnAsync(10);
        var silenced = (await _rig.Rules.FindAsync(rule.Id, Token))!;
        await _rig.TurnAsync(10);
        Assert.Empty(await _rig.DeliveriesAsync());
        await _rig.TurnAsync(10);

        Assert.Equal(AlertStanding.Silenced, silenced.StandingAt(_rig.Time.GetUtcNow().AddMinutes(-5)));
        Assert.Contains("below the limit", Assert.Single(await _rig.DeliveriesAsync()).Notice, StringComparison.Ordinal);
        Assert.Equal([(false, null), (null, (await _rig.DeliveriesAsync())[0].Key)], (await _rig.LogAsync()).Select(e => (e.Success, e.DeliveryKey)));
    }

    [Fact]
    public async Task What_fires_and_ends_in_silence_or_within_a_cooldown_stands_in_the_log()
    {
        var rule = await _rig.RuleAsync(AlertConditions.DiskSpaceLow, 50, await _rig.ChannelAsync());
        await _rig.TurnAsync(10);
        await _rig.EndAsync(DeliveryState.Sent);
        await _rig.TurnAsync(60);
        await _rig.EndAsync(DeliveryState.Sent);
        await _rig.TurnAsync(10);
        await _rig.TurnAsync(11);
        await _rig.TurnAsync(60);
        await _rig.TurnAsync(61);
        await _rig.Rules.SaveAsync(AlertDraft.Of(rule) with { SilencedUntil = _rig.Time.GetUtcNow().AddHours(9) }, AuditContext.System, Token);
        await _rig.TurnAsync(10);
        await _rig.TurnAsync(11);
        await _rig.TurnAsync(60);

        Assert.Equal([EventTopics.AlertFired, EventTopics.AlertResolved], (await _rig.DeliveriesAsync()).Select(d => d.Topic));
        Assert.Equal(
            [
                (true, true, null), (false, true, null),
                (true, false, "It was told a moment ago; told again when the cooldown is over, should it still fire."), (false, false, "Nobody was told that it fired."),
                (true, false, "The rule was silenced."), (false, false, "The rule was silenced."),
            ],
            (await _rig.LogAsync()).Select(e => (e.IsFiring, e.Success ?? true, e.ErrorDetail)));
        Assert.Equal("not sent: The rule was silenced.", MediaInsight.Components.Pages.Operator.AlertWording.Sent((await _rig.LogAsync())[^1]));
    }

    [Fact]
    public async Task A_recovery_during_a_silence_that_began_after_the_alert_is_logged_and_not_sent()
    {
        var rule = await _rig.RuleAsync(AlertConditions.DiskSpaceLow, 50, await _rig.ChannelAsync());
        await _rig.TurnAsync(10);
        await _rig.Rules.SaveAsync(AlertDraft.Of(rule) with { SilencedUntil = _rig.Time.GetUtcNow().AddHours(1) }, AuditContext.System, Token);
        await _rig.TurnAsync(60);
        await _rig.TurnAsync(60);

        Assert.Single(await _rig.DeliveriesAsync());
        Assert.Equal([(true, null), (false, "The rule was silenced.")], (await _rig.LogAsync()).Select(e => (e.IsFiring, e.ErrorDetail)));
    }

    [Fact]
    public async Task Only_enabled_rules_are_evaluated_and_one_can_be_asked_for()
    {
        var channel = await _rig.ChannelAsync();
        var (disk, heat, off) = (await _rig.RuleAsync(AlertConditions.DiskSpaceLow, 50, channel), await _rig.RuleAsync(AlertConditions.GpuTempHigh, 80, channel), await _rig.RuleAsync(AlertConditions.DiskSpaceLow, 50, channel));
        await _rig.Rules.SaveAsync(AlertDraft.Of(off) with { IsEnabled = false }, AuditContext.System, Token);
        _rig.Measure(10, temperature: 90);

        await _rig.Evaluator.EvaluateAsync(heat.Id, Token);
        Assert.Equal(heat.Id, Assert.Single(await _rig.LogAsync()).RuleId);
        await _rig.Evaluator.EvaluateAsync(null, Token);

        Assert.Equal([heat.Id, disk.Id], (await _rig.LogAsync()).Select(e => e.RuleId!.Value));
        Assert.Null((await _rig.Rules.FindAsync(off.Id, Token))!.LastEvaluatedAt);
    }

    [Fact]
    public async Task Without_a_channel_it_is_recorded_only()
    {
        await _rig.RuleAsync(AlertConditions.DiskSpaceLow, 50, null);

        await _rig.TurnAsync(10);
        await _rig.TurnAsync(10);
        await _rig.TurnAsync(90);

        Assert.Empty(await _rig.DeliveriesAsync());
        Assert.Equal([null, null], (await _rig.LogAsync()).Select(e => e.DeliveryKey));
    }

    [Fact]
    public async Task The_log_outlives_rule_and_channel_and_is_kept_for_half_a_year()
    {
        var channel = await _rig.ChannelAsync("Team");
        var rule = await _rig.RuleAsync(AlertConditions.DiskSpaceLow, 50, channel);
        await _rig.TurnAsync(10);

        Assert.True(await _rig.Rules.DeleteAsync(rule.Id, AuditContext.System, Token));
        await _rig.Writer.RunAsync((db, token) => db.NotificationChannels.Where(c => c.Id == channel).ExecuteDeleteAsync(token), Token);

        var entry = Assert.Single(await new AlertLogReader(_rig.Db).LastAsync(Token));
        Assert.Equal((null, null, "Watch disk_space_low", "Team"), (entry.RuleId, entry.ChannelId, entry.RuleName, entry.ChannelName));
        _rig.Time.Jump(AlertEvaluator.Retention);
        await _rig.Evaluator.RunAsync(Token);
        Assert.Single(await _rig.LogAsync());
        _rig.Time.Jump(TimeSpan.FromMinutes(1));
        await _rig.Evaluator.RunAsync(Token);
        Assert.Empty(await _rig.LogAsync());
    }

    [Fact]
    public async Task It_looks_every_five_minutes_and_the_log_shows_the_last_hundred_newest_first()
    {
        Assert.Equal((TimeSpan.FromMinutes(5), false), (_rig.Evaluator.Schedule.Every, _rig.Evaluator.Schedule.AtStart));
        await using (var db = _rig.Db.CreateDbContext())
        {
            db.AlertLog.AddRange(Enumerable.Range(1, 101).Select(i => new MediaInsight.Alerting.AlertLogEntry { RuleName = $"r{i}", Message = "m", IsFiring = true, FiringSince = _rig.Time.GetUtcNow(), SentAt = _rig.Time.GetUtcNow() }));
            await db.SaveChangesAsync(Token);
        }

        var shown = await new AlertLogReader(_rig.Db).LastAsync(Token);

        Assert.Equal(Enumerable.Range(2, 100).Reverse().Select(i => $"r{i}"), shown.Select(e => e.RuleName));
    }

    [Fact]
    public async Task A_channel_that_is_deleted_leaves_its_rules_without_one()
    {
        var channel = await _rig.ChannelAsync();
        var rule = await _rig.RuleAsync(AlertConditions.DiskSpaceLow, 50, channel);

        await _rig.Writer.RunAsync((db, token) => db.NotificationChannels.Where(c => c.Id == channel).ExecuteDeleteAsync(token), Token);

        Assert.Null((await _rig.Rules.FindAsync(rule.Id, Token))!.ChannelId);
    }

    [Theory]
    [InlineData("", "disk_space_low", 50.0, 60, null, "name")]
    [InlineData("a", "", 50.0, 60, null, "condition_type")]
    [InlineData("a", "moon_phase", 50.0, 60, null, "condition_type")]
    [InlineData("a", "disk_space_low", -1.0, 60, null, "threshold")]
    [InlineData("a", "cpu_high", 101.0, 60, null, "threshold")]
    [InlineData("a", "cpu_high", double.NaN, 60, null, "threshold")]
    [InlineData("a", "cpu_high", 90.0, 0, null, "cooldown_minutes")]
    [InlineData("a", "cpu_high", 90.0, 60, 77, "channel_id")]
    public async Task What_is_wrong_with_a_rule_is_said_at_its_field(string name, string condition, double threshold, int cooldown, int? channel, string field)
    {
        var saving = await _rig.Rules.SaveAsync(new(null, name, condition, threshold, cooldown, channel), AuditContext.System, Token);

        Assert.Null(saving.Rule);
        Assert.Equal([field], saving.Problems.Select(p => p.Field));
        Assert.Empty(await _rig.Rules.ListAsync(Token));
    }

    [Fact]
    public async Task A_rule_that_turns_to_something_else_begins_anew()
    {
        var rule = await _rig.RuleAsync(AlertConditions.DiskSpaceLow, 50, null);
        await _rig.TurnAsync(10);

        var saving = await _rig.Rules.SaveAsync(AlertDraft.Of(rule) with { ConditionType = AlertConditions.CpuHigh, Threshold = null }, AuditContext.System, Token);

        Assert.Equal((null, null, 90.0), (saving.Rule!.FiringSince, saving.Rule.LastEvaluatedAt, saving.Rule.Threshold));
        Assert.False((await _rig.Rules.SaveAsync(AlertDraft.Of(rule) with { Id = 999 }, AuditContext.System, Token)).IsFound);
        await using var db = _rig.Db.CreateDbContext();
        Assert.Equal([AuditActions.AlertAdded, AuditActions.AlertEdited], await db.AuditEntries.OrderBy(a => a.Id).Select(a => a.Action).ToListAsync(Token));
    }
}
