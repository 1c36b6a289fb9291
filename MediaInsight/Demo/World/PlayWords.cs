using System.Globalization;
using MediaInsight.Domain;
using MediaInsight.Sessions;

namespace MediaInsight.Demo;

/// <summary>
/// A planned play in the words that the product's connector makes of its wire, so that the past and the live sessions of
/// one person, device or title are the same one.
/// </summary>
internal static class PlayWords
{
    public static SessionUser User(Account account) => new(account.ExternalId, account.Name, account.Server switch
    {
        ServerKind.Plex => PlexSessions.Avatar(account),
        ServerKind.Audiobookshelf => null,
        _ => $"/Users/{account.ExternalId}/Images/Primary?tag={new MediaBrowserItems(account.Server).Tag(-account.Person.Number)}",
    });

    public static DeviceRef Device(Device device) => new()
    {
        ExternalId = device.ExternalId,
        Name = device.Name,
        ClientName = device.Client,
        ClientVersion = device.Version,
        Platform = device.Server switch
        {
            ServerKind.Plex => device.Platform,
            ServerKind.Audiobookshelf => Web(device) ? "Chrome" : device.Platform == "Android" ? "Android" : null,
            _ => null,
        },
        PlatformVersion = device.Server switch
        {
            ServerKind.Plex => device.PlatformVersion,
            ServerKind.Audiobookshelf => Web(device) ? "139.0.0.0" : device.Platform == "Android" ? "35" : null,
            _ => null,
        },
        Model = device.Server switch
        {
            ServerKind.Plex => Web(device) ? null : device.Model,
            ServerKind.Audiobookshelf => Web(device) ? $"{device.Platform} {device.PlatformVersion}" : $"{AudiobookshelfSessions.Maker(device)} {device.Model}",
            _ => null,
        },
    };

    public static MediaRef Media(ServerKind server, CatalogueItem item, DateTimeOffset at) => server switch
    {
        ServerKind.Plex => Plex(item, at),
        ServerKind.Audiobookshelf => Audiobookshelf(item, at),
        _ => MediaBrowser(new(server), item, at),
    };

    public static StreamDetails Stream(ServerKind server, Delivery delivery)
    {
        var video = delivery.Source.IsVideo ? delivery.Video : (StreamDecision?)null;
        var source = Format(server, delivery.Source, delivery.Subtitle);
        return new()
        {
            Decision = delivery.Decision,
            Video = video,
            Audio = delivery.Audio,
            Subtitle = server is ServerKind.Plex || delivery.SubtitleDecision is SubtitleDecision.Burn or null ? delivery.SubtitleDecision : SubtitleDecision.DirectPlay,
            Container = delivery.Decision,
            TranscodeReasons = delivery.Reasons.Count == 0 ? null : string.Join(',', delivery.Reasons.Select(r => server == ServerKind.Emby && r == "VideoRangeTypeNotSupported" ? "VideoRangeNotSupported" : r)),
            Source = source,
            Sent = delivery.Converts ? Format(server, delivery.Sent, delivery.SubtitleDecision == SubtitleDecision.Burn ? null : delivery.Subtitle) : source,
            HardwareDecoder = delivery.Hardware && server != ServerKind.Jellyfin ? "vaapi" : null,
            HardwareEncoder = delivery.Hardware ? "vaapi" : null,
            OptimizedVersion = server == ServerKind.Plex ? false : null,
        };
    }

    public static int Bandwidth(ServerKind server, Delivery delivery) => server == ServerKind.Plex ? PlexSessions.Bandwidth(delivery) : delivery.Sent.TotalKbps;

    private static bool Web(Device device) => device.Ability == PlayerAbility.Browser;

    private static MediaFormat Format(ServerKind server, MediaFile file, SubtitleTrack? subtitle) => new()
    {
        Container = file.Container,
        VideoCodec = file.VideoCodec,
        VideoProfile = file.VideoProfile,
        Width = file.Width,
        Height = file.Height,
        DynamicRange = file.Range,
        BitDepth = file.BitDepth,
        FrameRate = file.FrameRate,
        AudioCodec = file.AudioCodec == "dca" && server != ServerKind.Plex ? "dts" : file.AudioCodec,
        AudioChannels = file.AudioChannels,
        AudioLanguage = file.Language,
        SubtitleCodec = server == ServerKind.Plex ? subtitle?.Codec switch { "subrip" => "srt", "pgssub" => "pgs", var codec => codec } : subtitle?.Codec,
        SubtitleLanguage = subtitle?.Language,
        BitrateKbps = file.TotalKbps,
        Resolution = file.ResolutionName,
    };

    private static MediaRef Plex(CatalogueItem item, DateTimeOffset at)
    {
        if (item.Kind == MediaKind.LiveTv)
        {
            return new()
            {
                ExternalId = DemoIds.Dashed($"plex tuner {item.Number}"),
                Kind = MediaKind.LiveTv,
                Title = World.Programme(item, at).Title,
                PosterPath = PlexItems.Thumb(item.Number),
                ChannelName = $"{item.ChannelNumber} {item.Title}",
            };
        }

        var (parent, grandparent) = (item.Parent, item.Grandparent);
        return new()
        {
            ExternalId = PlexItems.Id(item.Number),
            Kind = item.Kind,
            Title = item.Title,
            ParentTitle = parent?.Title,
            GrandparentTitle = grandparent?.Title,
            SeasonNumber = item.Kind == MediaKind.Episode ? parent?.Index : null,
            EpisodeNumber = item.Index,
            Year = item.Year,
            ParentExternalId = parent is null ? null : PlexItems.Id(parent.Number),
            GrandparentExternalId = grandparent is null ? null : PlexItems.Id(grandparent.Number),
            LibraryExternalId = PlexItems.SectionOf(item.Kind),
            LastingId = DemoIds.PlexGuid(PlexItems.TypeOf(item) ?? "", item.Number),
            PosterPath = PlexItems.Thumb(item.Kind == MediaKind.Track && parent is not null ? parent.Number : grandparent?.Number ?? item.Number),
            BackdropPath = PlexItems.Art(grandparent?.Number ?? item.Number),
        };
    }

    private static MediaRef MediaBrowser(MediaBrowserItems items, CatalogueItem item, DateTimeOffset at)
    {
        var (parent, grandparent) = (item.Parent, item.Grandparent);
        string Picture(int number, string kind) => $"/Items/{items.Id(number)}/Images/{kind}?tag={items.Tag(number)}";
        var live = item.Kind == MediaKind.LiveTv;
        var poster = item.Kind switch { MediaKind.Episode => grandparent?.Number, MediaKind.Track => parent?.Number, _ => item.Number } ?? item.Number;
        return new()
        {
            ExternalId = items.Id(item.Number),
            Kind = item.Kind,
            Title = live ? World.Programme(item, at).Title : item.Title,
            ParentTitle = live ? item.Title : parent?.Title,
            GrandparentTitle = grandparent?.Title,
            SeasonNumber = item.Kind == MediaKind.Episode ? parent?.Index : null,
            EpisodeNumber = item.Index,
            Year = item.Year,
            ParentExternalId = parent is null ? null : items.Id(parent.Number),
            GrandparentExternalId = grandparent is null ? null : items.Id(grandparent.Number),
            LastingId = item.Kind is MediaKind.Movie or MediaKind.Episode ? $"imdb://{DemoIds.Imdb(item)}" : null,
            PosterPath = Picture(poster, "Primary"),
            BackdropPath = item.Kind switch { MediaKind.Movie => Picture(item.Number, "Backdrop"), MediaKind.Episode when grandparent is not null => Picture(grandparent.Number, "Backdrop"), _ => null },
            ChannelName = live ? item.Title : null,
        };
    }

    private static MediaRef Audiobookshelf(CatalogueItem item, DateTimeOffset at)
    {
        var id = AudiobookshelfItems.ItemId(item);
        var cover = $"/api/items/{id}/cover";
        return item.Kind == MediaKind.Audiobook
            ? new()
            {
                ExternalId = id,
                Kind = item.Kind,
                Title = item.Title,
                ParentTitle = item.SeriesName is null ? null : string.Create(CultureInfo.InvariantCulture, $"{item.SeriesName} #{item.SeriesPart}"),
                ParentExternalId = item.SeriesName is null ? null : AudiobookshelfItems.SeriesId(item),
                GrandparentTitle = item.Author,
                Year = item.Year,
                LibraryExternalId = AudiobookshelfItems.BookLibrary,
                PosterPath = cover,
            }
            : new()
            {
                ExternalId = $"{id}/{AudiobookshelfItems.Id(item.Number)}",
                Kind = item.Kind,
                Title = item.Title,
                GrandparentTitle = item.Parent?.Title,
                GrandparentExternalId = id,
                EpisodeNumber = item.Index,
                Year = item.AddedAt(at).Year,
                LibraryExternalId = AudiobookshelfItems.PodcastLibrary,
                PosterPath = cover,
            };
    }
}
