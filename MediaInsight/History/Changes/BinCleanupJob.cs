using MediaInsight.Data;
using MediaInsight.Platform;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History.Changes;

/// <summary>Empties the bin of what lay in it long enough, and forgets what old changes altered.</summary>
internal sealed class BinCleanupJob(DatabaseWriter writer, SettingsStore settings, TimeProvider time) : IJob
{
    /// <summary>That something was done is told longer than it can be undone.</summary>
    private static readonly TimeSpan KeepTold = TimeSpan.FromDays(365);

    public string Name => "bin-cleanup";

    public string Description => "Deletes plays for good that have been in the bin long enough, and forgets how older changes could be undone.";

    public JobSchedule Schedule => JobSchedule.Daily(4, 20);

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var days = settings.Get<RetentionSettings>().BinDays;
        var now = time.GetUtcNow();
        var before = now.AddDays(-days);
        var told = now - KeepTold;
        var plays = 0;
        int gone;
        do
        {
            gone = await writer.RunAsync((db, token) => db.DeletedPlays.Where(p => p.DeletedAt < before).OrderBy(p => p.PlayNumber).Take(1000).ExecuteDeleteAsync(token), cancellationToken);
            plays += gone;
        }
        while (gone > 0);
        do
        {
            gone = await writer.RunAsync(
                (db, token) => db.DataChangeRows.Where(r => db.DataChanges.Any(c => c.Id == r.ChangeId && c.At < before)).OrderBy(r => r.ChangeId).ThenBy(r => r.PlayNumber).Take(1000).ExecuteDeleteAsync(token), cancellationToken);
        }
        while (gone > 0);
        await writer.RunAsync((db, token) => db.DataChanges.Where(c => c.At < told && !db.DeletedPlays.Any(p => p.ChangeId == c.Id)).ExecuteDeleteAsync(token), cancellationToken);
        return plays == 0 ? "Nothing in the bin is old enough." : $"{plays} plays that were in the bin for {days} days deleted for good.";
    }
}
