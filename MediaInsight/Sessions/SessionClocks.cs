using MediaInsight.Domain;

namespace MediaInsight.Sessions;

/// <summary>Everything of a running play that moves with each reading. Durations and positions in ms.</summary>
public sealed record SessionClocks
{
    /// <summary>The last good reading that listed it.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }
    public required PlaybackState State { get; init; }
    public required DateTimeOffset StateSince { get; init; }
    public long WatchedMs { get; init; }
    public long PausedMs { get; init; }
    public long BufferingMs { get; init; }

    /// <summary>Observed as playing and not yet proven by the client: becomes watch time with its next sign of life.</summary>
    public long HeldMs { get; init; }
    public long? PositionMs { get; init; }

    /// <summary>The farthest position, for "watched".</summary>
    public long? FurthestMs { get; init; }

    /// <summary>When the position last moved.</summary>
    public DateTimeOffset? PositionMovedAt { get; init; }
    public DateTimeOffset? LastClientReportAt { get; init; }

    /// <summary>The largest total the server itself counted.</summary>
    public long? ReportedMs { get; init; }

    /// <summary>By how much the wall clock was set back while it ran: all its instants are that much later than the wall clock.</summary>
    public long SetBackMs { get; init; }

    /// <summary>Playing time in which the conversion was slower than the picture and not resting.</summary>
    public long SlowMs { get; init; }
    public int? BandwidthKbps { get; init; }
    public bool Completed { get; init; }
}
