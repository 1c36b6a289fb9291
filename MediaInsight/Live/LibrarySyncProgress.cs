using System.Collections.Immutable;
using MediaInsight.Domain;

namespace MediaInsight.Live;

public enum LibrarySyncPhase
{
    Waiting,

    /// <summary>Accounts and libraries.</summary>
    Preparing,

    /// <summary>Items are being read.</summary>
    Reading,

    /// <summary>Removed titles, re-links and sums.</summary>
    Finishing,
    Done,
    Cancelled,
    Failed,
}

/// <summary>The reading of one server's libraries, as it goes or as it last went.</summary>
/// <param name="LibraryName">The one being read; null before and after.</param>
/// <param name="Done">Items read so far in all libraries of the server.</param>
/// <param name="Total">Items expected; null while the server has not told.</param>
/// <param name="EndedAt">Null while it goes on.</param>
/// <param name="Message">What came out, or why it failed.</param>
public sealed record ServerLibrarySync(
    ServerId ServerId,
    string ServerName,
    bool IsFull,
    LibrarySyncPhase Phase,
    string? LibraryName,
    int Done,
    int? Total,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    string? Message)
{
    public bool IsRunning => EndedAt is null;

    /// <summary>0–100; null while the total is not known.</summary>
    public int? Percent => Total is > 0 and var total ? (int)Math.Min(100, 100L * Done / total) : null;
}

/// <param name="Servers">By name; a server that was not read since the start is not listed.</param>
public sealed record LibrarySyncStatus(ImmutableArray<ServerLibrarySync> Servers)
{
    public static readonly LibrarySyncStatus None = new([]);

    public bool IsRunning => Servers.Any(s => s.IsRunning);
}

/// <summary>How the reading of the libraries goes, live.</summary>
public sealed class LibrarySyncProgress(TimeProvider time)
{
    private readonly Lock _gate = new();

    public LiveFeed<LibrarySyncStatus> Feed { get; } = new(LibrarySyncStatus.None, time, TimeSpan.FromMilliseconds(500));

    public ServerLibrarySync? Find(ServerId id) => Feed.Current.Servers.FirstOrDefault(s => s.ServerId == id);

    public void Set(ServerLibrarySync sync)
    {
        lock (_gate)
        {
            Feed.Publish(new([.. Feed.Current.Servers.Where(s => s.ServerId != sync.ServerId).Append(sync).OrderBy(s => s.ServerName, StringComparer.OrdinalIgnoreCase).ThenBy(s => s.ServerId.Value)]));
        }
    }

    public void Update(ServerId id, Func<ServerLibrarySync, ServerLibrarySync> change)
    {
        lock (_gate)
        {
            if (Find(id) is { } sync)
            {
                Set(change(sync));
            }
        }
    }

    public void Remove(ServerId id)
    {
        lock (_gate)
        {
            if (Find(id) is not null)
            {
                Feed.Publish(new([.. Feed.Current.Servers.Where(s => s.ServerId != id)]));
            }
        }
    }
}
