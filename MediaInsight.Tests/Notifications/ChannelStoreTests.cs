using System.Text.Json;
using MediaInsight.Data;
using MediaInsight.Identity;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Channels;
using MediaInsight.Notifications.Delivering;
using MediaInsight.Tests.Infrastructure;
using MediaInsight.Tests.Notifications.Sending;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Notifications;

public sealed class ChannelStoreTests
{
    private const string Address = "https://hooks.example.org/T0P-S3CR3T";
    private static readonly ChannelDraft Draft = new()
    {
        Name = " Family ",
        Kind = ChannelKind.Generic,
        Values = new Dictionary<string, string> { ["url"] = Address, ["retries"] = "3", ["unknown"] = "x" },
    };

    [Fact]
    public async Task A_channel_is_stored_with_its_defaults_and_nothing_secret_is_shown_or_stored_in_clear()
    {
        await using var rig = new DeliveryRig();

        var saved = await rig.Store.SaveAsync(Draft, DeliveryRig.Olga, DeliveryRig.Token);

        var view = saved.Channel!;
        Assert.Equal(("Family", true), (view.Name, view.IsEnabled));
        Assert.Equal(["all"], view.Events);
        Assert.Equal(new Dictionary<string, string> { ["method"] = "POST", ["retries"] = "3", ["loud"] = "false" }, view.Values);
        Assert.Equal(["url"], view.SecretsSet);
        Assert.DoesNotContain("S3CR3T", JsonSerializer.Serialize(view), StringComparison.Ordinal);
        await using var db = rig.Db.CreateDbContext();
        var row = await db.NotificationChannels.SingleAsync(DeliveryRig.Token);
        Assert.DoesNotContain("S3CR3T", row.Settings + row.EncryptedSecrets, StringComparison.Ordinal);
        var act = await db.AuditEntries.SingleAsync(DeliveryRig.Token);
        Assert.Equal((AuditActions.ChannelAdded, "Family", "olga"), (act.Action, act.Target, act.Actor));
    }

    [Fact]
    public async Task A_secret_left_blank_stays_and_one_that_is_forgotten_goes()
    {
        await using var rig = new DeliveryRig();
        var view = (await rig.Store.SaveAsync(Draft with { Values = new Dictionary<string, string> { ["url"] = Address, ["token"] = "t0k3n" } }, DeliveryRig.Olga, DeliveryRig.Token)).Channel!;

        var edited = (await rig.Store.SaveAsync(ChannelDraft.Of(view) with { Values = new Dictionary<string, string> { ["url"] = " ", ["method"] = "PUT" } }, DeliveryRig.Olga, DeliveryRig.Token)).Channel!;
        Assert.Equal(["token", "url"], edited.SecretsSet.Order());
        Assert.Equal("PUT", edited.Values["method"]);
        var row = await rig.Store.RowAsync(view.Id, DeliveryRig.Token);
        Assert.Equal(Address, rig.Secrets.Open(row!)!.Value.Settings["url"]);

        edited = (await rig.Store.SaveAsync(ChannelDraft.Of(edited) with { ForgottenSecrets = new HashSet<string> { "token" } }, DeliveryRig.Olga, DeliveryRig.Token)).Channel!;
        Assert.Equal(["url"], edited.SecretsSet);
    }

    [Fact]
    public async Task A_stored_secret_never_goes_to_another_address_than_it_was_entered_for()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        await using var rig = new DeliveryRig();
        var view = (await rig.Store.SaveAsync(Draft with { Values = new Dictionary<string, string> { ["url"] = Address, ["token"] = "t0k3n" } }, DeliveryRig.Olga, DeliveryRig.Token)).Channel!;
        var moved = ChannelDraft.Of(view) with { Values = new Dictionary<string, string> { ["url"] = receiver.Of("/thief").ToString(), ["token"] = " " } };

        var tested = await rig.Test.SendAsync(moved, DeliveryRig.Olga, DeliveryRig.Token);
        var saved = await rig.Store.SaveAsync(moved, DeliveryRig.Olga, DeliveryRig.Token);

        Assert.Equal((SendResult.Refused, "Enter it again: where it is sent to has changed."), (tested.Result, tested.Error));
        Assert.Equal([new ChannelProblem("token", "Enter it again: where it is sent to has changed.")], saved.Problems);
        Assert.Empty(await rig.Store.CheckAsync(moved with { ForgottenSecrets = new HashSet<string> { "token" } }, DeliveryRig.Token));
        Assert.Empty(await rig.Store.CheckAsync(moved with { Values = new Dictionary<string, string>(moved.Values) { ["token"] = "another" } }, DeliveryRig.Token));
        Assert.Empty(await rig.Store.CheckAsync(moved with { Values = new Dictionary<string, string> { ["url"] = Address + "/", ["method"] = "PUT" } }, DeliveryRig.Token));
    }

    [Theory]
    [InlineData(ChannelKind.Gotify, "server", "https://a.example.org", "https://b.example.org", "token", true)]
    [InlineData(ChannelKind.Gotify, "server", "https://a.example.org", "https://a.example.org/", "token", false)]
    [InlineData(ChannelKind.Gotify, "priority", "1", "2", "token", false)]
    [InlineData(ChannelKind.Matrix, "homeserver", "https://a.example.org", "https://b.example.org", "token", true)]
    [InlineData(ChannelKind.Telegram, "server", null, "https://b.example.org", "bot_token", true)]
    [InlineData(ChannelKind.Telegram, "server", "https://a.example.org", "", "bot_token", true)]
    [InlineData(ChannelKind.Email, "host", "a.example.org", "b.example.org", "password", true)]
    [InlineData(ChannelKind.Email, "port", "587", "2525", "password", true)]
    [InlineData(ChannelKind.Email, "security", "starttls", "none", "password", true)]
    [InlineData(ChannelKind.Email, "security", null, "starttls", "password", false)]
    [InlineData(ChannelKind.Email, "fingerprint", null, "00:11", "password", true)]
    [InlineData(ChannelKind.Email, "from_name", "A", "B", "password", false)]
    [InlineData(ChannelKind.Discord, "avatar_url", "https://a.example.org/1.png", "https://b.example.org/1.png", "url", false)]
    public void Whatever_decides_where_messages_go_asks_for_the_secret_again(ChannelKind kind, string field, string? stored, string given, string secret, bool isAsked)
    {
        using var senders = new Senders();
        var shown = new Dictionary<string, string>();
        if (stored is not null)
        {
            shown[field] = stored;
        }

        var draft = new ChannelDraft { Id = 1, Name = "x", Kind = kind, Values = new Dictionary<string, string> { [field] = given, [secret] = "" } };
        var values = ChannelValues.Of(senders.Of(kind), draft, shown, new Dictionary<string, string> { [secret] = "https://secret.example.org/" });

        Assert.Equal(isAsked, values.Problems.Contains(new(secret, "Enter it again: where it is sent to has changed.")));
        Assert.NotEqual(isAsked, values.Hidden.ContainsKey(secret));
    }

    [Fact]
    public void An_address_that_is_shown_takes_no_user_and_password()
    {
        using var senders = new Senders();
        var draft = new ChannelDraft { Name = "x", Kind = ChannelKind.Ntfy, Values = new Dictionary<string, string> { ["server"] = "https://ann:pa55@ntfy.example.org", ["topic"] = "t" } };

        var values = ChannelValues.Of(senders.Of(ChannelKind.Ntfy), draft, new Dictionary<string, string>(), new Dictionary<string, string>());

        Assert.Equal([new ChannelProblem("server", "Put user and password into their own fields.")], values.Problems);
    }

    [Fact]
    public async Task Every_field_is_told_what_is_wrong_with_it()
    {
        await using var rig = new DeliveryRig();
        await rig.Store.SaveAsync(Draft, DeliveryRig.Olga, DeliveryRig.Token);
        var values = new Dictionary<string, string> { ["url"] = "hooks.example.org", ["method"] = "GET", ["retries"] = "9", ["loud"] = "yes", ["token"] = "two\nlines" };

        var problems = await rig.Store.CheckAsync(Draft with { Name = "family", Values = values, Events = [], QuietFrom = new(22, 0) }, DeliveryRig.Token);

        Assert.Equal(["name", "events", "quiet_to", "url", "token", "method", "retries", "loud"], problems.Select(p => p.Field));
        Assert.Equal("Tries must be a whole number from 1 to 5.", problems.Single(p => p.Field == "retries").Message);
        Assert.Equal([new ChannelProblem("url", "Address is needed.")], await rig.Store.CheckAsync(Draft with { Name = "Other", Values = new Dictionary<string, string>() }, DeliveryRig.Token));
        Assert.Equal("body", Assert.Single(await rig.Store.CheckAsync(Draft with { Name = "Other", Values = new Dictionary<string, string>(Draft.Values) { ["body"] = "forbidden" } }, DeliveryRig.Token)).Field);
    }

    [Theory]
    [InlineData("""["all"]""", "all")]
    [InlineData("\"[\\\"all\\\"]\"", "all")]
    [InlineData("""["server.down","play.started"]""", "server.down,play.started")]
    [InlineData("\"server.down\"", "server.down")]
    [InlineData("7", null)]
    [InlineData("\"[1\"", null)]
    public void Events_are_taken_as_a_list_or_as_the_text_of_one(string json, string? expected) =>
        Assert.Equal(expected, ChannelEvents.Parse(JsonDocument.Parse(json).RootElement) is { } events ? string.Join(",", events) : null);

    [Fact]
    public async Task A_test_says_exactly_what_went_out_and_what_came_back()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        await using var rig = new DeliveryRig();
        var channel = await rig.ChannelAsync("Family", receiver.Of("/hook?token=t0ps3cr3t"), d => d with { IsEnabled = false });

        var taken = await rig.Test.SendAsync(channel.Id, DeliveryRig.Olga, DeliveryRig.Token);
        receiver.Answer = _ => new(403, "who are you");
        var refused = await rig.Test.SendAsync(ChannelDraft.Of(channel), DeliveryRig.Olga, DeliveryRig.Token);
        var wrong = await rig.Test.SendAsync(ChannelDraft.Of(channel) with { Name = "" }, DeliveryRig.Olga, DeliveryRig.Token);

        Assert.Equal((SendResult.Taken, "200 ok"), (taken!.Result, taken.Answer));
        Assert.DoesNotContain("t0ps3cr3t", taken.Request, StringComparison.Ordinal);
        Assert.Equal((SendResult.Refused, "403 who are you"), (refused.Result, refused.Answer));
        Assert.Contains("name", wrong.Error, StringComparison.Ordinal);
        Assert.Equal([DeliveryState.Sent, DeliveryState.Dead], (await rig.AllAsync()).Select(d => d.State));
        Assert.Null(await rig.Test.SendAsync(4711, DeliveryRig.Olga, DeliveryRig.Token));

        // A failed test is nobody's message.
        Assert.Equal(0, await rig.Log.DeadAsync(null, DeliveryRig.Token));
        Assert.Equal(0, await rig.Log.ResendDeadAsync(null, DeliveryRig.Olga, DeliveryRig.Token));
    }

    [Fact]
    public async Task The_log_is_read_by_page_and_filter_and_loses_old_lines()
    {
        var time = new ManualTime(new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
        await using var receiver = await HttpReceiver.StartAsync();
        await using var rig = new DeliveryRig(time);
        var channel = await rig.ChannelAsync("One", receiver.Of("/one"));
        receiver.Answer = r => r.Body.StartsWith('x') ? new(400, "no") : ReceiverAnswer.Ok;
        await rig.StartAsync();
        await rig.PutAsync(channel, ["x1", .. Enumerable.Range(0, 60).Select(i => $"m{i}")]);
        await rig.UntilAsync("m59", DeliveryState.Sent);

        var first = await rig.Log.PageAsync(new(), DeliveryRig.Token);
        Assert.Equal((61, 50, "m59"), (first.Total, first.Rows.Count, first.Rows[0].Title));
        Assert.Equal("x1", (await rig.Log.PageAsync(new(Page: 9), DeliveryRig.Token)).Rows[^1].Title);
        Assert.Equal("x1", Assert.Single((await rig.Log.PageAsync(new(State: DeliveryState.Dead, ChannelId: channel.Id, Topic: "play.started", Text: "x"), DeliveryRig.Token)).Rows).Title);
        var activity = (await rig.Log.ActivityAsync(DeliveryRig.Token))[channel.Id];
        Assert.Equal((0, 1, "The receiver refused it."), (activity.Waiting, activity.Dead, activity.LastError));
        Assert.Equal("x1", (await rig.Log.FindAsync(1, DeliveryRig.Token))!.Notice!.Title);

        var job = new DeliveryRetentionJob(rig.Writer, rig.Settings, time);
        time.Jump(TimeSpan.FromDays(31));
        await rig.PutAsync(channel, ["fresh"]);
        await rig.UntilAsync("fresh", DeliveryState.Sent);
        Assert.Equal("60 messages forgotten.", await job.RunAsync(DeliveryRig.Token));
        Assert.Equal(["x1", "fresh"], (await rig.AllAsync()).Select(d => d.Key));
        time.Jump(TimeSpan.FromDays(60));
        Assert.Equal("2 messages forgotten.", await job.RunAsync(DeliveryRig.Token));
    }
}
