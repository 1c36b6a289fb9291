using MediaInsight.Domain;

namespace MediaInsight.Servers.MediaBrowser;

/// <summary>What an item is, in our words.</summary>
internal static class ItemMapper
{
    private const string Untitled = "Unknown";

    /// <summary>Set by pre-roll plugins of both products on their clips.</summary>
    private const string PrerollProvider = "prerolls.video";

    /// <summary>Identities that outlive a re-added file, the widest known first.</summary>
    private static readonly string[] LastingProviders = ["Imdb", "Tmdb", "Tvdb", "MusicBrainzTrack", "MusicBrainzAlbum"];

    public static MediaKind KindOf(ItemDto item)
    {
        if (item.ExtraType?.ToUpperInvariant() is "TRAILER" or "THEMESONG" or "THEMEVIDEO" || Provider(item, PrerollProvider) is not null)
        {
            return MediaKind.Extra;
        }

        return item.Type?.ToUpperInvariant() switch
        {
            "MOVIE" => MediaKind.Movie,
            "EPISODE" => MediaKind.Episode,
            "AUDIO" => MediaKind.Track,
            "MUSICALBUM" => MediaKind.Album,
            "AUDIOBOOK" => MediaKind.Audiobook,
            "MUSICVIDEO" => MediaKind.MusicVideo,
            "TVCHANNEL" or "PROGRAM" or "LIVETVCHANNEL" or "LIVETVPROGRAM" => MediaKind.LiveTv,
            "TRAILER" => MediaKind.Extra,
            "PHOTO" => MediaKind.Photo,
            "RECORDING" when item.IsMovie == true => MediaKind.Movie,
            "RECORDING" when item.IsSeries == true || item.SeriesName is not null || item.EpisodeTitle is not null || item.IndexNumber is not null => MediaKind.Episode,
            // Home videos and what an app plays without a library: neither a film nor an episode.
            "VIDEO" or "RECORDING" => MediaKind.Other,
            _ => item.MediaType?.ToUpperInvariant() switch { "AUDIO" => MediaKind.Track, "PHOTO" => MediaKind.Photo, _ => MediaKind.Other },
        };
    }

    /// <summary>Some apps play things that are in no library: no id, or one of zeros. Their name stands in for it.</summary>
    public static string ExternalIdOf(ItemDto item) =>
        WireValues.Id(item.Id) ?? $"name:{Text.Clean(item.Type, 32)}:{Text.Clean(item.Name, Text.MaxName)}";

    public static MediaRef Map(ItemDto item)
    {
        var kind = KindOf(item);
        var media = new MediaRef
        {
            ExternalId = ExternalIdOf(item),
            Kind = kind,
            Title = Text.Clean(item.Name) ?? Text.Clean(item.OriginalTitle) ?? Untitled,
            Year = WireValues.Positive(item.ProductionYear),
            LastingId = LastingIdOf(item),
            PosterPath = ImageKey.Item(item.Id, "Primary", Tag(item.ImageTags)),
            BackdropPath = ImageKey.Item(item.Id, "Backdrop", item.BackdropImageTags?.FirstOrDefault())
                ?? ImageKey.Item(item.ParentBackdropItemId, "Backdrop", item.ParentBackdropImageTags?.FirstOrDefault()),
        };
        return kind switch
        {
            MediaKind.Episode => Episode(item, media),
            MediaKind.LiveTv => Live(item, media),
            MediaKind.Track or MediaKind.Album or MediaKind.MusicVideo => Music(item, media),
            MediaKind.Audiobook => Music(item, media) with { ParentTitle = Text.Clean(item.SeriesName) ?? Text.Clean(item.Album), EpisodeNumber = null },
            _ => media,
        };
    }

    private static MediaRef Episode(ItemDto item, MediaRef media) => media with
    {
        ParentTitle = Text.Clean(item.SeasonName),
        GrandparentTitle = Text.Clean(item.SeriesName),
        SeasonNumber = item.ParentIndexNumber is >= 0 ? item.ParentIndexNumber : null,
        EpisodeNumber = item.IndexNumber is >= 0 ? item.IndexNumber : null,
        ParentExternalId = WireValues.Id(item.SeasonId),
        GrandparentExternalId = WireValues.Id(item.SeriesId),
        PosterPath = ImageKey.Item(item.SeriesId, "Primary", item.SeriesPrimaryImageTag) ?? media.PosterPath,
    };

    private static MediaRef Music(ItemDto item, MediaRef media)
    {
        var album = item.Type is "MusicAlbum";
        return media with
        {
            ParentTitle = album ? null : Text.Clean(item.Album),
            GrandparentTitle = Text.Clean(item.AlbumArtist) ?? First(item.Artists) ?? Text.Clean(FirstNamed(item.AlbumArtists, item.ArtistItems)?.Name),
            EpisodeNumber = item.IndexNumber is >= 0 && !album ? item.IndexNumber : null,
            ParentExternalId = WireValues.Id(item.AlbumId),
            GrandparentExternalId = WireValues.Id(FirstNamed(item.AlbumArtists, item.ArtistItems)?.Id),
            PosterPath = ImageKey.Item(item.AlbumId, "Primary", item.AlbumPrimaryImageTag) ?? media.PosterPath,
        };
    }

    /// <summary>The item stays the channel for hours; the guide, where there is one, tells what is on.</summary>
    private static MediaRef Live(ItemDto item, MediaRef media)
    {
        var isProgram = item.Type?.Contains("Program", StringComparison.OrdinalIgnoreCase) == true;
        var channel = isProgram ? Text.Clean(item.ChannelName) : Text.Clean(item.Name) ?? Text.Clean(item.ChannelName);
        var program = isProgram ? Text.Clean(item.Name) : Text.Clean(item.CurrentProgram?.Name);
        return media with
        {
            Title = program ?? channel ?? Untitled,
            ParentTitle = program is null ? null : channel,
            ChannelName = channel,
            ParentExternalId = isProgram ? WireValues.Id(item.ChannelId) : null,
            PosterPath = media.PosterPath ?? ImageKey.Item(item.ChannelId, "Primary", item.ChannelPrimaryImageTag),
        };
    }

    private static string? LastingIdOf(ItemDto item)
    {
        foreach (var provider in LastingProviders)
        {
            if (Text.Clean(Provider(item, provider), 100) is { } id)
            {
                return $"{provider.ToLowerInvariant()}://{id}";
            }
        }

        return null;
    }

    /// <summary>The letter case of provider names varies: Imdb, IMDB.</summary>
    private static string? Provider(ItemDto item, string name) =>
        item.ProviderIds?.FirstOrDefault(p => string.Equals(p.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    private static string? Tag(Dictionary<string, string?>? tags) => tags is not null && tags.TryGetValue("Primary", out var tag) ? tag : null;

    private static string? First(List<string?>? names) => names?.Select(n => Text.Clean(n)).FirstOrDefault(n => n is not null);

    private static NamedDto? FirstNamed(params ReadOnlySpan<List<NamedDto?>?> lists)
    {
        foreach (var list in lists)
        {
            if (list?.FirstOrDefault(n => n is not null) is { } first)
            {
                return first;
            }
        }

        return null;
    }
}
