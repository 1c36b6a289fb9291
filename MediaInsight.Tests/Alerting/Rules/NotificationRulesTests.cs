using MediaInsight.Alerting;
using MediaInsight.Alerting.Conditions;
using MediaInsight.Alerting.Facts;
using MediaInsight.Alerting.Rules;
using MediaInsight.Components;
using MediaInsight.Data.Events;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Notifications;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Alerting.Rules;

public sealed class NotificationRulesTests : IDisposable
{
    private readonly RuleRig _rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_rule_comes_back_as_it_was_drafted_and_the_audit_log_knows()
    {
        var (one, two) = (await _rig.AddChannelAsync("A"), await _rig.AddChannelAsync("B"));
        var draft = new RuleDraft
        {
            Name = "Late films",
            Topics = [EventTopics.PlayStarted, EventTopics.ConcurrentStreams],
            Conditions = new(true, [new ConditionLeaf("time", "between", ["22:00", "06:00"]), new ConditionGroup(false, [new ConditionLeaf("kind", "is", ["movie"])])]),
            TitleTemplate = "{viewer}",
            Priority = NoticePriority.High,
            CooldownMinutes = 15,
            CooldownScope = RuleCooldownScope.Viewer,
            Threshold = 3,
            ByAddress = true,
            ChannelIds = [one, two],
        };
        var id = await _rig.AddRuleAsync(draft);
        var view = await _rig.Rules.FindAsync(id, Token);

        Assert.Equivalent(draft, view!.Draft); // non-null: saved
        Assert.Equal(["A", "B"], view.Channels.Select(c => c.Name));

        await _rig.Rules.SaveAsync(AuditContext.System, id, draft with { ChannelIds = [two], TitleTemplate = " " }, Token);
        await _rig.Rules.SetEnabledAsync(AuditContext.System, id, false, Token);
        view = Assert.Single(await _rig.Rules.ListAsync(Token));
        Assert.Equal([two], view.Draft.ChannelIds);
        Assert.Equal((null, false), (view.Draft.TitleTemplate, view.Draft.IsEnabled));

        Assert.True(await _rig.Rules.DeleteAsync(AuditContext.System, id, Token));
        Assert.False(await _rig.Rules.DeleteAsync(AuditContext.System, id, Token));
        Assert.Null(await _rig.Rules.SaveAsync(AuditContext.System, id, draft, Token));
        Assert.Equal(
            [RuleActions.Added, RuleActions.Edited, RuleActions.SwitchedOff, RuleActions.Deleted],
            await _rig.Studio.RowsAsync(db => db.AuditEntries.AsNoTracking().OrderBy(a => a.Id).Select(a => a.Action)));
    }

    [Fact]
    public async Task Every_field_that_is_wrong_is_named()
    {
        var saved = await _rig.Rules.SaveAsync(AuditContext.System, null, new()
        {
            Name = " ",
            Topics = [EventTopics.ConcurrentStreams, EventTopics.Violation],
            Conditions = new(true, [new ConditionLeaf("nothing", "is", ["1"])]),
            TitleTemplate = "{viewr}",
            TextTemplate = "<movie>",
            Priority = (NoticePriority)9,
            CooldownMinutes = -1,
            CooldownScope = (RuleCooldownScope)9,
            Threshold = 1,
        }, Token);

        Assert.Equal(
            ["Name", "Topics", "Conditions", "TitleTemplate", "TextTemplate", "Priority", "CooldownMinutes", "CooldownScope", "Threshold", "ChannelIds"], saved!.Problems.Select(p => p.Field)); // non-null: a new rule
        var gone = await _rig.Rules.SaveAsync(AuditContext.System, null, new() { Name = "x", Topics = [EventTopics.PlayStarted], ChannelIds = [77] }, Token);
        Assert.Equal("ChannelIds", Assert.Single(gone!.Problems).Field); // non-null: a new rule
    }

    [Fact]
    public async Task A_channel_that_is_deleted_leaves_the_rule_with_the_others()
    {
        var (one, two) = (await _rig.AddChannelAsync("A"), await _rig.AddChannelAsync("B"));
        var id = await _rig.AddRuleAsync(new() { Topics = [EventTopics.PlayStarted], ChannelIds = [one, two] });
        await _rig.Studio.SqlAsync($"PRAGMA foreign_keys = ON; DELETE FROM notification_channels WHERE id = {one}");

        Assert.Equal("B", Assert.Single((await _rig.Rules.FindAsync(id, Token))!.Channels).Name); // non-null: it was saved
    }

    [Fact]
    public async Task Choices_are_what_the_database_knows()
    {
        _rig.Studio.AddServer("Attic");
        var choices = new ConditionChoices(_rig.Studio.Db);

        Assert.Equal(["Attic", "Cinema"], (await choices.ListAsync(MediaInsight.Alerting.Topics.ChoiceSource.Servers, Token)).Select(c => c.Label));
        Assert.Contains(new("transcode", "Transcode"), await choices.ListAsync(MediaInsight.Alerting.Topics.ChoiceSource.Decisions, Token));
    }

    [Fact]
    public void Links_lead_to_the_pages_that_there_are()
    {
        var play = PlayId.New(_rig.Time.GetUtcNow());

        Assert.Equal(AppUrls.History(play: play.ToString()), NoticeLinks.Play(play, false));
        Assert.Equal(AppUrls.ActivityOf(play.ToString()), NoticeLinks.Play(play, true));
        Assert.Equal(AppUrls.Item(new MediaItemId(3)), NoticeLinks.Item(new(3)));
        Assert.Equal((AppUrls.Jobs, AppUrls.Servers, AppUrls.Libraries, AppUrls.Statistics, AppUrls.Users), (NoticeLinks.Jobs, NoticeLinks.Servers, NoticeLinks.Libraries, NoticeLinks.Statistics, NoticeLinks.Users));
    }
}
