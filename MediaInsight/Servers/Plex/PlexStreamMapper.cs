using System.Globalization;
using MediaInsight.Domain;

namespace MediaInsight.Servers.Plex;

/// <summary>What is played and what is sent. While Plex converts, the session's Media describes the output only.</summary>
internal static class PlexStreamMapper
{
    private const int OptimizedVersionProxy = 42;

    // Plex' estimates of the same file differ by some per cent; a limit is a clear step.
    private const double ClearlyLess = 0.8;

    /// <param name="original">The Media element of the library item that is being converted, when it is known.</param>
    public static StreamDetails Map(PlexElement item, PlexElement? original)
    {
        var played = PlexPlayed.Of(item);
        var decisions = PlexDecisions.Of(played);
        var sent = played.IsInput ? Converted(Sent(played, decisions), played.Transcode, decisions) : Sent(played, decisions);
        var source = decisions.Overall is StreamDecision.DirectPlay or null ? sent : Source(played, decisions, sent, original ?? (played.IsInput ? played.Media : null));
        sent = SameAsSource(sent, source, played);
        return new()
        {
            Decision = decisions.Overall,
            Video = decisions.Video,
            Audio = decisions.Audio,
            Subtitle = decisions.Subtitle,
            Container = decisions.Container,
            Source = decisions.Overall is StreamDecision.DirectPlay or null ? sent : source,
            Sent = sent,
            TranscodeReasons = Reasons(played, decisions, source, sent),
            HardwareDecoder = Hardware(played.Transcode, "transcodeHwDecoding"),
            HardwareEncoder = Hardware(played.Transcode, "transcodeHwEncoding"),
            OptimizedVersion = played.Media is { } media ? media.Int("proxyType") == OptimizedVersionProxy : null,
        };
    }

    public static TranscodeProgress? Progress(PlexElement item, StreamDetails stream)
    {
        if (PlexPlayed.Of(item).Transcode is not { } transcode || stream.Decision is not (StreamDecision.Transcode or StreamDecision.DirectStream))
        {
            return null;
        }

        // Live television writes -1.
        var percent = transcode.Number("progress") is { } told and >= 0 ? Math.Min(told, 100) : (double?)null;
        var speed = transcode.Number("speed") is { } times and >= 0 ? times : (double?)null;
        return new(speed, percent, transcode.Flag("throttled"), null, transcode.Flag("error") == true ? true : null);
    }

    private static MediaFormat Sent(PlexPlayed played, PlexDecisions decisions)
    {
        var (media, part, video, audio, transcode) = (played.Media, played.Part, played.Video, played.Audio, played.Transcode);
        var width = video?.Positive("width") ?? media?.Positive("width") ?? transcode?.Positive("width");
        var height = video?.Positive("height") ?? media?.Positive("height") ?? transcode?.Positive("height");
        var subtitle = decisions.Subtitle is SubtitleDecision.Burn ? null : played.Subtitle;
        return new()
        {
            Container = Code(media?.Text("container") ?? part?.Text("container") ?? transcode?.Text("container")),
            VideoCodec = Code(video?.Text("codec") ?? media?.Text("videoCodec") ?? transcode?.Text("videoCodec")),
            VideoProfile = Code(video?.Text("profile") ?? media?.Text("videoProfile")),
            Width = width,
            Height = height,
            DynamicRange = PlexDynamicRange.Of(video, convertedTo: decisions.Video is StreamDecision.Transcode ? Code(video?.Text("codec")) ?? "" : null),
            BitDepth = video?.Positive("bitDepth"),
            FrameRate = FrameRate(video, media),
            AudioCodec = Code(audio?.Text("codec") ?? media?.Text("audioCodec") ?? transcode?.Text("audioCodec")),
            AudioChannels = audio?.Positive("channels") ?? media?.Positive("audioChannels") ?? transcode?.Positive("audioChannels"),
            AudioLanguage = Language(audio),
            SubtitleCodec = Code(subtitle?.Text("codec")),
            SubtitleLanguage = Language(subtitle),
            BitrateKbps = media?.Positive("bitrate") ?? part?.Positive("bitrate") ?? Sum(video, audio),
            Resolution = played.HasVideo ? Resolution.Of(width, height) ?? Resolution.Named(media?.Text("videoResolution")) : null,
        };
    }

    /// <summary>What a conversion makes of what comes in.</summary>
    private static MediaFormat Converted(MediaFormat input, PlexElement? output, PlexDecisions decisions)
    {
        var sent = input with { Container = Code(output?.Text("container")) ?? input.Container };
        if (decisions.Video is StreamDecision.Transcode)
        {
            var (width, height) = (output?.Positive("width"), output?.Positive("height"));
            sent = sent with { VideoCodec = Known(Code(output?.Text("videoCodec"))), VideoProfile = null, Width = width, Height = height, Resolution = Resolution.Of(width, height), DynamicRange = null, BitDepth = null, BitrateKbps = null };
        }

        return decisions.Audio is StreamDecision.Transcode
            ? sent with { AudioCodec = Known(Code(output?.Text("audioCodec"))), AudioChannels = output?.Positive("audioChannels"), BitrateKbps = null }
            : sent;
    }

    private static MediaFormat Source(PlexPlayed played, PlexDecisions decisions, MediaFormat sent, PlexElement? original)
    {
        var part = Matching(original, "Part", played.Part);
        var video = decisions.Video is StreamDecision.Transcode ? Matching(part, played.Video, 1) : Matching(part, played.Video, 1) ?? played.Video;
        var audio = decisions.Audio is StreamDecision.Transcode ? Matching(part, played.Audio, 2) : Matching(part, played.Audio, 2) ?? played.Audio;
        var subtitle = Matching(part, played.Subtitle, 3);
        var keepsVideo = decisions.Video is not StreamDecision.Transcode;
        var width = video?.Positive("width") ?? original?.Positive("width") ?? (keepsVideo ? sent.Width : null);
        var height = video?.Positive("height") ?? original?.Positive("height") ?? (keepsVideo ? sent.Height : null);
        var keepsAudio = decisions.Audio is not StreamDecision.Transcode;
        return new()
        {
            Container = Code(part?.Text("container") ?? original?.Text("container")),
            VideoCodec = Code(played.Transcode?.Text("sourceVideoCodec") ?? video?.Text("codec") ?? original?.Text("videoCodec")) ?? (keepsVideo ? Known(sent.VideoCodec) : null),
            VideoProfile = Code(video?.Text("profile") ?? original?.Text("videoProfile")),
            Width = width,
            Height = height,
            // The title of a converted track still names the original: "4K (HEVC Main 10 HDR)".
            DynamicRange = PlexDynamicRange.Of(video, convertedTo: null) ?? PlexDynamicRange.Named(played.Video),
            BitDepth = video?.Positive("bitDepth"),
            FrameRate = FrameRate(video, original),
            AudioCodec = Code(played.Transcode?.Text("sourceAudioCodec") ?? audio?.Text("codec") ?? original?.Text("audioCodec")) ?? (keepsAudio ? Known(sent.AudioCodec) : null),
            AudioChannels = audio?.Positive("channels") ?? (played.IsInput ? original?.Positive("audioChannels") : keepsAudio ? sent.AudioChannels : null),
            AudioLanguage = Language(audio) ?? sent.AudioLanguage,
            SubtitleCodec = Code(subtitle?.Text("codec")) ?? (decisions.Subtitle is SubtitleDecision.Transcode ? null : Code(played.Subtitle?.Text("codec"))),
            SubtitleLanguage = Language(subtitle) ?? Language(played.Subtitle),
            BitrateKbps = original?.Positive("bitrate"),
            Resolution = !played.HasVideo ? null : Resolution.Of(width, height) ?? Resolution.Named(original?.Text("videoResolution")) ?? NamedByTitle(played.Video),
        };
    }

    /// <summary>Live television writes "*" for "as it comes in".</summary>
    private static MediaFormat SameAsSource(MediaFormat sent, MediaFormat source, PlexPlayed played) => sent with
    {
        VideoCodec = sent.VideoCodec is "*" ? Known(source.VideoCodec) ?? Known(Code(played.Media?.Text("videoCodec"))) : sent.VideoCodec,
        AudioCodec = sent.AudioCodec is "*" ? Known(source.AudioCodec) ?? Known(Code(played.Media?.Text("audioCodec"))) : sent.AudioCodec,
    };

    /// <summary>Plex gives no reasons; these follow for certain from what goes in and what comes out.</summary>
    private static string? Reasons(PlexPlayed played, PlexDecisions decisions, MediaFormat source, MediaFormat sent)
    {
        var reasons = new List<string>();
        var converts = decisions.Video is StreamDecision.Transcode;
        if (played.Transcode is not null && converts && Differ(source.VideoCodec, sent.VideoCodec))
        {
            reasons.Add("VideoCodecNotSupported");
        }

        if (played.Transcode is not null && decisions.Audio is StreamDecision.Transcode && Differ(source.AudioCodec, sent.AudioCodec))
        {
            reasons.Add("AudioCodecNotSupported");
        }

        if (decisions.Subtitle is SubtitleDecision.Burn)
        {
            reasons.Add("SubtitleCodecNotSupported");
        }

        if (converts && sent.Height < source.Height && sent.Resolution != source.Resolution)
        {
            reasons.Add("VideoResolutionNotSupported");
        }

        if (converts && sent.BitrateKbps < source.BitrateKbps * ClearlyLess)
        {
            reasons.Add("ContainerBitrateExceedsLimit");
        }

        return reasons.Count == 0 ? null : string.Join(",", reasons);
    }

    private static bool Differ(string? a, string? b) => a is not null && b is not null && a != b;

    private static string? Hardware(PlexElement? transcode, string key) => Code(transcode?.Text(key)) is { } name and not ("0" or "1") ? name : null;

    private static PlexElement? Matching(PlexElement? parent, string name, PlexElement? wanted)
    {
        var all = parent?.All(name).ToList();
        return all?.Find(c => c.Text("id") is { } id && id == wanted?.Text("id")) ?? (all is [var only] ? only : null);
    }

    private static PlexElement? Matching(PlexElement? part, PlexElement? wanted, int streamType)
    {
        var all = part?.All("Stream").Where(s => s.Int("streamType") == streamType).ToList();
        return all?.Find(s => s.Text("id") is { } id && id == wanted?.Text("id")) ?? (wanted is not null && all is [var only] ? only : null);
    }

    /// <summary>The sound alone says nothing of a film.</summary>
    private static int? Sum(PlexElement? video, PlexElement? audio) =>
        video is not null && video.Positive("bitrate") is null ? null
        : (long)(video?.Positive("bitrate") ?? 0) + (audio?.Positive("bitrate") ?? 0) is > 0 and <= int.MaxValue and var sum ? (int)sum : null;

    private static string? NamedByTitle(PlexElement? video)
    {
        var first = video?.Text("displayTitle")?.Split(' ', 2)[0];
        return Resolution.Named(first);
    }

    private static double? FrameRate(PlexElement? video, PlexElement? media)
    {
        if (video?.Number("frameRate") is { } exact and > 0 and < 1000)
        {
            return Math.Round(exact, 3);
        }

        return media?.Text("videoFrameRate")?.ToUpperInvariant() switch
        {
            "PAL" => 25,
            "NTSC" => 29.97,
            { } word when double.TryParse(word.TrimEnd('P', 'I'), NumberStyles.Float, CultureInfo.InvariantCulture, out var named) && named is > 0 and < 1000 => named,
            _ => null,
        };
    }

    private static string? Language(PlexElement? stream) =>
        Text.Clean(stream?.Text("languageCode") ?? stream?.Text("languageTag") ?? stream?.Text("language"), Text.MaxName);

    private static string? Code(string? text) => Text.Clean(text, Text.MaxName)?.ToLowerInvariant();

    private static string? Known(string? codec) => codec is "*" ? null : codec;
}
