using MediaInsight.Api.Contracts;

namespace MediaInsight.Api.Exports;

/// <summary>Finished plays as columns of a file, named as in the API.</summary>
internal static class PlayColumns
{
    public static IReadOnlyList<ExportColumn<SessionRow>> All { get; } =
    [
        new("id", r => r.Id), new("started_at", r => r.StartedAt), new("stopped_at", r => r.StoppedAt),
        new("viewer_id", r => r.ViewerId), new("viewer_name", r => r.ViewerName), new("user_id", r => r.UserId), new("user_name", r => r.UserName),
        new("server_id", r => r.ServerId), new("server_kind", r => r.ServerKind), new("server_name", r => r.ServerName),
        new("content_id", r => r.ContentId), new("content_type", r => r.ContentType), new("title", r => r.Title), new("parent_title", r => r.ParentTitle), new("grandparent_title", r => r.GrandparentTitle),
        new("season_number", r => r.SeasonNumber), new("episode_number", r => r.EpisodeNumber), new("year", r => r.Year), new("channel_name", r => r.ChannelName),
        new("watched_seconds", r => r.WatchedSeconds), new("paused_seconds", r => r.PausedSeconds), new("buffering_seconds", r => r.BufferingSeconds),
        new("progress_seconds", r => r.ProgressSeconds), new("duration_seconds", r => r.DurationSeconds), new("percent_complete", r => r.PercentComplete), new("completed", r => r.Completed),
        new("stream_type", r => r.StreamType), new("video_decision", r => r.VideoDecision), new("audio_decision", r => r.AudioDecision), new("subtitle_decision", r => r.SubtitleDecision),
        new("transcode_reasons", r => r.TranscodeReasons is { } reasons ? string.Join(' ', reasons) : null),
        new("video_codec", r => r.VideoCodec), new("audio_codec", r => r.AudioCodec), new("resolution", r => r.Resolution), new("container", r => r.Container),
        new("stream_video_codec", r => r.StreamVideoCodec), new("stream_audio_codec", r => r.StreamAudioCodec), new("stream_resolution", r => r.StreamResolution),
        new("bitrate_kbps", r => r.BitrateKbps), new("bandwidth_mbps", r => r.BandwidthMbps), new("bytes_estimate", r => r.BytesEstimate),
        new("device_name", r => r.DeviceName), new("device_type", r => r.DeviceType), new("client_name", r => r.ClientName), new("client_version", r => r.ClientVersion), new("platform", r => r.Platform),
        new("ip_address", r => r.IpAddress), new("location", r => r.Location), new("is_short", r => r.IsShort), new("chain_id", r => r.ChainId), new("certainty", r => r.Certainty),
    ];
}
