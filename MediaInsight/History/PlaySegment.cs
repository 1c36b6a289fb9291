using MediaInsight.Domain;

namespace MediaInsight.History;

/// <summary>A stretch of a play with one quality.</summary>
public sealed class PlaySegment
{
    public long Id { get; init; }
    public required long PlayNumber { get; init; }

    /// <summary>0, 1, 2 … within the play.</summary>
    public required int Ordinal { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
    public long WatchedMs { get; set; }
    public long PausedMs { get; set; }
    public long BufferingMs { get; set; }
    public StreamDecision? Decision { get; set; }
    public required long StreamProfileId { get; set; }

    /// <summary>Largest seen in the stretch, kbit/s.</summary>
    public int? BandwidthKbps { get; set; }
}
