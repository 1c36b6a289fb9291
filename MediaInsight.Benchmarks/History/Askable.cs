using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Benchmarks.History;

/// <summary>What of a data set can be asked for: each repetition another one, the busiest first.</summary>
internal sealed record Askable(
    IReadOnlyList<ViewerId> People, IReadOnlyList<ServerId> Servers, IReadOnlyList<LibraryId> Libraries, IReadOnlyList<MediaItemId> Titles, IReadOnlyList<MediaItemId> Shows)
{
    public static readonly IReadOnlyList<MediaKind> Kinds = [MediaKind.Movie, MediaKind.Episode, MediaKind.Track, MediaKind.Audiobook, MediaKind.LiveTv, MediaKind.PodcastEpisode];

    public static readonly IReadOnlyList<string> Words = ["harbour", "the golden", "cafe", "greta", "lighthouse of", "season", "senorita", "electric comet", "ada ahrens", "nothing of this kind", "wolf", "and the quiet"];

    public static async Task<Askable> ReadAsync(ProductServices product, CancellationToken cancellationToken)
    {
        await using var db = await product.Databases.CreateDbContextAsync(cancellationToken);
        return new(
            [.. (await Numbers(db, "SELECT u.viewer_id AS Value FROM plays p JOIN server_users u ON u.id = p.user_id GROUP BY u.viewer_id ORDER BY COUNT(*) DESC LIMIT 50", cancellationToken)).Select(n => new ViewerId(n))],
            [.. (await Numbers(db, "SELECT id AS Value FROM servers ORDER BY id", cancellationToken)).Select(n => new ServerId(n))],
            [.. (await Numbers(db, "SELECT library_id AS Value FROM plays WHERE library_id IS NOT NULL GROUP BY library_id ORDER BY COUNT(*) DESC", cancellationToken)).Select(n => new LibraryId(n))],
            [.. (await Numbers(db, "SELECT media_item_id AS Value FROM plays GROUP BY media_item_id ORDER BY COUNT(*) DESC LIMIT 50", cancellationToken)).Select(n => new MediaItemId(n))],
            [.. (await Numbers(db, "SELECT id AS Value FROM media_items WHERE kind = 20 ORDER BY file_count DESC LIMIT 50", cancellationToken)).Select(n => new MediaItemId(n))]);
    }

    private static Task<List<int>> Numbers(MediaInsightDb db, string sql, CancellationToken cancellationToken) => db.Database.SqlQueryRaw<int>(sql).ToListAsync(cancellationToken);
}
