using System.Threading.Channels;
using MediaInsight.Domain;

namespace MediaInsight.Ingest;

/// <summary>
/// Which servers are to be caught up with, the earliest first: one that rests holds back no other. Asked for while it
/// runs, a server comes again: the run may have read what it asks for already.
/// </summary>
internal sealed class CatchUpQueue(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ServerId, DateTimeOffset> _waiting = [];
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private KeyValuePair<ServerId, DateTimeOffset>? _running;

    /// <summary>Who waits already waits no longer for it.</summary>
    public void Ask(ServerId server, DateTimeOffset due)
    {
        lock (_gate)
        {
            _waiting[server] = _waiting.TryGetValue(server, out var known) && known < due ? known : due;
        }

        _news.Writer.TryWrite(true);
    }

    /// <summary>When what waits begins, or what runs began; null: neither.</summary>
    public DateTimeOffset? DueAt(ServerId server)
    {
        lock (_gate)
        {
            return _running is { } running && running.Key == server ? running.Value : _waiting.TryGetValue(server, out var due) ? due : null;
        }
    }

    /// <summary>Waits until one is due; it runs until <see cref="Done"/>. For one reader.</summary>
    public async Task<ServerId> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var wait = Timeout.InfiniteTimeSpan;
            lock (_gate)
            {
                if (_waiting.Count > 0)
                {
                    var next = _waiting.MinBy(w => w.Value);
                    wait = next.Value - time.GetUtcNow();
                    if (wait <= TimeSpan.Zero)
                    {
                        _waiting.Remove(next.Key);
                        _running = next;
                        return next.Key;
                    }
                }
            }

            // Somebody who asks may be due before the one that is waited for.
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(_news.Reader.WaitToReadAsync(over.Token).AsTask(), Task.Delay(wait, time, over.Token));
            await over.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            _news.Reader.TryRead(out _);
        }
    }

    public void Done()
    {
        lock (_gate)
        {
            _running = null;
        }
    }
}
