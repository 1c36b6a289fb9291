namespace MediaInsight.Servers;

/// <summary>By which way a server announces changes.</summary>
public enum PushChannel
{
    WebSocket,
    ServerSentEvents,
}

/// <summary>How the way of announcements goes. Whatever it is, the server is polled all the same.</summary>
public enum PushPhase
{
    /// <summary>This server has none, or is not watched.</summary>
    NotOffered,
    Connecting,
    Connected,

    /// <summary>It ended or was refused; tried again after a while.</summary>
    Waiting,

    /// <summary>Open, but what plays is not announced: Jellyfin tells sessions to some API keys only (jellyfin#13479).</summary>
    Silent,
}

/// <param name="Channel">The way that is open; null while none is.</param>
/// <param name="Since">When this phase began.</param>
/// <param name="LastHintAt">The last announcement that led to a reading.</param>
/// <param name="Error">A sentence: why none is open; null when nothing is wrong.</param>
public sealed record PushState(PushChannel? Channel, PushPhase Phase, DateTimeOffset? Since, DateTimeOffset? LastHintAt, string? Error)
{
    public static readonly PushState NotOffered = new(null, PushPhase.NotOffered, null, null, null);
}
