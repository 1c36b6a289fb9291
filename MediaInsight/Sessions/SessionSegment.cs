using MediaInsight.Domain;

namespace MediaInsight.Sessions;

/// <summary>The running stretch with one quality: what the play's clocks showed when it began, and its stream.</summary>
public sealed record SessionSegment
{
    public required int Ordinal { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required StreamDetails Stream { get; init; }

    /// <summary>Largest seen in the stretch, kbit/s.</summary>
    public int? BandwidthKbps { get; init; }
    public long WatchedBeforeMs { get; init; }
    public long PausedBeforeMs { get; init; }
    public long BufferingBeforeMs { get; init; }
    public long SlowBeforeMs { get; init; }

    /// <summary>The server said that the conversion failed.</summary>
    public bool TranscodeFailed { get; init; }
}
