using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Daily;

/// <summary>Reads the table of days. Its figures are everybody's: a limited reader gets none.</summary>
public sealed class DailyStatsReader(IDbContextFactory<MediaInsightDb> factory)
{
    /// <summary>Days that are stored, oldest first.</summary>
    /// <param name="to">Included.</param>
    public async Task<IReadOnlyList<DailyStat>> ReadAsync(DateOnly from, DateOnly to, ReadScope scope, CancellationToken cancellationToken)
    {
        if (!scope.IsEverything)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.DailyStats.AsNoTracking().Where(s => s.StatDate >= from && s.StatDate <= to).OrderBy(s => s.StatDate).ToListAsync(cancellationToken);
    }
}
