using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

/// <summary>What a server got: a title, or several of one show, album or podcast that came together.</summary>
/// <param name="Title">Of the film, show, album, book or podcast.</param>
/// <param name="Detail">"S2 · E5" and name of a single episode, artist, author; null where there is nothing to say.</param>
/// <param name="Count">How many came together.</param>
/// <param name="ItemId">The newest of them, for the picture.</param>
/// <param name="AddedAt">When the newest came.</param>
public sealed record RecentTitle(
    MediaKind Kind, string Title, string? Detail, int? Year, int Count, MediaItemId ItemId, DateTimeOffset AddedAt, string ServerName, ServerKind ServerKind);

/// <summary>The newest titles of all servers. Libraries belong to no viewer: a limited reader gets none.</summary>
public sealed class RecentlyAdded(IDbContextFactory<MediaInsightDb> factory)
{
    /// <summary>Titles of one show or album that follow each other within this belong together.</summary>
    public static readonly TimeSpan Together = TimeSpan.FromDays(1);

    private const int Chunk = 400;
    private const int MaxRead = 4000;

    public async Task<IReadOnlyList<RecentTitle>> ReadAsync(ServerId? server, int limit, ReadScope scope, CancellationToken cancellationToken)
    {
        if (!scope.IsEverything)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var newest = from item in db.MediaItems.AsNoTracking()
                     join owner in db.Servers.AsNoTracking() on item.ServerId equals owner.Id
                     where item.AddedAt != null && owner.RemovedAt == null && (server == null || item.ServerId == server)
                     orderby item.AddedAt descending, item.Id descending
                     select new Added(
                         item.Id, item.ServerId, item.ExternalId, item.Kind, item.Title, item.ParentTitle, item.GrandparentTitle, item.SeasonNumber, item.EpisodeNumber,
                         item.Year, item.AddedAt!.Value, owner.Name, owner.Kind); // non-null: asked for above
        var groups = new List<Group>();

        // A season that arrives at once must not hide what came before it: read on until there are enough tiles.
        for (var read = 0; read < MaxRead && groups.Count <= limit; read += Chunk)
        {
            var rows = await newest.Skip(read).Take(Chunk).ToListAsync(cancellationToken);
            Join(groups, rows);
            if (rows.Count < Chunk)
            {
                break;
            }
        }

        return [.. groups.Take(limit).Select(g => g.Tile())];
    }

    private static void Join(List<Group> groups, List<Added> rows)
    {
        foreach (var row in rows)
        {
            if (groups.Find(g => g.Key == KeyOf(row) && g.Oldest - row.AddedAt <= Together) is { } group)
            {
                group.Add(row);
            }
            else
            {
                groups.Add(new(row));
            }
        }
    }

    private static (ServerId, MediaKind, string) KeyOf(Added row) => (row.ServerId, row.Kind, row.Kind switch
    {
        MediaKind.Episode or MediaKind.PodcastEpisode => row.GrandparentTitle ?? row.ParentTitle ?? row.ExternalId,
        MediaKind.Track => $"{row.GrandparentTitle}\u001f{row.ParentTitle ?? row.ExternalId}",

        // A title that got a new name under its old id is still one title.
        _ => row.ExternalId,
    });

    internal sealed record Added(
        MediaItemId Id, ServerId ServerId, string ExternalId, MediaKind Kind, string Title, string? ParentTitle, string? GrandparentTitle, int? SeasonNumber, int? EpisodeNumber,
        int? Year, DateTimeOffset AddedAt, string ServerName, ServerKind ServerKind);

    private sealed class Group(Added newest)
    {
        private readonly HashSet<string> _titles = [newest.ExternalId];

        public (ServerId, MediaKind, string) Key { get; } = KeyOf(newest);

        public DateTimeOffset Oldest { get; private set; } = newest.AddedAt;

        public void Add(Added row)
        {
            _titles.Add(row.ExternalId);
            Oldest = row.AddedAt;
        }

        public RecentTitle Tile()
        {
            var (title, detail) = newest.Kind switch
            {
                MediaKind.Episode => (newest.GrandparentTitle ?? newest.Title, _titles.Count > 1 ? null : Episode()),
                MediaKind.PodcastEpisode => (newest.GrandparentTitle ?? newest.ParentTitle ?? newest.Title, _titles.Count > 1 ? null : newest.Title),
                MediaKind.Track => (newest.ParentTitle ?? newest.Title, newest.GrandparentTitle),
                _ => (newest.Title, newest.GrandparentTitle),
            };
            return new(newest.Kind, title, detail, newest.Year, _titles.Count, newest.Id, newest.AddedAt, newest.ServerName, newest.ServerKind);
        }

        private string Episode() => newest is { SeasonNumber: { } season, EpisodeNumber: { } number } ? $"S{season} · E{number}" : newest.Title;
    }
}
