using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Servers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

/// <summary>What is stored about the watching of the servers.</summary>
/// <param name="Gaps">Of the last <see cref="CollectorQuery.Days"/> days, newest first.</param>
/// <param name="Runs">The newest catch-up.</param>
/// <param name="Sessions">Plays that began in the last 24 hours, short ones too.</param>
public sealed record CollectorData(ILookup<ServerId, ServerGap> Gaps, IReadOnlyDictionary<ServerId, CatchUpRun> Runs, IReadOnlyDictionary<ServerId, int> Sessions);

/// <summary>Reads the Collector page.</summary>
public sealed class CollectorQuery(IDbContextFactory<MediaInsightDb> factory, ServerGaps gaps, CatchUpRuns runs)
{
    public const int Days = 30;

    public async Task<CollectorData> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = now.AddDays(-1);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var sessions = await db.Plays.AsNoTracking().Where(p => p.StartedAt >= since).GroupBy(p => p.ServerId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return new(await gaps.SinceAsync(now.AddDays(-Days), cancellationToken), await runs.LatestAsync(cancellationToken), sessions);
    }
}
