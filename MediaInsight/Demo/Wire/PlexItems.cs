using System.Globalization;
using System.Text.Json.Nodes;
using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>Titles and groups as Plex lists them.</summary>
internal static class PlexItems
{
    public const string MovieSection = "1";
    public const string ShowSection = "2";
    public const string MusicSection = "3";

    public static string SectionOf(MediaKind kind) => kind switch { MediaKind.Movie => MovieSection, MediaKind.Episode => ShowSection, _ => MusicSection };

    public static string SectionTitle(string section) => section switch { MovieSection => "Movies", ShowSection => "TV Shows", _ => "Music" };

    public static string Id(int number) => DemoIds.Item(ServerKind.Plex, number);

    public static string Thumb(int number) => $"/library/metadata/{Id(number)}/thumb/{1_700_000_000 + number}";

    public static string Art(int number) => $"/library/metadata/{Id(number)}/art/{1_700_000_000 + number}";

    public static string? TypeOf(CatalogueItem item) => item.Kind switch { MediaKind.Movie => "movie", MediaKind.Episode => "episode", MediaKind.Track => "track", _ => null };

    /// <summary>What sessions and library rows have in common.</summary>
    public static JsonObject Item(CatalogueItem item, DateTimeOffset now)
    {
        // non-null: only films, episodes and tracks lie in Plex' libraries
        var type = TypeOf(item)!;
        var section = SectionOf(item.Kind);
        var (parent, grandparent) = (item.Parent, item.Grandparent);
        return new JsonObject
        {
            ["addedAt"] = item.AddedAt(now).ToUnixTimeSeconds(),
            ["art"] = Art(grandparent?.Number ?? item.Number),
            ["contentRating"] = item.Kind == MediaKind.Track ? null : item.ForChildren ? "G" : "PG-13",
            // non-null: everything but channels has a length
            ["duration"] = (long)item.Duration!.Value.TotalMilliseconds,
            ["grandparentArt"] = grandparent is null ? null : Art(grandparent.Number),
            ["grandparentGuid"] = grandparent is null ? null : DemoIds.PlexGuid(item.Kind == MediaKind.Track ? "artist" : "show", grandparent.Number),
            ["grandparentKey"] = grandparent is null ? null : $"/library/metadata/{Id(grandparent.Number)}",
            ["grandparentRatingKey"] = grandparent is null ? null : Id(grandparent.Number),
            ["grandparentThumb"] = grandparent is null ? null : Thumb(grandparent.Number),
            ["grandparentTitle"] = grandparent?.Title,
            ["guid"] = DemoIds.PlexGuid(type, item.Number),
            ["index"] = item.Index,
            ["key"] = $"/library/metadata/{Id(item.Number)}",
            ["librarySectionID"] = section,
            ["librarySectionKey"] = $"/library/sections/{section}",
            ["librarySectionTitle"] = SectionTitle(section),
            ["originallyAvailableAt"] = item.Year is { } year && item.Kind != MediaKind.Track ? $"{year}-05-14" : null,
            ["parentGuid"] = parent is null ? null : DemoIds.PlexGuid(item.Kind == MediaKind.Track ? "album" : "season", parent.Number),
            ["parentIndex"] = parent?.Index,
            ["parentKey"] = parent is null ? null : $"/library/metadata/{Id(parent.Number)}",
            ["parentRatingKey"] = parent is null ? null : Id(parent.Number),
            ["parentThumb"] = parent is null ? null : Thumb(parent.Number),
            ["parentTitle"] = parent?.Title,
            ["parentYear"] = item.Kind == MediaKind.Track ? parent?.Year : null,
            ["ratingKey"] = Id(item.Number),
            ["studio"] = item.Kind == MediaKind.Movie ? "Lantern & Quill Pictures" : null,
            ["summary"] = item.Kind == MediaKind.Track ? null : $"“{item.Title}” is an invented title of the demo household.",
            ["thumb"] = item.Kind == MediaKind.Track && parent is not null ? Thumb(parent.Number) : Thumb(item.Number),
            ["title"] = item.Title,
            ["type"] = type,
            ["updatedAt"] = item.AddedAt(now).ToUnixTimeSeconds() + 60,
            ["year"] = item.Kind == MediaKind.Track ? null : item.Year,
            ["Genre"] = item.Kind == MediaKind.Movie ? new JsonArray(new JsonObject { ["tag"] = item.Genre }) : null,
        }.Told();
    }

    /// <summary>A library row: ids of sections and files are numbers there, and the file is described as it lies on the disk.</summary>
    public static JsonObject Row(CatalogueItem item, DateTimeOffset now, bool full)
    {
        var row = Item(item, now);
        row["librarySectionID"] = int.Parse(SectionOf(item.Kind), CultureInfo.InvariantCulture);
        row["Media"] = new JsonArray(PlexMedia.OnDisk(item, full));
        if (full && item.Kind != MediaKind.Track)
        {
            row["Guid"] = new JsonArray(new JsonObject { ["id"] = $"imdb://{DemoIds.Imdb(item)}" }, new JsonObject { ["id"] = $"tmdb://{DemoIds.Tmdb(item)}" });
        }

        return row;
    }

    public static JsonObject Group(CatalogueGroup group, IReadOnlyList<CatalogueItem> items, DateTimeOffset now)
    {
        var type = group.Kind switch { GroupKind.Show => "show", GroupKind.Season => "season", GroupKind.Artist => "artist", _ => "album" };
        var section = SectionOf(items[0].Kind);
        var added = items.Max(i => i.AddedAt(now)).ToUnixTimeSeconds();
        var parent = group.Parent;
        return new JsonObject
        {
            ["ratingKey"] = Id(group.Number),
            ["key"] = $"/library/metadata/{Id(group.Number)}/children",
            ["parentRatingKey"] = parent is null ? null : Id(parent.Number),
            ["parentKey"] = parent is null ? null : $"/library/metadata/{Id(parent.Number)}",
            ["parentGuid"] = parent is null ? null : DemoIds.PlexGuid(parent.Kind == GroupKind.Show ? "show" : "artist", parent.Number),
            ["parentTitle"] = parent?.Title,
            ["parentThumb"] = parent is null ? null : Thumb(parent.Number),
            ["guid"] = DemoIds.PlexGuid(type, group.Number),
            ["type"] = type,
            ["title"] = group.Title,
            ["summary"] = "",
            ["index"] = group.Index ?? 1,
            ["year"] = group.Year,
            ["thumb"] = Thumb(group.Number),
            ["art"] = Art(parent?.Number ?? group.Number),
            ["leafCount"] = type == "artist" ? null : items.Count,
            ["viewedLeafCount"] = type == "artist" ? null : 0,
            ["childCount"] = type == "show" ? items.Select(i => i.Parent).Distinct().Count() : null,
            ["addedAt"] = added,
            ["updatedAt"] = added + 60,
            ["librarySectionID"] = int.Parse(section, CultureInfo.InvariantCulture),
            ["librarySectionTitle"] = SectionTitle(section),
            ["librarySectionKey"] = $"/library/sections/{section}",
        }.Told();
    }
}
