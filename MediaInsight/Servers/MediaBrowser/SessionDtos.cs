using System.Text.Json;
using System.Text.Json.Serialization;

namespace MediaInsight.Servers.MediaBrowser;

/// <summary>One entry of GET /Sessions: a device of a user, playing or not. Queues are left unread: they are heavy.</summary>
internal sealed class SessionDto
{
    public string? Id { get; set; }
    public string? UserId { get; set; }
    public string? UserName { get; set; }
    public string? UserPrimaryImageTag { get; set; }
    public string? Client { get; set; }
    public string? DeviceName { get; set; }
    public string? DeviceId { get; set; }
    public string? ApplicationVersion { get; set; }
    public string? RemoteEndPoint { get; set; }
    public bool? SupportsRemoteControl { get; set; }

    /// <summary>Jellyfin only.</summary>
    public bool? SupportsMediaControl { get; set; }

    /// <summary>What the client can do besides playing: "DisplayMessage", "SetVolume".</summary>
    public List<string?>? SupportedCommands { get; set; }
    public PlayStateDto? PlayState { get; set; }

    /// <summary>Null: nothing plays. <see cref="ItemDto.Unreadable"/>: something else than an item stands there, which says nothing.</summary>
    [JsonConverter(typeof(NowPlaying))]
    public ItemDto? NowPlayingItem { get; set; }
    public TranscodingDto? TranscodingInfo { get; set; }

    /// <summary>Emby only: "tv", "Roku".</summary>
    public string? DeviceType { get; set; }

    /// <summary>Jellyfin only: the client's own last report, by the server's clock; year 1 for none.</summary>
    public string? LastPlaybackCheckIn { get; set; }
}

internal sealed class PlayStateDto
{
    public long? PositionTicks { get; set; }
    public bool? IsPaused { get; set; }
    public int? AudioStreamIndex { get; set; }

    /// <summary>-1 or absent: off.</summary>
    public int? SubtitleStreamIndex { get; set; }
    public string? PlayMethod { get; set; }

    /// <summary>Emby only, 4.9 and later: the version that plays.</summary>
    public MediaSourceDto? MediaSource { get; set; }
}

internal sealed class MediaSourceDto
{
    public string? Container { get; set; }
    public string? Path { get; set; }

    /// <summary>bit/s.</summary>
    public long? Bitrate { get; set; }
    public List<MediaStreamDto?>? MediaStreams { get; set; }
}

internal sealed class MediaStreamDto
{
    public string? Type { get; set; }

    /// <summary>The number that PlayState refers to; not the place in the list.</summary>
    public int? Index { get; set; }
    public string? Codec { get; set; }
    public string? Profile { get; set; }
    public string? Title { get; set; }
    public string? DisplayTitle { get; set; }

    /// <summary>Jellyfin only: None, DolbyAtmos, DTSX.</summary>
    public string? AudioSpatialFormat { get; set; }
    public string? Language { get; set; }
    public int? Width { get; set; }
    public int? Height { get; set; }
    public int? BitDepth { get; set; }
    public int? Channels { get; set; }

    /// <summary>bit/s.</summary>
    public long? BitRate { get; set; }
    public double? AverageFrameRate { get; set; }
    public double? RealFrameRate { get; set; }
    public bool? IsDefault { get; set; }
    public bool? IsExternal { get; set; }

    /// <summary>SDR or HDR; on Emby free text.</summary>
    public string? VideoRange { get; set; }

    /// <summary>Jellyfin only: SDR, HDR10, DOVIWithHDR10, …</summary>
    public string? VideoRangeType { get; set; }

    /// <summary>Emby only: None, Hdr10, Hdr10Plus, HyperLogGamma, DolbyVision.</summary>
    public string? ExtendedVideoType { get; set; }
}

internal sealed class TranscodingDto
{
    public string? AudioCodec { get; set; }
    public string? VideoCodec { get; set; }
    public string? Container { get; set; }
    public bool? IsVideoDirect { get; set; }
    public bool? IsAudioDirect { get; set; }

    /// <summary>bit/s of the target, all tracks.</summary>
    public long? Bitrate { get; set; }

    /// <summary>Speed of the encoder in frames per second; about 25 000 for a stream copy.</summary>
    public double? Framerate { get; set; }

    /// <summary>0–100 of the conversion, not of watching.</summary>
    public double? CompletionPercentage { get; set; }
    public int? Width { get; set; }
    public int? Height { get; set; }
    public int? AudioChannels { get; set; }

    /// <summary>An array of names; older servers wrote one comma-separated text.</summary>
    public JsonElement? TranscodeReasons { get; set; }

    /// <summary>Jellyfin only: the server's setting (none, vaapi, nvenc, …).</summary>
    public string? HardwareAccelerationType { get; set; }

    // Emby only, down to the end.
    public string? VideoDecoder { get; set; }
    public bool? VideoDecoderIsHardware { get; set; }
    public string? VideoDecoderHwAccel { get; set; }
    public string? VideoEncoder { get; set; }
    public bool? VideoEncoderIsHardware { get; set; }
    public string? VideoEncoderHwAccel { get; set; }
    public double? CurrentThrottle { get; set; }
    public JsonElement? SubtitlePipelineInfos { get; set; }
}

/// <summary>Tells an item that cannot be read from one that is not there: only the latter is the end of a play.</summary>
internal sealed class NowPlaying : JsonConverter<ItemDto>
{
    public override ItemDto? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return JsonSerializer.Deserialize<ItemDto>(ref reader, options);
        }

        reader.Skip();
        return ItemDto.Unreadable;
    }

    public override void Write(Utf8JsonWriter writer, ItemDto value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, options);
}
