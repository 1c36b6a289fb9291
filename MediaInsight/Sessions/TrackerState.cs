using System.Collections.Immutable;
using MediaInsight.Domain;

namespace MediaInsight.Sessions;

/// <summary>What the tracker knows of one server. Immutable: a reader may keep one while the next is made.</summary>
public sealed record TrackerState(ServerId ServerId, ImmutableDictionary<SessionKey, ActiveSession> Sessions, DateTimeOffset? LastGoodAt)
{
    /// <summary>Ended by hand and still listed.</summary>
    public ImmutableDictionary<SessionKey, EndedSession> Ended { get; init; } = ImmutableDictionary<SessionKey, EndedSession>.Empty;

    public static TrackerState Empty(ServerId server) => new(server, ImmutableDictionary<SessionKey, ActiveSession>.Empty, null);
}

public sealed record TrackerResult(TrackerState State, IReadOnlyList<SessionEvent> Events);
