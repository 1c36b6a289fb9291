namespace MediaInsight.Api.Contracts;

/// <summary>An account as it is stored. Ids are text; what would tell who somebody incognito is, is null.</summary>
/// <param name="ExternalId">The server's own id of the account.</param>
/// <param name="LastSeenAt">Start of the newest play; null: none.</param>
/// <param name="RemovedAt">Since when the server no longer lists it.</param>
public sealed record DebugUserRow(
    string UserId, string UserName, string? ExternalId, string? Email, bool? IsAdministrator, string ViewerId, string ViewerName,
    string ServerId, string ServerName, string ServerKind, bool DoNotTrack, bool IsIncognito, int Plays, DateTimeOffset FirstSeenAt, DateTimeOffset? LastSeenAt, DateTimeOffset? RemovedAt);

public sealed record DebugUserPage(IReadOnlyList<DebugUserRow> Items, int Total, int Page, int PageSize);
