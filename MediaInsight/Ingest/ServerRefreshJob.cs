using MediaInsight.Platform;

namespace MediaInsight.Ingest;

internal sealed class ServerRefreshJob(ServerRefresh refresh) : IJob
{
    public string Name => "server-refresh";

    public string Description => "Reads accounts, libraries and recently added titles of every server.";

    public JobSchedule Schedule => JobSchedule.EveryMinutes(15, atStart: false);

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var done = await refresh.RunAllAsync(cancellationToken);
        return done.Count == 0 ? "No server to read." : $"{done.Count(d => d.IsGood)} of {done.Count} servers. {string.Join("; ", done.Select(d => d.What))}";
    }
}
