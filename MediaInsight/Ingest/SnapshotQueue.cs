using System.Threading.Channels;
using MediaInsight.Domain;
using MediaInsight.Sessions;

namespace MediaInsight.Ingest;

/// <summary>A reading, or the word that a server is no longer watched.</summary>
internal sealed record Intake(ServerId ServerId, ServerSnapshot? Snapshot, StopReason? Close, DateTimeOffset At);

/// <summary>Between the pumps and the pipeline. Per server only the newest reading waits: an older one says nothing that it does not say better.</summary>
internal sealed class SnapshotQueue
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ServerId, Intake> _waiting = [];
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Put(ServerSnapshot snapshot) => Put(new Intake(snapshot.ServerId, snapshot, null, snapshot.TakenAt));

    public void Close(ServerId server, StopReason reason, DateTimeOffset at) => Put(new Intake(server, null, reason, at));

    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _signal.Reader.WaitToReadAsync(cancellationToken);

    public IReadOnlyList<Intake> Take()
    {
        _signal.Reader.TryRead(out _);
        lock (_gate)
        {
            Intake[] taken = [.. _waiting.Values];
            _waiting.Clear();
            return taken;
        }
    }

    private void Put(Intake intake)
    {
        lock (_gate)
        {
            // A failed reading says less than a good one that still waits.
            if (intake.Snapshot is { Outcome: SnapshotOutcome.Failed } && _waiting.ContainsKey(intake.ServerId))
            {
                return;
            }

            _waiting[intake.ServerId] = intake;
        }

        _signal.Writer.TryWrite(true);
    }
}
