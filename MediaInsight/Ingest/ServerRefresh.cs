using System.Threading.Channels;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History.Privacy;
using MediaInsight.Libraries;
using MediaInsight.Servers;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Ingest;

/// <summary>Reads accounts, libraries and what was added lately: when a server is first reached, by schedule and by button.</summary>
internal sealed partial class ServerRefresh(
    ServerRegistry registry,
    ServerClients clients,
    DatabaseWriter writer,
    PeopleDirectory people,
    DoNotTrack doNotTrack,
    TimeProvider time,
    ILogger<ServerRefresh> logger) : BackgroundService, IServerRefreshes
{
    private const int RecentItems = 40;

    /// <summary>Servers that are read at a time: one that hangs must not hold up the others.</summary>
    private const int AtATime = 8;
    private readonly Lock _gate = new();

    // What is on its way, and whether it was asked for again meanwhile.
    private readonly Dictionary<ServerId, bool> _asked = [];
    private readonly Channel<ServerId> _requests = Channel.CreateBounded<ServerId>(new BoundedChannelOptions(200) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Never two readings of one server at a time: it is read again afterwards.</summary>
    public void Request(ServerId server)
    {
        lock (_gate)
        {
            if (!_asked.TryAdd(server, false))
            {
                _asked[server] = true;
            }
            else if (!_requests.Writer.TryWrite(server))
            {
                _asked.Remove(server);
            }
        }
    }

    /// <summary>All servers that are watched, each alone: what fails with one is no matter of the others.</summary>
    public async Task<IReadOnlyList<(bool IsGood, string What)>> RunAllAsync(CancellationToken cancellationToken)
    {
        var servers = registry.All.Where(s => s.IsEnabled).ToList();
        var done = new (bool IsGood, string What)[servers.Count];
        await Parallel.ForAsync(0, servers.Count, Bounded(cancellationToken), async (i, token) => done[i] = await TryAsync(servers[i], token));
        return done;
    }

    /// <summary>Returns what was read, in a sentence.</summary>
    public async Task<string> RunAsync(MediaServer server, CancellationToken cancellationToken)
    {
        using var client = clients.Create(server);
        var users = await client.GetUsersAsync(cancellationToken);
        var libraries = await client.GetLibrariesAsync(cancellationToken);
        var recent = await client.GetRecentlyAddedAsync(RecentItems, cancellationToken);
        await writer.RunAsync((db, token) => StoreUsersAsync(db, server.Id, users, token), cancellationToken);
        await writer.RunAsync((db, token) => StoreLibrariesAsync(db, server.Id, libraries, token), cancellationToken);
        await writer.RunAsync(async (db, token) =>
        {
            foreach (var item in recent)
            {
                await MediaItems.EnsureAsync(db, server.Id, item.Media, item.Duration, item.AddedAt, token);
            }
        }, cancellationToken);
        people.Forget();
        return $"{server.Name}: {users.Count} accounts, {libraries.Count} libraries, {recent.Count} recent titles";
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Parallel.ForEachAsync(_requests.Reader.ReadAllAsync(stoppingToken), Bounded(stoppingToken), async (id, token) =>
        {
            try
            {
                if (registry.Find(id) is { IsEnabled: true } server && await TryAsync(server, token) is { IsGood: true } done)
                {
                    LogDone(done.What);
                }
            }
            finally
            {
                Done(id);
            }
        });

    private void Done(ServerId server)
    {
        lock (_gate)
        {
            if (_asked.Remove(server, out var again) && again)
            {
                Request(server);
            }
        }
    }

    private static ParallelOptions Bounded(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken };

    private async Task<(bool IsGood, string What)> TryAsync(MediaServer server, CancellationToken cancellationToken)
    {
        try
        {
            return (true, await RunAsync(server, cancellationToken));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The schedule tries again; sessions are watched meanwhile.
            LogFailed(server.Name, e is ServerFailure ? e.Message : e.ToString());
            return (false, $"{server.Name}: {(e is ServerFailure ? e.Message : "the log says more")}");
        }
    }

    private async Task StoreUsersAsync(MediaInsightDb db, ServerId server, IReadOnlyList<ServerUserSnapshot> users, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var user in users)
        {
            listed.Add(user.ExternalId);
            if (await doNotTrack.IsForgottenAsync(server, user.ExternalId, cancellationToken))
            {
                continue;
            }

            var stored = await ServerUsers.EnsureAsync(db, server, user.ExternalId, user.Name, user.AvatarPath, now, cancellationToken);
            stored.Email = Text.Clean(user.Email, Text.MaxName) ?? stored.Email;
            stored.IsAdministrator = user.IsAdministrator ?? stored.IsAdministrator;
        }

        if (listed.Count > 0)
        {
            foreach (var gone in await db.ServerUsers.Where(u => u.ServerId == server && u.RemovedAt == null).ToListAsync(cancellationToken))
            {
                // Accounts that only sessions name (shares, local players) are not in the list and not gone.
                if (!listed.Contains(gone.ExternalId) && gone.IsAdministrator is not null)
                {
                    gone.RemovedAt = now;
                }
            }
        }
    }

    private async Task StoreLibrariesAsync(MediaInsightDb db, ServerId server, IReadOnlyList<LibrarySnapshot> libraries, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var known = await db.Libraries.Where(l => l.ServerId == server).ToListAsync(cancellationToken);
        foreach (var library in libraries)
        {
            var row = known.Find(l => l.ExternalId == library.ExternalId);
            if (row is null)
            {
                row = new() { ServerId = server, ExternalId = library.ExternalId, Name = library.Name };
                db.Libraries.Add(row);
            }

            row.Name = library.Name;
            row.Content = library.Content;
            row.ItemCount = library.ItemCount ?? row.ItemCount;
            row.RefreshedAt = now;
            row.RemovedAt = null;
            known.Remove(row);
        }

        foreach (var gone in known)
        {
            gone.RemovedAt ??= now;
        }
    }

    [LoggerMessage(1220, LogLevel.Information, "Refreshed {What}")]
    private partial void LogDone(string what);

    [LoggerMessage(1221, LogLevel.Warning, "Accounts and libraries of {Server} cannot be read: {Reason}")]
    private partial void LogFailed(string server, string reason);
}
