using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

/// <param name="LastSeenAt">End of the last play in the range.</param>
public sealed record TopViewer(ViewerId Id, string Name, long Plays, long WatchedMs, DateTimeOffset LastSeenAt);

/// <summary>Who watched most. Accounts of one person are one viewer.</summary>
public sealed class TopViewers(IDbContextFactory<MediaInsightDb> factory)
{
    public const int MaxLimit = 500;

    /// <param name="limit">1–<see cref="MaxLimit"/>.</param>
    public async Task<IReadOnlyList<TopViewer>> ReadAsync(
        AnalyticsFilter filter, TopBy by, int limit, TimeZoneInfo zone, ReadScope scope, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var plays = new CountedPlays(filter, zone, scope);
        var order = by == TopBy.Plays ? "Plays DESC, WatchedMs DESC" : "WatchedMs DESC, Plays DESC";
        var rows = await plays.ReadAsync<Row>(db, $"""
            SELECT v.id AS Id, v.name AS Name, SUM(t.plays) AS Plays, SUM(t.watched) AS WatchedMs, MAX(t.seen) AS LastSeen
            FROM (SELECT p.user_id AS user_id, {plays.Plays} AS plays, {plays.WatchedMs} AS watched, MAX(p.stopped_at) AS seen FROM plays p WHERE {plays.Where} GROUP BY p.user_id) t
            JOIN server_users u ON u.id = t.user_id
            JOIN viewers v ON v.id = u.viewer_id
            GROUP BY v.id, v.name HAVING SUM(t.plays) > 0 OR SUM(t.watched) > 0
            ORDER BY {order}, v.id LIMIT {plays.Value(Math.Clamp(limit, 1, MaxLimit))}
            """, cancellationToken);
        return [.. rows.Select(r => new TopViewer(new(r.Id), r.Name, r.Plays, r.WatchedMs, DateTimeOffset.FromUnixTimeMilliseconds(r.LastSeen)))];
    }

    internal sealed class Row
    {
        public int Id { get; init; }
        public required string Name { get; init; }
        public long Plays { get; init; }
        public long WatchedMs { get; init; }
        public long LastSeen { get; init; }
    }
}
