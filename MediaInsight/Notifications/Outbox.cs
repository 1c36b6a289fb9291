using System.Text.Json;
using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Notifications;

/// <param name="Key">Idempotency: the same cause to the same channel has the same key and is taken once.</param>
/// <param name="CooldownKey">See <see cref="NotificationDelivery.CooldownKey"/>.</param>
public sealed record OutboxItem(int ChannelId, string ChannelName, Notice Notice, string Key, int? RuleId = null, string? RuleName = null, string? CooldownKey = null);

/// <summary>Takes messages in the transaction of what causes them; the delivery's own loop sends them.</summary>
public sealed class Outbox(TimeProvider time)
{
    /// <summary>Something may wait. Raised after the commit; must return at once.</summary>
    public event Action? Filled;

    /// <summary>Call after a transaction that added messages.</summary>
    public void Wake() => Filled?.Invoke();

    /// <summary>Null: taken before, by its key, or its channel was deleted in the meantime.</summary>
    public async Task<NotificationDelivery?> AddAsync(MediaInsightDb db, OutboxItem item, CancellationToken cancellationToken)
    {
        if (IsAdded(db, item.Key) || await db.NotificationDeliveries.AnyAsync(d => d.Key == item.Key, cancellationToken)
            || await db.NotificationChannels.FindAsync([item.ChannelId], cancellationToken) is null)
        {
            return null;
        }

        var delivery = new NotificationDelivery
        {
            Key = item.Key,
            ChannelId = item.ChannelId,
            ChannelName = item.ChannelName,
            RuleId = item.RuleId,
            RuleName = item.RuleName,
            CooldownKey = item.CooldownKey,
            Topic = item.Notice.Topic,
            Title = Text.Clean(item.Notice.Title, 300) ?? "",
            Notice = JsonSerializer.Serialize(item.Notice),
            Priority = item.Notice.Priority,
            CreatedAt = time.GetUtcNow(),
        };
        db.NotificationDeliveries.Add(delivery);
        return delivery;
    }

    /// <summary>In the same transaction. Looking at what was added needs no look for changes in everything else, which would take ever longer.</summary>
    private static bool IsAdded(MediaInsightDb db, string key)
    {
        var looks = db.ChangeTracker.AutoDetectChangesEnabled;
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return db.NotificationDeliveries.Local.Any(d => d.Key == key);
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = looks;
        }
    }
}
