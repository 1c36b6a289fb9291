using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Libraries;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Analytics;

/// <summary>What a play's rows are called in every split that is not by time, read from the stored rows.</summary>
public sealed class SlowSplits
{
    private readonly Dictionary<long, StreamDetails> _streams;
    private readonly Dictionary<long, PlayDevice> _devices;
    private readonly Dictionary<MediaItemId, MediaItem> _items;

    public SlowSplits(Household home)
    {
        using var db = home.Db.CreateDbContext();
        _streams = db.StreamProfiles.AsNoTracking().ToDictionary(p => p.Id, p => StreamProfile.Read(p.DetailsJson));
        _devices = db.PlayDevices.AsNoTracking().ToDictionary(d => d.Id);
        _items = db.MediaItems.AsNoTracking().ToDictionary(i => i.Id);
        Splits = new()
        {
            [StatisticSplit.None] = _ => ["all"],
            [StatisticSplit.Viewer] = p => [$"{home.People[p.UserId].Id}"],
            [StatisticSplit.Account] = p => [$"{p.UserId}"],
            [StatisticSplit.Server] = p => [$"{p.ServerId}"],
            [StatisticSplit.Library] = p => [$"{p.LibraryId}"],
            [StatisticSplit.Kind] = p => [p.Kind.Word()],
            [StatisticSplit.Decision] = p => [p.Decision?.Word() ?? ""],
            [StatisticSplit.Network] = p => [p.Location switch { NetworkLocation.Lan => "lan", NetworkLocation.Wan => "wan", _ => "" }],
            [StatisticSplit.Title] = p => [Title(_items[p.MediaItemId])],
            [StatisticSplit.Item] = p => [Item(_items[p.MediaItemId])],
            [StatisticSplit.Season] = p => p.Kind == MediaKind.Episode ? Of(p, i => $"{i.GrandparentTitle}/{i.ParentTitle ?? $"Season {i.SeasonNumber}"}") : [],
            [StatisticSplit.Album] = p => p.Kind == MediaKind.Track ? Of(p, i => i.ParentTitle) : [],
            [StatisticSplit.Author] = p => p.Kind == MediaKind.Audiobook ? Of(p, i => i.GrandparentTitle) : [],
            [StatisticSplit.Narrator] = p => p.Kind == MediaKind.Audiobook ? _items[p.MediaItemId].Narrators?.Split(", ") ?? [] : [],
            [StatisticSplit.Genre] = p => _items[p.MediaItemId].Genres?.Split('|', StringSplitOptions.RemoveEmptyEntries) ?? [],
            [StatisticSplit.Channel] = p => p.Kind == MediaKind.LiveTv ? Of(p, i => i.ChannelName) : [],
            [StatisticSplit.Programme] = p => p.Kind == MediaKind.LiveTv ? Of(p, i => i.Title) : [],
            [StatisticSplit.Device] = p => [_devices[p.DeviceId].Name!], // non-null: every device of the household has one
            [StatisticSplit.DeviceType] = p => [_devices[p.DeviceId].DeviceType ?? ""],
            [StatisticSplit.Platform] = p => [_devices[p.DeviceId].Platform ?? ""],
            [StatisticSplit.Player] = p => [_devices[p.DeviceId].ClientName ?? ""],
            [StatisticSplit.VideoDecision] = p => Seen(p, s => s.Video?.Word()),
            [StatisticSplit.AudioDecision] = p => Any(p, s => s.Audio?.Word()),
            [StatisticSplit.SubtitleDecision] = p => Seen(p, s => s.Subtitle?.Word()),
            [StatisticSplit.Resolution] = p => Seen(p, s => s.Source.Resolution),
            [StatisticSplit.SentResolution] = p => Seen(p, s => s.Sent.Resolution),
            [StatisticSplit.Quality] = p => Seen(p, s => s.Source.Resolution switch { null => null, "2160p" => "4K", "1440p" or "1080p" => "1080p", "720p" => "720p", _ => "SD" }),
            [StatisticSplit.VideoCodec] = p => Seen(p, s => s.Source.VideoCodec),
            [StatisticSplit.SentVideoCodec] = p => Seen(p, s => s.Sent.VideoCodec),
            [StatisticSplit.AudioCodec] = p => Any(p, s => s.Source.AudioCodec),
            [StatisticSplit.SentAudioCodec] = p => Any(p, s => s.Sent.AudioCodec),
            [StatisticSplit.Container] = p => Any(p, s => s.Source.Container),
            [StatisticSplit.SentContainer] = p => Any(p, s => s.Sent.Container),
            [StatisticSplit.DynamicRange] = p => Seen(p, s => s.Source.DynamicRange),
            [StatisticSplit.SentDynamicRange] = p => Seen(p, s => s.Sent.DynamicRange),
            [StatisticSplit.AudioChannels] = p => Any(p, s => $"{s.Source.AudioChannels}"),
            [StatisticSplit.TranscodeReason] = p => _streams[p.StreamProfileId].TranscodeReasons?.Split(',') ?? [],
            [StatisticSplit.Encoder] = p => _streams[p.StreamProfileId] is { Video: StreamDecision.Transcode } s ? [s.HardwareEncoder ?? "software"] : [],
        };
    }

    public Dictionary<StatisticSplit, Func<Play, string[]>> Splits { get; }

    public static string Word(StatisticSplit split, StatisticKey key) => split switch
    {
        StatisticSplit.Title => $"{key.Label} {key.Year}".Trim(),
        StatisticSplit.Item => $"{key.Detail}/{key.Label} {key.Year}".Trim(),
        StatisticSplit.Season => $"{key.Detail}/{key.Label}",
        StatisticSplit.Device or StatisticSplit.Player or StatisticSplit.Album or StatisticSplit.Author or StatisticSplit.Channel or StatisticSplit.Programme => key.Label ?? "",
        _ => key.Id,
    };

    public static string Title(MediaItem item) => item.Kind switch
    {
        MediaKind.Episode or MediaKind.Track or MediaKind.PodcastEpisode => item.GrandparentTitle ?? item.Title,
        MediaKind.LiveTv => item.ChannelName ?? item.Title,
        _ => $"{item.Title} {item.Year}".Trim(),
    };

    private static string Item(MediaItem item) => $"{item.GrandparentTitle}/{item.Title} {item.Year}".Trim();

    private string[] Of(Play play, Func<MediaItem, string?> word) => word(_items[play.MediaItemId]) is { } told ? [told] : [];

    private string[] Any(Play play, Func<StreamDetails, string?> word) => [word(_streams[play.StreamProfileId]) ?? ""];

    private string[] Seen(Play play, Func<StreamDetails, string?> word) => play.Kind.IsAudio() ? [] : Any(play, word);
}
