using MediaInsight.Data;

namespace MediaInsight.Notifications;

/// <summary>Is told when a message reached its end: sent, given up or dropped.</summary>
public interface IDeliveryOutcomes
{
    /// <summary>Called in the transaction that ends it, perhaps more than once (a retried transaction): change nothing but the context.</summary>
    Task RecordAsync(MediaInsightDb db, NotificationDelivery delivery, CancellationToken cancellationToken);
}
