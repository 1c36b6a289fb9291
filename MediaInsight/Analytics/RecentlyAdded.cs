using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

/// <summary>What servers got: a title, or several of one show, album or podcast that came together. The same on several servers is told once.</summary>
/// <param name="Title">Of the film, show, album, book or podcast.</param>
/// <param name="Detail">"S2 · E5" of a single episode, "Season 2" of several, artist, author; null where there is nothing to say.</param>
/// <param name="Count">How many came together.</param>
/// <param name="ItemId">The newest of them, for the picture; its server is named.</param>
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
                     where item.AddedAt != null && item.RemovedAt == null && owner.RemovedAt == null && (server == null || item.ServerId == server)
                     where item.Kind < MediaKind.Show || item.Kind == MediaKind.Album
                     // The album that holds a listed track is listed itself.
                     where item.Kind != MediaKind.Track || item.ListedAt == null
                     orderby item.AddedAt descending, item.Id descending
                     select new Added(
                         item.Id, item.ServerId, item.ExternalId, item.Kind, item.Title, item.ParentTitle, item.GrandparentTitle, item.SeasonNumber, item.EpisodeNumber,
                         item.Year, item.AddedAt!.Value, owner.Name, owner.Kind); // non-null: asked for above
        var groups = new List<Group>();
        var seen = new HashSet<(ServerId, string)>();

        // A season that arrives at once must not hide what came before it: read on until there are enough tiles.
        for (var read = 0; read < MaxRead && groups.Count <= limit; read += Chunk)
        {
            var rows = await newest.Skip(read).Take(Chunk).ToListAsync(cancellationToken);
            Join(groups, seen, rows);
            if (rows.Count < Chunk)
            {
                break;
            }
        }

        return [.. groups.Take(limit).Select(g => g.Tile())];
    }

    private static void Join(List<Group> groups, HashSet<(ServerId, string)> seen, List<Added> rows)
    {
        // A title that got another name under its old id is still one title; the newest row of it comes first.
        foreach (var row in rows.Where(r => seen.Add((r.ServerId, r.ExternalId))))
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

    // By name, not by server: what two servers got of the same library is one piece of news.
    private static (MediaKind, string) KeyOf(Added row) => (row.Kind, Folding.Fold(row.Kind switch
    {
        MediaKind.Episode or MediaKind.PodcastEpisode => row.GrandparentTitle ?? row.ParentTitle ?? row.Title,
        MediaKind.Track => $"{row.GrandparentTitle} {row.ParentTitle ?? row.Title}",
        MediaKind.Audiobook or MediaKind.Album => $"{row.GrandparentTitle} {row.Title}",
        _ => $"{row.Title} {row.Year}",
    }));

    internal sealed record Added(
        MediaItemId Id, ServerId ServerId, string ExternalId, MediaKind Kind, string Title, string? ParentTitle, string? GrandparentTitle, int? SeasonNumber, int? EpisodeNumber,
        int? Year, DateTimeOffset AddedAt, string ServerName, ServerKind ServerKind);

    private sealed class Group(Added newest)
    {
        private readonly HashSet<(int?, int?, string)> _titles = [TitleOf(newest)];
        private readonly HashSet<int?> _seasons = [newest.SeasonNumber];

        public (MediaKind, string) Key { get; } = KeyOf(newest);

        public DateTimeOffset Oldest { get; private set; } = newest.AddedAt;

        public void Add(Added row)
        {
            _titles.Add(TitleOf(row));
            _seasons.Add(row.SeasonNumber);
            Oldest = row.AddedAt;
        }

        public RecentTitle Tile()
        {
            var (title, detail) = newest.Kind switch
            {
                MediaKind.Episode => (newest.GrandparentTitle ?? newest.Title, _titles.Count > 1 ? Season() : Episode()),
                MediaKind.PodcastEpisode => (newest.GrandparentTitle ?? newest.ParentTitle ?? newest.Title, _titles.Count > 1 ? null : newest.Title),
                MediaKind.Track => (newest.ParentTitle ?? newest.Title, newest.GrandparentTitle),
                _ => (newest.Title, newest.GrandparentTitle),
            };
            // An album is shown as the music that it is.
            return new(newest.Kind is MediaKind.Album ? MediaKind.Track : newest.Kind, title, detail, newest.Year, _titles.Count, newest.Id, newest.AddedAt, newest.ServerName, newest.ServerKind);
        }

        private static (int?, int?, string) TitleOf(Added row) => (row.SeasonNumber, row.EpisodeNumber, row.EpisodeNumber is null || row.SeasonNumber is null ? Folding.Fold(row.Title) : "");

        private string? Season() => _seasons.Count > 1 ? null : newest.SeasonNumber switch { null => null, 0 => "Specials", { } season => $"Season {season}" };

        private string Episode() => newest is { SeasonNumber: { } season, EpisodeNumber: { } number } ? $"S{season} · E{number}" : newest.Title;
    }
}
