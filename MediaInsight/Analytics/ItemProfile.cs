using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Libraries;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

/// <summary>One title: what it is, what lies in it, who played it, how far and in what quality. Of a show all figures are those of its episodes.</summary>
public sealed class ItemProfile(IDbContextFactory<MediaInsightDb> factory, ItemFactsQuery facts, HistoryQuery history)
{
    private const int ViewerLimit = 200;
    private const int QualityLimit = 12;
    private const int RecentLimit = 6;

    /// <summary>Null when there is no such title, or none that the reader may see.</summary>
    public async Task<ItemProfileResult?> ReadAsync(MediaItemId id, TimeZoneInfo zone, DateOnly today, ReadScope scope, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        if (!await VisibleItems.MayAsync(db, id, scope, cancellationToken) || await facts.ReadAsync(db, id, scope, cancellationToken) is not { } item)
        {
            return null;
        }

        CountedPlays Counted() => new(new() { Item = id }, zone, scope);
        var viewers = await ViewersAsync(db, Counted(), cancellationToken);
        var span = await SpanAsync(db, Counted(), cancellationToken);
        var (children, childCount, below) = await ItemChildren.ReadAsync(db, item, Counted(), scope, cancellationToken);
        var recent = await history.PageAsync(new() { Item = id, PageSize = RecentLimit }, scope, cancellationToken);
        return new()
        {
            Facts = item,
            Children = children,
            ChildCount = childCount,
            Below = below,
            Plays = span.Plays,
            WatchedMs = span.WatchedMs ?? 0,
            FirstPlayedAt = Instant(span.First),
            LastPlayedAt = Instant(span.Last),
            Viewers = viewers,
            Course = await CourseAsync(db, Counted(), Instant(span.First), zone, today, cancellationToken),
            Qualities = await QualitiesAsync(db, Counted(), cancellationToken),
            Reached = await ReachedAsync(db, Counted(), cancellationToken),
            Recent = recent.Items,
        };
    }

    private static async Task<Span> SpanAsync(MediaInsightDb db, CountedPlays plays, CancellationToken cancellationToken)
    {
        var rows = await plays.ReadAsync<Span>(
            db, $"SELECT COALESCE({plays.Plays}, 0) AS Plays, {plays.WatchedMs} AS WatchedMs, MIN(p.started_at) AS First, MAX(p.stopped_at) AS Last FROM plays p WHERE {plays.Where}", cancellationToken);
        return rows.Single();
    }

    private static async Task<List<ItemViewer>> ViewersAsync(MediaInsightDb db, CountedPlays plays, CancellationToken cancellationToken)
    {
        var rows = await plays.ReadAsync<ViewerRow>(db, $"""
            SELECT v.id AS Id, v.name AS Name, {plays.Plays} AS Plays, {plays.WatchedMs} AS WatchedMs, COUNT(DISTINCT p.media_item_id) AS Titles,
              COUNT(DISTINCT CASE WHEN p.completed THEN p.media_item_id END) AS Completed,
              MAX(CASE WHEN p.completed THEN 1000 ELSE p.percent_permille END) AS Furthest, MAX(p.stopped_at) AS LastSeen
            FROM plays p JOIN server_users u ON u.id = p.user_id JOIN viewers v ON v.id = u.viewer_id
            WHERE {plays.Where} GROUP BY v.id, v.name ORDER BY LastSeen DESC LIMIT {plays.Value(ViewerLimit)}
            """, cancellationToken);
        return [.. rows.Select(r => new ItemViewer(new(r.Id), r.Name, r.Plays, r.WatchedMs, r.Titles, r.Completed, r.Furthest, DateTimeOffset.FromUnixTimeMilliseconds(r.LastSeen)))];
    }

    private static async Task<ItemCourse> CourseAsync(
        MediaInsightDb db, CountedPlays plays, DateTimeOffset? first, TimeZoneInfo zone, DateOnly today, CancellationToken cancellationToken)
    {
        // Every zone differs from UTC by whole quarters of an hour: sums of quarters are cut into days here.
        var rows = await plays.ReadAsync<QuarterRow>(
            db, $"SELECT p.started_at / 900000 AS Quarter, {plays.Plays} AS Plays FROM plays p WHERE {plays.Where} GROUP BY Quarter", cancellationToken);
        return ItemCourses.Of(rows.Where(r => r.Plays > 0).Select(r => (SiteDays.Of(DateTimeOffset.FromUnixTimeMilliseconds(r.Quarter * 900_000), zone), r.Plays)), first is { } f ? SiteDays.Of(f, zone) : null, today);
    }

    private static async Task<List<ItemQuality>> QualitiesAsync(MediaInsightDb db, CountedPlays plays, CancellationToken cancellationToken)
    {
        var rows = await plays.ReadAsync<QualityRow>(db, $"""
            SELECT p.decision AS Decision, COALESCE(s.sent_resolution, s.resolution) AS Resolution,
              COALESCE(s.sent_video_codec, s.video_codec, s.sent_audio_codec, s.audio_codec) AS Codec, {plays.Plays} AS Plays, {plays.WatchedMs} AS WatchedMs
            FROM plays p JOIN stream_profiles s ON s.id = p.stream_profile_id
            WHERE {plays.Where} GROUP BY 1, 2, 3 ORDER BY Plays DESC, WatchedMs DESC LIMIT {plays.Value(QualityLimit)}
            """, cancellationToken);
        return [.. rows.Select(r => new ItemQuality((StreamDecision?)r.Decision, r.Resolution, r.Codec, r.Plays, r.WatchedMs))];
    }

    /// <summary>Resumed plays are one: the farthest point of the chain.</summary>
    private static async Task<IReadOnlyList<long>> ReachedAsync(MediaInsightDb db, CountedPlays plays, CancellationToken cancellationToken)
    {
        var rows = await plays.ReadAsync<ReachedRow>(db, $"""
            SELECT t.tenth AS Tenth, COUNT(*) AS Plays
            FROM (SELECT MAX(CASE WHEN p.completed THEN 1000 ELSE p.percent_permille END) / 100 AS tenth FROM plays p
              WHERE {plays.Where} AND (p.completed OR p.percent_permille IS NOT NULL) GROUP BY p.chain_number) t
            GROUP BY t.tenth
            """, cancellationToken);
        return rows.Count == 0 ? [] : [.. Enumerable.Range(0, 11).Select(tenth => rows.Where(r => r.Tenth >= tenth).Sum(r => r.Plays))];
    }

    private static DateTimeOffset? Instant(long? ms) => ms is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    internal sealed class Span
    {
        public long Plays { get; init; }
        public long? WatchedMs { get; init; }
        public long? First { get; init; }
        public long? Last { get; init; }
    }

    internal sealed class ViewerRow
    {
        public int Id { get; init; }
        public required string Name { get; init; }
        public long Plays { get; init; }
        public long WatchedMs { get; init; }
        public int Titles { get; init; }
        public int Completed { get; init; }
        public int? Furthest { get; init; }
        public long LastSeen { get; init; }
    }

    internal sealed class QuarterRow
    {
        public long Quarter { get; init; }
        public long Plays { get; init; }
    }

    internal sealed class QualityRow
    {
        public int? Decision { get; init; }
        public string? Resolution { get; init; }
        public string? Codec { get; init; }
        public long Plays { get; init; }
        public long WatchedMs { get; init; }
    }

    internal sealed class ReachedRow
    {
        public int Tenth { get; init; }
        public long Plays { get; init; }
    }
}
