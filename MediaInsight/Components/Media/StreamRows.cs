using System.Globalization;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;

namespace MediaInsight.Components.Media;

/// <param name="Source">Null: not told.</param>
/// <param name="Sent">Null: not told.</param>
/// <param name="Treatment">What is done with it: "converted", "copied".</param>
public sealed record StreamRow(string Name, string? Source, string? Sent, string? Treatment)
{
    /// <summary>Both sides are told and are not the same.</summary>
    public bool Differs => Source is not null && Sent is not null && !string.Equals(Source, Sent, StringComparison.Ordinal);
}

/// <summary>The file beside what is sent, one row per property; rows that nobody told of are left out.</summary>
public static class StreamRows
{
    public static IReadOnlyList<StreamRow> Of(StreamDetails stream, CultureInfo culture)
    {
        var (source, sent) = (stream.Source, Completed(stream));
        StreamRow[] rows =
        [
            new("Container", FormatNames.Container(source.Container), FormatNames.Container(sent.Container), DecisionWords.OfTrack(stream.Container)),
            new("Video", Video(source), Video(sent), DecisionWords.OfTrack(stream.Video)),
            new("Picture", Picture(source, culture), Picture(sent, culture), null),
            new("Dynamic range", Range(source), Range(sent), null),
            new("Audio", Audio(source), Audio(sent), DecisionWords.OfTrack(stream.Audio)),
            new("Subtitles", Subtitle(source), stream.Subtitle == SubtitleDecision.Burn ? "In the picture" : Subtitle(sent), DecisionWords.OfTrack(stream.Subtitle)),
            new("Bitrate", Rate(source, culture), Rate(sent, culture), null),
        ];
        return [.. rows.Where(r => r.Source is not null || r.Sent is not null)];
    }

    // What is played as it is needs no second telling by the server.
    private static MediaFormat Completed(StreamDetails stream) => stream.Decision == StreamDecision.DirectPlay ? stream.Sent.FilledFrom(stream.Source) : stream.Sent;

    private static string? Video(MediaFormat f) => FormatNames.Words(" ", FormatNames.Codec(f.VideoCodec), f.VideoProfile, f.BitDepth is > 8 and { } bits ? $"{bits}-bit" : null);

    private static string? Picture(MediaFormat f, CultureInfo culture)
    {
        var size = f is { Width: > 0, Height: > 0 } ? string.Create(CultureInfo.InvariantCulture, $"{f.Width} × {f.Height}") : FormatNames.Resolution(f.Resolution);
        return FormatNames.Words(", ", size, f.FrameRate is > 0 and { } rate ? rate.ToString("0.##", culture) + "\u00A0fps" : null);
    }

    private static string? Range(MediaFormat f) => f.DynamicRange;

    private static string? Audio(MediaFormat f) => FormatNames.Words(", ", FormatNames.Audio(f), FormatNames.Language(f.AudioLanguage));

    private static string? Subtitle(MediaFormat f) => FormatNames.Words(", ", FormatNames.Codec(f.SubtitleCodec), FormatNames.Language(f.SubtitleLanguage));

    private static string? Rate(MediaFormat f, CultureInfo culture) => f.BitrateKbps is > 0 and { } kbps ? Formats.Bitrate(kbps, culture) : null;
}
