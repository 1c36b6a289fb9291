using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;
using MediaInsight.Libraries;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

/// <summary>What lies directly in a title, in its order, with the plays of everything below.</summary>
internal static class ItemChildren
{
    /// <summary>A show has hundreds of episodes, a channel of recordings thousands; what is more would not be looked through.</summary>
    public const int Limit = 5000;

    /// <param name="plays">Counted plays of the title, within the reader's scope.</param>
    public static async Task<(IReadOnlyList<ItemChild> Children, int Count, int Below)> ReadAsync(
        MediaInsightDb db, ItemFacts item, List<PlayEntry> plays, ReadScope scope, int limit, CancellationToken cancellationToken)
    {
        if (!item.Kind.IsContainer())
        {
            return ([], 0, 0);
        }

        var external = await db.MediaItems.Where(i => i.Id == item.Id).Select(i => i.ExternalId).SingleAsync(cancellationToken);
        var under = db.MediaItems.AsNoTracking().Where(i => i.ServerId == item.ServerId && (i.ParentExternalId == external || i.GrandparentExternalId == external) && i.Id != item.Id);
        var rows = await under.Select(i => new Row(
            i.Id, i.ExternalId, i.ParentExternalId, i.Kind, i.Title, i.SeasonNumber, i.EpisodeNumber, i.Year, i.DurationMs, i.SizeBytes, i.AddedAt, i.RemovedAt)).ToListAsync(cancellationToken);
        var played = plays.GroupBy(p => p.Item).ToDictionary(g => new MediaItemId(g.Key), g => new Played(g.Count(ItemProfile.IsPlay), g.Max(p => p.StoppedMs)));
        var leaves = rows.Where(r => !r.Kind.IsContainer()).ToLookup(r => r.ParentExternalId);
        var wanted = item.Kind switch { MediaKind.Show => MediaKind.Season, MediaKind.Artist => MediaKind.Album, _ => (MediaKind?)null };
        var direct = wanted is { } k && rows.Exists(r => r.Kind == k) ? rows.Where(r => r.Kind == k) : rows.Where(r => !r.Kind.IsContainer());
        var children = direct.Select(r => Child(r, r.Kind.IsContainer() ? leaves[r.ExternalId].ToList() : [r], played))
            .Where(c => c.LastPlayedAt is not null || (scope.IsEverything && c.RemovedAt is null)).ToList();
        var below = rows.Count(r => !r.Kind.IsContainer() && r.RemovedAt is null);
        return ([.. Ordered(children, item.Kind, rows).Take(limit)], children.Count, below);
    }

    private static ItemChild Child(Row row, List<Row> leaves, Dictionary<MediaItemId, Played> played)
    {
        var own = leaves.Select(l => played.GetValueOrDefault(l.Id)).OfType<Played>().ToList();
        return new(
            row.Id, row.Kind, row.Title, row.Kind == MediaKind.Season ? row.SeasonNumber : row.EpisodeNumber, row.Year, row.DurationMs, row.SizeBytes, row.RemovedAt,
            row.Kind.IsContainer() ? leaves.Count(l => l.RemovedAt is null) : 0, own.Sum(p => p.Plays),
            own.Count == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(own.Max(p => p.LastPlayed)));
    }

    /// <summary>Seasons and episodes by number, albums by year, podcasts newest first.</summary>
    private static IEnumerable<ItemChild> Ordered(List<ItemChild> children, MediaKind above, List<Row> rows)
    {
        var byId = rows.ToDictionary(r => r.Id);
        return above switch
        {
            MediaKind.Podcast => children.OrderByDescending(c => byId[c.Id].AddedAt ?? DateTimeOffset.MinValue).ThenByDescending(c => c.Number ?? 0),
            MediaKind.Artist => children.OrderBy(c => c.Year ?? int.MaxValue).ThenBy(c => c.Title, StringComparer.CurrentCultureIgnoreCase),
            _ => children.OrderBy(c => byId[c.Id].SeasonNumber ?? int.MaxValue).ThenBy(c => c.Number ?? int.MaxValue).ThenBy(c => c.Title, StringComparer.CurrentCultureIgnoreCase),
        };
    }

    internal sealed record Row(
        MediaItemId Id, string ExternalId, string? ParentExternalId, MediaKind Kind, string Title, int? SeasonNumber, int? EpisodeNumber, int? Year, long? DurationMs, long? SizeBytes,
        DateTimeOffset? AddedAt, DateTimeOffset? RemovedAt);

    /// <param name="LastPlayed">Unix ms.</param>
    private sealed record Played(long Plays, long LastPlayed);
}
