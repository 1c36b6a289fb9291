using System.Text.Json.Nodes;
using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>BaseItemDto of Emby and Jellyfin, which share most of its names.</summary>
internal sealed class MediaBrowserItems(ServerKind kind)
{
    public const string MovieFolder = "Movies";
    public const string ShowFolder = "TV Shows";
    public const string MusicFolder = "Music";

    private bool IsEmby => kind == ServerKind.Emby;

    public string Server { get; } = DemoIds.Hex($"{kind} server");

    public string Id(int number) => DemoIds.Item(kind, number);

    public string Tag(int number) => DemoIds.Hex($"{kind} picture {number}");

    public string Folder(string name) => IsEmby ? WireJson.Number(3 + (name.Length % 7)) : DemoIds.Hex($"jellyfin folder {name}");

    public static string FolderOf(CatalogueItem item) => item.Kind switch { MediaKind.Movie => MovieFolder, MediaKind.Episode => ShowFolder, _ => MusicFolder };

    public static string? TypeOf(CatalogueItem item) => item.Kind switch
    {
        MediaKind.Movie => "Movie",
        MediaKind.Episode => "Episode",
        MediaKind.Track => "Audio",
        MediaKind.LiveTv => "TvChannel",
        _ => null,
    };

    private static string Said(string title) => $"“{title}” is an invented title of the demo household.";

    public JsonObject Item(CatalogueItem item, DateTimeOffset now)
    {
        var (parent, grandparent) = (item.Parent, item.Grandparent);
        var episode = item.Kind == MediaKind.Episode;
        var track = item.Kind == MediaKind.Track;
        var node = new JsonObject
        {
            ["Name"] = item.Title,
            ["ServerId"] = Server,
            ["Id"] = Id(item.Number),
            ["DateCreated"] = WireJson.Iso(item.AddedAt(now)),
            ["Container"] = item.Kind == MediaKind.LiveTv ? null : item.File.Container,
            ["Path"] = item.Kind == MediaKind.LiveTv ? null : $"/media/{FolderOf(item)}/{item.Number}.{item.File.Container}",
            ["PremiereDate"] = item.Year is { } year ? $"{year}-05-14T00:00:00.0000000Z" : null,
            ["Genres"] = item.Kind == MediaKind.Movie ? WireJson.Words(item.Genre) : new JsonArray(),
            ["RunTimeTicks"] = item.Duration?.Ticks,
            ["ProductionYear"] = item.Year,
            ["IndexNumber"] = item.Index,
            ["ParentIndexNumber"] = episode ? parent?.Index : track ? 1 : null,
            ["ProviderIds"] = item.Kind is MediaKind.Movie or MediaKind.Episode ? new JsonObject { ["Imdb"] = DemoIds.Imdb(item), ["Tmdb"] = DemoIds.Tmdb(item) } : new JsonObject(),
            ["IsFolder"] = false,
            ["Type"] = TypeOf(item),
            ["MediaType"] = track ? "Audio" : "Video",
            ["SeriesName"] = episode ? grandparent?.Title : null,
            ["SeriesId"] = episode && grandparent is not null ? Id(grandparent.Number) : null,
            ["SeasonId"] = episode && parent is not null ? Id(parent.Number) : null,
            ["SeasonName"] = episode ? parent?.Title : null,
            ["SeriesPrimaryImageTag"] = episode && grandparent is not null ? Tag(grandparent.Number) : null,
            ["ParentBackdropItemId"] = episode && grandparent is not null ? Id(grandparent.Number) : null,
            ["ParentBackdropImageTags"] = episode && grandparent is not null ? WireJson.Words(Tag(grandparent.Number)) : null,
            ["ImageTags"] = track ? new JsonObject() : new JsonObject { ["Primary"] = Tag(item.Number) },
            ["BackdropImageTags"] = item.Kind == MediaKind.Movie ? WireJson.Words(Tag(item.Number)) : new JsonArray(),
            ["Overview"] = item.Kind is MediaKind.Movie or MediaKind.Episode ? Said(item.Title) : null,
            ["Number"] = item.ChannelNumber,
            ["ChannelNumber"] = item.ChannelNumber,
            ["LocationType"] = IsEmby ? null : item.Kind == MediaKind.LiveTv ? "Remote" : "FileSystem",
        };
        if (track && parent is not null && grandparent is not null)
        {
            AddMusic(node, parent, grandparent);
        }

        return node.Told();
    }

    public JsonObject Album(CatalogueGroup album, IReadOnlyList<CatalogueItem> tracks, DateTimeOffset now)
    {
        // non-null: albums have an artist
        var artist = album.Parent!;
        return new JsonObject
        {
            ["Name"] = album.Title,
            ["ServerId"] = Server,
            ["Id"] = Id(album.Number),
            ["DateCreated"] = WireJson.Iso(tracks.Max(t => t.AddedAt(now))),
            ["RunTimeTicks"] = tracks.Sum(t => t.Duration?.Ticks ?? 0),
            ["ProductionYear"] = album.Year,
            ["ProviderIds"] = new JsonObject(),
            ["IsFolder"] = true,
            ["Type"] = "MusicAlbum",
            ["Artists"] = WireJson.Words(artist.Title),
            ["ArtistItems"] = Named(artist),
            ["AlbumArtist"] = artist.Title,
            ["AlbumArtists"] = Named(artist),
            ["ImageTags"] = new JsonObject { ["Primary"] = Tag(album.Number) },
            ["BackdropImageTags"] = new JsonArray(),
            ["LocationType"] = IsEmby ? null : "FileSystem",
        }.Told();
    }

    public JsonObject Series(CatalogueGroup show, IReadOnlyList<CatalogueItem> episodes, DateTimeOffset now) => new JsonObject
    {
        ["Name"] = show.Title,
        ["ServerId"] = Server,
        ["Id"] = Id(show.Number),
        ["DateCreated"] = WireJson.Iso(episodes.Min(e => e.AddedAt(now))),
        ["Overview"] = Said(show.Title),
        ["ProductionYear"] = show.Year,
        ["ProviderIds"] = new JsonObject(),
        ["IsFolder"] = true,
        ["Type"] = "Series",
        ["ImageTags"] = new JsonObject { ["Primary"] = Tag(show.Number) },
        ["BackdropImageTags"] = WireJson.Words(Tag(show.Number)),
        ["LocationType"] = IsEmby ? null : "FileSystem",
    }.Told();

    public JsonObject Season(CatalogueGroup season, IReadOnlyList<CatalogueItem> episodes, DateTimeOffset now)
    {
        // non-null: seasons belong to a show
        var show = season.Parent!;
        return new JsonObject
        {
            ["Name"] = season.Title,
            ["ServerId"] = Server,
            ["Id"] = Id(season.Number),
            ["DateCreated"] = WireJson.Iso(episodes.Min(e => e.AddedAt(now))),
            ["IndexNumber"] = season.Index,
            ["ProviderIds"] = new JsonObject(),
            ["IsFolder"] = true,
            ["Type"] = "Season",
            ["SeriesName"] = show.Title,
            ["SeriesId"] = Id(show.Number),
            ["SeriesPrimaryImageTag"] = Tag(show.Number),
            ["ImageTags"] = new JsonObject { ["Primary"] = Tag(season.Number) },
            ["BackdropImageTags"] = new JsonArray(),
            ["LocationType"] = IsEmby ? null : "FileSystem",
        }.Told();
    }

    public JsonObject Artist(CatalogueGroup artist, IReadOnlyList<CatalogueItem> tracks, DateTimeOffset now) => new JsonObject
    {
        ["Name"] = artist.Title,
        ["ServerId"] = Server,
        ["Id"] = Id(artist.Number),
        ["DateCreated"] = WireJson.Iso(tracks.Min(t => t.AddedAt(now))),
        ["RunTimeTicks"] = tracks.Sum(t => t.Duration?.Ticks ?? 0),
        ["ProviderIds"] = new JsonObject(),
        ["IsFolder"] = true,
        ["Type"] = "MusicArtist",
        ["ImageTags"] = new JsonObject { ["Primary"] = Tag(artist.Number) },
        ["BackdropImageTags"] = new JsonArray(),
        ["LocationType"] = IsEmby ? null : "FileSystem",
    }.Told();

    /// <summary>The tracks of a file; video first, then sound, then subtitles.</summary>
    public JsonArray Streams(MediaFile file)
    {
        var streams = new JsonArray();
        if (file.IsVideo)
        {
            streams.Add(Video(file));
        }

        streams.Add(Audio(file));
        foreach (var track in file.Subtitles)
        {
            streams.Add(new JsonObject
            {
                ["Codec"] = track.Codec.ToUpperInvariant(),
                ["Language"] = track.Language,
                ["DisplayTitle"] = $"{track.LanguageName} ({track.Codec.ToUpperInvariant()})",
                ["IsDefault"] = false,
                ["IsForced"] = false,
                ["Type"] = "Subtitle",
                ["Index"] = streams.Count,
                ["IsExternal"] = false,
                ["IsTextSubtitleStream"] = !track.IsPicture,
            });
        }

        return streams;
    }

    private void AddMusic(JsonObject node, CatalogueGroup album, CatalogueGroup artist)
    {
        node["Artists"] = WireJson.Words(artist.Title);
        node["ArtistItems"] = Named(artist);
        node["Album"] = album.Title;
        node["AlbumId"] = Id(album.Number);
        node["AlbumPrimaryImageTag"] = Tag(album.Number);
        node["AlbumArtist"] = artist.Title;
        node["AlbumArtists"] = Named(artist);
    }

    private JsonArray Named(CatalogueGroup group) => new(new JsonObject { ["Name"] = group.Title, ["Id"] = Id(group.Number) });

    private JsonObject Video(MediaFile file) => new JsonObject
    {
        ["Codec"] = file.VideoCodec,
        ["ColorTransfer"] = file.Range is "HDR10" or "Dolby Vision" ? "smpte2084" : "bt709",
        ["VideoRange"] = IsEmby ? file.Range is "SDR" ? "SDR" : "HDR 10" : file.Range is "SDR" ? "SDR" : "HDR",
        ["VideoRangeType"] = IsEmby ? null : file.Range switch { "Dolby Vision" => "DOVIWithHDR10", var range => range },
        ["ExtendedVideoType"] = !IsEmby ? null : file.Range switch { "Dolby Vision" => "DolbyVision", "HDR10" => "Hdr10", _ => "None" },
        ["DisplayTitle"] = $"{file.ResolutionName} {file.VideoCodec?.ToUpperInvariant()}",
        ["IsInterlaced"] = false,
        ["BitRate"] = (file.TotalKbps - file.AudioKbps) * 1000L,
        ["BitDepth"] = file.BitDepth,
        ["IsDefault"] = true,
        ["IsForced"] = false,
        ["Height"] = file.Height,
        ["Width"] = file.Width,
        ["AverageFrameRate"] = file.FrameRate,
        ["RealFrameRate"] = file.FrameRate,
        ["Profile"] = file.VideoProfile,
        ["Type"] = "Video",
        ["AspectRatio"] = "16:9",
        ["Index"] = 0,
        ["IsExternal"] = false,
        ["IsTextSubtitleStream"] = false,
    }.Told();

    private static JsonObject Audio(MediaFile file) => new JsonObject
    {
        ["Codec"] = file.AudioCodec == "dca" ? "dts" : file.AudioCodec,
        ["Language"] = file.Language,
        ["DisplayTitle"] = $"{file.LanguageName ?? "Sound"} {file.AudioCodec.ToUpperInvariant()}",
        ["IsInterlaced"] = false,
        ["ChannelLayout"] = file.AudioChannels switch { 8 => "7.1", 6 => "5.1", _ => "stereo" },
        ["BitRate"] = file.AudioKbps * 1000L,
        ["Channels"] = file.AudioChannels,
        ["SampleRate"] = file.IsVideo ? 48_000 : 44_100,
        ["IsDefault"] = true,
        ["IsForced"] = false,
        ["Type"] = "Audio",
        ["Index"] = file.IsVideo ? 1 : 0,
        ["IsExternal"] = false,
        ["IsTextSubtitleStream"] = false,
    }.Told();
}
