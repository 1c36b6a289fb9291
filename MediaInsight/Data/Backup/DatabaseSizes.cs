using MediaInsight.Platform;
using Microsoft.Data.Sqlite;

namespace MediaInsight.Data.Backup;

/// <param name="Bytes">With its indexes; null where SQLite cannot tell.</param>
public sealed record TableSize(string Name, long Rows, long? Bytes);

/// <param name="FreeBytes">Inside the file, of rows that were deleted: used again before the file grows, given back by compacting.</param>
/// <param name="DiskFreeBytes">Left on the disk of the data folder.</param>
public sealed record DatabaseSize(long FileBytes, long LogBytes, long FreeBytes, long DiskFreeBytes, IReadOnlyList<TableSize> Tables);

/// <summary>What takes how much room. Reads every page of the file once.</summary>
public sealed class DatabaseSizes(AppPaths paths)
{
    public Task<DatabaseSize> ReadAsync(CancellationToken cancellationToken) => Task.Run(Read, cancellationToken);

    private DatabaseSize Read()
    {
        using var connection = SqliteFiles.OpenOwn(paths.Database, SqliteOpenMode.ReadWrite);
        using var state = connection.BeginTransaction(deferred: true);
        var rows = SqliteFiles.Rows(connection);
        var bytes = Bytes(connection);
        var free = SqliteFiles.Number(connection, "PRAGMA freelist_count") * SqliteFiles.Number(connection, "PRAGMA page_size");
        return new(
            Length(paths.Database), Length(paths.Database + "-wal"), free, new DriveInfo(paths.Data).AvailableFreeSpace,
            [.. rows.Select(r => new TableSize(r.Key, r.Value, bytes is null ? null : bytes.GetValueOrDefault(r.Key))).OrderByDescending(t => t.Bytes).ThenByDescending(t => t.Rows)]);
    }

    /// <summary>Null when this SQLite was built without its table of pages.</summary>
    private static Dictionary<string, long>? Bytes(SqliteConnection connection)
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT m.tbl_name, SUM(d.pgsize) FROM dbstat d JOIN sqlite_schema m ON m.name = d.name WHERE d.aggregate = TRUE GROUP BY m.tbl_name";
            using var reader = command.ExecuteReader();
            var bytes = new Dictionary<string, long>(StringComparer.Ordinal);
            while (reader.Read())
            {
                bytes[reader.GetString(0)] = reader.GetInt64(1);
            }

            return bytes;
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    private static long Length(string file) => new FileInfo(file) is { Exists: true } there ? there.Length : 0;
}
