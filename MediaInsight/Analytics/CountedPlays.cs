using System.Globalization;
using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

/// <summary>
/// The one definition of what statistics count, as pieces of SQL over <c>plays p</c> (docs/domain/statistics.md):
/// finished plays that are neither short nor merely inferred, within the reader's scope. Watched time belongs to the days it passed on, in
/// proportion to the elapsed time; a chain of resumed plays is one play, on the day its first counted play began.
/// </summary>
internal sealed class CountedPlays
{
    /// <summary>Watched time is spread over at most this much elapsed time, ms: a forgotten pause of weeks needs no search back to its start.</summary>
    public const long LongestMs = 7L * 24 * 60 * 60 * 1000;

    private const string LengthMs = "MAX(1, MIN(p.stopped_at - p.started_at, 604800000))";

    private readonly List<object> _values = [];

    public CountedPlays(AnalyticsFilter filter, TimeZoneInfo zone, ReadScope scope)
    {
        var conditions = new List<string> { "p.is_short = 0", "p.stopped_at IS NOT NULL", "p.certainty <> 2" };
        if (scope.Nothing)
        {
            conditions.Add("1 = 0");
        }

        // A reader limited to one person who asks for another gets nothing: both conditions hold.
        foreach (var viewer in new[] { scope.OnlyViewer, filter.Viewer }.OfType<ViewerId>())
        {
            conditions.Add($"p.user_id IN (SELECT u.id FROM server_users u WHERE u.viewer_id = {Value(viewer.Value)})");
        }

        if (filter.User is { } user)
        {
            conditions.Add($"p.user_id = {Value(user.Value)}");
        }

        if (filter.Server is { } server)
        {
            conditions.Add($"p.server_id = {Value(server.Value)}");
        }

        if (filter.Kind is { } kind)
        {
            conditions.Add($"p.kind = {Value((int)kind)}");
        }

        if (filter.Item is { } item)
        {
            conditions.Add(Below(Value(item.Value)));
        }

        Facts = string.Join(" AND ", conditions);
        var from = filter.From is { } first ? SiteDays.Start(first, zone).ToUnixTimeMilliseconds() : (long?)null;
        var before = filter.To is { } last ? SiteDays.Start(last.AddDays(1), zone).ToUnixTimeMilliseconds() : (long?)null;
        var started = new List<string>();
        var within = "1";
        if (from is { } f)
        {
            var at = Value(f);
            started.Add($"p.started_at >= {Value(f - LongestMs)} AND (p.started_at >= {at} OR p.stopped_at > {at})");
            within = $"p.started_at >= {at}";
        }

        if (before is { } b)
        {
            started.Add($"p.started_at < {Value(b)}");
        }

        Where = string.Join(" AND ", started.Append(Facts));
        Plays = $"SUM(CASE WHEN {within} AND {IsFirst} THEN 1 ELSE 0 END)";
        WatchedMs = from is null && before is null
            ? "SUM(p.watched_ms)"
            : $"SUM({Until(before is { } e ? Value(e) : null)} - {Until(from is { } s ? Value(s) : "0")})";
    }

    /// <summary>Everything but the time.</summary>
    public string Facts { get; }

    /// <summary>Plays that touch the range.</summary>
    public string Where { get; }

    /// <summary>Sum of the plays that began in the range.</summary>
    public string Plays { get; }

    /// <summary>Sum of the time watched within the range.</summary>
    public string WatchedMs { get; }

    /// <summary>No counted play of the chain began before this one.</summary>
    public const string IsFirst =
        "(p.chain_number = p.number OR NOT EXISTS (SELECT 1 FROM plays e WHERE e.chain_number = p.chain_number AND e.is_short = 0 AND e.stopped_at IS NOT NULL AND e.certainty <> 2"
        + " AND (e.started_at < p.started_at OR (e.started_at = p.started_at AND e.number < p.number))))";

    /// <summary>Watched time of one play until an instant; differences of it add up to the whole, to the millisecond.</summary>
    public static string Until(string? at) => at is null ? "p.watched_ms" : $"(p.watched_ms * MAX(0, MIN({at} - p.started_at, {LengthMs})) / {LengthMs})";

    // Kinds by number: 20 show, 22 artist, 24 podcast; 21 season, 23 album. The same as Libraries/ItemsBelow.
    private static string Below(string item) => $"""
        p.media_item_id IN (SELECT {item}
          UNION ALL SELECT c.id FROM media_items a JOIN media_items c ON c.server_id = a.server_id AND c.grandparent_external_id = a.external_id WHERE a.id = {item} AND a.kind IN (20, 22, 24)
          UNION ALL SELECT c.id FROM media_items a JOIN media_items c ON c.server_id = a.server_id AND c.parent_external_id = a.external_id WHERE a.id = {item} AND a.kind IN (21, 23))
        """;

    /// <summary>A parameter; its name for the SQL text.</summary>
    public string Value(object value)
    {
        _values.Add(value);
        return "{" + (_values.Count - 1).ToString(CultureInfo.InvariantCulture) + "}";
    }

    /// <summary>The columns' names are the row type's property names.</summary>
    public async Task<List<TRow>> ReadAsync<TRow>(MediaInsightDb db, string sql, CancellationToken cancellationToken) where TRow : class =>
        await db.Database.SqlQueryRaw<TRow>(sql, [.. _values]).ToListAsync(cancellationToken);
}
