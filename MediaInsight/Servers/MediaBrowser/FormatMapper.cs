using MediaInsight.Domain;

namespace MediaInsight.Servers.MediaBrowser;

/// <summary>Container and tracks: of the file, and of what is sent.</summary>
internal static class FormatMapper
{
    public static MediaFormat Source(ItemDto item, PlayStateDto? state, bool isAudio, Dialect dialect)
    {
        var streams = (state?.MediaSource?.MediaStreams is { Count: > 0 } playing ? playing : item.MediaStreams ?? []).OfType<MediaStreamDto>().ToList();
        var video = isAudio ? null : streams.FirstOrDefault(s => Is(s, "Video"));
        var audio = AudioOf(streams, state?.AudioStreamIndex);
        var subtitle = state?.SubtitleStreamIndex is >= 0 and var index ? streams.FirstOrDefault(s => Is(s, "Subtitle") && s.Index == index) : null;
        var (width, height) = (WireValues.Positive(video?.Width), WireValues.Positive(video?.Height));
        return new()
        {
            Container = ContainerOf(state?.MediaSource?.Container ?? item.Container, state?.MediaSource?.Path ?? item.Path),
            VideoCodec = WireValues.Code(video?.Codec),
            VideoProfile = Text.Clean(video?.Profile, 64),
            Width = width,
            Height = height,
            DynamicRange = video is null ? null : dialect.DynamicRangeOf(video),
            BitDepth = WireValues.Positive(video?.BitDepth),
            FrameRate = (video?.AverageFrameRate ?? video?.RealFrameRate) is > 0 and < 1000 and var rate ? rate : null,
            AudioCodec = WireValues.Code(audio?.Codec),
            AudioChannels = WireValues.Positive(audio?.Channels),
            AudioLanguage = WireValues.Language(audio?.Language),
            SubtitleCodec = WireValues.Code(subtitle?.Codec),
            SubtitleLanguage = WireValues.Language(subtitle?.Language),
            BitrateKbps = WireValues.Kbps(state?.MediaSource?.Bitrate ?? item.Bitrate ?? SumOf(streams, video, isAudio)),
            Resolution = Resolution.Of(width, height),
        };
    }

    public static MediaFormat Sent(MediaFormat source, TranscodingDto transcoding, bool isAudio, bool videoCopied, bool audioCopied, bool burned)
    {
        var width = isAudio ? null : WireValues.Positive(transcoding.Width) ?? (videoCopied ? source.Width : null);
        var height = isAudio ? null : WireValues.Positive(transcoding.Height) ?? (videoCopied ? source.Height : null);
        return new()
        {
            Container = WireValues.Code(transcoding.Container),
            VideoCodec = isAudio ? null : WireValues.Code(transcoding.VideoCodec) ?? (videoCopied ? source.VideoCodec : null),
            VideoProfile = videoCopied ? source.VideoProfile : null,
            Width = width,
            Height = height,
            // A re-encoded high dynamic range may or may not have been mapped down: not told.
            DynamicRange = videoCopied || source.DynamicRange == "SDR" ? source.DynamicRange : null,
            BitDepth = videoCopied ? source.BitDepth : null,
            FrameRate = videoCopied ? source.FrameRate : null,
            AudioCodec = WireValues.Code(transcoding.AudioCodec) ?? (audioCopied ? source.AudioCodec : null),
            AudioChannels = WireValues.Positive(transcoding.AudioChannels) ?? (audioCopied ? source.AudioChannels : null),
            AudioLanguage = source.AudioLanguage,
            SubtitleCodec = burned ? null : source.SubtitleCodec,
            SubtitleLanguage = source.SubtitleLanguage,
            BitrateKbps = WireValues.Kbps(transcoding.Bitrate),
            Resolution = Resolution.Of(width, height),
        };
    }

    /// <summary>The chosen track; without a valid choice the one that players start with.</summary>
    private static MediaStreamDto? AudioOf(List<MediaStreamDto> streams, int? index) =>
        (index is >= 0 ? streams.FirstOrDefault(s => Is(s, "Audio") && s.Index == index) : null)
        ?? streams.FirstOrDefault(s => Is(s, "Audio") && s.IsDefault == true)
        ?? streams.FirstOrDefault(s => Is(s, "Audio"));

    /// <summary>Of all tracks in the file, since direct play sends them all. Without the picture's share the sum says nothing.</summary>
    private static long? SumOf(List<MediaStreamDto> streams, MediaStreamDto? video, bool isAudio) =>
        !isAudio && video?.BitRate is not > 0
            ? null
            : streams.Where(s => s.IsExternal != true && (Is(s, "Audio") || (!isAudio && Is(s, "Video"))))
                .Select(s => s.BitRate is > 0 and < 100_000_000_000 ? s.BitRate.Value : 0).Sum();

    /// <summary>"mov,mp4,m4a,3gp,3g2,mj2" is what the prober calls a family; the file's name tells which of them.</summary>
    public static string? ContainerOf(string? container, string? path)
    {
        var names = WireValues.Code(container)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        var ending = path is { Length: > 0 } && path.LastIndexOf('.') is >= 0 and var dot ? path[(dot + 1)..].ToLowerInvariant() : null;
        return names.FirstOrDefault(n => n == ending) ?? names.FirstOrDefault();
    }

    private static bool Is(MediaStreamDto stream, string type) => string.Equals(stream.Type, type, StringComparison.OrdinalIgnoreCase);
}
