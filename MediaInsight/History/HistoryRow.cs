using MediaInsight.Domain;

namespace MediaInsight.History;

/// <summary>A finished play with everything a list shows.</summary>
public sealed record HistoryRow
{
    public required PlayId Id { get; init; }
    public required long Number { get; init; }
    public required ServerId ServerId { get; init; }
    public required ServerKind ServerKind { get; init; }
    public required string ServerName { get; init; }
    public required ServerUserId UserId { get; init; }
    public required ViewerId ViewerId { get; init; }

    /// <summary>The account's name on its server.</summary>
    public required string UserName { get; init; }

    /// <summary>The person's name.</summary>
    public required string ViewerName { get; init; }
    public required MediaItemId ItemId { get; init; }
    public required MediaKind Kind { get; init; }
    public required string Title { get; init; }
    public string? ParentTitle { get; init; }
    public string? GrandparentTitle { get; init; }
    public int? SeasonNumber { get; init; }
    public int? EpisodeNumber { get; init; }
    public int? Year { get; init; }
    public string? ChannelName { get; init; }
    public LibraryId? LibraryId { get; init; }
    public string? LibraryName { get; init; }

    /// <summary>Null also for somebody incognito: people name their devices after themselves.</summary>
    public string? DeviceName { get; init; }
    public required string DeviceType { get; init; }
    public string? ClientName { get; init; }
    public string? ClientVersion { get; init; }
    public string? Platform { get; init; }

    /// <summary>Null also for somebody incognito.</summary>
    public string? IpAddress { get; init; }
    public NetworkLocation? Location { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset StoppedAt { get; init; }
    public required long WatchedMs { get; init; }
    public required long PausedMs { get; init; }
    public required long BufferingMs { get; init; }
    public long? StartPositionMs { get; init; }
    public long? PositionMs { get; init; }
    public long? DurationMs { get; init; }

    /// <summary>0–1000.</summary>
    public int? PercentPermille { get; init; }
    public required bool Completed { get; init; }
    public required bool IsShort { get; init; }
    public required long ChainNumber { get; init; }

    /// <summary>Id of the chain's first play.</summary>
    public PlayId? ChainId { get; init; }
    public StreamDecision? Decision { get; init; }
    public StreamDecision? Video { get; init; }
    public StreamDecision? Audio { get; init; }
    public SubtitleDecision? Subtitle { get; init; }
    public string? TranscodeReasons { get; init; }
    public string? VideoCodec { get; init; }
    public string? AudioCodec { get; init; }
    public string? Resolution { get; init; }
    public string? SentVideoCodec { get; init; }
    public string? SentAudioCodec { get; init; }
    public string? SentResolution { get; init; }
    public string? Container { get; init; }
    public int? BitrateKbps { get; init; }
    public int? BandwidthKbps { get; init; }
    public required PlayCertainty Certainty { get; init; }
}

/// <param name="Stream">What was played and what was sent in the stretch.</param>
public sealed record SegmentRow(int Ordinal, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, long WatchedMs, long PausedMs, long BufferingMs, int? BandwidthKbps, StreamDetails Stream);

/// <param name="Stream">Of the stretch that speaks for the play.</param>
/// <param name="Chain">The other plays of its chain, oldest first.</param>
public sealed record PlayDetails(HistoryRow Row, StreamDetails Stream, IReadOnlyList<SegmentRow> Segments, IReadOnlyList<HistoryRow> Chain);
