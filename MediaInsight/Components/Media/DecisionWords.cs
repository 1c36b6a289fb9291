using MediaInsight.Domain;
using MediaInsight.History;

namespace MediaInsight.Components.Media;

/// <summary>How a stream reaches the viewer and why, in one line.</summary>
public static class DecisionWords
{
    /// <param name="deviceType">As in <see cref="DeviceRef.DeviceType"/>: a browser is called one.</param>
    public static string Of(StreamDetails stream, string? deviceType = null) => stream.Decision switch
    {
        StreamDecision.DirectPlay => stream.OptimizedVersion == true ? "Direct play (optimised version)" : "Direct play",
        StreamDecision.DirectStream => With("Direct stream", First(stream, deviceType)) ?? "Direct stream (container changed)",
        StreamDecision.Transcode => With(Converting(stream), First(stream, deviceType) ?? Subtitles(stream, deviceType)) ?? Converting(stream),
        _ => "Not told how",
    };

    /// <summary>Of a stored play: its summary columns only.</summary>
    public static string OfRow(HistoryRow row) => Of(
        new StreamDetails
        {
            Decision = row.Decision,
            Video = row.Video,
            Audio = row.Audio,
            Subtitle = row.Subtitle,
            TranscodeReasons = row.TranscodeReasons,
            Source = new MediaFormat { Container = row.Container, VideoCodec = row.VideoCodec, AudioCodec = row.AudioCodec, Resolution = row.Resolution },
        },
        row.DeviceType);

    /// <summary>Every reason; empty when there is none to tell.</summary>
    public static IReadOnlyList<string> Reasons(StreamDetails stream, string? deviceType = null) => TranscodeReasons.Of(stream, Player(deviceType));

    public static string? Of(StreamDecision? decision) => decision switch
    {
        StreamDecision.DirectPlay => "Direct play",
        StreamDecision.DirectStream => "Direct stream",
        StreamDecision.Transcode => "Transcode",
        _ => null,
    };

    /// <summary>Of one track: sent as it is, copied into another container, converted.</summary>
    public static string? OfTrack(StreamDecision? decision) => decision switch
    {
        StreamDecision.DirectPlay => "as it is",
        StreamDecision.DirectStream => "copied",
        StreamDecision.Transcode => "converted",
        _ => null,
    };

    public static string? OfTrack(SubtitleDecision? decision) => decision switch
    {
        SubtitleDecision.DirectPlay => "as they are",
        SubtitleDecision.DirectStream => "copied",
        SubtitleDecision.Transcode => "converted",
        SubtitleDecision.Burn => "drawn into the picture",
        _ => null,
    };

    private static string Converting(StreamDetails stream) => (stream.Video, stream.Audio) switch
    {
        (StreamDecision.Transcode, StreamDecision.Transcode) => "Transcoding video and audio",
        (StreamDecision.Transcode, _) => "Transcoding video",
        (_, StreamDecision.Transcode) => "Transcoding audio",
        _ => "Transcoding",
    };

    private static string? Subtitles(StreamDetails stream, string? deviceType) =>
        stream.Subtitle == SubtitleDecision.Burn ? $"subtitles are drawn into the picture for {Player(deviceType)}" : null;

    private static string? First(StreamDetails stream, string? deviceType) => Reasons(stream, deviceType) is [var first, ..] ? first : null;

    private static string? With(string what, string? why) => why is null ? null : $"{what}: {why}";

    private static string Player(string? deviceType) => deviceType switch
    {
        "web" => "the browser",
        "tv" => "the TV",
        _ => "the player",
    };
}
