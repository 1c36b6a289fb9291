using System.Text.Json.Nodes;
using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>GET /Items and its counts.</summary>
internal sealed class MediaBrowserLists(ServerKind kind, MediaBrowserItems items)
{
    public JsonObject Items(WireRequest request, DateTimeOffset now)
    {
        var ids = request.List("Ids");
        var parent = request.Text("ParentId");

        // Emby has no such word and is asked by date alone.
        var since = kind == ServerKind.Jellyfin ? request.Instant("minDateLastSaved") : null;
        var rows = Rows(request, now)
            .Where(r => since is null || r.Added >= since)
            .Where(r => ids.Count == 0 || ids.Contains(r.Id))
            .Where(r => parent is null || items.Folder(r.Folder) == parent)
            .ToList();
        var byDate = request.List("SortBy") is [var sort, ..] && Is(sort, "DateCreated");
        var sorted = byDate ? rows.OrderBy(r => r.Added).ThenBy(r => r.Title, StringComparer.Ordinal).ToList() : [.. rows.OrderBy(r => r.Title, StringComparer.OrdinalIgnoreCase)];
        if (request.List("SortOrder") is [var order, ..] && Is(order, "Descending"))
        {
            sorted.Reverse();
        }

        var start = request.Int("StartIndex") ?? 0;
        var page = sorted.Skip(start).Take(request.Int("Limit") ?? int.MaxValue).Select(r => (JsonNode)Asked(r.Row(), request));
        var list = new JsonObject { ["Items"] = WireJson.Array(page), ["TotalRecordCount"] = rows.Count };
        if (kind == ServerKind.Jellyfin)
        {
            list["StartIndex"] = start;
        }

        return list;
    }

    public JsonObject Counts() => new()
    {
        ["MovieCount"] = On(MediaKind.Movie).Count(),
        ["SeriesCount"] = On(MediaKind.Episode).Select(i => i.Grandparent).Distinct().Count(),
        ["EpisodeCount"] = On(MediaKind.Episode).Count(),
        ["ArtistCount"] = 0,
        ["ProgramCount"] = 0,
        ["TrailerCount"] = 0,
        ["SongCount"] = On(MediaKind.Track).Count(),
        ["AlbumCount"] = On(MediaKind.Track).Select(i => i.Parent).Distinct().Count(),
        ["MusicVideoCount"] = 0,
        ["BoxSetCount"] = 0,
        ["BookCount"] = 0,
        ["ItemCount"] = 0,
    };

    private IEnumerable<CatalogueItem> On(MediaKind of) => Catalogue.Instance.Items.Where(i => i.Kind == of && Catalogue.IsOn(kind, i));

    private IEnumerable<Listed> Rows(WireRequest request, DateTimeOffset now)
    {
        var types = request.List("IncludeItemTypes");
        bool Wants(string type) => types.Count == 0 || types.Contains(type, StringComparer.OrdinalIgnoreCase);
        bool There(CatalogueItem item) => Catalogue.IsOn(kind, item);
        var full = request.List("Ids").Count > 0 || request.List("Fields").Contains("MediaSources", StringComparer.OrdinalIgnoreCase);
        var all = Catalogue.Instance;
        var titles = all.Items
            .Where(i => There(i) && MediaBrowserItems.TypeOf(i) is { } type && Wants(type) && (i.Kind != MediaKind.LiveTv || types.Count > 0))
            .Select(i => new Listed(items.Id(i.Number), i.Title, i.AddedAt(now), MediaBrowserItems.FolderOf(i), () => Row(i, now, full)));
        var albums = all.Albums
            .Where(a => Wants("MusicAlbum") && There(a.Items[0]))
            .Select(a => new Listed(items.Id(a.Group.Number), a.Group.Title, a.Items.Max(t => t.AddedAt(now)), MediaBrowserItems.MusicFolder, () => items.Album(a.Group, a.Items, now)));
        var series = all.Episodes
            .Where(s => Wants("Series") && There(s.Items[0]))
            .Select(s => new Listed(items.Id(s.Group.Number), s.Group.Title, s.Items.Min(e => e.AddedAt(now)), MediaBrowserItems.ShowFolder, () => items.Series(s.Group, s.Items, now)));
        var seasons = all.Items
            .Where(i => i.Kind == MediaKind.Episode && Wants("Season") && There(i)).GroupBy(i => i.Parent!) // non-null: episodes lie in a season
            .Select(s => new Listed(items.Id(s.Key.Number), s.Key.Title, s.Min(e => e.AddedAt(now)), MediaBrowserItems.ShowFolder, () => items.Season(s.Key, [.. s], now)));
        var artists = all.Albums
            .Where(a => Wants("MusicArtist") && There(a.Items[0])).GroupBy(a => a.Group.Parent!) // non-null: albums have an artist
            .Select(a => new Listed(items.Id(a.Key.Number), a.Key.Title, a.Min(g => g.Items.Min(t => t.AddedAt(now))), MediaBrowserItems.MusicFolder, () => items.Artist(a.Key, [.. a.SelectMany(g => g.Items)], now)));
        return titles.Concat(albums).Concat(series).Concat(seasons).Concat(artists);
    }

    /// <summary>A list has descriptions only where they were asked for.</summary>
    private static JsonObject Asked(JsonObject row, WireRequest request)
    {
        if (!request.List("Fields").Contains("Overview", StringComparer.OrdinalIgnoreCase))
        {
            row.Remove("Overview");
        }

        return row;
    }

    private JsonObject Row(CatalogueItem item, DateTimeOffset now, bool full)
    {
        var row = items.Item(item, now);
        if (full && item.Kind != MediaKind.LiveTv)
        {
            row["MediaSources"] = new JsonArray(new JsonObject
            {
                ["Protocol"] = "File",
                ["Id"] = kind == ServerKind.Emby ? $"mediasource_{items.Id(item.Number)}" : items.Id(item.Number),
                ["Path"] = row["Path"]?.DeepClone(),
                ["Type"] = "Default",
                ["Container"] = item.File.Container,
                ["Size"] = item.SizeBytes,
                ["RunTimeTicks"] = item.Duration?.Ticks,
                ["MediaStreams"] = items.Streams(item.File),
                ["Bitrate"] = item.File.TotalKbps * 1000L,
            });
        }

        return row;
    }

    private static bool Is(string word, string other) => word.Equals(other, StringComparison.OrdinalIgnoreCase);

    private sealed record Listed(string Id, string Title, DateTimeOffset Added, string Folder, Func<JsonObject> Row);
}
