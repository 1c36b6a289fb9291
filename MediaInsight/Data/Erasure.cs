using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Data;

/// <summary>Writing that leaves nothing of the former content in the file: SQLite otherwise keeps deleted rows in free space.</summary>
public static class Erasure
{
    public static Task<T> EraseAsync<T>(this DatabaseWriter writer, Func<MediaInsightDb, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        writer.RunAsync(async (db, token) =>
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA secure_delete=ON", token);
            try
            {
                var result = await work(db, token);
                await db.SaveChangesAsync(token);
                return result;
            }
            finally
            {
                // The connection goes back to the pool; ordinary writing need not pay for it.
                await db.Database.ExecuteSqlRawAsync("PRAGMA secure_delete=OFF", CancellationToken.None);
            }
        }, cancellationToken);

    /// <summary>Empties the write-ahead log, which still holds pages as they were. A reader may hold it back; the next checkpoint follows then.</summary>
    public static async Task EmptyLogAsync(IDbContextFactory<MediaInsightDb> factory, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken);
    }
}
