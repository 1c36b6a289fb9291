using System.Collections.Concurrent;
using MediaInsight.Domain;

namespace MediaInsight.Servers;

/// <summary>"Read this server now": a button, or a push from the server. Read by the pump of that server.</summary>
public sealed class PollRequests
{
    private readonly ConcurrentDictionary<ServerId, SemaphoreSlim> _signals = new();

    public void Request(ServerId server)
    {
        var signal = SignalOf(server);

        // One waiting request is enough: a reading answers all that came before it.
        if (signal.CurrentCount == 0)
        {
            signal.Release();
        }
    }

    /// <summary>Waits until the time is over or somebody asks.</summary>
    public async Task WaitAsync(ServerId server, TimeSpan time, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(time, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await SignalOf(server).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is over: nobody asked.
        }
    }

    private SemaphoreSlim SignalOf(ServerId server) => _signals.GetOrAdd(server, _ => new(0, int.MaxValue));
}
