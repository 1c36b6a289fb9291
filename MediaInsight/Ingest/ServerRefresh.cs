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
    private readonly Channel<ServerId> _requests = Channel.CreateBounded<ServerId>(new BoundedChannelOptions(200) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Request(ServerId server) => _requests.Writer.TryWrite(server);

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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var id in _requests.Reader.ReadAllAsync(stoppingToken))
        {
            if (registry.Find(id) is not { IsEnabled: true } server)
            {
                continue;
            }

            try
            {
                LogDone(await RunAsync(server, stoppingToken));
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The schedule tries again; sessions are watched meanwhile.
                LogFailed(server.Name, e is ServerFailure ? e.Message : e.ToString());
            }
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
