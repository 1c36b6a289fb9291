using MediaInsight.Platform;
using MediaInsight.Servers;

namespace MediaInsight.Ingest;

internal sealed class ServerRefreshJob(ServerRegistry registry, ServerRefresh refresh) : IJob
{
    public string Name => "server-refresh";

    public string Description => "Reads accounts, libraries and recently added titles of every server.";

    public JobSchedule Schedule => JobSchedule.EveryMinutes(15, atStart: false);

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var done = new List<string>();
        var failed = 0;
        foreach (var server in registry.All.Where(s => s.IsEnabled))
        {
            try
            {
                done.Add(await refresh.RunAsync(server, cancellationToken));
            }
            catch (ServerFailure failure)
            {
                failed++;
                done.Add($"{server.Name}: {failure.Message}");
            }
        }

        return done.Count == 0 ? "No server to read." : $"{done.Count - failed} of {done.Count} servers. {string.Join("; ", done)}";
    }
}
