using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

/// <param name="Persons">Known, whether they played anything or not; so are the accounts.</param>
/// <param name="Titles">Listed titles by kind; empty for a limited reader, as libraries belong to nobody.</param>
/// <param name="SizeBytes">Of all files; null: no size is told.</param>
public sealed record HouseholdSize(int Persons, int Accounts, int Servers, int Libraries, IReadOnlyDictionary<MediaKind, int> Titles, int Files, long? SizeBytes)
{
    /// <summary>Of playable titles, by kind, as far as told.</summary>
    public IReadOnlyDictionary<MediaKind, long> Bytes { get; init; } = new Dictionary<MediaKind, long>();

    /// <summary>What can be played: shows and seasons hold titles and are none.</summary>
    public int Playable => Titles.Where(t => !t.Key.IsContainer()).Sum(t => t.Value);
}

/// <summary>How many persons, accounts, servers, libraries and titles there are.</summary>
public sealed class HouseholdCounts(IDbContextFactory<MediaInsightDb> factory)
{
    public async Task<HouseholdSize> ReadAsync(ReadScope scope, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var own = scope.OnlyViewer;
        var persons = await db.Viewers.CountAsync(v => scope.IsEverything || (!scope.Nothing && v.Id == own), cancellationToken);
        var accounts = await db.ServerUsers.Where(u => u.RemovedAt == null && (scope.IsEverything || (!scope.Nothing && u.ViewerId == own))).Select(u => u.ServerId).ToListAsync(cancellationToken);
        if (!scope.IsEverything)
        {
            return new(persons, accounts.Count, accounts.Distinct().Count(), 0, new Dictionary<MediaKind, int>(), 0, null);
        }

        var servers = await db.Servers.CountAsync(s => s.RemovedAt == null, cancellationToken);
        var libraries = await db.Libraries.CountAsync(l => l.RemovedAt == null, cancellationToken);
        var kinds = await db.MediaItems.Where(i => i.SortTitle != null && i.RemovedAt == null).GroupBy(i => i.Kind)
            .Select(g => new { g.Key, Titles = g.Count(), Files = g.Sum(i => i.FileCount), Size = g.Sum(i => i.SizeBytes) }).ToListAsync(cancellationToken);
        var files = kinds.Where(k => !k.Key.IsContainer()).ToList();
        return new(persons, accounts.Count, servers, libraries, kinds.ToDictionary(k => k.Key, k => k.Titles), files.Sum(k => k.Files), files.Exists(k => k.Size > 0) ? files.Sum(k => k.Size) : null)
        {
            Bytes = files.Where(k => k.Size > 0).ToDictionary(k => k.Key, k => k.Size ?? 0),
        };
    }
}
