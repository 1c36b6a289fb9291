using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

/// <summary>A stretch in which one server was not watched.</summary>
public sealed record UnobservedStretch(string ServerName, DateTimeOffset From, DateTimeOffset To);

/// <summary>When nobody looked: what charts draw behind their figures.</summary>
public sealed class UnobservedTimes(IDbContextFactory<MediaInsightDb> factory)
{
    /// <summary>Of each server: one that comes and goes hides no other's.</summary>
    private const int Limit = 1000;

    /// <summary>Oldest first. A limited reader, or a page about one person, gets the servers on which the person has an account.</summary>
    public async Task<IReadOnlyList<UnobservedStretch>> ReadAsync(ServerId? server, ViewerId? viewer, DateTimeOffset since, DateTimeOffset now, ReadScope scope, CancellationToken cancellationToken)
    {
        if (scope.Nothing)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var servers = db.Servers.AsNoTracking().Where(s => s.RemovedAt == null);
        if (server is { } one)
        {
            servers = servers.Where(s => s.Id == one);
        }

        foreach (var person in new[] { scope.OnlyViewer, viewer }.OfType<ViewerId>())
        {
            servers = servers.Where(s => db.ServerUsers.Any(u => u.ServerId == s.Id && u.ViewerId == person));
        }

        var stretches = new List<UnobservedStretch>();
        foreach (var named in await servers.Select(s => new { s.Id, s.Name }).ToListAsync(cancellationToken))
        {
            var gaps = await db.ServerGaps.AsNoTracking()
                .Where(g => g.ServerId == named.Id && (g.EndedAt == null || g.EndedAt > since) && g.StartedAt < now)
                .OrderByDescending(g => g.StartedAt).Take(Limit)
                .Select(g => new { g.StartedAt, g.EndedAt })
                .ToListAsync(cancellationToken);
            stretches.AddRange(gaps.Select(g => new UnobservedStretch(named.Name, g.StartedAt < since ? since : g.StartedAt, g.EndedAt is { } end && end < now ? end : now)));
        }

        return [.. stretches.Where(s => s.To > s.From).OrderBy(s => s.From)];
    }
}
