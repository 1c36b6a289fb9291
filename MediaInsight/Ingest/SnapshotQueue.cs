using System.Threading.Channels;
using MediaInsight.Domain;
using MediaInsight.Sessions;

namespace MediaInsight.Ingest;

/// <summary>A reading, or the word that a server is no longer watched, or that one play is ended by hand.</summary>
internal sealed record Intake(ServerId ServerId, ServerSnapshot? Snapshot, StopReason? Close, DateTimeOffset At)
{
    public PlayId? End { get; init; }
}

/// <summary>Between the pumps and the pipeline. Per server only the newest reading waits: an older one says nothing that it does not say better.</summary>
internal sealed class SnapshotQueue
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ServerId, Intake> _waiting = [];
    private readonly List<Intake> _ends = [];
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Put(ServerSnapshot snapshot) => Put(new Intake(snapshot.ServerId, snapshot, null, snapshot.TakenAt));

    public void Close(ServerId server, StopReason reason, DateTimeOffset at) => Put(new Intake(server, null, reason, at));

    /// <summary>One play, by hand. No reading replaces it; it comes after the one that waits.</summary>
    public void End(ServerId server, PlayId play, DateTimeOffset at)
    {
        lock (_gate)
        {
            _ends.Add(new Intake(server, null, null, at) { End = play });
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>Until something waits, or the time is over.</summary>
    public async Task WaitAsync(TimeSpan? atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(atMost ?? Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await _signal.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is over.
        }
    }

    public IReadOnlyList<Intake> Take()
    {
        _signal.Reader.TryRead(out _);
        lock (_gate)
        {
            Intake[] taken = [.. _waiting.Values, .. _ends];
            _waiting.Clear();
            _ends.Clear();
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

            _waiting[intake.ServerId] = _waiting.TryGetValue(intake.ServerId, out var older) ? WithEndsOf(older, intake) : intake;
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>That a session is over is said once only: the newer reading must carry it on.</summary>
    private static Intake WithEndsOf(Intake older, Intake newer)
    {
        if (older.Snapshot is null || newer.Snapshot is null || !older.Snapshot.Sessions.Any(s => s.EndedAt is not null))
        {
            return newer;
        }

        var listed = newer.Snapshot.Sessions.Select(s => s.Key).ToHashSet();
        var ended = older.Snapshot.Sessions.Where(s => s.EndedAt is not null && !listed.Contains(s.Key));
        return newer with { Snapshot = newer.Snapshot with { Sessions = [.. newer.Snapshot.Sessions, .. ended] } };
    }
}
