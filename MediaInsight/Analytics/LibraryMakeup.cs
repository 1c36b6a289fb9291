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
        var told = resolutions.OfType<string>().ToList();
        var untold = resolutions.Contains(null);
        var titles = from item in db.MediaItems.AsNoTracking()
                     where item.SortTitle != null && item.RemovedAt == null
                     where kind != null ? item.Kind == kind : item.Kind == MediaKind.Movie || item.Kind == MediaKind.Episode || item.Kind == MediaKind.MusicVideo
                     let best = db.MediaFiles.Where(f => f.MediaItemId == item.Id).OrderByDescending(f => f.Height).ThenBy(f => f.Ordinal).FirstOrDefault()
                     where codec == null || (codec == "" ? best!.VideoCodec == null : best!.VideoCodec == codec) // non-null: in SQL a missing file is a row of nulls
                     where resolutions.Count == 0 || (untold && best!.Resolution == null) || told.Contains(best!.Resolution!) // non-null: as above
                     select new { item, best!.Resolution, best.VideoCodec }; // non-null: as above
        var total = await titles.CountAsync(cancellationToken);
        var rows = await titles.OrderBy(t => t.item.SortTitle).ThenBy(t => t.item.Id).Skip((page - 1) * pageSize).Take(pageSize).ToListAsync(cancellationToken);
        return ([.. rows.Select(r => new FormattedTitle(
            r.item.Id, r.item.Kind, r.item.Title, r.item.GrandparentTitle, r.item.SeasonNumber, r.item.EpisodeNumber, r.item.Year, r.Resolution, r.VideoCodec))], total);
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
