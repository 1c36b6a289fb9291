using System.Globalization;
using MediaInsight.Domain;
using MediaInsight.History;

namespace MediaInsight.Alerting.Facts;

/// <summary>What is told of device, stream and progress of a play.</summary>
internal static class PlayValues
{
    /// <summary>People name their devices after themselves: of somebody incognito neither name nor address is told.</summary>
    public static ValueList Device(this ValueList list, PlayRow row) => list
        .Text("device", row.IsIncognito ? null : row.Device?.Name)
        .Choice("device_type", row.Device?.DeviceType)
        .Text("player", row.Device?.ClientName)
        .Text("player_version", row.Device?.ClientVersion)
        .Text("platform", row.Device?.Platform)
        .Text("address", row.IsIncognito ? null : row.Address)
        .Choice("location", row.Location switch { NetworkLocation.Lan => "lan", NetworkLocation.Wan => "wan", _ => null })
        .YesNo("is_local", row.Location is { } at ? at == NetworkLocation.Lan : null);

    public static ValueList Stream(this ValueList list, StreamDetails stream)
    {
        var (source, sent) = (stream.Source, stream.Sent);
        var resolution = sent.Resolution ?? source.Resolution;
        var kbit = sent.BitrateKbps ?? source.BitrateKbps;
        var rate = kbit is > 0 ? list.Words.Rate(kbit.Value / 1000.0) : null;
        var decision = stream.Decision is { } made ? Conditions.Words.Label(Topics.ChoiceSource.Decisions, made.Word()) : null;
        return list
            .Choice("decision", stream.Decision?.Word())
            .Choice("video_decision", stream.Video?.Word())
            .Choice("audio_decision", stream.Audio?.Word())
            .Choice("subtitle_decision", stream.Subtitle?.Word())
            .Choice("resolution", source.Resolution)
            .Choice("sent_resolution", resolution)
            .Text("quality", Joined(resolution, rate))
            .Text("stream", Joined(decision, resolution, rate))
            .Rate("bitrate", kbit)
            .Rate("source_bitrate", source.BitrateKbps)
            .Text("video_codec", source.VideoCodec)
            .Text("sent_video_codec", sent.VideoCodec)
            .Text("audio_codec", source.AudioCodec)
            .Text("sent_audio_codec", sent.AudioCodec)
            .Number("audio_channels", source.AudioChannels)
            .Text("audio_language", source.AudioLanguage ?? sent.AudioLanguage)
            .Text("subtitle_language", source.SubtitleLanguage ?? sent.SubtitleLanguage)
            .Choice("dynamic_range", source.DynamicRange)
            .Text("container", source.Container)
            .YesNo("hardware", stream.Decision == StreamDecision.Transcode ? stream.HardwareEncoder is not null || stream.HardwareDecoder is not null : null)
            .Text("transcode_reasons", stream.TranscodeReasons);
    }

    public static ValueList Progress(this ValueList list, PlayRow row, PlayEvent happened)
    {
        var play = row.Play;
        var duration = play.DurationMs ?? row.Session?.DurationMs ?? row.Item.DurationMs;
        var percent = happened.PositionMs is { } at && duration is > 0 ? Math.Clamp(at * 100.0 / duration.Value, 0, 100) : (double?)null;
        var isEnd = happened.Kind == PlayEventKind.Stopped;
        return list
            .Minutes("duration", duration)
            .Number("progress", percent is { } p ? Math.Round(p, 1) : null, percent is { } shown ? Math.Floor(shown).ToString(CultureInfo.InvariantCulture) + " %" : null)
            .Text("position", happened.PositionMs is { } ms ? TimeSpan.FromMilliseconds(ms).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture) : null)
            .Minutes("watched_minutes", isEnd ? play.WatchedMs : null)
            .YesNo("completed", isEnd ? play.Completed : happened.Kind == PlayEventKind.Watched ? true : null)
            .Text("started_at", list.Words.Moment(play.StartedAt))
            .Text("stopped_at", isEnd ? list.Words.Moment(happened.At) : null);
    }

    private static string? Joined(params IEnumerable<string?> parts) => string.Join(" · ", parts.Where(p => p is not null)) is { Length: > 0 } text ? text : null;
}
