using MediaInsight.Domain;
using MediaInsight.Servers.MediaBrowser;
using MediaInsight.Sessions;

namespace MediaInsight.Servers.Jellyfin;

internal sealed class JellyfinDialect : Dialect
{
    public override StreamDecision? WithoutTranscoding(string? playMethod) => playMethod?.ToUpperInvariant() switch
    {
        "DIRECTPLAY" => StreamDecision.DirectPlay,
        "DIRECTSTREAM" => StreamDecision.DirectStream,
        "TRANSCODE" => StreamDecision.Transcode,
        _ => null,
    };

    public override string? DynamicRangeOf(MediaStreamDto video) => video.VideoRangeType?.ToUpperInvariant() switch
    {
        "SDR" => "SDR",
        "HDR10" => "HDR10",
        "HDR10PLUS" => "HDR10+",
        "HLG" => "HLG",
        // Dolby Vision that cannot be played as such.
        "DOVIINVALID" => "HDR",
        { } type when type.StartsWith("DOVI", StringComparison.Ordinal) => "Dolby Vision",
        _ => video.VideoRange?.ToUpperInvariant() switch { "SDR" => "SDR", "HDR" => "HDR", _ => null },
    };

    /// <summary>The server's setting, not proof; a decoder is not named.</summary>
    public override (string? Decoder, string? Encoder) HardwareOf(TranscodingDto transcoding) =>
        (null, WireValues.Code(transcoding.HardwareAccelerationType) is { } name and not "none" ? name : null);

    public override bool BurnsSubtitles(TranscodingDto transcoding) =>
        WireValues.Reasons(transcoding.TranscodeReasons).Contains("SubtitleCodecNotSupported", StringComparer.OrdinalIgnoreCase);

    public override DateTimeOffset? LastReportOf(SessionDto session) => WireValues.Instant(session.LastPlaybackCheckIn);
}
