using MediaInsight.Analytics;

namespace MediaInsight.Api.Contracts;

/// <summary>An account of a person. Ids are text.</summary>
public sealed record ViewerAccountRow(string UserId, string UserName, string ServerId, string ServerKind, string ServerName, bool IsRemoved);

/// <summary>A person with all that it watched.</summary>
public sealed record ViewerRow(string ViewerId, string Name, IReadOnlyList<ViewerAccountRow> Accounts, long Plays, double WatchedSeconds, DateTimeOffset? LastSeenAt)
{
    internal static ViewerRow Of(ViewerListRow row) => new(
        row.Id.ToString(), row.Name,
        [.. row.Accounts.Select(a => new ViewerAccountRow(a.Id.ToString(), a.Name, a.ServerId.ToString(), Words.Of(a.ServerKind), a.ServerName, a.IsRemoved))],
        row.Plays, row.WatchedMs / 1000.0, row.LastSeenAt);
}

public sealed record ViewerPage(IReadOnlyList<ViewerRow> Items, int Total, int Page, int PageSize);
