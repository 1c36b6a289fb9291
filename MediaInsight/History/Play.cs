using MediaInsight.Domain;
using MediaInsight.Sessions;

namespace MediaInsight.History;

/// <summary>How sure a play is. The numbers are stored.</summary>
public enum PlayCertainty
{
    /// <summary>Watched by this program as it happened.</summary>
    Observed = 0,

    /// <summary>The server or an import tells of it with times.</summary>
    Derived = 1,

    /// <summary>Concluded from little: only that it was played.</summary>
    Inferred = 2,
}

/// <summary>One recorded start-to-stop. Running ones have no <see cref="StoppedAt"/>; their clocks live in <see cref="ActivePlay"/>.</summary>
public sealed class Play
{
    /// <summary>Row number; the integer id of compatible APIs.</summary>
    public long Number { get; init; }
    public required PlayId Id { get; init; }
    public required ServerId ServerId { get; init; }
    public required ServerUserId UserId { get; set; }
    public required MediaItemId MediaItemId { get; set; }

    /// <summary>Copied from the item: filters need no join.</summary>
    public required MediaKind Kind { get; set; }
    public LibraryId? LibraryId { get; set; }
    public required long DeviceId { get; set; }
    public string? IpAddress { get; set; }
    public NetworkLocation? Location { get; set; }
    public required DateTimeOffset StartedAt { get; set; }
    public DateTimeOffset? StoppedAt { get; set; }
    public StopReason? StopReason { get; set; }

    /// <summary>Observed playing time, ms: without pauses, buffering and unobserved stretches.</summary>
    public long WatchedMs { get; set; }
    public long PausedMs { get; set; }
    public long BufferingMs { get; set; }

    /// <summary>Where it began, ms into the item.</summary>
    public long? StartPositionMs { get; set; }

    /// <summary>Where it ended, ms into the item.</summary>
    public long? PositionMs { get; set; }
    public long? DurationMs { get; set; }

    /// <summary>Tenths of a percent of the duration that was reached, 0–1000; null when the duration is not told.</summary>
    public int? PercentPermille { get; set; }

    /// <summary>The watched threshold was reached.</summary>
    public bool Completed { get; set; }

    /// <summary>Too short to count (settings); hidden by default.</summary>
    public bool IsShort { get; set; }

    /// <summary>Number of the first play of the chain of resumed plays; its own number for a play that resumes none.</summary>
    public long ChainNumber { get; set; }

    /// <summary>The heaviest decision that lasted.</summary>
    public StreamDecision? Decision { get; set; }
    public long StreamProfileId { get; set; }

    /// <summary>Largest seen, kbit/s.</summary>
    public int? BandwidthKbps { get; set; }
    public PlayCertainty Certainty { get; set; }
}
