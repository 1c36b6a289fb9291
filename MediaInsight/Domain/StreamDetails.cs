namespace MediaInsight.Domain;

/// <summary>Container and tracks of one side of a stream (the file, or what is sent). Null: the server did not say.</summary>
public sealed record MediaFormat
{
    public static readonly MediaFormat Unknown = new();

    public string? Container { get; init; }

    /// <summary>Lower case as servers write it: h264, hevc, av1, mpeg2video.</summary>
    public string? VideoCodec { get; init; }
    public string? VideoProfile { get; init; }

    /// <summary>Pixels.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels.</summary>
    public int? Height { get; init; }

    /// <summary>SDR, HDR10, HDR10+, HLG, Dolby Vision, or HDR when the kind is not told.</summary>
    public string? DynamicRange { get; init; }
    public int? BitDepth { get; init; }

    /// <summary>Frames per second.</summary>
    public double? FrameRate { get; init; }

    /// <summary>Lower case: aac, eac3, truehd, flac.</summary>
    public string? AudioCodec { get; init; }
    public int? AudioChannels { get; init; }
    public string? AudioLanguage { get; init; }
    public string? SubtitleCodec { get; init; }
    public string? SubtitleLanguage { get; init; }

    /// <summary>kbit/s of picture and sound together.</summary>
    public int? BitrateKbps { get; init; }

    /// <summary>2160p … 480p, sd; told by the size in pixels, else what the server named.</summary>
    public string? Resolution { get; init; }

    internal MediaFormat FilledFrom(MediaFormat earlier) => this == earlier ? earlier : new()
    {
        Container = Container ?? earlier.Container,
        VideoCodec = VideoCodec ?? earlier.VideoCodec,
        VideoProfile = VideoProfile ?? earlier.VideoProfile,
        Width = Width ?? earlier.Width,
        Height = Height ?? earlier.Height,
        DynamicRange = DynamicRange ?? earlier.DynamicRange,
        BitDepth = BitDepth ?? earlier.BitDepth,
        FrameRate = FrameRate ?? earlier.FrameRate,
        AudioCodec = AudioCodec ?? earlier.AudioCodec,
        AudioChannels = AudioChannels ?? earlier.AudioChannels,
        AudioLanguage = AudioLanguage ?? earlier.AudioLanguage,
        SubtitleCodec = SubtitleCodec ?? earlier.SubtitleCodec,
        SubtitleLanguage = SubtitleLanguage ?? earlier.SubtitleLanguage,
        BitrateKbps = BitrateKbps ?? earlier.BitrateKbps,
        Resolution = Resolution ?? earlier.Resolution,
    };
}

/// <summary>What is played and what is sent, with a decision per track. Values only: two equal streams compare equal.</summary>
public sealed record StreamDetails
{
    public static readonly StreamDetails Unknown = new();

    /// <summary>The heaviest of video and audio (a container change alone is a direct stream).</summary>
    public StreamDecision? Decision { get; init; }
    public StreamDecision? Video { get; init; }
    public StreamDecision? Audio { get; init; }
    public SubtitleDecision? Subtitle { get; init; }
    public StreamDecision? Container { get; init; }

    /// <summary>Names as the server gives them, comma separated, in its order; unknown ones are kept.</summary>
    public string? TranscodeReasons { get; init; }

    public MediaFormat Source { get; init; } = MediaFormat.Unknown;

    /// <summary>What is sent. On direct play the same as <see cref="Source"/>.</summary>
    public MediaFormat Sent { get; init; } = MediaFormat.Unknown;

    /// <summary>Name of the hardware decoder in use (vaapi, nvdec, …); null: software or not told.</summary>
    public string? HardwareDecoder { get; init; }

    /// <summary>Name of the hardware encoder in use; null: software or not told.</summary>
    public string? HardwareEncoder { get; init; }

    /// <summary>An optimised (pre-converted) version of the title is played.</summary>
    public bool? OptimizedVersion { get; init; }

    /// <summary>
    /// Whether the viewer would call it the same quality. Bitrates that servers re-estimate from poll to poll
    /// (less than a fifth apart) do not count as a change, nor does a detail that one reading leaves out.
    /// </summary>
    public bool IsSameQuality(StreamDetails other) =>
        Agrees(Decision, other.Decision) && Agrees(Video, other.Video) && Agrees(Audio, other.Audio)
        && Agrees(Subtitle, other.Subtitle)
        && Agrees(Sent.Height, other.Sent.Height) && Agrees(Sent.Width, other.Sent.Width)
        && Agrees(Source.Height, other.Source.Height)
        && Agrees(Sent.VideoCodec, other.Sent.VideoCodec) && Agrees(Sent.AudioCodec, other.Sent.AudioCodec)
        && SameBitrate(Sent.BitrateKbps, other.Sent.BitrateKbps);

    /// <summary>This reading, with what it leaves out taken from an earlier one of the same quality.</summary>
    public StreamDetails FilledFrom(StreamDetails earlier) => this == earlier ? earlier : this with
    {
        Decision = Decision ?? earlier.Decision,
        Video = Video ?? earlier.Video,
        Audio = Audio ?? earlier.Audio,
        Subtitle = Subtitle ?? earlier.Subtitle,
        Container = Container ?? earlier.Container,
        TranscodeReasons = TranscodeReasons ?? (Decision is null or StreamDecision.Transcode ? earlier.TranscodeReasons : null),
        Source = Source.FilledFrom(earlier.Source),
        Sent = Sent.FilledFrom(earlier.Sent),
    };

    private static bool Agrees<T>(T? a, T? b) where T : struct => a is null || b is null || a.Value.Equals(b.Value);

    private static bool Agrees(string? a, string? b) => a is null || b is null || string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static bool SameBitrate(int? a, int? b) => a is not > 0 || b is not > 0 || Math.Abs((long)a - b.Value) * 5 <= Math.Max(a.Value, b.Value);
}

/// <summary>How a running conversion is doing; changes with every poll and is never stored per change.</summary>
/// <param name="Speed">Times real time.</param>
/// <param name="Percent">0–100 of the file converted so far.</param>
/// <param name="Throttled">The buffer is full and the server rests.</param>
/// <param name="FramesPerSecond">Encoder speed.</param>
/// <param name="HasFailed">The server's own word; null: it tells of no failure.</param>
public sealed record TranscodeProgress(double? Speed, double? Percent, bool? Throttled, double? FramesPerSecond, bool? HasFailed = null);
