using MediaInsight.Data.Events;
using MediaInsight.Platform;
using MediaInsight.Servers;

namespace MediaInsight.Ingest;

/// <summary>Asks servers whether they have an update, and tells once for each: of the version offered, or where a server does not name it, of the installed one.</summary>
internal sealed class ServerUpdateJob(ServerRegistry registry, ServerClients clients, EventLog log, TimeProvider time) : IJob
{
    public string Name => "server-updates";

    public string Description => "Asks Plex, Emby and Jellyfin servers whether a newer version can be installed.";

    public JobSchedule Schedule => JobSchedule.Daily(7, 30);

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var (asked, updates) = (0, 0);
        foreach (var server in registry.All.Where(s => s is { IsEnabled: true, IsDemo: false }))
        {
            using var client = clients.Create(server);
            if (client is not IServerUpdates known)
            {
                continue;
            }

            try
            {
                asked++;
                if (await known.GetUpdateAsync(cancellationToken) is { IsOffered: true } offer && offer.Version != server.Version)
                {
                    updates++;
                    await log.RecordAsync(new()
                    {
                        Topic = EventTopics.ServerUpdate,
                        At = time.GetUtcNow(),
                        Key = $"{EventTopics.ServerUpdate}:{server.Id}:{offer.Version ?? server.Version}",
                        ServerId = server.Id,
                        Facts = EventLog.Facts(("version", server.Version), ("new_version", offer.Version)),
                    }, cancellationToken);
                }
            }
            catch (ServerFailure)
            {
                // It is told to be down elsewhere; tomorrow it is asked again.
            }
        }

        return $"{asked} servers asked, {updates} with an update.";
    }
}
