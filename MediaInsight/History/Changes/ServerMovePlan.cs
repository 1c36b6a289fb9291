using MediaInsight.Domain;

namespace MediaInsight.History.Changes;

/// <summary>A server that plays are of, deleted ones too.</summary>
public sealed record MovableServer(ServerId Id, string Name, ServerKind Kind, bool IsDeleted, long Plays);

/// <summary>An account or a title that has no counterpart, and its plays.</summary>
public sealed record Unmatched(string Name, long Plays);

/// <summary>What moving a server's history would do: found once, shown, and done as shown.</summary>
/// <param name="Accounts">Of the old server, with their counterparts.</param>
/// <param name="Titles">Of the old server, with their counterparts and the libraries of those.</param>
/// <param name="Plays">Those that go over.</param>
/// <param name="Staying">Those whose account or title has no counterpart.</param>
public sealed record ServerMovePlan(
    MovableServer From,
    MovableServer To,
    IReadOnlyDictionary<ServerUserId, ServerUserId> Accounts,
    IReadOnlyDictionary<MediaItemId, (MediaItemId Item, LibraryId? Library)> Titles,
    IReadOnlyList<Unmatched> OtherAccounts,
    IReadOnlyList<Unmatched> OtherTitles,
    long Plays,
    long Staying);
