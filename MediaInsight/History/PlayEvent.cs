using MediaInsight.Domain;

namespace MediaInsight.History;

/// <summary>The numbers are stored.</summary>
public enum PlayEventKind
{
    Started = 1,
    Paused = 2,
    Resumed = 3,
    Buffering = 4,
    StreamChanged = 5,
    Watched = 6,
    Stopped = 7,

    /// <summary>How a play is sent became known, or another, before its first stretch had settled: told by rules only.</summary>
    Settled = 8,
}

/// <summary>
/// What happened, written in the same transaction as the play it is about: notifications and rules read it from here, so
/// a crash loses none. The number is the idempotency key of whoever delivers it.
/// </summary>
public sealed class PlayEvent
{
    public long Number { get; init; }
    public required PlayId PlayId { get; init; }
    public required ServerId ServerId { get; init; }
    public required PlayEventKind Kind { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Position in the item, ms.</summary>
    public long? PositionMs { get; init; }
}
