using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

public sealed record ServerFigures(ServerId Id, string Name, ServerKind Kind, bool IsDemo, long Plays, long WatchedMs);

/// <summary>How much each server was used. A limited reader gets the servers on which the person has an account.</summary>
public sealed class ServerActivity(IDbContextFactory<MediaInsightDb> factory)
{
    /// <summary>Configured servers, also those without plays, by name.</summary>
    public async Task<IReadOnlyList<ServerFigures>> ReadAsync(AnalyticsFilter filter, TimeZoneInfo zone, ReadScope scope, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var servers = db.Servers.AsNoTracking().Where(s => s.RemovedAt == null);
        if (filter.Server is { } one)
        {
            servers = servers.Where(s => s.Id == one);
        }

        if (!scope.IsEverything)
        {
            servers = scope.OnlyViewer is { } viewer
                ? servers.Where(s => db.ServerUsers.Any(u => u.ServerId == s.Id && u.ViewerId == viewer))
                : servers.Where(s => false);
        }

        var listed = await servers.OrderBy(s => s.Name).Select(s => new { s.Id, s.Name, s.Kind, s.IsDemo }).ToListAsync(cancellationToken);
        var plays = new CountedPlays(filter, zone, scope);
        var rows = await plays.ReadAsync<Row>(
            db, $"SELECT p.server_id AS Id, {plays.Plays} AS Plays, {plays.WatchedMs} AS WatchedMs FROM plays p WHERE {plays.Where} GROUP BY p.server_id", cancellationToken);
        var byId = rows.ToDictionary(r => new ServerId(r.Id));
        return [.. listed.Select(s => byId.GetValueOrDefault(s.Id) is { } r
            ? new ServerFigures(s.Id, s.Name, s.Kind, s.IsDemo, r.Plays, r.WatchedMs)
            : new ServerFigures(s.Id, s.Name, s.Kind, s.IsDemo, 0, 0))];
    }

    internal sealed class Row
    {
        public int Id { get; init; }
        public long Plays { get; init; }
        public long WatchedMs { get; init; }
    }
}
