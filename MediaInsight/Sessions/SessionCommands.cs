namespace MediaInsight.Sessions;

/// <summary>What product and client of a session can be told to do. The numbers are stored with running plays.</summary>
[Flags]
public enum SessionCommands
{
    None = 0,
    Pause = 1,
    Resume = 2,
    Stop = 4,

    /// <summary>The viewer is shown why it was stopped.</summary>
    StopReason = 8,
    Message = 16,
}

/// <summary>What was done to a running session. The numbers are stored.</summary>
public enum SessionVerb
{
    Pause = 0,
    Resume = 1,
    Stop = 2,
    Message = 3,

    /// <summary>Closed here; the server was told nothing.</summary>
    End = 4,
}
