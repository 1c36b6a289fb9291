using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Servers;

/// <summary>The stretches in which servers were not observed.</summary>
public sealed class ServerGaps(IDbContextFactory<MediaInsightDb> factory)
{
    private const int Limit = 1000;

    /// <summary>Touching the time since then, newest first, by server.</summary>
    public async Task<ILookup<ServerId, ServerGap>> SinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var gaps = await db.ServerGaps.AsNoTracking().Where(g => g.EndedAt == null || g.EndedAt >= since).OrderByDescending(g => g.StartedAt).Take(Limit).ToListAsync(cancellationToken);
        return gaps.ToLookup(g => g.ServerId);
    }
}
