using Bunit;
using MediaInsight.Alerting.Conditions;
using MediaInsight.Alerting.Rules;
using MediaInsight.Alerting;
using MediaInsight.Components.Pages.Notifications;
using MediaInsight.Components.Pages.Notifications.Rules;
using MediaInsight.Data.Events;

namespace MediaInsight.Tests.Components.Pages.Notifications;

public sealed class RulePageTests : RuleRig
{
    [Fact]
    public void A_new_rule_begins_with_examples_that_can_all_be_saved()
    {
        var page = Show<RulePage>("notifications/rules/new");

        Assert.Contains(page.FindAll("a.example"), a => a.TextContent.Contains("Tell me when somebody starts watching", StringComparison.Ordinal) && a.GetAttribute("href") == "notifications/rules/new?example=started");
        Assert.Equal(RuleExample.All.Count + 1, page.FindAll("a.example").Count);
        Assert.All(RuleExample.All, e => Assert.Equal([nameof(RuleDraft.ChannelIds)], e.Draft.Problems().Select(p => p.Field)));
    }

    [Fact]
    public async Task An_example_and_the_only_channel_are_a_rule_after_one_click()
    {
        var channel = Channel("Phone");
        var page = Show<RulePage>("notifications/rules/new?example=away");

        await page.Find("form").SubmitAsync();

        var rule = Assert.Single(await Rules.ListAsync(Token));
        Assert.Equal(("Somebody watches away from home", channel.Id), (rule.Draft.Name, Assert.Single(rule.Draft.ChannelIds)));
        Assert.Equal("""{"all":[{"field":"location","operator":"is","values":["wan"]}]}""", ConditionJson.Write(rule.Draft.Conditions));
        Assert.EndsWith("/notifications?tab=rules", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_starts_empty_chooses_events_and_conditions_and_the_name_follows()
    {
        Channel("Phone");
        Channel("Office");
        var page = Show<RulePage>("notifications/rules/new?example=empty");
        await page.Find("form").SubmitAsync();
        Assert.Contains("Choose at least one event.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Choose at least one channel.", page.Markup, StringComparison.Ordinal);
        Assert.Empty(await Rules.ListAsync(Token));

        Assert.Empty(page.FindAll($"input[name='{EventTopics.Violation}']"));
        page.Find($"input[name='{EventTopics.PlayStarted}']").Change(true);
        page.Find($"input[name='{EventTopics.PlayPaused}']").Change(true);
        Button(page, "Add a condition").Click();
        page.Find("select[aria-label='Add a value']").Change("1");
        Button(page, "Add a group").Click();
        page.FindAll("select[aria-label=Field]")[1].Change("bitrate");
        page.Find("input[aria-label=Value]").Change("20");
        page.Find("input[name^=channel-]").Change(true);
        Assert.Contains("Person is Ann and Bitrate sent is more than 20 Mbit/s", page.Markup, StringComparison.Ordinal);
        await page.Find("form").SubmitAsync();

        var rule = Assert.Single(await Rules.ListAsync(Token));
        Assert.Equal(("Play started, Paused", "Office"), (rule.Draft.Name, Assert.Single(rule.Channels).Name));
        Assert.Equal(
            """{"all":[{"field":"viewer","operator":"is","values":["1"]},{"any":[{"field":"bitrate","operator":"more_than","values":["20"]}]}]}""",
            ConditionJson.Write(rule.Draft.Conditions));
    }

    [Fact]
    public async Task A_database_that_refuses_is_said_and_what_was_typed_stays()
    {
        Channel("Phone");
        var page = Show<RulePage>("notifications/rules/new?example=away");
        RefuseToSave();

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("The rule can't be saved: the database did not answer.", page.Markup.Replace("&#x27;", "'", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.Contains(page.FindAll("input"), i => i.GetAttribute("value") == "Somebody watches away from home");
        Assert.Empty(await Rules.ListAsync(Token));
    }

    [Fact]
    public void Problems_stand_beside_their_fields()
    {
        Channel("Phone");
        var page = Show<RulePage>("notifications/rules/new?example=started");

        page.Find("#rule-title").Input("{viewr} started");

        Assert.Contains("did you mean {viewer}?", page.Find("#rule-title-error").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.Find("#rule-title").GetAttribute("aria-invalid"));
    }

    [Fact]
    public void The_message_on_a_past_event_follows_the_words()
    {
        var page = Show<RulePage>("notifications/rules/new?example=started");
        page.WaitForAssertion(() => Assert.Contains("started", page.Find("article.notice .title").TextContent, StringComparison.Ordinal));

        page.Find("#rule-title").Input("Look: {viewer}!");
        page.Find("#rule-text").Input("on {server}");

        page.WaitForAssertion(() => Assert.Matches("^Look: (Ann|Bob)!$", page.Find("article.notice .title").TextContent));
        Assert.Matches("^on (Attic|Cellar)$", page.Find("article.notice .line").TextContent);
        Assert.Contains("This event would have been told.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trial_tells_how_often_the_rule_would_have_spoken()
    {
        var page = Show<RulePage>("notifications/rules/new?example=started");

        Button(page, "Try the last 30 days").Click();

        page.WaitForAssertion(() => Assert.Contains("6\u00A0times", page.Find("p.sum").TextContent, StringComparison.Ordinal));
        Assert.Equal(6, page.FindAll("ol.told li").Count);
        Button(page, "Add a condition").Click();
        Assert.Contains("The rule has changed since.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_channel_the_rule_waits_while_one_is_made()
    {
        var page = Show<RulePage>("notifications/rules/new?example=started");
        page.Find("#rule-title").Input("My words");

        Button(page, "Create a channel").Click();

        Assert.EndsWith("/notifications/channels/new?back=notifications%2Frules%2Fnew%3Fexample%3Dstarted", Address, StringComparison.Ordinal);
        await DisposeComponentsAsync();
        Channel("Phone");
        var back = Show<RulePage>("notifications/rules/new?example=started");
        Assert.Equal("My words", back.Find("#rule-title").GetAttribute("value"));
        Assert.True(back.Find("input[name^=channel-]").HasAttribute("checked"));
    }

    [Fact]
    public async Task A_stored_rule_is_edited_and_deleted()
    {
        var id = await StoreAsync("Evening");
        var page = Show<RulePage>($"notifications/rules/{id}", p => p.Add(x => x.Id, id));
        page.WaitForElement("form");

        page.Find("input.input").Change("Late evening");
        await page.Find("form").SubmitAsync();

        Assert.Equal("Late evening", (await Rules.FindAsync(id, Token))?.Draft.Name);
        await Button(page, "Delete").ClickAsync(new());
        Assert.Empty(await Rules.ListAsync(Token));
    }

    [Fact]
    public void A_rule_that_is_gone_says_so() =>
        Assert.Contains("There is no such rule", Show<RulePage>("notifications/rules/99", p => p.Add(x => x.Id, 99)).Markup, StringComparison.Ordinal);

    [Fact]
    public async Task The_list_tells_each_rule_in_a_sentence_and_switches_it()
    {
        var id = await StoreAsync("Ann at night");

        var list = Show<RulesTab>("notifications?tab=rules");
        list.WaitForElement("table");

        var row = Assert.Single(list.FindAll("tbody tr"));
        Assert.Contains("Play started", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Person is Ann and Time of day is between 22:00 and 06:00", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("At most once in 30\u00A0min for each person", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Phone", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("never", row.TextContent, StringComparison.Ordinal);

        await list.Find("input[role=switch]").ChangeAsync(new() { Value = false });

        Assert.False((await Rules.FindAsync(id, Token))?.Draft.IsEnabled);
        list.WaitForAssertion(() => Assert.Contains("0 of 1 switched on", list.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_list_leads_to_the_first_rule() =>
        Assert.Equal("notifications/rules/new", Show<RulesTab>("notifications?tab=rules").WaitForElement(".empty a").GetAttribute("href"));

    private async Task<int> StoreAsync(string name)
    {
        var draft = new RuleDraft
        {
            Name = name,
            Topics = [EventTopics.PlayStarted],
            Conditions = new(true, [new ConditionLeaf("viewer", ConditionOperators.Is, ["1"]), new ConditionLeaf("time", ConditionOperators.Between, ["22:00", "06:00"])]),
            CooldownMinutes = 30,
            CooldownScope = RuleCooldownScope.Viewer,
            ChannelIds = [Channel("Phone").Id],
        };
        return (await Rules.SaveAsync(Workbench.By, null, draft, Token))!.Id!.Value; // non-null: the draft is in order
    }

    private static AngleSharp.Dom.IElement Button<T>(IRenderedComponent<T> page, string text)
        where T : Microsoft.AspNetCore.Components.IComponent => page.FindAll("button").First(b => b.TextContent.Contains(text, StringComparison.Ordinal));
}
