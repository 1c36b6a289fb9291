using MediaInsight.Alerting;
using MediaInsight.Alerting.Alerts;
using MediaInsight.Data;
using MediaInsight.Data.Backup;
using MediaInsight.Data.Events;
using MediaInsight.Identity;
using MediaInsight.Live;
using MediaInsight.Monitoring;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Delivering;
using MediaInsight.Platform;
using MediaInsight.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace MediaInsight.Tests.Alerting.Alerts;

/// <summary>Rules, figures, evaluator and outbox over one real database, and a clock of the test's.</summary>
internal sealed class AlertRig : IDisposable
{
    private readonly WriteGate _gate = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("mi-alerts-").FullName;

    public AlertRig(TestDb? db = null)
    {
        Db = db ?? new();
        Writer = new(Db, _gate, Time);
        var settings = new SettingsStore(Db, Writer, new ConfigurationBuilder().Build(), Time);
        Paths = new(_folder);
        Outbox = new(Time);
        Events = new(Writer);
        Servers = new(Time);
        Sessions = new(Time);
        Rules = new(Db, Writer, new AuditLog(Writer, Time), Changes, Time);
        var measures = new AlertMeasures(Db, new SystemMetrics(Db, Now), Servers, Sessions, new DatabaseFacts(Paths), new BackupShelf(Paths, settings, NullLogger<BackupShelf>.Instance), Paths, settings, Time, NullLogger<AlertMeasures>.Instance);
        Measures = measures;
        Evaluator = new(Db, Writer, measures, Outbox, Events, Changes, Time);
        Outbox.Filled += () => Woken++;
    }

    public TestDb Db { get; }
    public ManualTime Time { get; } = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    public DatabaseWriter Writer { get; }
    public AppPaths Paths { get; }
    public SystemNow Now { get; } = new();
    public LiveServers Servers { get; }
    public LiveSessions Sessions { get; }
    public Outbox Outbox { get; }
    public EventLog Events { get; }
    public AlertChanges Changes { get; } = new();
    public AlertRules Rules { get; }
    public AlertMeasures Measures { get; }
    public AlertEvaluator Evaluator { get; }
    public int Woken { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Evaluator.Dispose();
        _gate.Dispose();
        Db.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public async Task<int> ChannelAsync(string name = "Discord", bool isEnabled = true)
    {
        await using var db = Db.CreateDbContext();
        var channel = new NotificationChannel { Name = name, Kind = ChannelKind.Discord, Settings = "{}", IsEnabled = isEnabled, CreatedAt = Time.GetUtcNow(), UpdatedAt = Time.GetUtcNow() };
        db.NotificationChannels.Add(channel);
        await db.SaveChangesAsync(Token);
        return channel.Id;
    }

    public async Task<AlertRule> RuleAsync(string condition, double threshold, int? channel, int cooldown = 60)
    {
        var saving = await Rules.SaveAsync(new(null, "Watch " + condition, condition, threshold, cooldown, channel), AuditContext.System, Token);
        Assert.Empty(saving.Problems);
        return saving.Rule!;
    }

    /// <summary>What the machine has now.</summary>
    public void Measure(double? freeGb, double? temperature = null) => Now.Publish(new()
    {
        RecordedAt = Time.GetUtcNow(),
        GpuTemperature = temperature,
        DiskFreeGb = freeGb,
        Disks = DiskReading.Write(freeGb is { } free ? [new("/media", 1_000_000_000_000, (long)(free * 1e9)), new("/data", 2_000_000_000_000, 1_500_000_000_000)] : []),
    });

    /// <summary>The evaluator's next turn, five minutes later, with fresh figures.</summary>
    public async Task TurnAsync(double? freeGb, int minutes = 5)
    {
        Time.Advance(TimeSpan.FromMinutes(minutes));
        Measure(freeGb);
        await Evaluator.RunAsync(Token);
    }

    public async Task<List<NotificationDelivery>> DeliveriesAsync()
    {
        await using var db = Db.CreateDbContext();
        return await db.NotificationDeliveries.AsNoTracking().OrderBy(d => d.Id).ToListAsync(Token);
    }

    public async Task<List<AlertLogEntry>> LogAsync()
    {
        await using var db = Db.CreateDbContext();
        return await db.AlertLog.AsNoTracking().OrderBy(e => e.Id).ToListAsync(Token);
    }

    /// <summary>Ends what waits, as the delivery does.</summary>
    public Task EndAsync(DeliveryState state, string? error = null) => Writer.RunAsync(async (db, token) =>
    {
        var ending = new DeliveryEnding([new AlertOutcomes(Time)], Time);
        foreach (var delivery in await db.NotificationDeliveries.Where(d => d.State == DeliveryState.Queued).ToListAsync(token))
        {
            await ending.EndAsync(db, delivery, state, error, token);
        }
    }, Token);
}
