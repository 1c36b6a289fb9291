using System.Collections.Concurrent;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Servers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Ingest;

/// <summary>Keeps the stretches in which a server was not observed, across restarts too.</summary>
internal sealed class GapLog(DatabaseWriter writer, ServerRegistry registry, TimeProvider time)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<ServerId, Memory> _servers = new();

    public async Task GoodAsync(ServerId server, DateTimeOffset now, TimeSpan interval, CancellationToken cancellationToken)
    {
        var memory = Of(server);
        if (memory.OpenGap is { } open)
        {
            await writer.RunAsync((db, token) => db.ServerGaps.Where(g => g.Id == open).ExecuteUpdateAsync(s => s.SetProperty(g => g.EndedAt, now), token), cancellationToken);
            memory.OpenGap = null;
        }
        else if (memory.LastGoodAt is { } last && now - last > (memory.IsFirst ? Heartbeat + Threshold(interval) : Threshold(interval)))
        {
            var reason = memory.IsFirst ? "MediaInsight was not running." : memory.Reason ?? "No readings.";
            await writer.RunAsync((db, _) =>
            {
                db.ServerGaps.Add(new() { ServerId = server, StartedAt = last, EndedAt = now, Reason = reason });
                return Task.CompletedTask;
            }, cancellationToken);
        }

        memory.LastGoodAt = now;
        memory.IsFirst = false;
        if (memory.WrittenAt is not { } written || now - written >= Heartbeat)
        {
            memory.WrittenAt = now;
            await writer.RunAsync((db, token) => db.Servers.Where(s => s.Id == server).ExecuteUpdateAsync(s => s.SetProperty(x => x.LastGoodAt, now), token), cancellationToken);
        }
    }

    public async Task FailedAsync(ServerId server, DateTimeOffset now, string reason, CancellationToken cancellationToken)
    {
        var memory = Of(server);
        memory.Reason = reason;
        if (memory.OpenGap is not null || memory.LastGoodAt is not { } last || now - last < Threshold(TimeSpan.Zero))
        {
            return;
        }

        var gap = new ServerGap { ServerId = server, StartedAt = last, Reason = memory.IsFirst ? "MediaInsight was not running, then: " + reason : reason };
        memory.OpenGap = await writer.RunAsync(async (db, token) =>
        {
            db.ServerGaps.Add(gap);
            await db.SaveChangesAsync(token);
            return gap.Id;
        }, cancellationToken);
    }

    /// <summary>Gaps that were open when the program stopped go on as the new stretch that begins at the last good reading.</summary>
    public Task ForgetOpenAsync(CancellationToken cancellationToken) =>
        writer.RunAsync((db, token) => db.ServerGaps.Where(g => g.EndedAt == null).ExecuteDeleteAsync(token), cancellationToken);

    // Shorter stretches are bridged by the tracker without loss.
    private static TimeSpan Threshold(TimeSpan interval) => TimeSpan.FromSeconds(Math.Max(30, interval.TotalSeconds * 3));

    private Memory Of(ServerId server) => _servers.GetOrAdd(server, id => new() { LastGoodAt = registry.Find(id)?.LastGoodAt is { } at && at <= time.GetUtcNow() ? at : null });

    private sealed class Memory
    {
        public DateTimeOffset? LastGoodAt { get; set; }
        public DateTimeOffset? WrittenAt { get; set; }
        public long? OpenGap { get; set; }
        public string? Reason { get; set; }
        public bool IsFirst { get; set; } = true;
    }
}
