namespace MediaInsight.Sessions;

/// <summary>Why a play ended. The numbers are stored.</summary>
public enum StopReason
{
    /// <summary>The server said so: the slot is idle, or the session was reported ended.</summary>
    Stopped = 0,

    /// <summary>Another item plays in its place.</summary>
    NextItem = 1,

    /// <summary>It was no longer listed in several good readings.</summary>
    Vanished = 2,

    /// <summary>The server was disabled or deleted here.</summary>
    ServerRemoved = 3,

    /// <summary>The id came back after a long silence for what must be another play.</summary>
    Replaced = 4,

    /// <summary>Ended by hand.</summary>
    ByHand = 5,
}
