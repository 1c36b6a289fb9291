using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

public sealed record ServerFigures(ServerId Id, string Name, ServerKind Kind, bool IsDemo, long Plays, long WatchedMs);

/// <summary>How much each server was used. A limited reader gets the servers on which the person has an account.</summary>
public sealed class ServerActivity(IDbContextFactory<MediaInsightDb> factory, StatisticReader statistics)
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
        var rows = (await statistics.ReadAsync(new() { Filter = filter, By = StatisticSplit.Server, Limit = StatisticRequest.MaxLimit }, zone, default, scope, cancellationToken))
            .Rows.Where(r => r.Key.Server is not null).ToDictionary(r => r.Key.Server!.Value, r => r.Figures);
        return [.. listed.Select(s => new ServerFigures(s.Id, s.Name, s.Kind, s.IsDemo, rows.GetValueOrDefault(s.Id).Plays, rows.GetValueOrDefault(s.Id).WatchedMs))];
    }
}
