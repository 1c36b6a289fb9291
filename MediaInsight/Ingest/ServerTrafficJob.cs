using MediaInsight.Platform;
using MediaInsight.Servers;

namespace MediaInsight.Ingest;

/// <summary>Asks servers that count what they send for their count.</summary>
internal sealed class ServerTrafficJob(ServerRegistry registry, ServerClients clients, ServerTraffic traffic) : IJob
{
    public string Name => "server-traffic";

    public string Description => "Asks Plex servers how much they sent in the last hours; other products do not count it.";

    public JobSchedule Schedule => JobSchedule.EveryMinutes(30);

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var asked = registry.All.Where(s => s.IsEnabled).ToList();
        foreach (var gone in traffic.Servers.Except(asked.Select(s => s.Id)))
        {
            traffic.Forget(gone);
        }

        var (tried, told) = (0, 0);
        foreach (var server in asked)
        {
            using var client = clients.Create(server);
            if (client is not IServerTraffic counts)
            {
                continue;
            }

            try
            {
                tried++;
                var since = traffic.AskSince(server.Id);
                var hours = await counts.GetTrafficAsync(since, cancellationToken);
                if (hours is null)
                {
                    traffic.Forget(server.Id);
                }
                else if (hours.Count > 0 || traffic.Servers.Contains(server.Id))
                {
                    told++;
                    traffic.Store(server.Id, since, hours);
                }
            }
            catch (ServerFailure)
            {
                // What it told before stays; at the next run it is asked again.
            }
        }

        return tried == 0 ? "There is no Plex server to ask." : $"{told} of {tried} Plex servers told how much they sent.";
    }
}
