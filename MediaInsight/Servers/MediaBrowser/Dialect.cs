using MediaInsight.Domain;

namespace MediaInsight.Servers.MediaBrowser;

/// <summary>Where the two descendants of one server say the same thing in different words.</summary>
internal abstract class Dialect
{
    /// <summary>What PlayMethod means while no conversion is listed.</summary>
    public abstract StreamDecision? WithoutTranscoding(string? playMethod);

    /// <summary>See <see cref="MediaFormat.DynamicRange"/>.</summary>
    public abstract string? DynamicRangeOf(MediaStreamDto video);

    /// <summary>Names of the hardware in use, for a picture that is re-encoded.</summary>
    public abstract (string? Decoder, string? Encoder) HardwareOf(TranscodingDto transcoding);

    /// <summary>Subtitles are drawn into a picture that is re-encoded.</summary>
    public abstract bool BurnsSubtitles(TranscodingDto transcoding);

    /// <summary>The client's own last report, by the server's clock.</summary>
    public abstract DateTimeOffset? LastReportOf(SessionDto session);
}
