using MediaInsight.Data;
using MediaInsight.Platform;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Identity;

/// <summary>Keeps the audit log from growing for ever: anybody can add to it by failing to sign in.</summary>
internal sealed class AuditRetentionJob(DatabaseWriter writer, SettingsStore settings, TimeProvider time) : IJob
{
    private const int KeptEntries = 200_000;

    public string Name => "audit-retention";
    public string Description => "Forgets audit entries older than the retention setting.";
    public JobSchedule Schedule => JobSchedule.Daily(4, 40);

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow().AddDays(-settings.Get<RetentionSettings>().AuditDays);
        var deleted = await writer.RunAsync(async (db, token) =>
        {
            var old = await db.AuditEntries.Where(e => e.At < oldest).ExecuteDeleteAsync(token);
            var newest = await db.AuditEntries.MaxAsync(e => (long?)e.Id, token) ?? 0;
            return old + await db.AuditEntries.Where(e => e.Id <= newest - KeptEntries).ExecuteDeleteAsync(token);
        }, cancellationToken);
        return $"{deleted} entries forgotten.";
    }
}
