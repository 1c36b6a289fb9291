using System.Globalization;
using System.Text.Json;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Viewing;

public enum UnwatchedOrder
{
    /// <summary>Longest there first.</summary>
    Oldest,

    /// <summary>Largest files first.</summary>
    Largest,
}

public sealed record UnwatchedRequest
{
    public const int MaxLimit = 1000;

    /// <summary>Its range, person, account, server, library and kind count. An episode stands for its show, a track for its artist, a podcast's episode for the podcast.</summary>
    public AnalyticsFilter Filter { get; init; } = AnalyticsFilter.AllTime;
    public UnwatchedOrder Order { get; init; }

    /// <summary>1–<see cref="MaxLimit"/> for a page, any for a file.</summary>
    public int Limit { get; init; } = 100;
}

/// <param name="AddedAt">When the server got it, else when it was first listed.</param>
/// <param name="SizeBytes">Null: not told.</param>
public sealed record UnwatchedTitle(MediaItemId Item, MediaKind Kind, string Title, int? Year, ServerId ServerId, string ServerName, LibraryId? LibraryId, DateTimeOffset AddedAt, long? SizeBytes);

/// <param name="Total">Without the limit.</param>
/// <param name="SizeBytes">Of all of them, as far as it is told.</param>
public sealed record UnwatchedResult(IReadOnlyList<UnwatchedTitle> Rows, int Total, long SizeBytes);

/// <summary>What libraries list and nobody played in a range. Libraries belong to nobody: a limited reader gets none.</summary>
public sealed class UnwatchedReader(PlayIndex index, IDbContextFactory<MediaInsightDb> factory)
{
    private static readonly IReadOnlyList<MediaKind> Titles = [MediaKind.Movie, MediaKind.Show, MediaKind.Artist, MediaKind.Audiobook, MediaKind.Podcast, MediaKind.MusicVideo];

    private readonly SelectedPlays _plays = new(index, factory);

    public async Task<UnwatchedResult> ReadAsync(UnwatchedRequest request, TimeZoneInfo zone, ReadScope scope, CancellationToken cancellationToken)
    {
        if (!scope.IsEverything)
        {
            return new([], 0, 0);
        }

        // A play of the title in another library, or however it was delivered, is one.
        var plays = request.Filter with { Library = null, Decision = null, Item = null, Kind = null };
        var played = await _plays.AskAsync(plays, zone, scope, Played, cancellationToken);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await RowsAsync(db, request, played, zone, cancellationToken);
        return new(
            [.. rows.Select(r => new UnwatchedTitle(
                new(r.Id), (MediaKind)r.Kind, r.Title, r.Year, new(r.ServerId), r.ServerName, r.LibraryId is { } library ? new LibraryId(library) : null, DateTimeOffset.FromUnixTimeMilliseconds(r.AddedAt), r.SizeBytes))],
            rows.Count == 0 ? 0 : rows[0].Total,
            rows.Count == 0 ? 0 : rows[0].AllBytes ?? 0);
    }

    /// <summary>Numbers of the titles that were played.</summary>
    private static List<int> Played(PlayIndexReading reading, PlaySelection selection)
    {
        var last = new StatisticWalk(reading, selection).LastStarts();
        var items = new List<int>();
        for (var item = 0; item < last.Length; item++)
        {
            if (last[item] > 0)
            {
                items.Add(item);
            }
        }

        return items;
    }

    private static async Task<List<Row>> RowsAsync(MediaInsightDb db, UnwatchedRequest request, List<int> played, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var values = new List<object> { JsonSerializer.Serialize(played), Math.Max(1, request.Limit) };
        var kinds = request.Filter.Kind is { } kind ? [Above(kind)] : Titles;
        var where = $"i.kind IN ({string.Join(',', kinds.Select(k => ((int)k).ToString(CultureInfo.InvariantCulture)))})";
        And("i.library_id = ", request.Filter.Library?.Value);
        And("i.server_id = ", request.Filter.Server?.Value);

        // What came after the range could not be played in it.
        And("COALESCE(i.added_at, i.listed_at) < ", request.Filter.To is { } to ? SiteDays.Start(to.AddDays(1), zone).ToUnixTimeMilliseconds() : null);
        var order = request.Order == UnwatchedOrder.Largest ? "COALESCE(i.size_bytes, -1) DESC, i.id" : "COALESCE(i.added_at, i.listed_at), i.id";
        var sql = $$"""
            WITH played AS MATERIALIZED (SELECT value AS id FROM json_each({0})),
              above AS MATERIALIZED (SELECT DISTINCT m.server_id, m.grandparent_external_id FROM played p JOIN media_items m ON m.id = p.id WHERE m.grandparent_external_id IS NOT NULL)
            SELECT i.id AS Id, i.kind AS Kind, i.title AS Title, i.year AS Year, i.server_id AS ServerId, s.name AS ServerName, i.library_id AS LibraryId,
              COALESCE(i.added_at, i.listed_at) AS AddedAt, i.size_bytes AS SizeBytes, COUNT(*) OVER () AS Total, SUM(i.size_bytes) OVER () AS AllBytes
            FROM media_items i JOIN servers s ON s.id = i.server_id
            WHERE i.listed_at IS NOT NULL AND i.removed_at IS NULL AND s.removed_at IS NULL AND {{where}}
              AND i.id NOT IN (SELECT id FROM played)
              AND NOT EXISTS (SELECT 1 FROM above a WHERE a.server_id = i.server_id AND a.grandparent_external_id = i.external_id)
            ORDER BY {{order}} LIMIT {1}
            """;
        return await db.Database.SqlQueryRaw<Row>(sql, [.. values]).ToListAsync(cancellationToken);

        void And(string condition, long? value)
        {
            if (value is { } known)
            {
                where += $" AND {condition}{{{values.Count.ToString(CultureInfo.InvariantCulture)}}}";
                values.Add(known);
            }
        }
    }

    private static MediaKind Above(MediaKind kind) => kind switch
    {
        MediaKind.Episode => MediaKind.Show,
        MediaKind.Track => MediaKind.Artist,
        MediaKind.PodcastEpisode => MediaKind.Podcast,
        _ => kind,
    };

    internal sealed class Row
    {
        public int Id { get; init; }
        public int Kind { get; init; }
        public required string Title { get; init; }
        public int? Year { get; init; }
        public int ServerId { get; init; }
        public required string ServerName { get; init; }
        public int? LibraryId { get; init; }
        public long AddedAt { get; init; }
        public long? SizeBytes { get; init; }
        public int Total { get; init; }
        public long? AllBytes { get; init; }
    }
}
