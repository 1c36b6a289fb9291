using MediaInsight.Domain;
using MediaInsight.Live;

namespace MediaInsight.Ingest;

/// <summary>Ends a play by hand: its turn comes between two readings.</summary>
internal sealed class SessionEnding(SnapshotQueue queue, TimeProvider time) : ISessionEnding
{
    public void EndPlay(ServerId server, PlayId play) => queue.End(server, play, time.GetUtcNow());
}
