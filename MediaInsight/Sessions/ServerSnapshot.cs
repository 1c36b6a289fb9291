using MediaInsight.Domain;

namespace MediaInsight.Sessions;

public enum SnapshotOutcome
{
    /// <summary>The server answered; what is not listed was not there.</summary>
    Good,

    /// <summary>No usable answer: says nothing about any session.</summary>
    Failed,
}

/// <summary>One reading of one server.</summary>
/// <param name="IdleSlots">Slots that the server lists as connected and playing nothing: an explicit stop of what played there.</param>
public sealed record ServerSnapshot(
    ServerId ServerId,
    DateTimeOffset TakenAt,
    SnapshotOutcome Outcome,
    IReadOnlyList<SessionSnapshot> Sessions,
    IReadOnlySet<string> IdleSlots)
{
    private static readonly IReadOnlySet<string> NoSlots = new HashSet<string>();

    public static ServerSnapshot Good(ServerId server, DateTimeOffset takenAt, IReadOnlyList<SessionSnapshot> sessions, IReadOnlySet<string>? idleSlots = null) =>
        new(server, takenAt, SnapshotOutcome.Good, sessions, idleSlots ?? NoSlots);

    public static ServerSnapshot Failed(ServerId server, DateTimeOffset takenAt) =>
        new(server, takenAt, SnapshotOutcome.Failed, [], NoSlots);
}
