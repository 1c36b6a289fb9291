using MediaInsight.Data;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Notifications.Delivering;

/// <summary>Ends messages and tells whoever wants to know, in the same transaction.</summary>
public sealed class DeliveryEnding(IEnumerable<IDeliveryOutcomes> outcomes, TimeProvider time)
{
    private readonly IDeliveryOutcomes[] _outcomes = [.. outcomes];

    /// <param name="isTold">False: the end is stored whatever those who want to know make of it.</param>
    internal async Task EndAsync(MediaInsightDb db, NotificationDelivery delivery, DeliveryState state, string? error, CancellationToken cancellationToken, bool isTold = true)
    {
        delivery.State = state;
        delivery.EndedAt = time.GetUtcNow();
        delivery.NextAt = null;
        delivery.Error = error;
        foreach (var outcome in isTold ? _outcomes : [])
        {
            await outcome.RecordAsync(db, delivery, cancellationToken);
        }
    }

    /// <summary>Gives up what was due more than a day ago. How many; fewer than <paramref name="atMost"/>: none is left.</summary>
    internal async Task<int> ExpireAsync(MediaInsightDb db, int channelId, string why, int atMost, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - DeliveryPolicy.GiveUpAfter;
        var old = await db.NotificationDeliveries
            .Where(d => d.ChannelId == channelId && (d.State == DeliveryState.Queued || d.State == DeliveryState.Failed) && (d.FirstFailedAt ?? d.NextAt ?? d.CreatedAt) <= before)
            .OrderBy(d => d.Id).Take(atMost).ToListAsync(cancellationToken);
        foreach (var delivery in old)
        {
            await EndAsync(db, delivery, DeliveryState.Dead, why, cancellationToken);
        }

        return old.Count;
    }

    /// <summary>How many; fewer than <paramref name="atMost"/>: none is left.</summary>
    /// <param name="quietSince">Of quiet hours: urgent messages, and those that were there before, go on waiting.</param>
    internal async Task<int> DropWaitingAsync(MediaInsightDb db, int? channelId, string why, int atMost, CancellationToken cancellationToken, DateTimeOffset? quietSince = null)
    {
        var waiting = await Waiting(db, channelId, quietSince)
            .OrderBy(d => d.Id).Take(atMost).ToListAsync(cancellationToken);
        foreach (var delivery in waiting)
        {
            await EndAsync(db, delivery, DeliveryState.Dropped, why, cancellationToken);
        }

        return waiting.Count;
    }

    /// <summary>Whether there is anything to drop: asked before a turn to write is taken for it.</summary>
    internal static Task<bool> AnyWaitsAsync(MediaInsightDb db, int? channelId, DateTimeOffset? quietSince, CancellationToken cancellationToken) =>
        Waiting(db, channelId, quietSince).AnyAsync(cancellationToken);

    private static IQueryable<NotificationDelivery> Waiting(MediaInsightDb db, int? channelId, DateTimeOffset? quietSince) => db.NotificationDeliveries
        .Where(d => d.ChannelId == channelId && (d.State == DeliveryState.Queued || d.State == DeliveryState.Failed) && (quietSince == null || (d.Priority != NoticePriority.Urgent && d.CreatedAt >= quietSince)));
}
