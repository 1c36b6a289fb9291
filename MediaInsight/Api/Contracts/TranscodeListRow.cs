using System.Globalization;
using MediaInsight.History;

namespace MediaInsight.Api.Contracts;

/// <summary>One conversion. Null: not known.</summary>
/// <param name="Failure">ended_early, too_slow or reported; null when it succeeded.</param>
/// <param name="FailureIsDerived">No server tells of failures but Plex's error flag: the others are concluded from what happened.</param>
/// <param name="HwEncoder">As the server names it; <paramref name="Encoder"/> is ffmpeg's name where it can be told (h264_vaapi).</param>
public sealed record TranscodeListRow(
    string Id, string SessionId, string ServerId, string ServerKind, string ServerName, string ViewerName, string ContentType, string Title, string? GrandparentTitle,
    DateTimeOffset StartedAt, DateTimeOffset EndedAt, double DurationSeconds,
    string? InputVideoCodec, string? InputAudioCodec, string? InputResolution, string? OutputVideoCodec, string? OutputAudioCodec, string? OutputResolution,
    string? HwDecoder, string? HwEncoder, string? Encoder, long? FileSizeBytes, bool Success, string? Failure, bool? FailureIsDerived, string? ErrorMessage)
{
    internal static TranscodeListRow Of(TranscodeRow t) => new(
        t.Id.ToString(CultureInfo.InvariantCulture), t.PlayId.ToString(), t.ServerId.ToString(), Words.Of(t.ServerKind), t.ServerName, t.ViewerName, Words.Of(t.Kind), t.Title, t.GrandparentTitle,
        t.StartedAt, t.EndedAt, t.DurationMs / 1000.0,
        t.Stream.Source.VideoCodec, t.Stream.Source.AudioCodec, t.Stream.Source.Resolution, t.Stream.Sent.VideoCodec, t.Stream.Sent.AudioCodec, t.Stream.Sent.Resolution,
        t.Stream.HardwareDecoder, t.Stream.HardwareEncoder, t.Encoder, t.SizeBytes,
        t.Failure is null, WordOf(t.Failure), t.Failure is { } failure ? failure != TranscodeFailure.Reported : null, MessageOf(t));

    private static string? WordOf(TranscodeFailure? failure) => failure switch
    {
        TranscodeFailure.Reported => "reported",
        TranscodeFailure.EndedEarly => "ended_early",
        TranscodeFailure.TooSlow => "too_slow",
        _ => null,
    };

    private static string? MessageOf(TranscodeRow t) => t.Failure switch
    {
        TranscodeFailure.Reported => "The server reported that the conversion failed.",
        TranscodeFailure.EndedEarly => "The play ended within seconds of the conversion's begin (derived).",
        TranscodeFailure.TooSlow => string.Create(CultureInfo.InvariantCulture, $"The conversion was slower than the picture for {t.SlowMs / 1000} s (derived)."),
        _ => null,
    };
}

/// <param name="Items">By the filter, of all time unless it says otherwise; <paramref name="Total"/> is of them.</param>
/// <param name="Days">The last days that all the following is about.</param>
/// <param name="SuccessRate">0–1; null without any. Failures are mostly derived: see <see cref="TranscodeListRow"/>.</param>
/// <param name="HwAccelPercent">Of plays whose picture was converted, those that hardware converted, 0–100.</param>
/// <param name="CodecDistribution">Plays that were converted, by the file's video codec.</param>
/// <param name="Recent">The last 30.</param>
public sealed record TranscodeList(
    IReadOnlyList<TranscodeListRow> Items, long Total, int Page, int PageSize, int Days, long TotalTranscodes, long Failed, double? SuccessRate, double? HwAccelPercent,
    IReadOnlyDictionary<string, long> CodecDistribution, IReadOnlyDictionary<string, long> OutputCodecDistribution, IReadOnlyDictionary<string, long> Encoders, IReadOnlyList<TranscodeListRow> Recent);
