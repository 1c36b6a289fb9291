using MediaInsight.Data.Events;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Channels;
using MediaInsight.Notifications.Delivering;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Notifications;

public sealed class DeliveryTracesTests
{
    private static readonly PersonTrace Zoë = new([new(3), new(8)], [new(31)], ["Zoë Quill", "zq77", "Al"]);

    /// <summary>By key; the first five are hers.</summary>
    private static readonly (string Key, Notice Notice)[] Messages =
    [
        ("by-number", About("Zoë Quill began Mirror", 3)),
        ("by-number-of-merged", About("Zebedee began Mirror", 8)),
        ("by-name", About("Zoë Quill began Mirror", null, ("viewer", "Zoë Quill"))),
        ("by-account", About("zq77 signed in", null, ("account", "zq77"))),
        ("sum", About("Yesterday", null) with { Topic = EventTopics.DailySummary, Text = "Ben: 3 h\nAl: 2 h" }),
        ("sum-of-others", About("Yesterday", null) with { Topic = EventTopics.DailySummary, Text = "Ben: 3 h with Alien" }),
        ("number-of-another", About("Another Zoë Quill began Mirror", 33, ("viewer", "Zoë Quill"))),
        ("same-word", About("Server Al is down", null, ("server", "Al"))),
    ];

    private static readonly string[] OfOthers = ["sum-of-others", "number-of-another", "same-word"];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_that_was_sent_about_a_person_stays_when_they_are_forgotten_or_hidden(bool isForgotten)
    {
        await using var rig = new DeliveryRig();
        await PutAsync(rig);
        await rig.Writer.RunAsync(
            (db, token) => db.NotificationDeliveries.ExecuteUpdateAsync(s => s.SetProperty(d => d.State, DeliveryState.Sent).SetProperty(d => d.EndedAt, rig.Time.GetUtcNow()), token), DeliveryRig.Token);

        Assert.Equal(5, await ApplyAsync(rig, isForgotten));

        Assert.Equal(OfOthers, (await rig.AllAsync()).Select(d => d.Key));
        await using var db = rig.Db.CreateDbContext();
        var resent = await db.AuditEntries.Where(e => e.Action == AuditActions.MessagesResent).Select(e => e.Detail).ToListAsync(DeliveryRig.Token);
        Assert.Equal([DeliveryTraces.Gone, "Ben began Mirror"], resent.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_waits_is_dropped_with_nothing_left_of_the_person_and_its_end_is_told()
    {
        var told = new Told();
        await using var rig = new DeliveryRig(null, told);
        await PutAsync(rig);

        Assert.Equal(5, await ApplyAsync(rig, isForgotten: true));

        var rows = await rig.AllAsync();
        Assert.Equal(Messages.Length, rows.Count);
        Assert.Equal(OfOthers, rows.Where(d => d.State == DeliveryState.Queued).Select(d => d.Key));
        var dropped = rows.Where(d => d.State == DeliveryState.Dropped).ToList();
        Assert.Equal(5, dropped.Count);
        Assert.All(dropped, d => Assert.Equal((DeliveryTraces.Gone, "", null, null, null), (d.Title, d.Notice, d.Request, d.Answer, d.CooldownKey)));
        Assert.Equal(dropped.Select(d => d.Id), told.Ended);
    }

    [Fact]
    public void The_program_looks_through_its_messages_for_a_person() =>
        Assert.Contains(new ServiceCollection().AddNotifications(), s => s.ServiceType == typeof(IPersonTraces) && s.ImplementationType == typeof(DeliveryTraces));

    private static Notice About(string title, int? viewer, params (string Word, string Value)[] values) => new()
    {
        Topic = EventTopics.PlayStarted,
        Title = title,
        Text = title,
        At = DateTimeOffset.UnixEpoch,
        Viewer = viewer is { } number ? new ViewerId(number) : null,
        Values = values.ToDictionary(v => v.Word, v => v.Value),
    };

    private static async Task PutAsync(DeliveryRig rig)
    {
        var channel = await rig.ChannelAsync("Family", new("http://127.0.0.1:9/"));
        await rig.Writer.RunAsync(async (db, token) =>
        {
            foreach (var (key, notice) in Messages)
            {
                await rig.Outbox.AddAsync(db, new(channel.Id, channel.Name, notice, key, CooldownKey: "rule:1:v3"), token);
            }

            rig.Audit.Add(db, DeliveryRig.Olga, AuditActions.MessagesResent, channel.Name, "Zoë Quill began Mirror");
            rig.Audit.Add(db, DeliveryRig.Olga, AuditActions.MessagesResent, channel.Name, "Ben began Mirror");
        }, DeliveryRig.Token);
    }

    private static async Task<int> ApplyAsync(DeliveryRig rig, bool isForgotten)
    {
        var traces = new DeliveryTraces(rig.Ending);
        return await rig.Writer.RunAsync(async (db, token) =>
        {
            var count = await traces.CountAsync(db, Zoë, token);
            if (isForgotten)
            {
                Assert.Equal(count, await traces.EraseAsync(db, Zoë, token));
            }
            else
            {
                await traces.RenameAsync(db, Zoë, "Viewer 1", token);
            }

            Assert.Equal(0, await traces.CountAsync(db, Zoë, token));
            return count;
        }, DeliveryRig.Token);
    }

    private sealed class Told : IDeliveryOutcomes
    {
        public List<long> Ended { get; } = [];

        public Task RecordAsync(MediaInsight.Data.MediaInsightDb db, NotificationDelivery delivery, CancellationToken cancellationToken)
        {
            Ended.Add(delivery.Id);
            return Task.CompletedTask;
        }
    }
}
