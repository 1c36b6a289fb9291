using MediaInsight.Domain;
using MediaInsight.Sessions;

namespace MediaInsight.History;

/// <summary>A play that is over before it is stored: from the demo household, a catch-up or an import.</summary>
public sealed record FinishedPlay
{
    public required ServerId ServerId { get; init; }
    public required SessionUser User { get; init; }
    public required DeviceRef Device { get; init; }
    public required MediaRef Media { get; init; }
    public string? IpAddress { get; init; }
    public NetworkLocation? Location { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset StoppedAt { get; init; }
    public long WatchedMs { get; init; }
    public long PausedMs { get; init; }
    public long BufferingMs { get; init; }
    public TimeSpan? StartPosition { get; init; }
    public TimeSpan? Position { get; init; }
    public TimeSpan? Duration { get; init; }
    public StreamDetails Stream { get; init; } = StreamDetails.Unknown;
    public int? BandwidthKbps { get; init; }
    public PlayCertainty Certainty { get; init; }

    /// <summary>Seen to the end, by the word of who tells it; null: the position decides.</summary>
    public bool? Completed { get; init; }

    /// <summary>See <see cref="PlaySource"/>; null: none is kept.</summary>
    public string? Source { get; init; }
}
