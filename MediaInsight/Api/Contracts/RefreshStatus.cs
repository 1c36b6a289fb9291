using MediaInsight.Domain;
using MediaInsight.Live;

namespace MediaInsight.Api.Contracts;

/// <param name="Running">Whether any server is being read.</param>
internal sealed record RefreshStatus(bool Running, IReadOnlyList<ServerRefreshStatus> Servers)
{
    public static RefreshStatus Of(LibrarySyncStatus status) => new(status.IsRunning, [.. status.Servers.Select(ServerRefreshStatus.Of)]);
}

/// <param name="Phase">waiting, preparing, reading, finishing, done, cancelled or failed.</param>
/// <param name="Library">The one being read.</param>
/// <param name="Processed">Items read so far.</param>
/// <param name="Total">Items expected; null while it is not known.</param>
/// <param name="Percent">0–100; null while the total is not known.</param>
internal sealed record ServerRefreshStatus(
    string ServerId, string ServerName, bool Full, string Phase, string? Library, int Processed, int? Total, int? Percent, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Message)
{
    public static ServerRefreshStatus Of(ServerLibrarySync sync) => new(
        sync.ServerId.ToString(), sync.ServerName, sync.IsFull,
        sync.Phase switch
        {
            LibrarySyncPhase.Waiting => "waiting",
            LibrarySyncPhase.Preparing => "preparing",
            LibrarySyncPhase.Reading => "reading",
            LibrarySyncPhase.Finishing => "finishing",
            LibrarySyncPhase.Done => "done",
            LibrarySyncPhase.Cancelled => "cancelled",
            _ => "failed",
        },
        sync.LibraryName, sync.Done, sync.Total, sync.Percent, sync.StartedAt, sync.EndedAt, sync.Message);
}
