using MediaInsight.Data;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Channels;
using MediaInsight.Notifications.Delivering;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Notifications;

public sealed class DeliveryLoopTests : IAsyncLifetime
{
    private readonly ManualTime _time = new(new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
    private HttpReceiver _receiver = null!;

    public async ValueTask InitializeAsync() => _receiver = await HttpReceiver.StartAsync();

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Fact]
    public async Task Messages_of_a_channel_arrive_in_order_and_urgent_ones_first()
    {
        await using var rig = new DeliveryRig(_time);
        var channel = await rig.ChannelAsync("One", _receiver.Of("/one"));
        await rig.PutAsync(channel, Enumerable.Range(0, 120).Select(i => $"m{i:000}"));
        await rig.PutAsync(channel, ["now"], NoticePriority.Urgent);

        await rig.StartAsync();
        await rig.UntilAsync("m119", DeliveryState.Sent);

        Assert.Equal(["now", .. Enumerable.Range(0, 120).Select(i => $"m{i:000}")], _receiver.Requests.Select(r => r.Body));
        Assert.All(_receiver.Requests, r => Assert.Equal(r.Body, r.Key));
        Assert.All(await rig.AllAsync(), d => Assert.Equal((DeliveryState.Sent, 1, true), (d.State, d.Attempts, d.EndedAt is not null)));
    }

    [Fact]
    public async Task A_poisonous_message_holds_the_others_for_a_minute_and_no_longer()
    {
        await using var rig = new DeliveryRig(_time);
        var channel = await rig.ChannelAsync("One", _receiver.Of("/one"));
        _receiver.Answer = r => r.Body == "poison" ? new(500) : ReceiverAnswer.Ok;
        await rig.StartAsync();
        await rig.PutAsync(channel, ["poison", "after"]);
        await rig.UntilAsync("poison", DeliveryState.Failed);

        await rig.UntilLaterAsync(TimeSpan.FromSeconds(1), () => Task.FromResult(_receiver.Requests.Count(r => r.Body == "poison") >= 4));
        Assert.Equal(DeliveryState.Queued, (await rig.OneAsync("after")).State);
        await rig.UntilLaterAsync(TimeSpan.FromSeconds(1), async () => (await rig.OneAsync("after")).State == DeliveryState.Sent);

        var (poison, after) = (await rig.OneAsync("poison"), await rig.OneAsync("after"));
        Assert.InRange(after.EndedAt!.Value - poison.FirstFailedAt!.Value, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(95));
        Assert.Equal(DeliveryState.Failed, poison.State);

        // From now on nothing waits for it any more, not even for another one that fails.
        await rig.PutAsync(channel, ["later"]);
        await rig.UntilAsync("later", DeliveryState.Sent);
    }

    [Fact]
    public async Task Who_has_a_mail_gets_no_second_one_after_a_restart_and_everybody_when_it_is_sent_anew()
    {
        await using var rig = new DeliveryRig(_time);
        await using var mail = new SmtpReceiver { Instead = l => l.StartsWith("RCPT TO:<bob", StringComparison.Ordinal) ? "450 greylisted" : null };
        var channel = await rig.ChannelAsync("Mail", _receiver.Of("/"), d => d with
        {
            Kind = ChannelKind.Email,
            Values = new Dictionary<string, string> { ["host"] = "127.0.0.1", ["port"] = $"{mail.Port}", ["security"] = "none", ["from"] = "media@example.org", ["to"] = "ann@example.org, bob@example.org" },
        });
        await rig.PutAsync(channel, ["hello"]);
        var loop = await rig.StartAsync();
        await rig.UntilAsync("hello", DeliveryState.Failed);
        await loop.StopAsync(DeliveryRig.Token);

        mail.Instead = _ => null;
        await rig.StartAsync();
        await rig.UntilLaterAsync(TimeSpan.FromSeconds(1), async () => (await rig.OneAsync("hello")).State == DeliveryState.Sent);
        Assert.Equal([["ann@example.org"], ["bob@example.org"]], mail.Mails.Select(m => m.To.ToArray()));

        Assert.True(await rig.Log.ResendAsync((await rig.OneAsync("hello")).Id, DeliveryRig.Olga, DeliveryRig.Token));
        await rig.UntilAsync(() => Task.FromResult(mail.Mails.Count == 3));
        Assert.Equal(["ann@example.org", "bob@example.org"], mail.Mails.Last().To);
    }

    [Fact]
    public async Task A_channel_that_is_down_delays_no_other_channel_and_loses_nothing()
    {
        await using var rig = new DeliveryRig(_time);
        var isUp = false;
        var never = new TaskCompletionSource();
        _receiver.Answer = r => r.Path switch
        {
            "/dead" => new() { IsBroken = !isUp },
            "/slow" => new() { After = never.Task },
            _ => ReceiverAnswer.Ok,
        };
        var dead = await rig.ChannelAsync("Dead", _receiver.Of("/dead"));
        var slow = await rig.ChannelAsync("Slow", _receiver.Of("/slow"));
        var well = await rig.ChannelAsync("Well", _receiver.Of("/well"));
        await rig.StartAsync();
        await rig.PutAsync(dead, ["d1", "d2", "d3"]);
        await rig.PutAsync(slow, ["s1"]);
        await rig.UntilAsync(() => Task.FromResult(_receiver.Requests.Any(r => r.Path == "/slow")));

        await rig.PutAsync(well, Enumerable.Range(0, 50).Select(i => $"w{i}"));
        await rig.UntilAsync("w49", DeliveryState.Sent);
        await rig.UntilLaterAsync(TimeSpan.FromSeconds(5), () => Task.FromResult(_receiver.Requests.Count(r => r.Path == "/dead") >= 6));
        Assert.Equal(DeliveryState.Queued, (await rig.OneAsync("s1")).State);
        Assert.NotNull((await rig.Store.FindAsync(dead.Id, DeliveryRig.Token))!.FailingSince);

        isUp = true;
        await rig.UntilLaterAsync(TimeSpan.FromSeconds(30), async () => (await rig.AllAsync()).Where(d => d.ChannelId == dead.Id).All(d => d.State == DeliveryState.Sent));
        var view = await rig.Store.FindAsync(dead.Id, DeliveryRig.Token);
        Assert.Equal((null, null), (view!.FailingSince, view.PausedUntil));
        never.SetResult();
        await rig.UntilAsync("s1", DeliveryState.Sent);
    }

    [Fact]
    public async Task Retry_after_is_kept_to_by_all_messages_of_the_channel_and_over_a_restart()
    {
        await using var rig = new DeliveryRig(_time);
        var channel = await rig.ChannelAsync("One", _receiver.Of("/one"));
        var isBusy = true;
        _receiver.Answer = _ => isBusy ? ReceiverAnswer.RetryAfter(7200) : ReceiverAnswer.Ok;
        var loop = await rig.StartAsync();
        await rig.PutAsync(channel, ["a", "b"]);
        await rig.UntilAsync("a", DeliveryState.Failed);
        isBusy = false;
        await loop.StopAsync(DeliveryRig.Token);
        await rig.StartAsync();

        await rig.PutAsync(channel, ["c"]);
        for (var i = 0; i < 59; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(120));
            await Task.Yield();
        }

        Assert.Single(_receiver.Requests);
        await rig.UntilLaterAsync(TimeSpan.FromSeconds(10), async () => (await rig.AllAsync()).All(d => d.State == DeliveryState.Sent));
        Assert.Equal(["a", "a", "b", "c"], _receiver.Requests.Select(r => r.Body));
    }

    [Fact]
    public async Task After_a_day_it_is_given_up_and_can_be_sent_again()
    {
        await using var rig = new DeliveryRig(_time);
        var channel = await rig.ChannelAsync("One", _receiver.Of("/one"));
        var isUp = false;
        _receiver.Answer = _ => isUp ? ReceiverAnswer.Ok : new() { IsBroken = true };
        await rig.StartAsync();
        await rig.PutAsync(channel, ["tried", "waits"]);
        await rig.UntilAsync("tried", DeliveryState.Failed);

        _time.Jump(TimeSpan.FromHours(23));
        await rig.UntilLaterAsync(TimeSpan.FromMinutes(6), async () => (await rig.AllAsync()).All(d => d.State == DeliveryState.Dead));
        var dead = await rig.AllAsync();
        Assert.All(dead, d => Assert.True(d.EndedAt - d.CreatedAt >= TimeSpan.FromHours(24)));
        Assert.All(dead, d => Assert.Contains("24 hours", d.Error, StringComparison.Ordinal));

        isUp = true;
        Assert.True(await rig.Log.ResendAsync(dead[0].Id, DeliveryRig.Olga, DeliveryRig.Token));
        Assert.Equal(1, await rig.Log.ResendDeadAsync(null, DeliveryRig.Olga, DeliveryRig.Token));
        await rig.UntilLaterAsync(TimeSpan.FromSeconds(30), async () => (await rig.AllAsync()).All(d => d.State == DeliveryState.Sent));
        Assert.False(await rig.Log.ResendAsync(4711, DeliveryRig.Olga, DeliveryRig.Token));
    }

    [Fact]
    public async Task What_was_sent_goes_out_again_by_hand_as_a_message_of_its_own()
    {
        await using var rig = new DeliveryRig(_time);
        var channel = await rig.ChannelAsync("One", _receiver.Of("/one"));
        await rig.StartAsync();
        await rig.PutAsync(channel, ["m"], NoticePriority.High);
        await rig.UntilAsync("m", DeliveryState.Sent);

        Assert.True(await rig.Log.ResendAsync((await rig.OneAsync("m")).Id, DeliveryRig.Olga, DeliveryRig.Token));
        await rig.UntilAsync(async () => (await rig.AllAsync()) is [_, { State: DeliveryState.Sent }]);

        Assert.Equal(["m", "m"], _receiver.Requests.Select(r => r.Body));
        Assert.Equal(2, _receiver.Requests.Select(r => r.Key).Distinct().Count());
        var again = (await rig.AllAsync())[1];
        Assert.StartsWith("again:", again.Key, StringComparison.Ordinal);
        Assert.Equal((NoticePriority.High, 1, "m"), (again.Priority, again.Attempts, again.Title));
    }

    [Fact]
    public async Task A_refused_message_is_given_up_at_once_and_the_next_goes_on()
    {
        var told = new Told();
        await using var rig = new DeliveryRig(_time, told);
        var channel = await rig.ChannelAsync("One", _receiver.Of("/one"));
        _receiver.Answer = r => r.Body == "bad" ? new(400, "no") : ReceiverAnswer.Ok;
        await rig.StartAsync();
        await rig.PutAsync(channel, ["bad", "good"]);

        await rig.UntilAsync("good", DeliveryState.Sent);

        var bad = await rig.OneAsync("bad");
        Assert.Equal((DeliveryState.Dead, "The receiver refused it.", "400 no"), (bad.State, bad.Error, bad.Answer));
        Assert.Equal([("bad", DeliveryState.Dead), ("good", DeliveryState.Sent)], told.Ends);
    }

    [Fact]
    public async Task A_fault_of_a_sender_is_an_outcome_and_secrets_are_kept_out_of_the_log()
    {
        await using var rig = new DeliveryRig(_time);
        var channel = await rig.ChannelAsync("One", _receiver.Of("/one?key=s3cr3tValue"));
        rig.Sender.Before = n =>
        {
            if (n.Title == "odd")
            {
                throw new FormatException("cannot");
            }
        };
        await rig.StartAsync();
        await rig.PutAsync(channel, ["fine"]);
        await rig.UntilAsync("fine", DeliveryState.Sent);
        await rig.PutAsync(channel, ["odd"]);
        await rig.UntilAsync("odd", DeliveryState.Failed);

        Assert.Contains("FormatException", (await rig.OneAsync("odd")).Error, StringComparison.Ordinal);
        var request = (await rig.OneAsync("fine")).Request;
        Assert.DoesNotContain("s3cr3tValue", request, StringComparison.Ordinal);
        Assert.Contains("•••", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quiet_hours_hold_or_drop_all_but_what_is_urgent()
    {
        // Noon UTC is 13:00 in Berlin.
        await using var rig = new DeliveryRig(_time);
        var holds = await rig.ChannelAsync("Holds", _receiver.Of("/holds"), d => d with { QuietFrom = new(12, 0), QuietTo = new(13, 30) });
        var drops = await rig.ChannelAsync("Drops", _receiver.Of("/drops"), d => d with { QuietFrom = new(12, 0), QuietTo = new(13, 30), QuietDrops = true });
        await rig.StartAsync();
        foreach (var channel in new[] { holds, drops })
        {
            await rig.PutAsync(channel, [$"{channel.Name} normal"]);
            await rig.PutAsync(channel, [$"{channel.Name} urgent"], NoticePriority.Urgent);
            await rig.UntilAsync($"{channel.Name} urgent", DeliveryState.Sent);
        }

        await rig.UntilAsync("Drops normal", DeliveryState.Dropped);
        Assert.Equal(DeliveryState.Queued, (await rig.OneAsync("Holds normal")).State);
        await rig.UntilLaterAsync(TimeSpan.FromSeconds(20), async () => (await rig.OneAsync("Holds normal")).State == DeliveryState.Sent);
        Assert.True((await rig.OneAsync("Holds normal")).EndedAt >= new DateTimeOffset(2026, 11, 21, 12, 30, 0, TimeSpan.Zero));
        Assert.Contains("quiet hours", (await rig.OneAsync("Drops normal")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_that_is_off_or_gone_or_takes_other_topics_drops_with_the_reason()
    {
        await using var rig = new DeliveryRig(_time);
        var off = await rig.ChannelAsync("Off", _receiver.Of("/off"), d => d with { IsEnabled = false });
        var picky = await rig.ChannelAsync("Picky", _receiver.Of("/picky"), d => d with { Events = ["server.down"] });
        var gone = await rig.ChannelAsync("Gone", _receiver.Of("/gone"));
        await rig.PutAsync(gone, ["gone"]);
        Assert.True(await rig.Store.DeleteAsync(gone.Id, DeliveryRig.Olga, DeliveryRig.Token));
        await rig.StartAsync();
        await rig.PutAsync(off, ["off"]);
        await rig.PutAsync(picky, ["other"]);
        await rig.PutAsync(picky, ["taken"], topic: "server.down");
        await rig.PutAsync(gone, ["too late"]);

        await rig.UntilAsync("taken", DeliveryState.Sent);
        await rig.UntilAsync("off", DeliveryState.Dropped);

        Assert.Equal(["taken"], _receiver.Requests.Select(r => r.Body));
        var all = (await rig.AllAsync()).ToDictionary(d => d.Key, d => d.Error);
        Assert.Equal("The channel was switched off.", all["off"]);
        Assert.Equal("The channel does not take this kind of event.", all["other"]);
        Assert.Equal("The channel was deleted.", all["gone"]);
        Assert.DoesNotContain("too late", all.Keys);
    }

    [Fact]
    public async Task Secrets_that_cannot_be_read_are_said_in_words_and_tried_again()
    {
        await using var rig = new DeliveryRig(_time);
        var channel = await rig.ChannelAsync("One", _receiver.Of("/one"));
        await rig.Writer.RunAsync(async (db, token) => (await db.NotificationChannels.FindAsync([channel.Id], token))!.EncryptedSecrets = "CfDJ8foreign", DeliveryRig.Token);
        await rig.StartAsync();
        await rig.PutAsync(channel, ["m"]);
        await rig.UntilAsync("m", DeliveryState.Failed);
        Assert.Contains("can't be read", (await rig.OneAsync("m")).Error, StringComparison.Ordinal);
        Assert.True((await rig.Store.FindAsync(channel.Id, DeliveryRig.Token))!.AreSecretsUnreadable);

        await rig.Store.SaveAsync(ChannelDraft.Of(channel) with { Values = new Dictionary<string, string> { ["url"] = _receiver.Of("/one").ToString() } }, DeliveryRig.Olga, DeliveryRig.Token);

        await rig.UntilLaterAsync(TimeSpan.FromSeconds(1), async () => (await rig.OneAsync("m")).State == DeliveryState.Sent);
    }

    private sealed class Told : IDeliveryOutcomes
    {
        public List<(string, DeliveryState)> Ends { get; } = [];

        public Task RecordAsync(MediaInsightDb db, NotificationDelivery delivery, CancellationToken cancellationToken)
        {
            Ends.Add((delivery.Key, delivery.State));
            return Task.CompletedTask;
        }
    }
}
