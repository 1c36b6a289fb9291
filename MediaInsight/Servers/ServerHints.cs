using System.Collections.Concurrent;
using MediaInsight.Domain;

namespace MediaInsight.Servers;

/// <summary>
/// Turns what servers announce into readings: the first announcement after a quiet moment at once, a burst into one reading a
/// second. However much a server says, it is not read more often than that.
/// </summary>
public sealed class ServerHints(PollRequests requests, TimeProvider time)
{
    /// <summary>Least time between two readings that were asked for by announcements; as short as the shortest interval of polling.</summary>
    public static readonly TimeSpan Spacing = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<ServerId, Gate> _gates = new();

    /// <summary>Something on this server may have changed.</summary>
    public void Changed(ServerId server) => _gates.GetOrAdd(server, id => new(() => requests.Request(id), time)).Pass();

    private sealed class Gate(Action read, TimeProvider time)
    {
        private readonly Lock _lock = new();
        private long? _readAt;
        private ITimer? _timer;

        public void Pass()
        {
            lock (_lock)
            {
                if (_timer is not null)
                {
                    return;
                }

                var left = _readAt is { } at ? Spacing - time.GetElapsedTime(at) : TimeSpan.Zero;
                if (left > TimeSpan.Zero)
                {
                    _timer = time.CreateTimer(_ => PassLate(), null, left, Timeout.InfiniteTimeSpan);
                    return;
                }

                _readAt = time.GetTimestamp();
            }

            read();
        }

        private void PassLate()
        {
            lock (_lock)
            {
                _timer?.Dispose();
                _timer = null;
                _readAt = time.GetTimestamp();
            }

            read();
        }
    }
}
