using MediaInsight.Domain;

namespace MediaInsight.Servers.MediaBrowser;

/// <summary>How a session's picture and sound get to the client (the contract's decision rules; docs/servers).</summary>
internal static class StreamMapper
{
    /// <summary>
    /// Conversions are listed per device, not per session: a device that plays a film and music at once shows the film's
    /// conversion on the song, or the other way round. Such an entry says nothing about this session.
    /// </summary>
    public static TranscodingDto? OwnTranscoding(TranscodingDto? transcoding, bool isAudio)
    {
        if (transcoding is null)
        {
            return null;
        }

        var hasPicture = !string.IsNullOrEmpty(transcoding.VideoCodec) || transcoding.Width is > 0;
        var hasSoundOnly = !hasPicture && transcoding.IsVideoDirect != true && !string.IsNullOrEmpty(transcoding.AudioCodec);
        return (isAudio ? hasPicture : hasSoundOnly) ? null : transcoding;
    }

    public static StreamDetails Map(ItemDto item, PlayStateDto? state, TranscodingDto? transcoding, bool isAudio, Dialect dialect)
    {
        var source = FormatMapper.Source(item, state, isAudio, dialect);
        if (transcoding is null)
        {
            return WithoutTranscoding(source, dialect.WithoutTranscoding(state?.PlayMethod), isAudio);
        }

        var video = isAudio ? null : Track(transcoding.IsVideoDirect);
        var audio = Track(transcoding.IsAudioDirect);
        var decision = Heaviest(video, audio) ?? dialect.WithoutTranscoding(state?.PlayMethod);
        var pictureEncoded = video == StreamDecision.Transcode;
        var burned = pictureEncoded && dialect.BurnsSubtitles(transcoding);
        var (decoder, encoder) = pictureEncoded ? dialect.HardwareOf(transcoding) : default;
        var reasons = WireValues.Reasons(transcoding.TranscodeReasons);
        return new()
        {
            Decision = decision,
            Video = video,
            Audio = audio,
            Subtitle = burned ? SubtitleDecision.Burn : Selected(source),
            Container = decision,
            TranscodeReasons = reasons.Count == 0 ? null : string.Join(',', reasons),
            Source = source,
            Sent = FormatMapper.Sent(source, transcoding, isAudio, video == StreamDecision.DirectStream, audio == StreamDecision.DirectStream, burned),
            HardwareDecoder = Text.Clean(decoder, 64),
            HardwareEncoder = Text.Clean(encoder, 64),
        };
    }

    public static TranscodeProgress? Progress(TranscodingDto? transcoding)
    {
        if (transcoding is null)
        {
            return null;
        }

        var percent = transcoding.CompletionPercentage is { } p ? Math.Clamp(p, 0, 100) : (double?)null;
        // Copying is not encoding: its "25 000 frames per second" is a reading speed.
        var speed = transcoding.IsVideoDirect != true && transcoding.Framerate is > 0 and < 5000 ? transcoding.Framerate : null;
        bool? throttled = transcoding.CurrentThrottle is { } t ? t > 0 : null;
        return percent is null && speed is null && throttled is null ? null : new(null, percent, throttled, speed);
    }

    private static StreamDetails WithoutTranscoding(MediaFormat source, StreamDecision? decision, bool isAudio)
    {
        // A conversion that is not described may change either track or both.
        var track = decision == StreamDecision.Transcode ? null : decision;
        return new()
        {
            Decision = decision,
            Video = isAudio ? null : track,
            Audio = isAudio ? decision : track,
            Subtitle = Selected(source),
            Container = decision,
            Source = source,
            Sent = decision == StreamDecision.DirectPlay ? source
                : decision == StreamDecision.DirectStream ? source with { Container = null }
                : MediaFormat.Unknown,
        };
    }

    private static StreamDecision? Track(bool? isDirect) => isDirect switch
    {
        true => StreamDecision.DirectStream,
        false => StreamDecision.Transcode,
        null => null,
    };

    private static StreamDecision? Heaviest(StreamDecision? a, StreamDecision? b) => a is null ? b : b is null || a > b ? a : b;

    private static SubtitleDecision? Selected(MediaFormat source) =>
        source.SubtitleCodec is null && source.SubtitleLanguage is null ? null : SubtitleDecision.DirectPlay;
}
