using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Servers;

/// <summary>The stretches in which servers were not observed.</summary>
public sealed class ServerGaps(IDbContextFactory<MediaInsightDb> factory)
{
    /// <summary>Of each server: one that comes and goes hides no other's.</summary>
    internal const int Limit = 1000;

    /// <summary>Touching the time since then, newest first, by server.</summary>
    public async Task<ILookup<ServerId, ServerGap>> SinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var gaps = new List<ServerGap>();
        foreach (var server in await db.ServerGaps.AsNoTracking().Where(g => g.EndedAt == null || g.EndedAt >= since).Select(g => g.ServerId).Distinct().ToListAsync(cancellationToken))
        {
            gaps.AddRange(await Touching(db, server, since).Take(Limit).ToListAsync(cancellationToken));
        }

        return gaps.ToLookup(g => g.ServerId);
    }

    /// <summary>All of one server's: what is left out would be taken for time that was watched.</summary>
    public async Task<IReadOnlyList<ServerGap>> OfAsync(ServerId server, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await Touching(db, server, since).ToListAsync(cancellationToken);
    }

    private static IOrderedQueryable<ServerGap> Touching(MediaInsightDb db, ServerId server, DateTimeOffset since) =>
        db.ServerGaps.AsNoTracking().Where(g => g.ServerId == server && (g.EndedAt == null || g.EndedAt >= since)).OrderByDescending(g => g.StartedAt);
}
