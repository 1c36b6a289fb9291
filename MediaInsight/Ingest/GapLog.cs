using System.Collections.Concurrent;
using System.Threading.Channels;
using MediaInsight.Data;
using MediaInsight.Data.Events;
using MediaInsight.Domain;
using MediaInsight.Servers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Ingest;

/// <summary>
/// Keeps the stretches in which a server was not observed, across restarts too. Whoever reads a server only tells it;
/// writing has a loop of its own, so that a full disk cannot stop the watching.
/// </summary>
internal sealed partial class GapLog(DatabaseWriter writer, ServerRegistry registry, EventLog log, TimeProvider time, ILogger<GapLog> logger) : BackgroundService
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<ServerId, Memory> _servers = new();
    private readonly Lock _gate = new();

    /// <summary>Gaps to write, by server and begin: the newest word on each. Bounded by the number of outages while the disk is away.</summary>
    private readonly Dictionary<(ServerId Server, DateTimeOffset Start), Gap> _gaps = [];
    private readonly Dictionary<ServerId, DateTimeOffset> _lastGood = [];

    /// <summary>What the last run left open when it ended in order: since when nobody looks, to the moment. After a crash only the last heartbeat is known.</summary>
    private readonly Dictionary<ServerId, DateTimeOffset> _leftOpen = [];

    /// <summary>First good readings since the start: outages that were told before it end with them.</summary>
    private readonly Dictionary<ServerId, DateTimeOffset> _firstGood = [];
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Watching begins, or begins again after a gap. Must return at once.</summary>
    public event Action<ServerId>? Resumed;

    /// <summary>A good reading.</summary>
    public void Good(ServerId server, DateTimeOffset now, TimeSpan interval)
    {
        var memory = Of(server);
        var resumes = memory.IsFirst;
        if (memory.IsFirst && memory.OpenGap is null)
        {
            lock (_gate)
            {
                _firstGood[server] = now;
            }

            _signal.Writer.TryWrite(true);
        }

        if (memory.OpenGap is { } open)
        {
            Tell(server, open, now, memory.Reason ?? "No readings.", memory.DownAt);
            memory.OpenGap = null;
            resumes = true;
        }
        else if (memory.LastGoodAt is { } last && now - last > (memory is { IsFirst: true, IsExact: false } ? Heartbeat + Threshold(interval) : Threshold(interval)))
        {
            Tell(server, last, now, memory.IsFirst ? "MediaInsight was not running." : memory.Reason ?? "No readings.");
            resumes = true;
        }
        else if (memory.LastGoodAt is null && registry.Find(server)?.CreatedAt is { Ticks: > 0 } added && now - added > Heartbeat + Threshold(interval))
        {
            Tell(server, added, now, memory.Reason is { } reason ? "Not reached since it was added: " + reason : "Not reached since it was added.");
        }

        memory.LastGoodAt = now;
        memory.Reason = null;
        memory.IsFirst = false;
        if (memory.WrittenAt is not { } written || now - written >= Heartbeat || now < written)
        {
            memory.WrittenAt = now;
            lock (_gate)
            {
                _lastGood[server] = now;
            }

            _signal.Writer.TryWrite(true);
        }

        if (resumes)
        {
            Resumed?.Invoke(server);
        }
    }

    /// <summary>A reading that failed.</summary>
    public void Failed(ServerId server, DateTimeOffset now, string reason)
    {
        var memory = Of(server);
        if (memory.OpenGap is not null || memory.LastGoodAt is not { } last || now - last < Threshold(TimeSpan.Zero))
        {
            memory.Reason = memory.OpenGap is null ? reason : memory.Reason;
            return;
        }

        memory.Reason = memory.IsFirst ? "MediaInsight was not running, then: " + reason : reason;
        memory.OpenGap = last;

        // While the program was off nobody knows whether the server was: it is down since the first try.
        memory.DownAt = memory.IsFirst ? now : last;
        Tell(server, last, null, memory.Reason, memory.DownAt);
    }

    /// <summary>What the disk has not taken yet.</summary>
    public IReadOnlyList<Stretch> Unwritten(ServerId server, DateTimeOffset now)
    {
        lock (_gate)
        {
            return [.. _gaps.Where(g => g.Key.Server == server).Select(g => new Stretch(g.Key.Start, g.Value.End ?? now))];
        }
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Before any server is read, and before what is open is deleted.
            var open = await writer.RunAsync((db, token) => db.ServerGaps.AsNoTracking().Where(g => g.EndedAt == null).Select(g => new { g.ServerId, g.StartedAt }).ToListAsync(token), cancellationToken);
            foreach (var gap in open)
            {
                _leftOpen[gap.ServerId] = gap.StartedAt;
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The heartbeat tells nearly as well.
            LogCannotWrite(e);
        }

        await base.StartAsync(cancellationToken);
    }

    /// <summary>Whoever reads servers has stopped by now. From their last good readings on nobody looks: that is kept to the moment.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var (server, memory) in _servers)
        {
            if (memory.LastGoodAt is { } last)
            {
                lock (_gate)
                {
                    _lastGood[server] = last;
                }

                if (memory.OpenGap is null)
                {
                    Tell(server, last, null, "MediaInsight was not running.");
                }
            }
        }

        try
        {
            await WriteAsync(cancellationToken);
        }
        catch (Exception e)
        {
            // The program ends in any case; its next start knows the last heartbeat.
            LogCannotWrite(e);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // Gaps that were open when the program stopped go on as the new stretch that begins at the last good reading.
            await TryAsync(token => writer.RunAsync((db, t) => db.ServerGaps.Where(g => g.EndedAt == null).ExecuteDeleteAsync(t), token), stoppingToken);
            await foreach (var _ in _signal.Reader.ReadAllAsync(stoppingToken))
            {
                await TryAsync(WriteAsync, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private async Task TryAsync(Func<CancellationToken, Task> write, CancellationToken stoppingToken)
    {
        for (var failing = false; ; failing = true)
        {
            try
            {
                await write(stoppingToken);
                return;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (!failing)
                {
                    LogCannotWrite(e);
                }

                await Task.Delay(RetryAfter, time, stoppingToken);
            }
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        KeyValuePair<(ServerId Server, DateTimeOffset Start), Gap>[] gaps;
        KeyValuePair<ServerId, DateTimeOffset>[] lastGood;
        KeyValuePair<ServerId, DateTimeOffset>[] firstGood;
        lock (_gate)
        {
            gaps = [.. _gaps];
            lastGood = [.. _lastGood];
            firstGood = [.. _firstGood];
        }

        var told = await writer.RunAsync(async (db, token) =>
        {
            var any = false;
            foreach (var (server, at) in lastGood)
            {
                await db.Servers.Where(s => s.Id == server).ExecuteUpdateAsync(s => s.SetProperty(x => x.LastGoodAt, at), token);
            }

            // Before the gaps: whatever outage is among them began later.
            foreach (var (server, at) in firstGood)
            {
                any |= await OutageEvents.EndAsync(db, server, at, token);
            }

            foreach (var ((server, start), (end, reason, downAt)) in gaps)
            {
                any |= downAt is { } down && await OutageEvents.AddAsync(db, server, down, end, reason, token);
                var known = await db.ServerGaps.Where(g => g.ServerId == server && g.StartedAt == start)
                    .ExecuteUpdateAsync(s => s.SetProperty(g => g.EndedAt, end).SetProperty(g => g.Reason, reason), token);
                if (known == 0 && await db.Servers.AnyAsync(s => s.Id == server, token))
                {
                    db.ServerGaps.Add(new() { ServerId = server, StartedAt = start, EndedAt = end, Reason = reason });
                }
            }

            return any;
        }, cancellationToken);
        if (told)
        {
            log.Wake();
        }

        lock (_gate)
        {
            foreach (var gap in gaps.Where(g => _gaps.TryGetValue(g.Key, out var now) && now == g.Value))
            {
                _gaps.Remove(gap.Key);
            }

            foreach (var good in lastGood.Where(g => _lastGood.TryGetValue(g.Key, out var now) && now == g.Value))
            {
                _lastGood.Remove(good.Key);
            }

            foreach (var (server, _) in firstGood)
            {
                _firstGood.Remove(server);
            }
        }
    }

    /// <param name="downAt">Null: it was this program that did not look.</param>
    private void Tell(ServerId server, DateTimeOffset start, DateTimeOffset? end, string reason, DateTimeOffset? downAt = null)
    {
        lock (_gate)
        {
            _gaps[(server, start)] = new(end, reason, downAt);
        }

        _signal.Writer.TryWrite(true);
    }

    // Shorter stretches are bridged by the tracker without loss.
    private static TimeSpan Threshold(TimeSpan interval) => TimeSpan.FromSeconds(Math.Max(30, interval.TotalSeconds * 3));

    private Memory Of(ServerId server) => _servers.GetOrAdd(server, id =>
    {
        var now = time.GetUtcNow();
        var beat = registry.Find(id)?.LastGoodAt is { } at && at <= now ? at : (DateTimeOffset?)null;
        return _leftOpen.TryGetValue(id, out var open) && open <= now && (beat is null || open >= beat) ? new() { LastGoodAt = open, IsExact = true } : new() { LastGoodAt = beat };
    });

    [LoggerMessage(1214, LogLevel.Error, "Times without observation cannot be written; tried again")]
    private partial void LogCannotWrite(Exception e);

    private sealed record Gap(DateTimeOffset? End, string Reason, DateTimeOffset? DownAt);

    private sealed class Memory
    {
        public DateTimeOffset? LastGoodAt { get; set; }
        public DateTimeOffset? WrittenAt { get; set; }

        /// <summary>Begin of the gap that lasts.</summary>
        public DateTimeOffset? OpenGap { get; set; }
        public DateTimeOffset? DownAt { get; set; }
        public string? Reason { get; set; }
        public bool IsFirst { get; set; } = true;

        /// <summary>The last good reading of the run before is known to the moment.</summary>
        public bool IsExact { get; init; }
    }
}
