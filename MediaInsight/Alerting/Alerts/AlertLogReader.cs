using MediaInsight.Data;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Alerting.Alerts;

/// <summary>Reads what alerts told.</summary>
public sealed class AlertLogReader(IDbContextFactory<MediaInsightDb> factory)
{
    public const int MaxEntries = 100;

    /// <summary>Newest first; entries of rules and channels that are gone, too.</summary>
    public async Task<IReadOnlyList<AlertLogEntry>> LastAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.AlertLog.AsNoTracking().OrderByDescending(e => e.Id).Take(MaxEntries).ToListAsync(cancellationToken);
    }
}
