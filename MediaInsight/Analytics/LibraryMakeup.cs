using System.Text.Json;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

/// <summary>How many titles have this format, by the file with the largest picture. Null: not told.</summary>
public sealed record FormatCount(MediaKind Kind, string? Resolution, string? VideoCodec, int Titles)
{
    /// <summary>4K, 1080p, 720p, SD; null: not told.</summary>
    public string? Quality => StreamGroups.Bucket(Resolution);
}

public sealed record FormattedTitle(MediaItemId Id, MediaKind Kind, string Title, string? GrandparentTitle, int? SeasonNumber, int? EpisodeNumber, int? Year, string? Resolution, string? VideoCodec);

/// <param name="Month">First day of it.</param>
public sealed record MonthOfAdditions(DateOnly Month, MediaKind Kind, int Titles, long SizeBytes);

/// <summary>What libraries are made of. They belong to nobody: a limited reader gets nothing.</summary>
public sealed class LibraryMakeup(IDbContextFactory<MediaInsightDb> factory)
{
    private const string BestFile = """
        FROM media_items i
        LEFT JOIN media_files f ON f.id = (SELECT b.id FROM media_files b WHERE b.media_item_id = i.id ORDER BY b.height DESC, b.ordinal LIMIT 1)
        WHERE i.sort_title IS NOT NULL AND i.removed_at IS NULL AND i.kind IN (1, 2, 7)
        """;

    /// <summary>Of films, episodes and music videos.</summary>
    public async Task<IReadOnlyList<FormatCount>> FormatsAsync(ReadScope scope, CancellationToken cancellationToken)
    {
        if (!scope.IsEverything)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await db.Database.SqlQueryRaw<Counted>($"SELECT i.kind AS Kind, f.resolution AS Resolution, f.video_codec AS VideoCodec, COUNT(*) AS Titles {BestFile} GROUP BY 1, 2, 3").ToListAsync(cancellationToken);
        return [.. rows.Select(r => new FormatCount((MediaKind)r.Kind, r.Resolution, r.VideoCodec, r.Titles))];
    }

    /// <param name="resolutions">Of the best file; null in it: not told. Empty: any.</param>
    /// <param name="codec">Lower case; "" for not told; null: any.</param>
    public async Task<(IReadOnlyList<FormattedTitle> Items, int Total)> TitlesAsync(
        IReadOnlyCollection<string?> resolutions, string? codec, MediaKind? kind, int page, int pageSize, ReadScope scope, CancellationToken cancellationToken)
    {
        if (!scope.IsEverything)
        {
            return ([], 0);
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var ids = await db.Database.SqlQueryRaw<int>(
            Matching(codec, resolutions),
            kind is { } one ? (int)one : -1, codec ?? "", JsonSerializer.Serialize(resolutions.OfType<string>())).ToListAsync(cancellationToken);
        var shown = ids.Skip((page - 1) * pageSize).Take(pageSize).Select(id => new MediaItemId(id)).ToList();
        var titles = await (from item in db.MediaItems.AsNoTracking()
                            where shown.Contains(item.Id)
                            let best = db.MediaFiles.Where(f => f.MediaItemId == item.Id).OrderByDescending(f => f.Height).ThenBy(f => f.Ordinal).FirstOrDefault()
                            select new FormattedTitle(item.Id, item.Kind, item.Title, item.GrandparentTitle, item.SeasonNumber, item.EpisodeNumber, item.Year, best!.Resolution, best.VideoCodec)) // non-null: in SQL a missing file is a row of nulls
            .ToDictionaryAsync(t => t.Id, cancellationToken);
        return ([.. shown.Where(titles.ContainsKey).Select(id => titles[id])], ids.Count);
    }

    /// <summary>Ids of the titles whose best file is so, in order. Parameters: kind (-1: those with a picture), codec, resolutions as a JSON array.</summary>
    // The files are walked over once, by title; what is asked for is left out of the text where anything will do.
    private static string Matching(string? codec, IReadOnlyCollection<string?> resolutions)
    {
        const string Listed = "i.sort_title IS NOT NULL AND i.removed_at IS NULL AND CASE WHEN {0} < 0 THEN i.kind IN (1, 2, 7) ELSE i.kind = {0} END";
        var ofCodec = codec switch { null => "", "" => " AND b.video_codec IS NULL", _ => " AND b.video_codec = {1}" };
        var ofResolution = resolutions.Count == 0 ? "" : $" AND (b.resolution IN (SELECT value FROM json_each({{2}})){(resolutions.Contains(null) ? " OR b.resolution IS NULL" : "")})";
        var isWithoutFiles = codec is null or "" && (resolutions.Count == 0 || resolutions.Contains(null));
        return $"""
            WITH best AS (SELECT media_item_id, resolution, video_codec, MAX(COALESCE(height, -1) * 1000000 - ordinal) FROM media_files GROUP BY media_item_id)
            SELECT id AS Value FROM (
              SELECT i.id, i.sort_title FROM best b CROSS JOIN media_items i ON i.id = b.media_item_id WHERE {Listed}{ofCodec}{ofResolution}
              {(isWithoutFiles ? $"UNION ALL SELECT i.id, i.sort_title FROM media_items i WHERE {Listed} AND NOT EXISTS (SELECT 1 FROM media_files f WHERE f.media_item_id = i.id)" : "")}
            ) ORDER BY sort_title, id
            """;
    }

    /// <summary>What came in each month, oldest first; months without anything are left out. What was removed since is left out too.</summary>
    public async Task<IReadOnlyList<MonthOfAdditions>> GrowthAsync(TimeZoneInfo zone, ReadScope scope, CancellationToken cancellationToken)
    {
        if (!scope.IsEverything)
        {
            return [];
        }

        // Local months begin at other instants than days do in SQL: titles are counted by quarter of an hour there, which every zone's midnight falls on, and put into months here.
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var quarters = await db.Database.SqlQueryRaw<Quarter>("""
            SELECT added_at / 900000 AS Number, kind AS Kind, COUNT(*) AS Titles, COALESCE(SUM(size_bytes), 0) AS SizeBytes
            FROM media_items WHERE sort_title IS NOT NULL AND removed_at IS NULL AND added_at IS NOT NULL AND kind < 20 GROUP BY 1, 2
            """).ToListAsync(cancellationToken);
        return [.. quarters
            .GroupBy(h => (Month: MonthOf(SiteDays.Of(DateTimeOffset.FromUnixTimeSeconds(h.Number * 900), zone)), h.Kind))
            .Select(g => new MonthOfAdditions(g.Key.Month, (MediaKind)g.Key.Kind, g.Sum(h => h.Titles), g.Sum(h => h.SizeBytes)))
            .OrderBy(m => m.Month).ThenBy(m => m.Kind)];
    }

    private static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    internal sealed class Counted
    {
        public int Kind { get; init; }
        public string? Resolution { get; init; }
        public string? VideoCodec { get; init; }
        public int Titles { get; init; }
    }

    internal sealed class Quarter
    {
        public long Number { get; init; }
        public int Kind { get; init; }
        public int Titles { get; init; }
        public long SizeBytes { get; init; }
    }
}
