using MediaInsight.Data;
using MediaInsight.Platform;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Notifications.Delivering;

/// <summary>Lets old lines of the log go; what still waits is never touched.</summary>
internal sealed class DeliveryRetentionJob(DatabaseWriter writer, SettingsStore settings, TimeProvider time) : IJob
{
    private const int Batch = 1000;

    public string Name => "notification-log";
    public string Description => "Forgets sent, dropped and given up messages older than the retention settings.";
    public JobSchedule Schedule => JobSchedule.Daily(4, 20);

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var kept = settings.Get<NotificationsSettings>();
        var now = time.GetUtcNow();
        var (sentBefore, deadBefore) = (now.AddDays(-kept.KeepSentDays), now.AddDays(-kept.KeepDeadDays));
        var (all, deleted) = (0, 0);
        do
        {
            deleted = await writer.RunAsync(
                (db, token) => db.NotificationDeliveries
                    .Where(d => ((d.State == DeliveryState.Sent || d.State == DeliveryState.Dropped) && d.EndedAt < sentBefore) || (d.State == DeliveryState.Dead && d.EndedAt < deadBefore))
                    .OrderBy(d => d.Id).Take(Batch).ExecuteDeleteAsync(token),
                cancellationToken);
            all += deleted;
        }
        while (deleted == Batch);
        return $"{all} messages forgotten.";
    }
}
