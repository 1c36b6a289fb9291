using MediaInsight.Domain;
using MediaInsight.Servers;

namespace MediaInsight.Benchmarks.History;

/// <summary>What files are made of.</summary>
internal static class Formats
{
    public static readonly MediaFormat[] Video =
    [
        Picture("mkv", "hevc", 2160, "Dolby Vision", "truehd", 8, 62_000),
        Picture("mkv", "hevc", 2160, "HDR10", "eac3", 6, 24_000),
        Picture("mkv", "h264", 1080, "SDR", "dts", 6, 14_000),
        Picture("mkv", "h264", 1080, "SDR", "eac3", 6, 9_000),
        Picture("mkv", "hevc", 1080, "SDR", "eac3", 6, 5_000),
        Picture("mp4", "h264", 1080, "SDR", "aac", 2, 6_000),
        Picture("mkv", "av1", 1080, "HDR10", "opus", 6, 3_500),
        Picture("mp4", "h264", 720, "SDR", "aac", 2, 3_200),
        Picture("ts", "mpeg2video", 576, "SDR", "ac3", 2, 4_500),
        Picture("mp4", "h264", 480, "SDR", "aac", 2, 1_400),
    ];

    public static readonly MediaFormat Broadcast = Picture("mpegts", "h264", 1080, "SDR", "ac3", 2, 9_000);

    public static readonly MediaFormat[] Sound =
    [
        new() { Container = "flac", AudioCodec = "flac", AudioChannels = 2, BitrateKbps = 980 },
        new() { Container = "mp3", AudioCodec = "mp3", AudioChannels = 2, BitrateKbps = 320 },
        new() { Container = "m4a", AudioCodec = "aac", AudioChannels = 2, BitrateKbps = 256 },
        new() { Container = "m4a", AudioCodec = "alac", AudioChannels = 2, BitrateKbps = 900 },
        new() { Container = "opus", AudioCodec = "opus", AudioChannels = 2, BitrateKbps = 160 },
    ];

    public static readonly MediaFormat[] Spoken =
    [
        new() { Container = "m4b", AudioCodec = "aac", AudioChannels = 2, BitrateKbps = 64 },
        new() { Container = "mp3", AudioCodec = "mp3", AudioChannels = 2, BitrateKbps = 128 },
    ];

    public static LibraryFile File(MediaFormat format, string path, TimeSpan duration) => new()
    {
        Path = path + "." + format.Container,
        SizeBytes = (long)(duration.TotalSeconds * (format.BitrateKbps ?? 1000) * 125),
        Container = format.Container,
        Duration = duration,
        BitrateKbps = format.BitrateKbps,
        VideoCodec = format.VideoCodec,
        Width = format.Width,
        Height = format.Height,
        Resolution = format.Resolution,
        DynamicRange = format.DynamicRange,
        FrameRate = format.FrameRate,
        AudioCodec = format.AudioCodec,
        AudioChannels = format.AudioChannels,
        IsAtmos = format.AudioCodec == "truehd",
        AudioLanguages = format.VideoCodec is null ? null : "eng,ger",
        SubtitleLanguages = format.VideoCodec is null ? null : "eng",
    };

    private static MediaFormat Picture(string container, string codec, int height, string range, string audio, int channels, int kbps) => new()
    {
        Container = container,
        VideoCodec = codec,
        VideoProfile = codec == "hevc" ? "main 10" : "high",
        Width = height * 16 / 9,
        Height = height,
        DynamicRange = range,
        BitDepth = range == "SDR" ? 8 : 10,
        FrameRate = 23.976,
        AudioCodec = audio,
        AudioChannels = channels,
        BitrateKbps = kbps,
        Resolution = $"{height}p",
    };
}
