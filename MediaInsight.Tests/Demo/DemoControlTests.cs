using MediaInsight.Alerting.Alerts;
using MediaInsight.Alerting.Rules;
using MediaInsight.Data;
using MediaInsight.Demo;
using MediaInsight.Identity;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Channels;
using MediaInsight.Notifications.Delivering;
using MediaInsight.Servers;
using MediaInsight.Tests.Components.Pages;
using MediaInsight.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Demo;

public sealed class DemoControlTests(SharedProgram program) : IClassFixture<SharedProgram>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_household_that_was_killed_while_it_moved_in_moves_in_anew()
    {
        var registry = program.Site.Services.GetRequiredService<ServerRegistry>();
        var demo = program.Site.Services.GetRequiredService<DemoControl>();
        var first = DemoHousehold.Servers[0];
        var half = (await registry.AddAsync(new(first.Kind, first.Name, first.Url.ToString(), first.Token, null), null, Token, isDemo: true)).Server!; // non-null: the entry is valid
        Assert.True(demo.IsActive);
        Assert.True(demo.IsUnfinished);

        var moving = demo.StartAsync(Token);
        await Site.UntilAsync(() => Task.FromResult(registry.All.Count(s => s.IsDemo && s.Id != half.Id)), n => n == DemoHousehold.Servers.Count);

        // The half one is gone; a removal need not wait for the year.
        Assert.Null(registry.Find(half.Id));
        await demo.RemoveAsync(Token);
        await Record.ExceptionAsync(() => moving);
        Assert.Empty(registry.All);
        Assert.False(demo.IsUnfinished);
    }

    [Fact]
    public async Task The_household_is_told_by_its_own_phone_and_takes_all_of_it_along()
    {
        T Get<T>() where T : notnull => program.Site.Services.GetRequiredService<T>();
        var now = Get<TimeProvider>().GetUtcNow();
        var mine = (await Get<ChannelStore>().SaveAsync(new() { Name = "Mine", Kind = ChannelKind.Ntfy, Values = new Dictionary<string, string> { ["topic"] = "own" } }, AuditContext.System, Token)).Channel!; // non-null: the draft is valid
        await Get<DatabaseWriter>().RunAsync((db, token) => Get<Outbox>().AddAsync(db, new(mine.Id, mine.Name, new() { Topic = "test", Title = "Mine", Text = "", At = now }, "mine"), token), Token);
        var notices = Get<DemoNotices>();

        await notices.MoveInAsync([.. DemoPast.Generate(now, days: 4).TakeLast(12)], DemoGaps.Before(now)[0], Token);

        var phone = Assert.Single(await Get<ChannelStore>().ListAsync(Token), c => c.Name == DemoNotices.ChannelName);
        Assert.Equal((3, 2), ((await Get<NotificationRules>().ListAsync(Token)).Count, (await Get<AlertRules>().ListAsync(Token)).Count));
        Assert.All(await Get<NotificationRules>().ListAsync(Token), r => Assert.Null(r.Fault));
        var log = await Get<DeliveryLog>().PageAsync(new(ChannelId: phone.Id), Token);
        Assert.Equal(14, log.Total);
        var dead = Assert.Single(log.Rows, r => r.State == DeliveryState.Dead);
        Assert.Equal([false, true], (await Get<AlertLogReader>().LastAsync(Token)).Select(a => a.IsFiring));

        // It really takes messages, and the way to it is no address of any network.
        var test = await Get<ChannelTest>().SendAsync(phone.Id, AuditContext.System, Token);
        Assert.Equal((SendResult.Taken, "200 OK"), (test?.Result, test?.Answer?.Split('\n')[0]));
        Assert.True(await Get<DeliveryLog>().ResendAsync(dead.Id, AuditContext.System, Token));
        await Site.UntilAsync(() => Get<DeliveryLog>().FindAsync(dead.Id, Token), d => d?.Row.State == DeliveryState.Sent);

        await notices.MoveOutAsync(Token);

        Assert.Equal("Mine", Assert.Single(await Get<ChannelStore>().ListAsync(Token)).Name);
        Assert.Equal("Mine", Assert.Single((await Get<DeliveryLog>().PageAsync(new(), Token)).Rows).Title);
        Assert.Equal((0, 0, 0), ((await Get<NotificationRules>().ListAsync(Token)).Count, (await Get<AlertRules>().ListAsync(Token)).Count, (await Get<AlertLogReader>().LastAsync(Token)).Count));
        await Get<ChannelStore>().DeleteAsync(mine.Id, AuditContext.System, Token);
    }
}
