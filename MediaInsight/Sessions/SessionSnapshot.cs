using MediaInsight.Domain;

namespace MediaInsight.Sessions;

/// <summary>An account as a session names it.</summary>
/// <param name="ExternalId">The server's id; never empty ("0" for a local player without account on Plex).</param>
/// <param name="AvatarPath">Server path or image key, for the image proxy only.</param>
public sealed record SessionUser(string ExternalId, string Name, string? AvatarPath = null);

/// <summary>One playing session as one reading of one server shows it.</summary>
public sealed record SessionSnapshot
{
    public required SessionKey Key { get; init; }

    /// <summary>The id that the product's remote-control calls take; null when it cannot be controlled.</summary>
    public string? ControlId { get; init; }

    /// <summary>What product and client can be told to do with it.</summary>
    public SessionCommands Commands { get; init; }
    public required SessionUser User { get; init; }
    public DeviceRef Device { get; init; } = new();
    public required MediaRef Media { get; init; }
    public required PlaybackState State { get; init; }

    /// <summary>Null when untold (live television).</summary>
    public TimeSpan? Position { get; init; }

    /// <summary>Null when untold or endless; never zero or negative.</summary>
    public TimeSpan? Duration { get; init; }
    public StreamDetails Stream { get; init; } = StreamDetails.Unknown;
    public TranscodeProgress? Transcode { get; init; }
    public NetworkRef Network { get; init; } = NetworkRef.Unknown;

    /// <summary>kbit/s: reserved or estimated by the server, not measured.</summary>
    public int? BandwidthKbps { get; init; }

    /// <summary>Audiobooks: the chapter at the position.</summary>
    public string? Chapter { get; init; }

    /// <summary>
    /// When the client itself last reported, on our clock. Where it is told, time after it plus one report interval is
    /// not watch time until the client reports again.
    /// </summary>
    public DateTimeOffset? LastClientReportAt { get; init; }

    /// <summary>Where the server itself counts listening: its total for this session. Replaces observation.</summary>
    public long? ReportedWatchedMs { get; init; }

    /// <summary>When the server says the session began, on our clock; null: the first sight counts.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Set on a last reading: the server says the session is over, since when.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}
