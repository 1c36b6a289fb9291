using System.Globalization;
using MediaInsight.Domain;

namespace MediaInsight.Servers.Plex;

/// <summary>A row of a section's list, or of an item asked for by id, in our words.</summary>
internal static class PlexLibraryItemMapper
{
    /// <summary>Null for rows without id and for kinds that are in no library.</summary>
    public static LibraryItemSnapshot? Map(PlexElement row, string? libraryId)
    {
        var kind = KindOf(row);
        var mapped = PlexMediaMapper.Map(row, libraryId);
        if (kind is null || mapped.ExternalId.Length == 0 || PlexMediaMapper.Id(row.Text("ratingKey")) is null)
        {
            return null;
        }

        var media = Placed(mapped with { Kind = kind.Value }, row);
        var files = kind.Value.IsContainer() ? [] : row.All("Media").Take(LibraryWords.MaxFiles).Select(FileOf).ToList();
        return new()
        {
            Media = media,
            Duration = kind.Value.IsContainer() ? null : Length(row.Long("duration")),
            AddedAt = Instant(row.Long("addedAt")),
            UpdatedAt = Instant(row.Long("updatedAt")),
            SortTitle = Text.Clean(row.Text("titleSort")),
            Summary = Text.Clean(row.Text("summary"), LibraryItemSnapshot.MaxSummary),
            ContentRating = Text.Clean(row.Text("contentRating"), 40),
            Genres = LibraryWords.Genres(row.All("Genre").Select(g => g.Text("tag"))),
            ProviderIds = Providers(row),
            Files = files,
            NeedsDetails = !kind.Value.IsContainer(),
        };
    }

    /// <summary>What an answer by id adds to the row of a list. The list decides over what both tell, for it is what is compared next time.</summary>
    public static LibraryItemSnapshot Join(LibraryItemSnapshot listed, LibraryItemSnapshot full) => listed with
    {
        Files = full.Files.Count > 0 ? full.Files : listed.Files,
        Genres = full.Genres.Count >= listed.Genres.Count ? full.Genres : listed.Genres,
        ProviderIds = full.ProviderIds.Count >= listed.ProviderIds.Count ? full.ProviderIds : listed.ProviderIds,
        Summary = listed.Summary ?? full.Summary,
        ContentRating = listed.ContentRating ?? full.ContentRating,
        NeedsDetails = false,
    };

    private static MediaKind? KindOf(PlexElement row) => row.Text("type")?.ToLowerInvariant() switch
    {
        "movie" => MediaKind.Movie,
        "show" => MediaKind.Show,
        "season" => MediaKind.Season,
        "episode" => MediaKind.Episode,
        "artist" => MediaKind.Artist,
        "album" => MediaKind.Album,
        "track" => MediaKind.Track,
        _ => null,
    };

    /// <summary>Plex' parent is one level up; ours is the season or album, and the grandparent the show or artist.</summary>
    private static MediaRef Placed(MediaRef media, PlexElement row) => media.Kind switch
    {
        MediaKind.Season or MediaKind.Album => media with
        {
            GrandparentTitle = media.ParentTitle,
            GrandparentExternalId = media.ParentExternalId,
            ParentTitle = null,
            ParentExternalId = null,
            SeasonNumber = media.Kind is MediaKind.Season && row.Int("index") is { } season and >= 0 ? season : null,
            EpisodeNumber = null,
            PosterPath = PlexMediaMapper.ImagePath(row.Text("thumb")) ?? PlexMediaMapper.ImagePath(row.Text("parentThumb")),
        },
        MediaKind.Show or MediaKind.Artist => media with { ParentTitle = null, GrandparentTitle = null, ParentExternalId = null, GrandparentExternalId = null, SeasonNumber = null, EpisodeNumber = null },
        _ => media,
    };

    /// <summary>Modern guids name the title in Plex' own catalogue; the agents of old wrote the provider's id into theirs.</summary>
    private static IReadOnlyList<ProviderId> Providers(PlexElement row)
    {
        var told = row.All("Guid").Select(g => g.Text("id")).OfType<string>().Select(Split).Where(p => p.Name is not "plex").ToList();
        if (row.Text("guid") is { } guid)
        {
            if (guid.StartsWith("plex://", StringComparison.Ordinal))
            {
                told.Add(("plex", guid));
            }
            else if (guid.StartsWith("com.plexapp.agents.", StringComparison.Ordinal) && Split(guid["com.plexapp.agents.".Length..]) is { Name: "imdb" or "themoviedb" or "thetvdb" } legacy)
            {
                told.Add(legacy);
            }
        }

        return LibraryWords.Providers(told);
    }

    // "imdb://tt1254207?lang=en"
    private static (string? Name, string? Value) Split(string id)
    {
        var at = id.IndexOf("://", StringComparison.Ordinal);
        return at <= 0 ? (null, null) : (id[..at], id[(at + 3)..].Split('?')[0]);
    }

    private static LibraryFile FileOf(PlexElement media)
    {
        var parts = media.All("Part").Take(LibraryWords.MaxFiles).ToList();
        var streams = parts.SelectMany(p => p.All("Stream")).Take(500).ToList();
        var video = streams.Find(s => s.Int("streamType") == 1);
        var sounds = streams.FindAll(s => s.Int("streamType") == 2);
        var audio = sounds.Find(s => s.Flag("default") == true) ?? sounds.Find(s => s.Flag("selected") == true) ?? sounds.FirstOrDefault();
        var width = video?.Positive("width") ?? media.Positive("width");
        var height = video?.Positive("height") ?? media.Positive("height");
        var hasVideo = video is not null || media.Text("videoCodec") is not null;
        var size = parts.Sum(p => p.Long("size") is { } bytes and > 0 ? (double)bytes : 0);
        return new()
        {
            Path = Text.Clean(parts.FirstOrDefault()?.Text("file"), LibraryFile.MaxPath),
            SizeBytes = size is > 0 and < 9e15 ? (long)size : null,
            Container = Code(media.Text("container") ?? parts.FirstOrDefault()?.Text("container")),
            Duration = Length(media.Long("duration")),
            BitrateKbps = media.Positive("bitrate"),
            VideoCodec = Code(video?.Text("codec") ?? media.Text("videoCodec")),
            Width = width,
            Height = height,
            Resolution = hasVideo ? Resolution.Of(width, height) ?? Resolution.Named(media.Text("videoResolution")) : null,
            DynamicRange = PlexDynamicRange.Of(video, convertedTo: null),
            FrameRate = FrameRate(video, media),
            AudioCodec = Code(audio?.Text("codec") ?? media.Text("audioCodec")),
            AudioChannels = audio?.Positive("channels") ?? media.Positive("audioChannels"),
            IsAtmos = audio is null ? null : LibraryWords.SaysAtmos(audio.Text("displayTitle"), audio.Text("extendedDisplayTitle"), audio.Text("title"), audio.Text("profile"), audio.Text("audioProfile")),
            AudioLanguages = LibraryWords.Languages(sounds.Select(Language)),
            SubtitleLanguages = LibraryWords.Languages(streams.Where(s => s.Int("streamType") == 3).Select(Language)),
            VersionName = Text.Clean(media.Text("title") ?? (media.Flag("optimizedForStreaming") == true && media.Int("proxyType") == 42 ? "Optimized version" : null), Text.MaxName),
        };
    }

    private static string? Language(PlexElement stream) => stream.Text("languageCode") ?? stream.Text("languageTag") ?? stream.Text("language");

    private static double? FrameRate(PlexElement? video, PlexElement media)
    {
        if (video?.Number("frameRate") is { } exact and > 0 and < 1000)
        {
            return Math.Round(exact, 3);
        }

        return media.Text("videoFrameRate")?.ToUpperInvariant() switch
        {
            "PAL" => 25,
            "NTSC" => 29.97,
            { } word when double.TryParse(word.TrimEnd('P', 'I'), NumberStyles.Float, CultureInfo.InvariantCulture, out var named) && named is > 0 and < 1000 => named,
            _ => null,
        };
    }

    private static DateTimeOffset? Instant(long? seconds) => seconds is > 0 and < 253_402_300_800 and var told ? DateTimeOffset.FromUnixTimeSeconds(told) : null;

    private static TimeSpan? Length(long? milliseconds) => PlexMediaMapper.Time(milliseconds) is { Ticks: > 0 } length ? length : null;

    private static string? Code(string? text) => Text.Clean(text, 64)?.ToLowerInvariant();
}
