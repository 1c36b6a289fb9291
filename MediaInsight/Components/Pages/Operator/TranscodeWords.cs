using System.Globalization;
using MediaInsight.Components.Media;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.History;

namespace MediaInsight.Components.Pages.Operator;

/// <summary>How a conversion went, as a reader says it.</summary>
internal static class TranscodeWords
{
    public static string Outcome(TranscodeRow row) => row.Failure switch
    {
        null => "Worked",
        TranscodeFailure.Reported => "Failed (reported)",
        _ => "Failed (derived)",
    };

    /// <summary>Null when it worked.</summary>
    public static string? Reason(TranscodeRow row, CultureInfo culture) => row.Failure switch
    {
        TranscodeFailure.Reported => "The server said so.",
        TranscodeFailure.EndedEarly => "The play ended within seconds.",
        TranscodeFailure.TooSlow => $"Slower than the picture for {Formats.Duration(row.SlowMs, culture)}.",
        _ => null,
    };

    /// <summary>"1080p H.264", of sound alone its codec; null when nothing is told.</summary>
    public static string? Side(MediaFormat format) =>
        FormatNames.Words(" ", FormatNames.Resolution(format.Resolution), FormatNames.Codec(format.VideoCodec)) is { } picture
            ? FormatNames.Words(" · ", picture, FormatNames.Codec(format.AudioCodec))
            : FormatNames.Codec(format.AudioCodec);

    public static string By(TranscodeRow row) => row.Encoder ?? (row.Stream.Video == StreamDecision.Transcode ? "Software" : "Sound only");
}
