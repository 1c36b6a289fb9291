using System.Globalization;
using System.Text.Json;
using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

/// <summary>One kind of media on one day; days and kinds without anything have no row.</summary>
public sealed record DayPlays(DateOnly Day, MediaKind Kind, long Plays, long WatchedMs);

/// <param name="Days">Every day of the range, oldest first, also those without plays.</param>
public sealed record PlaysByDayResult(IReadOnlyList<DateOnly> Days, IReadOnlyList<DayPlays> Rows)
{
    public long Plays => Rows.Sum(r => r.Plays);

    public long WatchedMs => Rows.Sum(r => r.WatchedMs);

    /// <summary>The kinds that occur, most watched first.</summary>
    public IReadOnlyList<MediaKind> Kinds() => [.. Rows.GroupBy(r => r.Kind).OrderByDescending(g => g.Sum(r => r.WatchedMs)).ThenBy(g => g.Key).Select(g => g.Key)];

    /// <summary>One number for each of <see cref="Days"/>, zeros included.</summary>
    public IReadOnlyList<long> PerDay(Func<DayPlays, long> amount, MediaKind? kind = null)
    {
        var sums = Rows.Where(r => kind is null || r.Kind == kind).GroupBy(r => r.Day).ToDictionary(g => g.Key, g => g.Sum(amount));
        return [.. Days.Select(d => sums.GetValueOrDefault(d))];
    }
}

/// <summary>How many plays, and how much was watched, on each day of a range.</summary>
public sealed class PlaysByDay(IDbContextFactory<MediaInsightDb> factory)
{
    /// <summary>Ten years; of a longer range the newest days are answered.</summary>
    public const int MaxDays = 3660;

    // A play of the longest length that ends on the first day may have begun this many days before it.
    private const int DaysBefore = 8;

    /// <summary>Without a first day the range begins with the first play, without a last one it ends with <paramref name="today"/>.</summary>
    public async Task<PlaysByDayResult> ReadAsync(AnalyticsFilter filter, TimeZoneInfo zone, DateOnly today, ReadScope scope, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var last = filter.To ?? today;
        var first = filter.From ?? await FirstDayAsync(db, filter, zone, scope, cancellationToken) ?? last;
        if (last.DayNumber - first.DayNumber >= MaxDays)
        {
            first = last.AddDays(1 - MaxDays);
        }

        var range = Enumerable.Range(first.DayNumber, Math.Max(0, last.DayNumber - first.DayNumber + 1)).Select(DateOnly.FromDayNumber).ToList();
        if (range.Count == 0)
        {
            return new([], []);
        }

        var rows = await RowsAsync(db, filter with { From = null, To = null }, first, range.Count, zone, scope, cancellationToken);
        return new(range, [.. rows
            .GroupBy(r => (Day: first.AddDays(r.Day), Kind: (MediaKind)r.Kind))
            .Select(g => new DayPlays(g.Key.Day, g.Key.Kind, g.Sum(r => r.Plays), g.Sum(r => r.WatchedMs)))
            .Where(r => r.Plays > 0 || r.WatchedMs > 0)
            .OrderBy(r => r.Day).ThenBy(r => r.Kind)]);
    }

    private static async Task<DateOnly?> FirstDayAsync(MediaInsightDb db, AnalyticsFilter filter, TimeZoneInfo zone, ReadScope scope, CancellationToken cancellationToken)
    {
        var plays = new CountedPlays(filter, zone, scope);
        var rows = await plays.ReadAsync<Instant>(db, $"SELECT p.started_at AS At FROM plays p WHERE {plays.Where} ORDER BY p.started_at LIMIT 1", cancellationToken);
        return rows is [var row] ? SiteDays.Of(DateTimeOffset.FromUnixTimeMilliseconds(row.At), zone) : null;
    }

    private static async Task<List<Row>> RowsAsync(
        MediaInsightDb db, AnalyticsFilter filter, DateOnly first, int count, TimeZoneInfo zone, ReadScope scope, CancellationToken cancellationToken)
    {
        var plays = new CountedPlays(filter, zone, scope);
        var bounds = plays.Value(JsonSerializer.Serialize(Enumerable.Range(-DaysBefore, count + DaysBefore)
            .Select(i => new[] { i, SiteDays.Start(first.AddDays(i), zone).ToUnixTimeMilliseconds(), SiteDays.Start(first.AddDays(i + 1), zone).ToUnixTimeMilliseconds() })));
        var longest = CountedPlays.LongestMs.ToString(CultureInfo.InvariantCulture);

        // First the day a play began on: one walk over the index of starts per day. Then what reached into later days:
        // few plays, each with the handful of days that follow. CROSS JOIN keeps that order.
        var sql = $"""
            WITH days AS (
              SELECT CAST(json_extract(value, '$[0]') AS INTEGER) AS i, CAST(json_extract(value, '$[1]') AS INTEGER) AS a, CAST(json_extract(value, '$[2]') AS INTEGER) AS b
              FROM json_each({bounds}))
            SELECT d.i AS Day, p.kind AS Kind, SUM(CASE WHEN {CountedPlays.IsFirst} THEN 1 ELSE 0 END) AS Plays, SUM({CountedPlays.Until("d.b")}) AS WatchedMs
            FROM days d CROSS JOIN plays p ON p.started_at >= d.a AND p.started_at < d.b
            WHERE d.i >= 0 AND {plays.Facts}
            GROUP BY d.i, p.kind
            UNION ALL
            SELECT l.i AS Day, p.kind AS Kind, 0 AS Plays, SUM({CountedPlays.Until("l.b")} - {CountedPlays.Until("l.a")}) AS WatchedMs
            FROM days d CROSS JOIN plays p ON p.started_at >= d.a AND p.started_at < d.b AND p.stopped_at > d.b
            CROSS JOIN days l ON l.i > d.i AND l.i <= d.i + {DaysBefore} AND l.a < MIN(p.stopped_at, p.started_at + {longest})
            WHERE l.i >= 0 AND {plays.Facts}
            GROUP BY l.i, p.kind
            """;
        return await plays.ReadAsync<Row>(db, sql, cancellationToken);
    }

    internal sealed class Instant
    {
        public long At { get; init; }
    }

    internal sealed class Row
    {
        public int Day { get; init; }
        public int Kind { get; init; }
        public long Plays { get; init; }
        public long WatchedMs { get; init; }
    }
}
