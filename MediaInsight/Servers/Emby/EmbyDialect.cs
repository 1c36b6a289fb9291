using MediaInsight.Domain;
using MediaInsight.Servers.MediaBrowser;
using MediaInsight.Sessions;

namespace MediaInsight.Servers.Emby;

internal sealed class EmbyDialect : Dialect
{
    /// <summary>Emby's apps say DirectStream for untouched files sent over HTTP.</summary>
    public override StreamDecision? WithoutTranscoding(string? playMethod) => playMethod?.ToUpperInvariant() switch
    {
        "DIRECTPLAY" or "DIRECTSTREAM" => StreamDecision.DirectPlay,
        "TRANSCODE" => StreamDecision.Transcode,
        _ => null,
    };

    public override string? DynamicRangeOf(MediaStreamDto video) => video.ExtendedVideoType?.ToUpperInvariant() switch
    {
        "HDR10" => "HDR10",
        "HDR10PLUS" => "HDR10+",
        "HYPERLOGGAMMA" => "HLG",
        "DOLBYVISION" => "Dolby Vision",
        var type => FreeText(video.VideoRange) ?? (type == "NONE" ? "SDR" : null),
    };

    public override (string? Decoder, string? Encoder) HardwareOf(TranscodingDto transcoding) =>
        (transcoding.VideoDecoderIsHardware == true ? WireValues.Code(transcoding.VideoDecoderHwAccel) ?? WireValues.Code(transcoding.VideoDecoder) : null,
            transcoding.VideoEncoderIsHardware == true ? WireValues.Code(transcoding.VideoEncoderHwAccel) ?? WireValues.Code(transcoding.VideoEncoder) : null);

    public override bool BurnsSubtitles(TranscodingDto transcoding) =>
        WireValues.HasContent(transcoding.SubtitlePipelineInfos)
        || WireValues.Reasons(transcoding.TranscodeReasons).Contains("SubtitleCodecNotSupported", StringComparer.OrdinalIgnoreCase);

    /// <summary>Emby tells only the device's last activity, which is no report about the play.</summary>
    public override DateTimeOffset? LastReportOf(SessionDto session) => null;

    private static string? FreeText(string? range)
    {
        bool Says(string word) => range?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
        return Says("dolby") || Says("dovi") ? "Dolby Vision"
            : Says("HDR10+") || Says("HDR10Plus") || Says("HDR 10+") ? "HDR10+"
            : Says("HDR10") || Says("HDR 10") ? "HDR10"
            : Says("HLG") || Says("HyperLogGamma") ? "HLG"
            : Says("HDR") ? "HDR"
            : Says("SDR") ? "SDR"
            : null;
    }
}
