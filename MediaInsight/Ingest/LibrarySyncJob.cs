using MediaInsight.Domain;
using MediaInsight.Live;
using MediaInsight.Platform;

namespace MediaInsight.Ingest;

internal sealed class LibrarySyncJob(LibrarySyncs syncs, LibrarySyncProgress progress) : IJob
{
    public string Name => "library-sync";

    public string Description => "Reads every item of all libraries: what is new, changed, removed or back under another id.";

    public JobSchedule Schedule => JobSchedule.Daily(3, 40);

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        syncs.Start(null, full: true);
        await syncs.IdleAsync(cancellationToken);
        var servers = progress.Feed.Current.Servers;
        return servers.Length == 0 ? "No server to read." : string.Join("; ", servers.Select(s => $"{s.ServerName}: {Text.Clean(s.Message, 200)}"));
    }
}
