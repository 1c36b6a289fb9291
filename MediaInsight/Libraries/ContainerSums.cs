using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Libraries;

/// <summary>What lies below shows, seasons, artists, albums and podcasts: bytes and files of what is listed. Written only where it differs.</summary>
public static class ContainerSums
{
    private const int Batch = 200;

    public static async Task UpdateAsync(IDbContextFactory<MediaInsightDb> factory, DatabaseWriter writer, LibraryId library, CancellationToken cancellationToken)
    {
        foreach (var isTop in new[] { false, true })
        {
            var last = 0;
            while (true)
            {
                List<Sum> sums;
                await using (var db = await factory.CreateDbContextAsync(cancellationToken))
                {
                    // Outside the writer: sums are read while others write.
                    sums = await db.Database.SqlQuery<Sum>(isTop ? Top(library.Value, last) : Middle(library.Value, last)).ToListAsync(cancellationToken);
                }

                var differ = sums.Where(s => s.Size != s.KnownSize || s.Files != s.KnownFiles).ToList();
                if (differ.Count > 0)
                {
                    await writer.RunAsync((db, token) => WriteAsync(db, differ, token), cancellationToken);
                }

                if (sums.Count < Batch)
                {
                    break;
                }

                last = sums[^1].Id;
            }
        }
    }

    private static async Task WriteAsync(MediaInsightDb db, List<Sum> sums, CancellationToken cancellationToken)
    {
        foreach (var sum in sums)
        {
            var id = new MediaItemId(sum.Id);
            await db.MediaItems.Where(i => i.Id == id).ExecuteUpdateAsync(s => s.SetProperty(i => i.SizeBytes, sum.Size).SetProperty(i => i.FileCount, sum.Files), cancellationToken);
        }
    }

    /// <summary>Shows, artists, podcasts.</summary>
    private static FormattableString Top(int library, int after) => $"""
        SELECT c.id AS "Id", c.size_bytes AS "KnownSize", c.file_count AS "KnownFiles", SUM(i.size_bytes) AS "Size", COALESCE(SUM(i.file_count), 0) AS "Files"
        FROM (SELECT * FROM media_items WHERE library_id = {library} AND kind IN (20, 22, 24) AND listed_at IS NOT NULL AND removed_at IS NULL AND id > {after} ORDER BY id LIMIT {Batch}) c
        LEFT JOIN media_items i ON i.server_id = c.server_id AND i.grandparent_external_id = c.external_id AND i.kind < 20 AND i.listed_at IS NOT NULL AND i.removed_at IS NULL
        GROUP BY c.id ORDER BY c.id
        """;

    /// <summary>Seasons and albums.</summary>
    private static FormattableString Middle(int library, int after) => $"""
        SELECT c.id AS "Id", c.size_bytes AS "KnownSize", c.file_count AS "KnownFiles", SUM(i.size_bytes) AS "Size", COALESCE(SUM(i.file_count), 0) AS "Files"
        FROM (SELECT * FROM media_items WHERE library_id = {library} AND kind IN (21, 23) AND listed_at IS NOT NULL AND removed_at IS NULL AND id > {after} ORDER BY id LIMIT {Batch}) c
        LEFT JOIN media_items i ON i.server_id = c.server_id AND i.parent_external_id = c.external_id AND i.kind < 20 AND i.listed_at IS NOT NULL AND i.removed_at IS NULL
        GROUP BY c.id ORDER BY c.id
        """;

    private sealed record Sum(int Id, long? KnownSize, int KnownFiles, long? Size, int Files);
}
