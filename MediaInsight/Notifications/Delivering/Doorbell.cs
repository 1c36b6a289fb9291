using System.Threading.Channels;

namespace MediaInsight.Notifications.Delivering;

/// <summary>Rung by anybody, any number of times; heard once by the one who waits.</summary>
internal sealed class Doorbell(TimeProvider time)
{
    private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Ring() => _rung.Writer.TryWrite(true);

    /// <summary>Until it rings, or the time is over; null: until it rings.</summary>
    public async Task WaitAsync(TimeSpan? atMost, CancellationToken cancellationToken)
    {
        if (atMost <= TimeSpan.Zero)
        {
            _rung.Reader.TryRead(out _);
            return;
        }

        using var late = atMost is { } limit ? new CancellationTokenSource(limit, time) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await _rung.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is over.
        }
    }
}
