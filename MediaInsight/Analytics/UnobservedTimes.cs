using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

/// <summary>A stretch in which one server was not watched.</summary>
public sealed record UnobservedStretch(string ServerName, DateTimeOffset From, DateTimeOffset To);

/// <summary>When nobody looked: what charts draw behind their figures.</summary>
public sealed class UnobservedTimes(IDbContextFactory<MediaInsightDb> factory)
{
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

        var rows = await (from gap in db.ServerGaps.AsNoTracking()
                          join named in servers on gap.ServerId equals named.Id
                          where (gap.EndedAt == null || gap.EndedAt > since) && gap.StartedAt < now
                          orderby gap.StartedAt descending
                          select new { named.Name, gap.StartedAt, gap.EndedAt }).Take(Limit).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new UnobservedStretch(r.Name, r.StartedAt < since ? since : r.StartedAt, r.EndedAt is { } end && end < now ? end : now)).Where(s => s.To > s.From).Reverse()];
    }
}
