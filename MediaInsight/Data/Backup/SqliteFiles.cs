using System.Globalization;
using Microsoft.Data.Sqlite;

namespace MediaInsight.Data.Backup;

/// <summary>Opening database files that are not the one the program lives on, and asking them simple things.</summary>
internal static class SqliteFiles
{
    /// <summary>
    /// For reading only, without touching the file or making others beside it. The file must not change meanwhile. What a
    /// stranger may have put into its schema is not run: <c>trusted_schema</c> is off.
    /// </summary>
    public static SqliteConnection OpenForeign(string file)
    {
        var uri = new Uri(Path.GetFullPath(file)).AbsoluteUri;
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = uri + "?immutable=1", Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Run(connection, "PRAGMA trusted_schema=OFF; PRAGMA query_only=ON; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection of its own to a file of this program, so that closing it lets go of the file.</summary>
    public static SqliteConnection OpenOwn(string file, SqliteOpenMode mode = SqliteOpenMode.ReadWriteCreate)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(DataModule.ConnectionString(file)) { Pooling = false, Mode = mode }.ToString());
        connection.Open();
        Run(connection, "PRAGMA busy_timeout=5000");
        return connection;
    }

    public static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static string? Word(SqliteConnection connection, string sql) => Words(connection, sql).FirstOrDefault();

    public static long Number(SqliteConnection connection, string sql) => long.TryParse(Word(connection, sql), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;

    public static List<string> Words(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var words = new List<string>();
        while (reader.Read())
        {
            words.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture) ?? "");
        }

        return words;
    }

    /// <summary>Of every table but SQLite's own.</summary>
    public static SortedDictionary<string, long> Rows(SqliteConnection connection)
    {
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in Words(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND rootpage > 0"))
        {
            rows[table] = Number(connection, $"SELECT COUNT(*) FROM \"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        }

        return rows;
    }

    /// <summary>"" when nothing was ever migrated.</summary>
    public static string Schema(SqliteConnection connection) =>
        Word(connection, "SELECT name FROM sqlite_schema WHERE name = '__EFMigrationsHistory'") is null ? "" : Word(connection, "SELECT MAX(MigrationId) FROM __EFMigrationsHistory") ?? "";

    /// <summary>The file is malformed, or no database at all.</summary>
    public static bool IsDamage(SqliteException e) => e.SqliteErrorCode is 11 or 26;

    /// <summary>What SQLite finds wrong with the file, a few findings at most; null: nothing.</summary>
    public static string? Damage(SqliteConnection connection)
    {
        try
        {
            var found = Words(connection, "PRAGMA integrity_check(5)");
            return found is ["ok"] ? null : string.Join("; ", found);
        }
        catch (SqliteException e) when (IsDamage(e))
        {
            // Bad enough that the check itself cannot go on.
            return e.Message;
        }
    }
}
