using System.Globalization;
using MediaInsight.Data;
using Microsoft.Data.Sqlite;

namespace MediaInsight.Benchmarks.History;

/// <summary>What the data set takes on disk, by table and index.</summary>
internal static class FileSizes
{
    private const double BytesPerPlay = 700;
    private const int Largest = 16;

    public static async Task MeasureAsync(DataSet set, Report report, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(DataModule.ConnectionString(set.Database));
        await connection.OpenAsync(cancellationToken);
        var plays = (double)await NumberAsync(connection, "SELECT COUNT(*) FROM plays", cancellationToken);
        var bytes = await NumberAsync(connection, "SELECT (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size)", cancellationToken);
        report.Add("stats", "size of the database", bytes / 1e6, "MB");
        report.Add("stats", "bytes per play, with all indexes and libraries", bytes / plays, "B", BytesPerPlay);
        foreach (var (name, size) in await PartsAsync(connection, cancellationToken))
        {
            report.Add("stats", string.Create(CultureInfo.InvariantCulture, $"  {name}"), size / plays, "B per play");
        }
    }

    /// <summary>Empty where SQLite was built without its statistics table.</summary>
    private static async Task<List<(string Name, long Size)>> PartsAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var parts = new List<(string, long)>();
        if (await NumberAsync(connection, "SELECT sqlite_compileoption_used('ENABLE_DBSTAT_VTAB')", cancellationToken) == 0)
        {
            return parts;
        }

        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, SUM(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT $limit";
        command.Parameters.AddWithValue("$limit", Largest);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            parts.Add((reader.GetString(0), reader.GetInt64(1)));
        }

        return parts;
    }

    private static async Task<long> NumberAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync(cancellationToken) ?? 0L);
    }
}
