using MediaInsight.Data;
using MediaInsight.Data.Events;
using MediaInsight.Platform;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History;

/// <summary>Deletes what is older than the admin wants to keep.</summary>
internal sealed class HistoryCleanupJob(DatabaseWriter writer, SettingsStore settings, TimeProvider time) : IJob
{
    private const int Batch = 1000;

    public string Name => "history-cleanup";

    public string Description => "Deletes plays, events and records of outages that are older than the retention settings.";

    public JobSchedule Schedule => JobSchedule.Daily(4, 0);

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var retention = settings.Get<RetentionSettings>();

        // Delivered or not, an event that old helps nobody; but that an update was told of is known by its event, few as they are.
        var eventsBefore = now.AddDays(-retention.EventDays);
        var events = await writer.RunAsync((db, token) => db.PlayEvents.Where(e => e.At < eventsBefore).ExecuteDeleteAsync(token), cancellationToken);
        events += await writer.RunAsync((db, token) => db.AppEvents.Where(e => e.At < eventsBefore && e.Topic != EventTopics.ServerUpdate && e.Topic != EventTopics.AppUpdate).ExecuteDeleteAsync(token), cancellationToken);
        if (retention.GapDays > 0)
        {
            var gapsBefore = now.AddDays(-retention.GapDays);
            await writer.RunAsync((db, token) => db.ServerGaps.Where(g => g.EndedAt != null && g.EndedAt < gapsBefore).ExecuteDeleteAsync(token), cancellationToken);
        }

        var days = settings.Get<HistorySettings>().RetentionDays;
        if (days == 0)
        {
            return $"Plays are kept for ever; {events} old events deleted.";
        }

        var before = now - TimeSpan.FromDays(days);
        var plays = 0;
        int deleted;
        do
        {
            deleted = await writer.RunAsync(
                (db, token) => db.Plays.Where(p => p.StoppedAt != null && p.StoppedAt < before).OrderBy(p => p.StartedAt).Take(Batch).ExecuteDeleteAsync(token), cancellationToken);
            plays += deleted;
        }
        while (deleted > 0);

        return $"{plays} plays older than {days} days and {events} old events deleted.";
    }
}
