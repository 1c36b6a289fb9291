using MediaInsight.Data;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Notifications.Delivering;

/// <summary>What of a channel may go out now.</summary>
/// <param name="Ready">In the order of sending.</param>
/// <param name="NextIn">When to look again if none is ready; null: nothing waits.</param>
internal sealed record LaneTurn(IReadOnlyList<NotificationDelivery> Ready, TimeSpan? NextIn);

/// <summary>Reads what waits for one channel, in order: urgent ones first, else by number.</summary>
internal sealed class LaneQueue(IDbContextFactory<MediaInsightDb> factory, int channelId, TimeProvider time)
{
    /// <summary>Read at a time.</summary>
    public const int Batch = 50;

    /// <param name="unwritten">Sent, but not yet known to the database.</param>
    /// <param name="putBack">Others go first, if there are any.</param>
    /// <param name="isQuiet">Only urgent ones.</param>
    public async Task<LaneTurn> NextAsync(IReadOnlyCollection<long> unwritten, IReadOnlyCollection<long> putBack, bool isQuiet, bool withUrgent, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var (now, horizon, ordered) = (time.GetUtcNow(), time.GetUtcNow() + DeliveryPolicy.Horizon, time.GetUtcNow() - DeliveryPolicy.OrderFor);
        var mine = db.NotificationDeliveries.AsNoTracking().Where(d => d.ChannelId == channelId);
        var failed = mine.Where(d => d.State == DeliveryState.Failed);
        var states = new[] { mine.Where(d => d.State == DeliveryState.Queued), failed }
            .Select(s => s.Where(d => !unwritten.Contains(d.Id) && (d.NextAt == null || d.NextAt <= now || d.NextAt > horizon))).ToArray();
        var ready = withUrgent ? await TakeAsync(states, s => s.Where(d => d.Priority == NoticePriority.Urgent), cancellationToken) : [];
        if (isQuiet)
        {
            return new(ready, ready.Count > 0 || !await AnyWaitsAsync(mine, cancellationToken) ? null : TimeSpan.MaxValue);
        }

        // One message at a time holds the others back: where some are past their time already, a further one does not.
        var holder = await failed.AnyAsync(d => d.FirstFailedAt <= ordered || d.FirstFailedAt > now, cancellationToken)
            ? null
            : await failed.Where(d => d.FirstFailedAt > ordered).OrderBy(d => d.Id).Select(d => new { d.Id, d.FirstFailedAt }).FirstOrDefaultAsync(cancellationToken);
        var upTo = holder?.Id ?? long.MaxValue;
        var known = ready.Select(d => d.Id).ToHashSet();
        var others = await TakeAsync(states, s => s.Where(d => d.Id <= upTo && !putBack.Contains(d.Id)), cancellationToken);
        ready.AddRange(others.Where(d => !known.Contains(d.Id)));
        if (ready.Count > 0 || putBack.Count > 0)
        {
            return new(ready, null);
        }

        var next = await failed.Where(d => d.NextAt > now).MinAsync(d => d.NextAt, cancellationToken);
        var passes = holder?.FirstFailedAt + DeliveryPolicy.OrderFor;
        var at = next is null || passes < next ? passes : next;
        return new([], at is { } due ? due - now : null);
    }

    /// <summary>Each state by its index in order; together in order.</summary>
    private static async Task<List<NotificationDelivery>> TakeAsync(IEnumerable<IQueryable<NotificationDelivery>> states, Func<IQueryable<NotificationDelivery>, IQueryable<NotificationDelivery>> narrow, CancellationToken cancellationToken)
    {
        var taken = new List<NotificationDelivery>();
        foreach (var state in states)
        {
            taken.AddRange(await narrow(state).OrderBy(d => d.Id).Take(Batch).ToListAsync(cancellationToken));
        }

        return [.. taken.OrderBy(d => d.Id).Take(Batch)];
    }

    private static Task<bool> AnyWaitsAsync(IQueryable<NotificationDelivery> mine, CancellationToken cancellationToken) =>
        mine.AnyAsync(d => d.State == DeliveryState.Queued || d.State == DeliveryState.Failed, cancellationToken);
}
