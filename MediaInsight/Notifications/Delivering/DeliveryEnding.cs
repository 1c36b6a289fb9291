using MediaInsight.Data;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Notifications.Delivering;

/// <summary>Ends messages and tells whoever wants to know, in the same transaction.</summary>
public sealed class DeliveryEnding(IEnumerable<IDeliveryOutcomes> outcomes, TimeProvider time)
{
    private readonly IDeliveryOutcomes[] _outcomes = [.. outcomes];

    internal async Task EndAsync(MediaInsightDb db, NotificationDelivery delivery, DeliveryState state, string? error, CancellationToken cancellationToken)
    {
        delivery.State = state;
        delivery.EndedAt = time.GetUtcNow();
        delivery.NextAt = null;
        delivery.Error = error;
        foreach (var outcome in _outcomes)
        {
            await outcome.RecordAsync(db, delivery, cancellationToken);
        }
    }

    /// <summary>How many; fewer than <paramref name="atMost"/>: none is left.</summary>
    internal async Task<int> DropWaitingAsync(MediaInsightDb db, int? channelId, string why, int atMost, CancellationToken cancellationToken, bool keepUrgent = false)
    {
        var waiting = await db.NotificationDeliveries
            .Where(d => d.ChannelId == channelId && (d.State == DeliveryState.Queued || d.State == DeliveryState.Failed) && (!keepUrgent || d.Priority != NoticePriority.Urgent))
            .OrderBy(d => d.Id).Take(atMost).ToListAsync(cancellationToken);
        foreach (var delivery in waiting)
        {
            await EndAsync(db, delivery, DeliveryState.Dropped, why, cancellationToken);
        }

        return waiting.Count;
    }
}
