using MediaInsight.Alerting.Facts;
using MediaInsight.Alerting.Rules;
using MediaInsight.Data;
using MediaInsight.Data.Events;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Notifications;
using MediaInsight.Tests.History;
using MediaInsight.Tests.Infrastructure;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MediaInsight.Tests.Alerting.Rules;

/// <summary>Tracker, recorder and rules on a real database; what reaches the outbox can be asked.</summary>
internal sealed class RuleRig : IDisposable
{
    public RuleRig(params (string Key, string Value)[] settings)
    {
        Studio = new([("MediaInsight:Site:TimeZone", "UTC"), ("MediaInsight:Site:Address", "https://media.example.org/sub"), .. settings]);
        Outbox = new(Time);
        Log = new(Studio.Writer);
        Rules = new(Studio.Db, Studio.Writer, new(Studio.Writer, Time), Time);
    }

    public Studio Studio { get; }
    public Outbox Outbox { get; }
    public EventLog Log { get; }
    public NotificationRules Rules { get; }
    public ManualTime Time => Studio.Evening.Time;
    public PictureLinks Pictures => field ??= new(new EphemeralDataProtectionProvider(), Studio.Settings, Time);
    public RuleEngine Engine => field ??= NewEngine();
    public DryRun DryRun => new(Studio.Db, Studio.Settings, Time);
    public RulePreview Preview => new(Studio.Db, Studio.Settings, Time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Studio.Dispose();

    public RuleEngine NewEngine(IDbContextFactory<MediaInsightDb>? factory = null, ILogger<RuleEngine>? logger = null) => new(factory ?? Studio.Db, Studio.Writer, Log, Outbox, Pictures, Studio.Settings, Time, logger ?? NullLogger<RuleEngine>.Instance);

    public async Task<int> AddChannelAsync(string name = "Phone", string events = """["all"]""", bool isEnabled = true)
    {
        var channel = new NotificationChannel { Name = name, Kind = ChannelKind.Generic, Settings = "{}", Events = events, IsEnabled = isEnabled, CreatedAt = Time.GetUtcNow(), UpdatedAt = Time.GetUtcNow() };
        await Studio.Writer.RunAsync((db, _) =>
        {
            db.NotificationChannels.Add(channel);
            return Task.CompletedTask;
        }, Token);
        return channel.Id;
    }

    /// <summary>A rule that is stored, with a channel of its own if it names none; the rules begin to read here at the latest.</summary>
    public async Task<int> AddRuleAsync(RuleDraft draft)
    {
        await PassAsync();
        draft = draft with
        {
            Name = draft.Name.Length == 0 ? "Rule" : draft.Name,
            ChannelIds = draft.ChannelIds.Count == 0 ? [await AddChannelAsync()] : draft.ChannelIds,
        };
        var saved = await Rules.SaveAsync(AuditContext.System, null, draft, Token);
        Assert.Empty(saved!.Problems); // non-null: a new rule
        return saved.Id!.Value; // non-null: no problems
    }

    public Task<int> ListenAsync(params IReadOnlyList<string> topics) => AddRuleAsync(new() { Topics = topics });

    public async Task PassAsync()
    {
        while (await Engine.PassAsync(Token))
        {
            // Until all is read.
        }
    }

    /// <summary>Lets everybody watch; the rules read after every reading, and every message is taken at once if asked for.</summary>
    public async Task WatchAsync(bool takes = false)
    {
        foreach (var reading in Studio.Evening.Readings())
        {
            await Studio.RecordAsync([reading]);
            await PassAsync();
            if (takes)
            {
                await TakeAtOnceAsync();
            }
        }
    }

    public async Task RecordAsync(string topic, ServerId? server = null, string facts = "{}")
    {
        await Log.RecordAsync(new() { Topic = topic, At = Time.GetUtcNow(), ServerId = server, Facts = facts }, Token);
        await PassAsync();
    }

    /// <summary>Every message that waits is taken now.</summary>
    public Task TakeAsync(DeliveryState state = DeliveryState.Sent)
    {
        var now = Time.GetUtcNow();
        return Studio.Writer.RunAsync((db, token) => db.NotificationDeliveries.Where(d => d.State == DeliveryState.Queued)
            .ExecuteUpdateAsync(s => s.SetProperty(d => d.State, state).SetProperty(d => d.EndedAt, now), token), Token);
    }

    /// <summary>As if every message had been taken the moment it speaks of.</summary>
    private Task TakeAtOnceAsync() => Studio.Writer.RunAsync(async (db, token) =>
    {
        foreach (var delivery in await db.NotificationDeliveries.Where(d => d.State == DeliveryState.Queued).ToListAsync(token))
        {
            (delivery.State, delivery.EndedAt) = (DeliveryState.Sent, System.Text.Json.JsonSerializer.Deserialize<Notice>(delivery.Notice)!.At); // non-null: written from one
        }
    }, Token);

    public Task<List<NotificationDelivery>> DeliveriesAsync() => Studio.RowsAsync(db => db.NotificationDeliveries.AsNoTracking().OrderBy(d => d.Id));

    /// <summary>Topic and title of every message, in order.</summary>
    public async Task<string[]> SaidAsync() => [.. (await DeliveriesAsync()).Select(d => $"{d.Topic}: {d.Title}")];

    public async Task<Notice> OnlyAsync() =>
        System.Text.Json.JsonSerializer.Deserialize<Notice>(Assert.Single(await DeliveriesAsync()).Notice)!; // non-null: written from one
}
