using MediaInsight.Data;
using MediaInsight.Notifications;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Alerting.Alerts;

/// <summary>Writes into the alert log how the sending ended, in the transaction that ends it.</summary>
internal sealed class AlertOutcomes(TimeProvider time) : IDeliveryOutcomes
{
    private const string KeyHead = "alert:";

    public async Task RecordAsync(MediaInsightDb db, NotificationDelivery delivery, CancellationToken cancellationToken)
    {
        if (!delivery.Key.StartsWith(KeyHead, StringComparison.Ordinal)
            || await db.AlertLog.FirstOrDefaultAsync(e => e.DeliveryKey == delivery.Key, cancellationToken) is not { } entry)
        {
            return;
        }

        entry.Success = delivery.State == DeliveryState.Sent;
        entry.ErrorDetail = entry.Success == true ? null : delivery.Error ?? (delivery.State == DeliveryState.Dropped ? "Not sent: the channel is switched off, or keeps quiet." : "Not taken.");
        entry.SentAt = delivery.EndedAt ?? time.GetUtcNow();
    }
}
