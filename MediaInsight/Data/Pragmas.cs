using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace MediaInsight.Data;

/// <summary>Settings every connection needs. Journal mode is a property of the file and is set once at start.</summary>
internal sealed class Pragmas : DbConnectionInterceptor
{
    public const int BusyTimeoutMs = 5000;

    // NORMAL is safe in WAL mode: a crash of the program loses nothing, a power cut at most the last moments.
    private const string Sql = "PRAGMA busy_timeout=5000; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-4000; PRAGMA trusted_schema=OFF;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }

    /// <summary>Throws when the file does not take WAL (a network share that cannot) or the timeout is not in force.</summary>
    public static string AssertAtStart(SqliteConnection connection)
    {
        var journal = Scalar(connection, "PRAGMA journal_mode=WAL;");
        if (!string.Equals(journal, "wal", StringComparison.OrdinalIgnoreCase))
        {
            throw new StartRefused($"The database cannot use write-ahead logging (journal mode is '{journal}'). The data folder must lie on a local disk, not on a network share.");
        }

        var timeout = Scalar(connection, "PRAGMA busy_timeout;");
        if (timeout != "5000")
        {
            throw new StartRefused($"busy_timeout is {timeout} instead of {BusyTimeoutMs}.");
        }

        return Scalar(connection, "SELECT sqlite_version();") ?? "unknown";
    }

    private static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.ExecuteNonQuery();
    }

    private static string? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
