using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Servers;

namespace MediaInsight.Ingest;

/// <summary>Takes a server away with all that was played on it. Watching ends first, so that nothing is written behind the deletion.</summary>
internal sealed class ServerRemoval(ServerRegistry registry, SessionPipeline pipeline, LibrarySyncs libraries, ServerHistory history) : IServerHistoryRemoval
{
    public async Task RemoveAsync(ServerId server, CancellationToken cancellationToken)
    {
        await registry.SetEnabledAsync(server, enabled: false, cancellationToken);
        await libraries.StopAsync(server);
        await pipeline.SettleAsync(cancellationToken);
        await history.RemoveAsync(server, cancellationToken);
        await registry.RemoveRowAsync(server, cancellationToken);
    }
}
