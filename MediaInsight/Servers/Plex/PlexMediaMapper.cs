using MediaInsight.Domain;

namespace MediaInsight.Servers.Plex;

/// <summary>The item of a session or of a library row in our words.</summary>
internal static class PlexMediaMapper
{
    // Ten years: everything above is a broken number.
    private const long MaxMilliseconds = 10L * 366 * 24 * 3600 * 1000;
    private const int MaxPath = 2000;

    // Identities that end with the file: a re-added item gets another one.
    private static readonly string[] FleetingGuids = ["local://", "com.plexapp.agents.none://", "library://", "analyzed."];

    /// <param name="libraryId">Used when the item itself names no library (rows of one library do not).</param>
    public static MediaRef Map(PlexElement item, string? libraryId = null)
    {
        var kind = KindOf(item);
        return new()
        {
            ExternalId = ItemId(item),
            Kind = kind,
            Title = Text.Clean(item.Text("title")) ?? "Untitled",
            ParentTitle = Text.Clean(item.Text("parentTitle")),
            GrandparentTitle = Text.Clean(item.Text("grandparentTitle")),
            // A track's parentIndex is the disc.
            SeasonNumber = kind is MediaKind.Track or MediaKind.Album ? null : NotNegative(item, "parentIndex"),
            // Without a guide every tuning in is number 1.
            EpisodeNumber = kind is MediaKind.Episode or MediaKind.Track || (kind is MediaKind.LiveTv && item.Is("type", "episode")) ? NotNegative(item, "index") : null,
            Year = YearOf(item.Int("year")) ?? YearOf(item.Int("parentYear")),
            ParentExternalId = Id(item.Text("parentRatingKey")),
            GrandparentExternalId = Id(item.Text("grandparentRatingKey")),
            LibraryExternalId = LibraryOf(item) ?? libraryId,
            LastingId = item.Text("guid") is { } guid && !FleetingGuids.Any(f => guid.StartsWith(f, StringComparison.Ordinal)) ? Id(guid) : null,
            PosterPath = PosterOf(item, kind),
            BackdropPath = ImagePath(item.Text("art")) ?? ImagePath(item.Text("grandparentArt")) ?? ImagePath(item.Text("parentArt")),
            ChannelName = kind is MediaKind.LiveTv ? ChannelOf(item) : null,
        };
    }

    public static MediaKind KindOf(PlexElement item)
    {
        if (item.Flag("live") == true)
        {
            return MediaKind.LiveTv;
        }

        // Internal sections are negative: trailers, pre-rolls. Theme music is a track whose guid points into the library.
        var guid = item.Text("guid") ?? "";
        if (item.Has("extraType") || item.Int("librarySectionID") < 0
            || guid.StartsWith("analyzed.prerolls://", StringComparison.Ordinal) || guid.StartsWith("library://", StringComparison.Ordinal))
        {
            return MediaKind.Extra;
        }

        return (item.Text("type") ?? item.Name).ToLowerInvariant() switch
        {
            "movie" => MediaKind.Movie,
            "episode" => MediaKind.Episode,
            "track" => MediaKind.Track,
            "album" => MediaKind.Album,
            "photo" => MediaKind.Photo,
            "clip" or "trailer" => MediaKind.Extra,
            _ => MediaKind.Other,
        };
    }

    /// <summary>The library id, for unguided live television the tuner session's, else whatever names the item; "" for nothing.</summary>
    public static string ItemId(PlexElement item) =>
        Id(item.Text("ratingKey")) ?? Id(item.Child("Media")?.Text("uuid")) ?? Id(item.Text("key")) ?? Id(item.Text("guid")) ?? "";

    /// <summary>A server path or an https address that Plex fetches itself; anything else is not passed to the image proxy.</summary>
    public static string? ImagePath(string? path) =>
        path is { Length: > 1 and <= MaxPath } && !path.Any(char.IsControl)
        && ((path[0] == '/' && path[1] != '/') || path.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            ? path
            : null;

    public static TimeSpan? Time(long? milliseconds) =>
        milliseconds is >= 0 and <= MaxMilliseconds ? TimeSpan.FromMilliseconds(milliseconds.Value) : null;

    public static string? Id(string? text) => Text.Clean(text, Text.MaxName);

    private static string? PosterOf(PlexElement item, MediaKind kind)
    {
        string[] order = kind switch
        {
            MediaKind.Episode or MediaKind.LiveTv => ["grandparentThumb", "parentThumb", "thumb"],
            MediaKind.Track => ["parentThumb", "thumb", "grandparentThumb"],
            _ => ["thumb", "parentThumb"],
        };
        return order.Select(name => ImagePath(item.Text(name))).FirstOrDefault(path => path is not null)
            ?? (kind is MediaKind.LiveTv ? ImagePath(item.Child("Media")?.Text("channelThumb")) : null);
    }

    private static string? ChannelOf(PlexElement item)
    {
        var media = item.Selected("Media");
        return Text.Clean(
            media?.Text("channelTitle") ?? media?.Text("channelCallSign") ?? media?.Text("channelIdentifier")
            ?? item.Text("channelTitle") ?? item.Text("channelCallSign") ?? item.Text("sourceTitle"),
            Text.MaxName);
    }

    private static string? LibraryOf(PlexElement item) => item.Text("librarySectionID") is { } id && id[0] != '-' ? Id(id) : null;

    private static int? NotNegative(PlexElement item, string key) => item.Int(key) is { } number and >= 0 ? number : null;

    private static int? YearOf(int? year) => year is >= 1800 and <= 2200 ? year : null;
}
