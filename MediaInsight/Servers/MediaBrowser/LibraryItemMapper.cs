using MediaInsight.Domain;

namespace MediaInsight.Servers.MediaBrowser;

/// <summary>A row of GET /Items with all fields, in our words.</summary>
internal static class LibraryItemMapper
{
    /// <summary>Null for rows without id, for what the server only knows of (virtual episodes) and for kinds that are in no library.</summary>
    public static LibraryItemSnapshot? Map(ItemDto item, string libraryId, Dialect dialect)
    {
        if (WireValues.Id(item.Id) is null || item.LocationType is "Virtual" || KindOf(item) is not { } kind)
        {
            return null;
        }

        return new()
        {
            Media = Placed(item, kind) with { LibraryExternalId = libraryId },
            Duration = kind.IsContainer() ? null : WireValues.Duration(item.RunTimeTicks),
            AddedAt = WireValues.Instant(item.DateCreated),
            SortTitle = Text.Clean(item.SortName),
            Summary = Text.Clean(item.Overview, LibraryItemSnapshot.MaxSummary),
            ContentRating = Text.Clean(item.OfficialRating, 40),
            Genres = LibraryWords.Genres(item.Genres ?? []),
            ProviderIds = LibraryWords.Providers((item.ProviderIds ?? []).Select(p => ((string?)p.Key, p.Value))),
            Files = kind.IsContainer() ? [] : Files(item, kind.IsAudio(), dialect),
        };
    }

    public static MediaKind? KindOf(ItemDto item) => item.Type?.ToUpperInvariant() switch
    {
        "SERIES" => MediaKind.Show,
        "SEASON" => MediaKind.Season,
        "MUSICARTIST" => MediaKind.Artist,
        "VIDEO" => MediaKind.Other,
        _ => ItemMapper.KindOf(item) is (MediaKind.Movie or MediaKind.Episode or MediaKind.Track or MediaKind.Audiobook or MediaKind.MusicVideo or MediaKind.Album) and var played ? played : null,
    };

    private static MediaRef Placed(ItemDto item, MediaKind kind)
    {
        var media = ItemMapper.Map(item) with { Kind = kind };
        return kind switch
        {
            MediaKind.Season => media with
            {
                GrandparentTitle = Text.Clean(item.SeriesName),
                GrandparentExternalId = WireValues.Id(item.SeriesId),
                SeasonNumber = item.IndexNumber is >= 0 ? item.IndexNumber : null,
                EpisodeNumber = null,
                PosterPath = media.PosterPath ?? ImageKey.Item(item.SeriesId, "Primary", item.SeriesPrimaryImageTag),
            },
            MediaKind.Show or MediaKind.Artist => media with { ParentTitle = null, GrandparentTitle = null, SeasonNumber = null, EpisodeNumber = null },
            MediaKind.Album => media with { SeasonNumber = null, EpisodeNumber = null },
            _ => media,
        };
    }

    private static List<LibraryFile> Files(ItemDto item, bool isAudio, Dialect dialect)
    {
        var sources = (item.MediaSources ?? []).OfType<SourceDto>().Take(LibraryWords.MaxFiles).ToList();
        if (sources.Count > 0)
        {
            return [.. sources.Select(s => FileOf(s, s.MediaStreams is { Count: > 0 } own ? own : sources.Count == 1 ? item.MediaStreams ?? [] : [], isAudio, dialect))];
        }

        // Without its sources the item still tells of the one file it is.
        return item.Path is null && item.Container is null
            ? []
            : [FileOf(new() { Path = item.Path, Container = item.Container, Size = item.Size, RunTimeTicks = item.RunTimeTicks, Bitrate = item.Bitrate }, item.MediaStreams ?? [], isAudio, dialect)];
    }

    private static LibraryFile FileOf(SourceDto source, List<MediaStreamDto?> tracks, bool isAudio, Dialect dialect)
    {
        var streams = tracks.OfType<MediaStreamDto>().Take(500).ToList();
        var video = isAudio ? null : streams.Find(s => Is(s, "Video"));
        var sounds = streams.FindAll(s => Is(s, "Audio"));
        var audio = sounds.Find(s => s.IsDefault == true) ?? sounds.FirstOrDefault();
        var (width, height) = (WireValues.Positive(video?.Width), WireValues.Positive(video?.Height));
        return new()
        {
            Path = Text.Clean(source.Path, LibraryFile.MaxPath),
            SizeBytes = source.Size is > 0 ? source.Size : null,
            Container = FormatMapper.ContainerOf(source.Container, source.Path),
            Duration = WireValues.Duration(source.RunTimeTicks),
            BitrateKbps = WireValues.Kbps(source.Bitrate),
            VideoCodec = WireValues.Code(video?.Codec),
            Width = width,
            Height = height,
            Resolution = Resolution.Of(width, height),
            DynamicRange = video is null ? null : dialect.DynamicRangeOf(video),
            FrameRate = (video?.AverageFrameRate ?? video?.RealFrameRate) is > 0 and < 1000 and var rate ? Math.Round(rate, 3) : null,
            AudioCodec = WireValues.Code(audio?.Codec),
            AudioChannels = WireValues.Positive(audio?.Channels),
            IsAtmos = audio is null ? null : LibraryWords.SaysAtmos(audio.AudioSpatialFormat, audio.DisplayTitle, audio.Title, audio.Profile),
            AudioLanguages = LibraryWords.Languages(sounds.Select(s => s.Language)),
            SubtitleLanguages = LibraryWords.Languages(streams.Where(s => Is(s, "Subtitle")).Select(s => s.Language)),
            VersionName = Text.Clean(source.Name, Text.MaxName),
        };
    }

    private static bool Is(MediaStreamDto stream, string type) => string.Equals(stream.Type, type, StringComparison.OrdinalIgnoreCase);
}
