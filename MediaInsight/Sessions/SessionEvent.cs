using MediaInsight.Domain;

namespace MediaInsight.Sessions;

/// <summary>Something happened to a session. The session is as it was right after.</summary>
public abstract record SessionEvent(ActiveSession Session, DateTimeOffset At);

public sealed record SessionStarted(ActiveSession Session, DateTimeOffset At) : SessionEvent(Session, At);

public sealed record SessionStateChanged(ActiveSession Session, DateTimeOffset At, PlaybackState From) : SessionEvent(Session, At);

/// <param name="Ended">The stretch that ended.</param>
public sealed record SessionStreamChanged(ActiveSession Session, DateTimeOffset At, SessionSegment Ended) : SessionEvent(Session, At);

/// <summary>The watched threshold was reached; once per play.</summary>
public sealed record SessionWatched(ActiveSession Session, DateTimeOffset At) : SessionEvent(Session, At);

/// <param name="At">The last moment it was certainly there, not the moment it was missed.</param>
public sealed record SessionStopped(ActiveSession Session, DateTimeOffset At, StopReason Reason) : SessionEvent(Session, At);
