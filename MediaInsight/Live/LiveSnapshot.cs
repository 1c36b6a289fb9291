using System.Collections.Immutable;
using MediaInsight.Domain;
using MediaInsight.Sessions;

namespace MediaInsight.Live;

/// <summary>A running session with the names and ids that pages need.</summary>
/// <param name="UserId">Null until the account is stored.</param>
/// <param name="ViewerId">The person; null as above. A limited reader never sees a session without one.</param>
/// <param name="ItemId">For pictures; null for what is live only.</param>
public sealed record LiveSession(
    ActiveSession Session,
    string ServerName,
    ServerKind ServerKind,
    bool IsDemo,
    ServerUserId? UserId,
    ViewerId? ViewerId,
    string PersonName,
    MediaItemId? ItemId)
{
    public PlayId Id => Session.Id;

    /// <summary>Not recorded: what is sent is known, who and what is not.</summary>
    public bool IsPrivate { get; init; }
}

/// <param name="Sessions">Playing first, then by start, newest first.</param>
/// <param name="HistoryLag">Writing failed, or waits for longer than for its turn; nothing is lost, history follows later.</param>
public sealed record LiveSnapshot(ImmutableArray<LiveSession> Sessions, bool HistoryLag)
{
    public static readonly LiveSnapshot Empty = new([], false);
}
