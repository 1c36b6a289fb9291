using MediaInsight.Data;
using MediaInsight.Platform;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Live;

/// <summary>The log of remote control is kept as long as the audit log.</summary>
internal sealed class SessionActionCleanupJob(DatabaseWriter writer, SettingsStore settings, TimeProvider time) : IJob
{
    public string Name => "remote-control-log";

    public string Description => "Forgets what was done to sessions longer ago than the audit log reaches.";

    public JobSchedule Schedule => JobSchedule.Daily(4, 45);

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().AddDays(-settings.Get<RetentionSettings>().AuditDays);
        var deleted = await writer.RunAsync((db, token) => db.SessionActions.Where(a => a.At < before).ExecuteDeleteAsync(token), cancellationToken);
        return deleted == 1 ? "1 entry forgotten." : $"{deleted} entries forgotten.";
    }
}
