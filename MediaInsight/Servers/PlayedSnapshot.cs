using MediaInsight.Domain;
using MediaInsight.Sessions;

namespace MediaInsight.Servers;

/// <summary>One play as a server's own history tells of it afterwards. Instants are on our clock; null means not told.</summary>
public sealed record PlayedSnapshot
{
    /// <summary>Names the entry on its server for ever ("plex:12@1700000000"): the same play is told under the same name each time.</summary>
    public required string SourceId { get; init; }
    public required SessionUser User { get; init; }
    public required MediaRef Media { get; init; }
    public DeviceRef Device { get; init; } = new();
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>What the server itself counted; null where it counts nothing.</summary>
    public long? WatchedMs { get; init; }
    public TimeSpan? StartPosition { get; init; }
    public TimeSpan? Position { get; init; }
    public TimeSpan? Duration { get; init; }

    /// <summary>The server's own word that it was seen to the end.</summary>
    public bool? Completed { get; init; }

    /// <summary>Begin and end are told. Otherwise only that it was played, and about when.</summary>
    public bool HasTimes => StartedAt is not null && StoppedAt is not null;

    /// <summary>The end, else the begin: one of them is always told.</summary>
    public DateTimeOffset At => StoppedAt ?? StartedAt ?? DateTimeOffset.UnixEpoch;
}
