using System.Globalization;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;

namespace MediaInsight.Components.Media;

/// <summary>"4K HDR10 HEVC 18.2 Mbit/s → 1080p H.264 4 Mbit/s": what lies on the disk, and what is sent when that is something else.</summary>
public static class QualityLine
{
    private const string Arrow = " → ";

    /// <summary>Null when nothing is told.</summary>
    public static string? Of(StreamDetails stream, MediaKind kind, CultureInfo culture)
    {
        if (kind.IsAudio())
        {
            return Change(AudioSide(stream.Source, culture), AudioSide(stream.Sent, culture), stream.Decision);
        }

        var change = Change(VideoSide(stream.Source, culture), VideoSide(stream.Sent, culture), stream.Video ?? stream.Decision);
        var sound = stream.Audio == StreamDecision.Transcode ? Change(FormatNames.Audio(stream.Source), FormatNames.Audio(stream.Sent), stream.Audio) : null;
        return FormatNames.Words(" · ", change, sound is not null && sound.Contains(Arrow, StringComparison.Ordinal) ? sound : null);
    }

    /// <summary>Of a stored play: its summary columns only.</summary>
    public static string? Of(History.HistoryRow row, CultureInfo culture)
    {
        var source = new MediaFormat { Resolution = row.Resolution, VideoCodec = row.VideoCodec, AudioCodec = row.AudioCodec };
        var sent = new MediaFormat { Resolution = row.SentResolution, VideoCodec = row.SentVideoCodec, AudioCodec = row.SentAudioCodec, BitrateKbps = row.BitrateKbps };
        var stream = new StreamDetails { Decision = row.Decision, Video = row.Video, Audio = row.Audio, Source = row.Decision == StreamDecision.Transcode ? source : source with { BitrateKbps = row.BitrateKbps }, Sent = sent };
        return Of(stream, row.Kind, culture);
    }

    private static string? Change(string? source, string? sent, StreamDecision? decision) =>
        decision != StreamDecision.Transcode || sent is null || sent == source ? source ?? sent
        : source is null ? sent
        : source + Arrow + sent;

    private static string? VideoSide(MediaFormat format, CultureInfo culture) =>
        FormatNames.Words(" ", FormatNames.Video(format) ?? FormatNames.Audio(format), Rate(format.BitrateKbps, culture));

    private static string? AudioSide(MediaFormat format, CultureInfo culture) =>
        FormatNames.Words(" ", FormatNames.Codec(format.AudioCodec), format.AudioChannels is > 2 ? FormatNames.Channels(format.AudioChannels) : null, Rate(format.BitrateKbps, culture));

    private static string? Rate(int? kbps, CultureInfo culture) => kbps is > 0 ? Formats.Bitrate(kbps, culture) : null;
}
