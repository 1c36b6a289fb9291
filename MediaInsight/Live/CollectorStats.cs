using System.Collections.Concurrent;
using MediaInsight.Domain;
using MediaInsight.Servers;

namespace MediaInsight.Live;

/// <summary>The same failure in a row.</summary>
public sealed record CollectorFailure(ServerFailureKind Kind, string Message, DateTimeOffset FirstAt, DateTimeOffset LastAt, int Times);

/// <summary>How the reading of one server went since the program's start, at most a day back.</summary>
/// <param name="Since">The first reading counted; null: none yet.</param>
/// <param name="P50Ms">Of the last good readings, like <paramref name="P95Ms"/>; null: none yet.</param>
/// <param name="Latencies">Of the last good readings, ms, oldest first, at most <see cref="CollectorStats.TrendPoints"/> points: the slowest of each.</param>
/// <param name="Failures">Newest first.</param>
public sealed record CollectorFigures(
    DateTimeOffset? Since, int GoodLastHour, int FailedLastHour, int GoodLastDay, int FailedLastDay, int? P50Ms, int? P95Ms, IReadOnlyList<double> Latencies, IReadOnlyList<CollectorFailure> Failures)
{
    public static readonly CollectorFigures None = new(null, 0, 0, 0, 0, null, null, [], []);
}

/// <summary>Counts the readings of every server, in memory and bounded: about 30 kB for each.</summary>
public sealed class CollectorStats(TimeProvider time)
{
    /// <summary>Good readings that latencies are taken from.</summary>
    public const int Samples = 720;
    public const int TrendPoints = 60;
    private const int Minutes = 24 * 60;
    private const int MaxFailures = 10;

    private readonly ConcurrentDictionary<ServerId, Readings> _servers = new();

    public void Good(ServerId server, int latencyMs) => _servers.GetOrAdd(server, _ => new()).Good(latencyMs, time.GetUtcNow());

    public void Failed(ServerId server, ServerFailureKind kind, string message) => _servers.GetOrAdd(server, _ => new()).Failed(kind, message, time.GetUtcNow());

    public CollectorFigures Of(ServerId server) => _servers.TryGetValue(server, out var readings) ? readings.Figures(time.GetUtcNow()) : CollectorFigures.None;

    /// <summary>Servers that are no longer configured.</summary>
    public void Keep(IEnumerable<ServerId> servers)
    {
        foreach (var gone in _servers.Keys.Except(servers).ToList())
        {
            _servers.TryRemove(gone, out _);
        }
    }

    private sealed class Readings
    {
        private readonly Lock _gate = new();
        private readonly int[] _latencies = new int[Samples];
        private readonly (long Minute, int Good, int Failed)[] _minutes = new (long, int, int)[Minutes];
        private readonly List<CollectorFailure> _failures = [];
        private int _count;
        private DateTimeOffset? _since;
        private bool _failing;

        public void Good(int latencyMs, DateTimeOffset now)
        {
            lock (_gate)
            {
                _latencies[_count++ % Samples] = latencyMs;
                _failing = false;
                Count(now, 1, 0);
            }
        }

        public void Failed(ServerFailureKind kind, string message, DateTimeOffset now)
        {
            lock (_gate)
            {
                Count(now, 0, 1);
                if (_failing && _failures is [var last, ..] && last.Kind == kind && last.Message == message)
                {
                    _failures[0] = last with { LastAt = now, Times = last.Times + 1 };
                    return;
                }

                _failing = true;
                _failures.Insert(0, new(kind, message, now, now, 1));
                if (_failures.Count > MaxFailures)
                {
                    _failures.RemoveAt(MaxFailures);
                }
            }
        }

        public CollectorFigures Figures(DateTimeOffset now)
        {
            lock (_gate)
            {
                var minute = MinuteOf(now);
                var day = _minutes.Where(m => m.Minute > minute - Minutes && m.Minute <= minute).ToList();
                var hour = day.Where(m => m.Minute > minute - 60).ToList();
                var length = Math.Min(_count, Samples);
                var recent = Enumerable.Range(_count - length, length).Select(i => _latencies[i % Samples]).ToList();
                var sorted = recent.Order().ToList();
                return new(
                    _since, hour.Sum(m => m.Good), hour.Sum(m => m.Failed), day.Sum(m => m.Good), day.Sum(m => m.Failed),
                    Rank(sorted, 0.5), Rank(sorted, 0.95), [.. recent.Chunk(Math.Max(1, (length + TrendPoints - 1) / TrendPoints)).Select(c => (double)c.Max())], [.. _failures]);
            }
        }

        /// <summary>Nearest rank.</summary>
        private static int? Rank(List<int> sorted, double share) => sorted.Count == 0 ? null : sorted[(int)Math.Ceiling(share * sorted.Count) - 1];

        private static long MinuteOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / 60;

        private void Count(DateTimeOffset now, int good, int failed)
        {
            _since ??= now;
            var minute = MinuteOf(now);
            ref var slot = ref _minutes[(int)(minute % Minutes)];
            slot = slot.Minute == minute ? (minute, slot.Good + good, slot.Failed + failed) : (minute, good, failed);
        }
    }
}
