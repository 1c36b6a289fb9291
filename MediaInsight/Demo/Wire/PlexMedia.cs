using System.Globalization;
using System.Text.Json.Nodes;
using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>Media, Part and Stream: of a file on the disk with numbers for ids, of a session with text and decisions.</summary>
internal static class PlexMedia
{
    public static JsonObject OnDisk(CatalogueItem item, bool withStreams)
    {
        var media = Media(item, item.File);
        media["id"] = MediaId(item);
        var part = Part(item, item.File);
        part["id"] = PartId(item);
        if (withStreams)
        {
            part["Stream"] = WireJson.Array(Streams(item, item.File, null, null));
        }

        media["Part"] = new JsonArray(part);
        return media;
    }

    public static JsonObject Played(PlannedPlay play, Delivery delivery)
    {
        var item = play.Item;
        var media = Media(item, delivery.Sent);
        media["id"] = WireJson.Number(MediaId(item));
        media["selected"] = true;
        var part = Part(item, delivery.Sent);
        part["id"] = WireJson.Number(PartId(item));
        part["decision"] = delivery.Converts ? "transcode" : "directplay";
        part["selected"] = true;
        if (delivery.Converts)
        {
            media["protocol"] = "dash";
            part["protocol"] = "dash";
        }

        part["Stream"] = WireJson.Array(Streams(item, delivery.Sent, delivery, delivery.Source));
        media["Part"] = new JsonArray(part);
        return media;
    }

    public static string? Named(MediaFile file) => file.ResolutionName switch { "2160p" => "4k", null => null, var name => name.TrimEnd('p') };

    public static string DecisionWord(StreamDecision decision) => decision == StreamDecision.Transcode ? "transcode" : "copy";

    private static JsonObject Media(CatalogueItem item, MediaFile file) => new JsonObject
    {
        ["duration"] = (long?)item.Duration?.TotalMilliseconds,
        ["bitrate"] = file.TotalKbps,
        ["width"] = file.Width,
        ["height"] = file.Height,
        ["aspectRatio"] = file is { Width: { } w, Height: { } h } ? Math.Round((double)w / h, 2) : null,
        ["audioChannels"] = file.AudioChannels,
        ["audioCodec"] = file.AudioCodec,
        ["videoCodec"] = file.VideoCodec,
        ["videoResolution"] = Named(file),
        ["container"] = file.Container,
        ["videoFrameRate"] = file.FrameRate switch { null => null, 25 => "PAL", > 49 => "50p", _ => "24p" },
        ["videoProfile"] = file.VideoProfile,
    }.Told();

    private static JsonObject Part(CatalogueItem item, MediaFile file) => new JsonObject
    {
        ["key"] = $"/library/parts/{PartId(item)}/1700000000/file.{item.File.Container}",
        ["duration"] = (long?)item.Duration?.TotalMilliseconds,
        ["file"] = PathOf(item),
        ["size"] = item.SizeBytes,
        ["container"] = file.Container,
        ["videoProfile"] = file.VideoProfile,
    }.Told();

    /// <param name="delivery">Null: the file on the disk.</param>
    /// <param name="source">Titles name the original also while it is converted.</param>
    private static IEnumerable<JsonObject> Streams(CatalogueItem item, MediaFile file, Delivery? delivery, MediaFile? source)
    {
        JsonNode Id(int track) => delivery is null ? StreamId(item, track) : WireJson.Number(StreamId(item, track));
        var original = source ?? file;
        if (file.IsVideo)
        {
            yield return new JsonObject
            {
                ["id"] = Id(1),
                ["streamType"] = 1,
                ["default"] = true,
                ["codec"] = file.VideoCodec,
                ["index"] = 0,
                ["bitrate"] = Math.Max(300, file.TotalKbps - file.AudioKbps),
                ["bitDepth"] = file.BitDepth,
                ["colorTrc"] = file.Range switch { "HDR10" or "Dolby Vision" => "smpte2084", "HLG" => "arib-std-b67", _ => "bt709" },
                ["DOVIPresent"] = file.Range == "Dolby Vision" ? true : null,
                ["DOVIProfile"] = file.Range == "Dolby Vision" ? 7 : null,
                ["frameRate"] = file.FrameRate,
                ["height"] = file.Height,
                ["profile"] = file.VideoProfile,
                ["width"] = file.Width,
                ["displayTitle"] = Title(original),
                ["extendedDisplayTitle"] = Title(original),
                ["decision"] = Word(delivery, delivery?.Video),
                ["location"] = delivery is null ? null : delivery.Converts ? "segments-video" : "direct",
            }.Told();
        }

        yield return new JsonObject
        {
            ["id"] = Id(2),
            ["streamType"] = 2,
            ["selected"] = true,
            ["default"] = file.IsVideo ? true : null,
            ["codec"] = file.AudioCodec,
            ["index"] = file.IsVideo ? 1 : 0,
            ["channels"] = file.AudioChannels,
            ["bitrate"] = file.AudioKbps,
            ["language"] = file.LanguageName,
            ["languageCode"] = file.Language,
            ["languageTag"] = file.Language?[..2],
            ["audioChannelLayout"] = file.AudioChannels switch { 8 => "7.1", 6 => "5.1(side)", _ => "stereo" },
            ["samplingRate"] = file.IsVideo ? 48_000 : 44_100,
            ["displayTitle"] = $"{original.LanguageName ?? ""} ({original.AudioCodec.ToUpperInvariant()} {Layout(original)})".Trim(),
            ["extendedDisplayTitle"] = $"{original.LanguageName ?? ""} ({original.AudioCodec.ToUpperInvariant()} {Layout(original)})".Trim(),
            ["decision"] = Word(delivery, delivery?.Audio),
            ["location"] = delivery is null ? null : delivery.Converts ? "segments-audio" : "direct",
        }.Told();

        for (var s = 0; s < original.Subtitles.Count; s++)
        {
            var track = original.Subtitles[s];
            var chosen = delivery is not null && delivery.Subtitle == track;
            if (delivery is not null && !chosen)
            {
                continue;
            }

            yield return new JsonObject
            {
                ["id"] = Id(3 + s),
                ["streamType"] = 3,
                ["selected"] = chosen ? true : null,
                ["codec"] = CodecOf(track),
                ["index"] = 2 + s,
                ["language"] = track.LanguageName,
                ["languageCode"] = track.Language,
                ["displayTitle"] = $"{track.LanguageName} ({CodecOf(track).ToUpperInvariant()})",
                ["extendedDisplayTitle"] = $"{track.LanguageName} ({CodecOf(track).ToUpperInvariant()})",
                ["decision"] = !chosen ? null : SubtitleWord(delivery!.SubtitleDecision), // non-null: chosen
                ["burn"] = chosen && delivery!.SubtitleDecision == SubtitleDecision.Burn ? "1" : null, // non-null: chosen
                ["location"] = !chosen ? null : delivery!.Converts ? "embedded" : "direct", // non-null: chosen
            }.Told();
        }
    }

    public static string? SubtitleWord(SubtitleDecision? decision) => decision switch
    {
        SubtitleDecision.Burn => "burn",
        SubtitleDecision.Transcode => "transcode",
        SubtitleDecision.DirectStream => "copy",
        _ => null,
    };

    private static string CodecOf(SubtitleTrack track) => track.Codec switch { "subrip" => "srt", "pgssub" => "pgs", var codec => codec };

    private static string Title(MediaFile file)
    {
        var resolution = file.ResolutionName == "2160p" ? "4K" : file.ResolutionName;
        var range = file.Range is null or "SDR" ? "" : " " + file.Range;
        return $"{resolution}{range} ({file.VideoCodec?.ToUpperInvariant()} {CultureInfo.InvariantCulture.TextInfo.ToTitleCase(file.VideoProfile ?? "")})";
    }

    private static string Layout(MediaFile file) => file.AudioChannels switch { 8 => "7.1", 6 => "5.1", _ => "Stereo" };

    private static string? Word(Delivery? delivery, StreamDecision? decision) => delivery is { Converts: true } && decision is { } d ? DecisionWord(d) : null;

    private static long MediaId(CatalogueItem item) => (item.Number * 10L) + 100_001;

    private static long PartId(CatalogueItem item) => (item.Number * 10L) + 100_002;

    private static long StreamId(CatalogueItem item, int track) => (item.Number * 20L) + 500_000 + track;

    private static string PathOf(CatalogueItem item) => item.Kind switch
    {
        MediaKind.Movie => $"/media/movies/film-{item.Number}/film-{item.Number}.{item.File.Container}",
        MediaKind.Episode => $"/media/tv/show-{item.Grandparent?.Number}/s{item.Parent?.Index:D2}e{item.Index:D2}.{item.File.Container}",
        _ => $"/media/music/album-{item.Parent?.Number}/{item.Index:D2}.{item.File.Container}",
    };
}
