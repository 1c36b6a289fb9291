using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;

namespace MediaInsight.Benchmarks.History;

/// <summary>A row of stream_profiles.</summary>
internal sealed record Stream(long Profile, StreamDecision? Decision, int? Kbps);

/// <summary>Some four hundred combinations of source and stream, and which of them a device gets.</summary>
internal sealed class StreamMenu
{
    private static readonly string[] Languages = ["eng", "ger", "fre", "jpn", "spa"];

    private readonly Dictionary<(bool IsVideo, int Format, Delivery Delivery, int Language), Stream> _streams = [];

    private enum Delivery
    {
        Direct,
        WithSubtitles,
        Remuxed,
        SoundConverted,
        Full,
        Limited,
        Small,
        Burnt,
    }

    public required Stream Unknown { get; init; }

    public static async Task<StreamMenu> WriteAsync(ProductServices product, CancellationToken cancellationToken)
    {
        await using var db = await product.Databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var menu = new StreamMenu { Unknown = await StoreAsync(db, StreamDetails.Unknown, cancellationToken) };
        for (var format = 0; format <= Formats.Video.Length; format++)
        {
            foreach (var delivery in Enum.GetValues<Delivery>())
            {
                for (var language = 0; language < Languages.Length; language++)
                {
                    menu._streams[(true, format, delivery, language)] = await StoreAsync(db, Details(VideoOf(format) with { AudioLanguage = Languages[language] }, delivery), cancellationToken);
                }
            }
        }

        for (var format = 0; format < Formats.Sound.Length + Formats.Spoken.Length; format++)
        {
            menu._streams[(false, format, Delivery.Direct, 0)] = await StoreAsync(db, Details(SoundOf(format), Delivery.Direct), cancellationToken);
            menu._streams[(false, format, Delivery.SoundConverted, 0)] = await StoreAsync(db, Details(SoundOf(format), Delivery.SoundConverted), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return menu;
    }

    /// <summary>What this device gets of this title: browsers convert most, far away ones are limited.</summary>
    public Stream Of(Playable title, string deviceType, bool isFar, int language, Chance chance)
    {
        if (title.Kind.IsAudio())
        {
            var sound = title.Kind == MediaKind.Track ? title.Format : Formats.Sound.Length + title.Format;
            return _streams[(false, sound, chance.Happens(isFar ? 0.25 : 0.04) ? Delivery.SoundConverted : Delivery.Direct, 0)];
        }

        var format = title.Kind == MediaKind.LiveTv ? Formats.Video.Length : title.Format;
        return _streams[(true, format, Choose(VideoOf(format), deviceType, isFar, chance), language)];
    }

    /// <summary>After the quality was changed by hand or by the line.</summary>
    public Stream Lower(Playable title, int language, Chance chance) =>
        _streams[(true, title.Kind == MediaKind.LiveTv ? Formats.Video.Length : title.Format, chance.Happens(0.6) ? Delivery.Limited : Delivery.Small, language)];

    private static Delivery Choose(MediaFormat file, string deviceType, bool isFar, Chance chance)
    {
        if (isFar && file.BitrateKbps > 10_000 && chance.Happens(0.7))
        {
            return chance.Happens(0.7) ? Delivery.Limited : Delivery.Small;
        }

        var isStrange = file.VideoCodec is "hevc" or "av1" or "mpeg2video";
        return deviceType switch
        {
            "web" when isStrange => chance.Happens(0.8) ? Delivery.Full : Delivery.Limited,
            "web" when file.Container != "mp4" => chance.Happens(0.5) ? Delivery.SoundConverted : chance.Happens(0.7) ? Delivery.Remuxed : Delivery.Burnt,
            "tv" when file.AudioCodec is "truehd" or "dts" && chance.Happens(0.5) => Delivery.SoundConverted,
            "mobile" when isFar && chance.Happens(0.4) => Delivery.Limited,
            _ => chance.Happens(0.08) ? Delivery.Burnt : chance.Happens(0.15) ? Delivery.WithSubtitles : chance.Happens(0.08) ? Delivery.Remuxed : Delivery.Direct,
        };
    }

    private static MediaFormat VideoOf(int format) => format < Formats.Video.Length ? Formats.Video[format] : Formats.Broadcast;

    private static MediaFormat SoundOf(int format) => format < Formats.Sound.Length ? Formats.Sound[format] : Formats.Spoken[format - Formats.Sound.Length];

    private static StreamDetails Details(MediaFormat file, Delivery delivery) => (delivery, file.VideoCodec) switch
    {
        (Delivery.Direct, null) => new() { Decision = StreamDecision.DirectPlay, Audio = StreamDecision.DirectPlay, Source = file, Sent = file },
        (_, null) => Converted(file, file with { Container = "mp3", AudioCodec = "mp3", BitrateKbps = 128 }, null, "AudioBitrateNotSupported"),
        (Delivery.Direct, _) => Copied(file, file, null, StreamDecision.DirectPlay),
        (Delivery.WithSubtitles, _) => Copied(file with { SubtitleCodec = "srt", SubtitleLanguage = "eng" }, file with { SubtitleCodec = "srt", SubtitleLanguage = "eng" }, SubtitleDecision.DirectPlay, StreamDecision.DirectPlay),
        (Delivery.Remuxed, _) => Copied(file, file with { Container = "mp4" }, null, StreamDecision.DirectStream) with { TranscodeReasons = "ContainerNotSupported" },
        (Delivery.SoundConverted, _) => Converted(file, file with { Container = "mp4", AudioCodec = "aac", AudioChannels = 2 }, StreamDecision.DirectStream, "AudioCodecNotSupported"),
        (Delivery.Full, _) => Converted(file, Shrunk(file, 1080, 8_000), StreamDecision.Transcode, "VideoCodecNotSupported"),
        (Delivery.Limited, _) => Converted(file, Shrunk(file, 720, 4_000), StreamDecision.Transcode, "ContainerBitrateExceedsLimit"),
        (Delivery.Small, _) => Converted(file, Shrunk(file, 480, 1_500), StreamDecision.Transcode, "ContainerBitrateExceedsLimit"),
        _ => Converted(file with { SubtitleCodec = "pgs", SubtitleLanguage = "eng" }, Shrunk(file, 1080, 9_000), StreamDecision.Transcode, "SubtitleCodecNotSupported") with { Subtitle = SubtitleDecision.Burn },
    };

    private static StreamDetails Copied(MediaFormat file, MediaFormat sent, SubtitleDecision? subtitle, StreamDecision decision) => new()
    {
        Decision = decision,
        Video = decision,
        Audio = decision,
        Container = decision,
        Subtitle = subtitle,
        Source = file,
        Sent = sent,
    };

    private static StreamDetails Converted(MediaFormat file, MediaFormat sent, StreamDecision? picture, string reasons) => new()
    {
        Decision = StreamDecision.Transcode,
        Video = picture,
        Audio = StreamDecision.Transcode,
        Container = StreamDecision.Transcode,
        TranscodeReasons = reasons,
        Source = file,
        Sent = sent,
        HardwareDecoder = picture == StreamDecision.Transcode ? "vaapi" : null,
        HardwareEncoder = picture == StreamDecision.Transcode ? "vaapi" : null,
    };

    private static MediaFormat Shrunk(MediaFormat file, int height, int kbps) => file with
    {
        Container = "mpegts",
        VideoCodec = "h264",
        VideoProfile = "high",
        Width = height * 16 / 9,
        Height = height,
        Resolution = $"{height}p",
        DynamicRange = "SDR",
        BitDepth = 8,
        AudioCodec = "aac",
        AudioChannels = 2,
        BitrateKbps = Math.Min(kbps, file.BitrateKbps ?? kbps),
    };

    private static async Task<Stream> StoreAsync(MediaInsightDb db, StreamDetails details, CancellationToken cancellationToken) =>
        new(await PlayDimensions.StreamAsync(db, details, cancellationToken), details.Decision, details.Sent.BitrateKbps ?? details.Source.BitrateKbps);
}
