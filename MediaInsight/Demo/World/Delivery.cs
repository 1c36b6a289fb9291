using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>How a file reaches a player.</summary>
/// <param name="Reasons">Jellyfin's names; the other wires translate them.</param>
/// <param name="Hardware">The server's graphics chip converts.</param>
internal sealed record Delivery(
    MediaFile Source, MediaFile Sent, StreamDecision Video, StreamDecision Audio, StreamDecision Container, SubtitleDecision? SubtitleDecision,
    SubtitleTrack? Subtitle, IReadOnlyList<string> Reasons, bool Hardware)
{
    public StreamDecision Decision => (StreamDecision)Math.Max((int)Container, Math.Max((int)Video, (int)Audio));

    /// <summary>Anything but the file as it is: the server runs a conversion.</summary>
    public bool Converts => Decision != StreamDecision.DirectPlay;

    /// <param name="wanLimitKbps">Null at home.</param>
    public static Delivery Choose(CatalogueItem item, Device device, Dice dice, int? wanLimitKbps)
    {
        var file = item.File;
        if (!file.IsVideo)
        {
            return ChooseSound(file, device, dice, wanLimitKbps);
        }

        var subtitle = file.Subtitles.Count > 0 && dice.Chance(0.35) ? dice.Pick(file.Subtitles) : null;
        var reasons = new List<string>();
        var ability = device.Ability;
        if (wanLimitKbps is { } limit && file.TotalKbps > limit) { reasons.Add("ContainerBitrateExceedsLimit"); }
        if (!Knows(ability, file.VideoCodec)) { reasons.Add("VideoCodecNotSupported"); }
        if (file.Range != "SDR" && ability != PlayerAbility.Everything) { reasons.Add("VideoRangeTypeNotSupported"); }
        var burn = subtitle is { IsPicture: true } && ability is not PlayerAbility.Everything;
        if (burn) { reasons.Add("SubtitleCodecNotSupported"); }
        var video = reasons.Count > 0 ? StreamDecision.Transcode : StreamDecision.DirectPlay;

        var audio = KnowsSound(ability, file) ? StreamDecision.DirectPlay : StreamDecision.Transcode;
        if (audio == StreamDecision.Transcode) { reasons.Add("AudioCodecNotSupported"); }
        var container = file.Container is "mkv" or "mpegts" && ability == PlayerAbility.Browser;
        if (container && reasons.Count == 0) { reasons.Add("ContainerNotSupported"); }
        if (reasons.Count == 0)
        {
            return new(file, file, StreamDecision.DirectPlay, StreamDecision.DirectPlay, StreamDecision.DirectPlay,
                subtitle is null ? null : Domain.SubtitleDecision.DirectPlay, subtitle, [], false);
        }

        // Whatever is converted goes out in a new container: an untouched track is then a copy.
        video = video == StreamDecision.DirectPlay ? StreamDecision.DirectStream : video;
        audio = audio == StreamDecision.DirectPlay ? StreamDecision.DirectStream : audio;
        var sent = SentFor(file, device, video, audio, wanLimitKbps);
        return new(file, sent, video, audio, StreamDecision.DirectStream,
            subtitle is null ? null : burn ? Domain.SubtitleDecision.Burn : Domain.SubtitleDecision.Transcode,
            subtitle, reasons, video == StreamDecision.Transcode && !burn && dice.Chance(0.7));
    }

    private static Delivery ChooseSound(MediaFile file, Device device, Dice dice, int? wanLimitKbps)
    {
        var direct = wanLimitKbps is null || file.TotalKbps < 400 || dice.Chance(0.5);
        if (direct || device.Server == ServerKind.Audiobookshelf)
        {
            return new(file, file, StreamDecision.DirectPlay, StreamDecision.DirectPlay, StreamDecision.DirectPlay, null, null, [], false);
        }

        var sent = MediaFile.Sound("mp4", "opus", 2, 192);
        return new(file, sent, StreamDecision.DirectPlay, StreamDecision.Transcode, StreamDecision.DirectStream, null, null, ["ContainerBitrateExceedsLimit"], false);
    }

    private static MediaFile SentFor(MediaFile file, Device device, StreamDecision video, StreamDecision audio, int? wanLimitKbps)
    {
        var sound = audio == StreamDecision.Transcode ? ("aac", 2, 256) : (file.AudioCodec, file.AudioChannels, file.AudioKbps);
        var container = device.Ability == PlayerAbility.Browser ? "mp4" : "ts";
        if (video != StreamDecision.Transcode)
        {
            var kbps = file.TotalKbps - file.AudioKbps + sound.Item3;
            return file with { Container = container, AudioCodec = sound.Item1, AudioChannels = sound.Item2, AudioKbps = sound.Item3, TotalKbps = kbps };
        }

        var limit = Math.Min(wanLimitKbps ?? 12_000, file.TotalKbps);
        var (width, height) = limit >= 8_000 ? (1920, 1080) : limit >= 3_000 ? (1280, 720) : (854, 480);
        if (file.Width < width) { (width, height) = (file.Width ?? width, file.Height ?? height); }
        else if (file.Width is > 0 && file.Height is > 0) { height = width * file.Height.Value / file.Width.Value / 2 * 2; }
        return file with
        {
            Container = container,
            VideoCodec = "h264",
            VideoProfile = "high",
            Width = width,
            Height = height,
            Range = "SDR",
            BitDepth = 8,
            AudioCodec = sound.Item1,
            AudioChannels = sound.Item2,
            AudioKbps = sound.Item3,
            TotalKbps = limit,
        };
    }

    private static bool Knows(PlayerAbility ability, string? codec) => ability switch
    {
        PlayerAbility.Everything => codec is "h264" or "hevc" or "mpeg2video" or "av1",
        PlayerAbility.Phone => codec is "h264" or "hevc" or "av1",
        PlayerAbility.OlderTelevision => codec is "h264" or "hevc",
        _ => codec is "h264",
    };

    private static bool KnowsSound(PlayerAbility ability, MediaFile file) => ability switch
    {
        PlayerAbility.Everything => true,
        PlayerAbility.OlderTelevision => file.AudioCodec is "aac" or "ac3" or "eac3" or "mp3",
        PlayerAbility.Phone => file.AudioCodec is "aac" or "ac3" or "eac3" or "mp3" or "opus" or "flac",
        _ => file.AudioCodec is "aac" or "mp3" or "opus" or "flac",
    };
}
