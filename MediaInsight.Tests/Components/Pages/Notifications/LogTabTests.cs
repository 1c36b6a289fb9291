using Bunit;
using MediaInsight.Components.Pages.Notifications;
using MediaInsight.Notifications;
using MediaInsight.Tests.History.Changes;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Components.Pages.Notifications;

/// <summary>Messages that were given up are sent again by hand.</summary>
public sealed class LogTabTests : RuleRig
{
    private readonly NotificationChannel _phone;
    private readonly NotificationChannel _office;

    public LogTabTests()
    {
        (_phone, _office) = (Channel("Phone"), Channel("Office"));
        using var db = Care.Db.CreateDbContext();
        db.AddRange(Message(1, _phone, DeliveryState.Dead), Message(2, _phone, DeliveryState.Dead), Message(3, _office, DeliveryState.Dead), Message(4, _office, DeliveryState.Sent), Message(5, _office, DeliveryState.Queued));
        db.SaveChanges();
    }

    [Fact]
    public async Task All_that_a_channel_gave_up_goes_out_again_and_of_the_others_nothing()
    {
        var all = Show<LogTab>("notifications?tab=log");
        all.WaitForAssertion(() => Assert.Equal("Send 3\u00A0given up messages again", Again(all)));
        var phone = Show<LogTab>("notifications?tab=log", p => p.Add(x => x.Channel, _phone.Id));
        phone.WaitForAssertion(() => Assert.Equal("Send 2\u00A0given up messages again", Again(phone)));

        await phone.InvokeAsync(() => phone.FindAll("button").Single(b => b.TextContent.Contains("given up", StringComparison.Ordinal)).ClickAsync(new()));

        Assert.Equal([DeliveryState.Queued, DeliveryState.Queued, DeliveryState.Dead, DeliveryState.Sent, DeliveryState.Queued], await StatesAsync());
        Assert.Contains("2\u00A0messages sent again", Toasts);
        Assert.Equal(["messages.resend"], Care.Ask("SELECT action FROM audit_entries"));
    }

    [Fact]
    public async Task One_message_goes_out_again_and_one_that_arrived_as_a_new_one()
    {
        var dead = Show<LogTab>("notifications?tab=log", p => p.Add(x => x.Message, 1));
        await PressAsync(dead);
        Assert.Equal(DeliveryState.Queued, (await StatesAsync())[0]);

        await PressAsync(Show<LogTab>("notifications?tab=log", p => p.Add(x => x.Message, 4)));
        Assert.Equal([DeliveryState.Sent, DeliveryState.Queued, DeliveryState.Queued], (await StatesAsync())[3..]);
        Assert.Equal(2, Toasts.Count(t => t == "It is sent again"));

        var waiting = Show<LogTab>("notifications?tab=log", p => p.Add(x => x.Message, 5));
        waiting.WaitForElement("table");
        Assert.DoesNotContain(waiting.FindAll("button"), b => b.TextContent.Trim() == "Send again");
    }

    [Fact]
    public async Task A_database_that_refuses_is_said()
    {
        var log = Show<LogTab>("notifications?tab=log", p => p.Add(x => x.Message, 1));
        RefuseToSave();

        await PressAsync(log);

        Assert.Contains("Nothing was sent again", Toasts);
        Assert.Equal(DeliveryState.Dead, (await StatesAsync())[0]);
    }

    private static string? Again(IRenderedComponent<LogTab> log) => log.FindAll("button").Select(b => b.TextContent.Trim()).SingleOrDefault(t => t.Contains("given up", StringComparison.Ordinal));

    private static Task PressAsync(IRenderedComponent<LogTab> log)
    {
        log.WaitForState(() => log.FindAll("button").Any(b => b.TextContent.Trim() == "Send again"));

        // On the page's own thread: nothing is drawn between finding it and pressing it.
        return log.InvokeAsync(() => log.FindAll("button").Single(b => b.TextContent.Trim() == "Send again").ClickAsync(new()));
    }

    private async Task<List<DeliveryState>> StatesAsync()
    {
        await using var db = Care.Db.CreateDbContext();
        return await db.NotificationDeliveries.OrderBy(d => d.Id).Select(d => d.State).ToListAsync(Token);
    }

    private static NotificationDelivery Message(long id, NotificationChannel channel, DeliveryState state) => new()
    {
        Id = id,
        Key = $"k{id}",
        ChannelId = channel.Id,
        ChannelName = channel.Name,
        Topic = "play.started",
        Title = $"Message {id}",
        Notice = "{}",
        State = state,
        CreatedAt = CareRig.Now.AddDays(-2),
        EndedAt = state is DeliveryState.Dead or DeliveryState.Sent ? CareRig.Now.AddDays(-1) : null,
    };
}
