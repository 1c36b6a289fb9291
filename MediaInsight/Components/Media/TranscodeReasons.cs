using System.Text;
using MediaInsight.Domain;

namespace MediaInsight.Components.Media;

/// <summary>Why a server converts, in words. The names are those of Jellyfin and Emby; Plex's are derived with the same names.</summary>
public static class TranscodeReasons
{
    private enum About
    {
        Anything,
        Video,
        Audio,
        Subtitle,
        Container,
    }

    /// <summary>{0} is the player; the function's second argument is the source.</summary>
    private static readonly Dictionary<string, (About About, Func<string, MediaFormat, string> Words)> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ContainerNotSupported"] = (About.Container, (p, f) => $"{p} can't open {FormatNames.Container(f.Container) ?? "such"} files"),
        ["VideoCodecNotSupported"] = (About.Video, (p, f) => $"{p} can't play {FormatNames.Codec(f.VideoCodec) ?? "this video format"}"),
        ["VideoCodecTagNotSupported"] = (About.Video, (p, f) => $"{p} can't play this variant of {FormatNames.Codec(f.VideoCodec) ?? "the video format"}"),
        ["VideoProfileNotSupported"] = (About.Video, (p, f) => $"{p} can't play {FormatNames.Words(" ", FormatNames.Codec(f.VideoCodec), f.VideoProfile) ?? "this video profile"}"),
        ["VideoLevelNotSupported"] = (About.Video, (p, f) => $"{p} can't play {FormatNames.Codec(f.VideoCodec) ?? "video"} of this level"),
        ["VideoResolutionNotSupported"] = (About.Video, (p, f) => $"{p} takes no picture as large as {FormatNames.Resolution(f.Resolution) ?? "this"}"),
        ["VideoBitDepthNotSupported"] = (About.Video, (p, f) => $"{p} can't play {(f.BitDepth is { } bits ? $"{bits}-bit" : "such deep")} colour"),
        ["VideoFramerateNotSupported"] = (About.Video, (p, _) => $"{p} can't play that many pictures a second"),
        ["VideoBitrateNotSupported"] = (About.Video, (p, _) => $"the video's bitrate is more than {p} takes"),
        ["VideoRangeTypeNotSupported"] = (About.Video, (p, f) => $"{p} can't show {FormatNames.Range(f.DynamicRange) ?? "this dynamic range"}"),
        ["VideoRangeNotSupported"] = (About.Video, (p, f) => $"{p} can't show {FormatNames.Range(f.DynamicRange) ?? "this dynamic range"}"),
        ["VideoRotationNotSupported"] = (About.Video, (p, _) => $"{p} can't turn the picture"),
        ["RefFramesNotSupported"] = (About.Video, (p, _) => $"the video refers back further than {p} can follow"),
        ["AnamorphicVideoNotSupported"] = (About.Video, (p, _) => $"{p} can't stretch the picture to its shape"),
        ["InterlacedVideoNotSupported"] = (About.Video, (p, _) => $"{p} can't play interlaced video"),
        ["UnknownVideoStreamInfo"] = (About.Video, (_, _) => "the server could not tell the video's format"),
        ["AudioCodecNotSupported"] = (About.Audio, (p, f) => $"{p} can't play {FormatNames.Codec(f.AudioCodec) ?? "this audio format"}"),
        ["AudioProfileNotSupported"] = (About.Audio, (p, f) => $"{p} can't play this kind of {FormatNames.Codec(f.AudioCodec) ?? "audio"}"),
        ["AudioChannelsNotSupported"] = (About.Audio, (p, f) => $"{p} can't play {FormatNames.Channels(f.AudioChannels) ?? "that many channels of"} sound"),
        ["AudioBitrateNotSupported"] = (About.Audio, (p, _) => $"the sound's bitrate is more than {p} takes"),
        ["AudioSampleRateNotSupported"] = (About.Audio, (p, _) => $"{p} can't play sound of this sample rate"),
        ["AudioBitDepthNotSupported"] = (About.Audio, (p, _) => $"{p} can't play sound of this bit depth"),
        ["AudioIsExternal"] = (About.Audio, (_, _) => "the sound lies in a file of its own"),
        ["ExternalAudioNotSupported"] = (About.Audio, (_, _) => "the sound lies in a file of its own"),
        ["SecondaryAudioNotSupported"] = (About.Audio, (p, _) => $"{p} can't change the audio track"),
        ["AudioDelayNotSupported"] = (About.Audio, (p, _) => $"{p} can't shift the sound"),
        ["UnknownAudioStreamInfo"] = (About.Audio, (_, _) => "the server could not tell the sound's format"),
        ["SubtitleCodecNotSupported"] = (About.Subtitle, (p, f) => $"{p} can't show {(FormatNames.Codec(f.SubtitleCodec) is { } codec ? codec + " " : "these ")}subtitles"),
        ["SubtitleContentOptionsEnabled"] = (About.Subtitle, (_, _) => "subtitles are set to be drawn into the picture"),
        ["ContainerBitrateExceedsLimit"] = (About.Anything, (_, _) => "the bitrate is over the limit"),
        ["StreamCountExceedsLimit"] = (About.Container, (p, _) => $"the file has more tracks than {p} takes"),
        ["DirectPlayError"] = (About.Anything, (p, _) => $"{p} failed to play the file as it is"),
    };

    public static IReadOnlyCollection<string> KnownNames => Known.Keys;

    /// <summary>Every reason in words, those first that explain what is converted.</summary>
    /// <param name="player">"the player", "the browser".</param>
    public static IReadOnlyList<string> Of(StreamDetails stream, string player)
    {
        var names = stream.TranscodeReasons?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        return [.. names.OrderBy(n => Rank(n, stream)).Select(n => Words(n, player, stream.Source)).Distinct()];
    }

    private static int Rank(string name, StreamDetails stream) => (Known.TryGetValue(name, out var known) ? known.About : About.Anything) switch
    {
        About.Video => stream.Video == StreamDecision.Transcode ? 0 : 4,
        About.Audio => stream.Video != StreamDecision.Transcode && stream.Audio == StreamDecision.Transcode ? 0 : 3,
        About.Subtitle => stream.Subtitle == SubtitleDecision.Burn ? 1 : 3,
        About.Container => stream.Video != StreamDecision.Transcode && stream.Audio != StreamDecision.Transcode ? 0 : 4,
        _ => 2,
    };

    private static string Words(string name, string player, MediaFormat source) =>
        Known.TryGetValue(name, out var known) ? known.Words(player, source) : Readable(name);

    /// <summary>"SomethingNewNotSupported" → "something new not supported".</summary>
    public static string Readable(string name)
    {
        var words = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var starts = i > 0 && char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            words.Append(starts && words[^1] != ' ' ? " " : "").Append(name[i] is '_' or '-' ? ' ' : char.ToLowerInvariant(name[i]));
        }

        return words.ToString().Trim();
    }
}
