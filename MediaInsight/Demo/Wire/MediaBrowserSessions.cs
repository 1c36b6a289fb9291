using System.Text.Json.Nodes;
using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>GET /Sessions of Emby and Jellyfin: every device of the household, playing or not.</summary>
internal sealed class MediaBrowserSessions(ServerKind kind, MediaBrowserItems items)
{
    /// <summary>How often the apps report.</summary>
    public static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(10);

    private static readonly string[] Commands = ["DisplayContent", "DisplayMessage", "SetVolume", "Mute", "Unmute", "ToggleMute", "SetAudioStreamIndex", "SetSubtitleStreamIndex"];

    private bool IsEmby => kind == ServerKind.Emby;

    public JsonArray List(IReadOnlyList<PlannedPlay> running, DateTimeOffset now)
    {
        var plays = running.ToDictionary(p => p.Device);
        return WireJson.Array(Household.DevicesOn(kind).Select(d => Session(d, plays.GetValueOrDefault(d), now)));
    }

    private JsonObject Session(Device device, PlannedPlay? play, DateTimeOffset now)
    {
        var delivery = play?.DeliveryAt(now);
        var session = new JsonObject
        {
            ["PlayState"] = play is null || delivery is null ? Idle() : State(play, delivery, now),
            ["AdditionalUsers"] = new JsonArray(),
            ["RemoteEndPoint"] = play?.Address ?? device.AddressWhen(false).Address,
            ["PlayableMediaTypes"] = WireJson.Words("Audio", "Video"),
            ["Id"] = device.SessionId,
            ["UserId"] = device.Account.ExternalId,
            ["UserName"] = device.Account.Name,
            ["UserPrimaryImageTag"] = items.Tag(-device.Owner.Number),
            ["Client"] = device.Client,
            ["LastActivityDate"] = WireJson.Iso(play is null ? LastSeen(device, now) : now),
            ["DeviceName"] = device.Name,
            ["NowPlayingItem"] = play is null ? null : NowPlaying(play, now),
            ["DeviceId"] = device.ExternalId,
            ["ApplicationVersion"] = device.Version,
            ["TranscodingInfo"] = play is not null && delivery is { Converts: true } ? Transcoding(play, delivery, now) : null,
            ["SupportsRemoteControl"] = true,
            ["ServerId"] = items.Server,
            ["SupportedCommands"] = WireJson.Words(Commands),
        };
        if (IsEmby)
        {
            session["Protocol"] = "HTTP/1.1";
            session["InternalDeviceId"] = device.Number;
            session["AppIconUrl"] = "";
            session["PlaylistIndex"] = 0;
            session["PlaylistLength"] = play is null ? 0 : 1;
        }
        else
        {
            session["LastPlaybackCheckIn"] = play is null ? "0001-01-01T00:00:00.0000000Z" : WireJson.Iso(CheckIn(play, now));
            session["LastPausedDate"] = play?.StateAt(now) == PlaybackState.Paused ? WireJson.Iso(play.StateSince(now)) : null;
            session["IsActive"] = true;
            session["SupportsMediaControl"] = true;
            session["HasCustomDeviceName"] = false;
        }

        return session.Told();
    }

    // Paused apps go on reporting that they are paused.
    private static DateTimeOffset CheckIn(PlannedPlay play, DateTimeOffset now) => play.StartedAt + (ReportInterval * ((now - play.StartedAt).Ticks / ReportInterval.Ticks));

    private static DateTimeOffset LastSeen(Device device, DateTimeOffset now) => now.AddHours(-now.Hour).AddMinutes(-now.Minute - (device.Number * 7));

    private JsonObject Idle() => new JsonObject
    {
        ["CanSeek"] = false,
        ["IsPaused"] = false,
        ["IsMuted"] = false,
        ["RepeatMode"] = "RepeatNone",
        ["PlaybackOrder"] = IsEmby ? null : "Default",
        ["SubtitleOffset"] = IsEmby ? 0 : null,
        ["PlaybackRate"] = IsEmby ? 1 : null,
    }.Told();

    private JsonObject State(PlannedPlay play, Delivery delivery, DateTimeOffset now)
    {
        var state = Idle();
        var subtitle = delivery.Subtitle is { } chosen ? 2 + delivery.Source.Subtitles.TakeWhile(s => s != chosen).Count() : -1;
        state["PositionTicks"] = play.PositionAt(now).Ticks;
        state["CanSeek"] = play.Item.Kind != MediaKind.LiveTv;
        state["IsPaused"] = play.StateAt(now) == PlaybackState.Paused;
        state["VolumeLevel"] = 100;
        state["AudioStreamIndex"] = delivery.Source.IsVideo ? 1 : 0;
        state["SubtitleStreamIndex"] = subtitle;
        state["MediaSourceId"] = IsEmby ? $"mediasource_{items.Id(play.Item.Number)}" : items.Id(play.Item.Number);

        // Emby's apps say DirectStream for untouched files.
        state["PlayMethod"] = delivery.Converts ? "Transcode" : IsEmby ? "DirectStream" : "DirectPlay";
        return state;
    }

    private JsonObject NowPlaying(PlannedPlay play, DateTimeOffset now)
    {
        var item = items.Item(play.Item, now);
        var file = play.Item.File;
        item["MediaStreams"] = items.Streams(file);
        if (file.IsVideo && play.Item.Kind != MediaKind.LiveTv)
        {
            item["Width"] = file.Width;
            item["Height"] = file.Height;
        }

        if (IsEmby && play.Item.Kind != MediaKind.LiveTv)
        {
            item["Bitrate"] = file.TotalKbps * 1000L;
            item["Size"] = play.Item.SizeBytes;
        }

        if (play.Item.Kind == MediaKind.LiveTv)
        {
            var (title, start, end) = World.Programme(play.Item, now);
            item["CurrentProgram"] = new JsonObject
            {
                ["Name"] = title,
                ["Id"] = items.Id(play.Item.Number + 50_000),
                ["ChannelId"] = items.Id(play.Item.Number),
                ["StartDate"] = WireJson.Iso(start),
                ["EndDate"] = WireJson.Iso(end),
                ["Type"] = "Program",
            };
        }

        return item;
    }

    private JsonObject Transcoding(PlannedPlay play, Delivery delivery, DateTimeOffset now)
    {
        var sent = delivery.Sent;
        var encodes = delivery.Video == StreamDecision.Transcode;
        var info = new JsonObject
        {
            ["AudioCodec"] = sent.AudioCodec == "dca" ? "dts" : sent.AudioCodec,
            ["VideoCodec"] = sent.VideoCodec,
            ["Container"] = sent.Container,
            ["IsVideoDirect"] = sent.IsVideo && !encodes,
            ["IsAudioDirect"] = delivery.Audio != StreamDecision.Transcode,
            ["Bitrate"] = sent.TotalKbps * 1000L,
            ["Framerate"] = encodes ? delivery.Hardware ? 146 : 51 : null,
            ["CompletionPercentage"] = play.Item.Duration is { } d ? Math.Round(Math.Min(100, 100 * (play.PositionAt(now) + TimeSpan.FromMinutes(3) + ((now - play.StartedAt) * 0.5)) / d), 2) : null,
            ["Width"] = sent.Width,
            ["Height"] = sent.Height,
            ["AudioChannels"] = sent.AudioChannels,
            ["TranscodeReasons"] = WireJson.Words([.. delivery.Reasons.Select(Reason)]),
        };
        if (IsEmby)
        {
            AddEmby(info, delivery, encodes);
        }
        else
        {
            info["HardwareAccelerationType"] = delivery.Hardware ? "vaapi" : "none";
        }

        return info.Told();
    }

    private static void AddEmby(JsonObject info, Delivery delivery, bool encodes)
    {
        info["SubProtocol"] = "hls";
        info["AudioBitrate"] = delivery.Sent.AudioKbps * 1000L;
        info["VideoBitrate"] = (delivery.Sent.TotalKbps - delivery.Sent.AudioKbps) * 1000L;
        info["CurrentThrottle"] = 0;
        info["SubtitlePipelineInfos"] = new JsonArray();
        if (encodes)
        {
            info["VideoDecoder"] = delivery.Source.VideoCodec;
            info["VideoDecoderIsHardware"] = delivery.Hardware;
            info["VideoDecoderHwAccel"] = delivery.Hardware ? "vaapi" : null;
            info["VideoEncoder"] = delivery.Hardware ? "h264_vaapi" : "libx264";
            info["VideoEncoderIsHardware"] = delivery.Hardware;
            info["VideoEncoderHwAccel"] = delivery.Hardware ? "vaapi" : null;
        }
    }

    public string Reason(string jellyfin) => IsEmby && jellyfin == "VideoRangeTypeNotSupported" ? "VideoRangeNotSupported" : jellyfin;
}
