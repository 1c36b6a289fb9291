using MediaInsight.Data;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Monitoring;

/// <summary>The newest reading of the machine, for those who show figures of now.</summary>
public sealed class LatestSystemSample(IDbContextFactory<MediaInsightDb> factory, TimeProvider time)
{
    /// <summary>Readings come every minute; one that is older than this tells nothing of now.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    /// <summary>Null when there is none of the last minutes.</summary>
    public async Task<SystemSample?> ReadAsync(CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - MaxAge;
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.SystemMetrics.AsNoTracking().Where(s => s.RecordedAt >= since).OrderByDescending(s => s.RecordedAt).FirstOrDefaultAsync(cancellationToken);
    }
}
