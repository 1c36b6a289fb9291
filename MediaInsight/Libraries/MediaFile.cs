using MediaInsight.Domain;

namespace MediaInsight.Libraries;

/// <summary>One file (one version) of a title. Null: the server did not say.</summary>
public sealed class MediaFile
{
    public long Id { get; init; }
    public required MediaItemId MediaItemId { get; init; }

    /// <summary>From 0, in the server's order.</summary>
    public required int Ordinal { get; init; }

    /// <summary>On the server; the first part when a version lies in several.</summary>
    public string? Path { get; set; }

    /// <summary>All parts together.</summary>
    public long? SizeBytes { get; set; }
    public string? Container { get; set; }
    public long? DurationMs { get; set; }

    /// <summary>kbit/s of picture and sound together.</summary>
    public int? BitrateKbps { get; set; }

    /// <summary>Lower case: h264, hevc, av1.</summary>
    public string? VideoCodec { get; set; }
    public int? Width { get; set; }
    public int? Height { get; set; }

    /// <summary>2160p … 480p, sd.</summary>
    public string? Resolution { get; set; }

    /// <summary>SDR, HDR10, HDR10+, HLG, Dolby Vision, or HDR when the kind is not told.</summary>
    public string? DynamicRange { get; set; }

    /// <summary>Frames per second.</summary>
    public double? FrameRate { get; set; }

    /// <summary>Of the default track, lower case: aac, eac3, truehd, flac.</summary>
    public string? AudioCodec { get; set; }
    public int? AudioChannels { get; set; }
    public bool? IsAtmos { get; set; }

    /// <summary>Comma separated, as the server names them.</summary>
    public string? AudioLanguages { get; set; }

    /// <summary>Comma separated, as the server names them.</summary>
    public string? SubtitleLanguages { get; set; }

    /// <summary>The server's word for this version, or its edition.</summary>
    public string? VersionName { get; set; }
}
