using System.Collections.Concurrent;
using MediaInsight.Domain;

namespace MediaInsight.Servers;

/// <summary>
/// What media servers say they sent, by the hour. Kept in memory only: the servers keep it themselves and are asked again after a
/// start. Null everywhere: not told, which is not 0.
/// </summary>
public sealed class ServerTraffic(TimeProvider time)
{
    /// <summary>Days back that are asked for.</summary>
    public const int Days = 31;

    private readonly ConcurrentDictionary<ServerId, Told> _told = [];

    /// <summary>Servers that tell.</summary>
    public IReadOnlyCollection<ServerId> Servers => [.. _told.Keys];

    /// <summary>From when on a server is to be asked: all that is wanted at first, later what may have grown since.</summary>
    public DateTimeOffset AskSince(ServerId server)
    {
        var now = time.GetUtcNow();
        return _told.TryGetValue(server, out var told) && told.Until <= now && now - told.Until < TimeSpan.FromDays(1) ? told.Until.AddHours(-2) : now.AddDays(-Days);
    }

    /// <param name="hours">All since then.</param>
    public void Store(ServerId server, DateTimeOffset since, IReadOnlyList<TrafficHour> hours)
    {
        var (now, oldest) = (time.GetUtcNow(), time.GetUtcNow().AddDays(-Days));
        _told.AddOrUpdate(
            server,
            _ => new(since, now, [.. hours]),
            (_, before) => since <= before.From ? new(since, now, [.. hours])
                : new(before.From > oldest ? before.From : oldest, now, [.. before.Hours.Where(h => h.At < since && h.At >= oldest), .. hours]));
    }

    /// <summary>The server tells nothing (any more).</summary>
    public void Forget(ServerId server) => _told.TryRemove(server, out _);

    /// <summary>Sent in a stretch of time, hours by their begin. Null: not told, or not of all of it.</summary>
    /// <param name="server">Null: all that tell, together.</param>
    public TrafficHour? Sum(ServerId? server, DateTimeOffset from, DateTimeOffset before)
    {
        var told = _told.Where(t => server is null || t.Key == server).Select(t => t.Value).Where(t => t.From <= from && t.Until > from).ToList();
        var hours = told.SelectMany(t => t.Hours).Where(h => h.At >= from && h.At < before).ToList();
        return told.Count == 0 ? null : new(from, hours.Sum(h => h.HomeBytes), hours.Sum(h => h.AwayBytes));
    }

    /// <param name="From">What was sent before is not known here.</param>
    /// <param name="Until">When it was asked last.</param>
    private sealed record Told(DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<TrafficHour> Hours);
}
