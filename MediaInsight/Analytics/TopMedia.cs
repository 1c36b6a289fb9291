using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

/// <summary>A film, a show, an artist, a book, a podcast, a channel.</summary>
/// <param name="Kind">Of what was played: <see cref="MediaKind.Episode"/> for a show, <see cref="MediaKind.Track"/> for an artist.</param>
/// <param name="By">Author of a book.</param>
/// <param name="Year">Of a film.</param>
/// <param name="Titles">How many different titles of it were played: episodes, tracks.</param>
/// <param name="ItemId">One of its titles, for the picture.</param>
public sealed record TopTitle(
    MediaKind Kind, string Title, string? By, int? Year, long Titles, long Plays, long WatchedMs, MediaItemId ItemId, DateTimeOffset LastPlayedAt)
{
    /// <summary>The title itself: of an episode its show, where a library lists it; null when there is no such row.</summary>
    public MediaItemId? ShownId { get; init; }
}

/// <summary>
/// What was watched most. Films, books and music videos stand for themselves, episodes are summed by show, tracks by
/// artist, podcast episodes by podcast, live television by channel. The same name (films: and year) on several
/// servers is one title.
/// </summary>
public sealed class TopMedia(IDbContextFactory<MediaInsightDb> factory)
{
    public const int MaxLimit = 500;

    // Kinds by number: 2 episode, 3 track, 6 podcast episode, 4 live television, 1 film, 5 audiobook.
    private const string Name = "CASE WHEN i.kind IN (2, 3, 6) THEN COALESCE(i.grandparent_title, i.title) WHEN i.kind = 4 THEN COALESCE(i.channel_name, i.title) ELSE i.title END";
    private const string Apart = "CASE i.kind WHEN 1 THEN COALESCE(i.year, 0) WHEN 5 THEN LOWER(COALESCE(i.grandparent_title, '')) ELSE '' END";

    // A title with a picture stands for the group, the last played one of those: beyond any instant in ms.
    private const string Shown = "t.seen + CASE WHEN i.poster_path IS NULL THEN 0 ELSE 1000000000000000 END";

    /// <param name="limit">1–<see cref="MaxLimit"/>.</param>
    public async Task<IReadOnlyList<TopTitle>> ReadAsync(
        AnalyticsFilter filter, TopBy by, int limit, TimeZoneInfo zone, ReadScope scope, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var plays = new CountedPlays(filter, zone, scope);
        var order = by == TopBy.Plays ? "Plays DESC, WatchedMs DESC" : "WatchedMs DESC, Plays DESC";

        // SQLite takes the bare columns from the row that has the MAX.
        var rows = await plays.ReadAsync<Row>(db, $"""
            SELECT r.*, CASE WHEN r.Kind NOT IN (2, 3, 6) THEN r.ItemId ELSE
              (SELECT a.id FROM media_items i JOIN media_items a ON a.server_id = i.server_id AND a.external_id = i.grandparent_external_id AND a.kind >= 20
               WHERE i.id = r.ItemId ORDER BY a.removed_at IS NOT NULL, a.id DESC LIMIT 1) END AS ShownItem
            FROM (SELECT i.kind AS Kind, {Name} AS Title, CASE WHEN i.kind = 5 THEN i.grandparent_title END AS Author, CASE WHEN i.kind = 1 THEN i.year END AS Year,
              COUNT(*) AS Titles, SUM(t.plays) AS Plays, SUM(t.watched) AS WatchedMs, i.id AS ItemId, MAX({Shown}) AS Shown, t.seen AS ShownSeen
            FROM (SELECT p.media_item_id AS item, {plays.Plays} AS plays, {plays.WatchedMs} AS watched, MAX(p.started_at) AS seen FROM plays p WHERE {plays.Where} GROUP BY p.media_item_id) t
            JOIN media_items i ON i.id = t.item
            GROUP BY i.kind, LOWER({Name}), {Apart} HAVING SUM(t.plays) > 0 OR SUM(t.watched) > 0
            ORDER BY {order}, i.id LIMIT {plays.Value(Math.Clamp(limit, 1, MaxLimit))}) r
            ORDER BY {order}, r.ItemId
            """, cancellationToken);
        return [.. rows.Select(r => new TopTitle(
            (MediaKind)r.Kind, r.Title, r.Author, r.Year, r.Titles, r.Plays, r.WatchedMs, new(r.ItemId), DateTimeOffset.FromUnixTimeMilliseconds(r.ShownSeen))
        {
            ShownId = r.ShownItem is { } shown ? new(shown) : null,
        })];
    }

    internal sealed class Row
    {
        public int Kind { get; init; }
        public required string Title { get; init; }
        public string? Author { get; init; }
        public int? Year { get; init; }
        public long Titles { get; init; }
        public long Plays { get; init; }
        public long WatchedMs { get; init; }
        public int ItemId { get; init; }
        public int? ShownItem { get; init; }
        public long Shown { get; init; }
        public long ShownSeen { get; init; }
    }
}
