using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Data.Backup;

/// <summary>What a file offered for restoring is: good to take, or a sentence that says why not.</summary>
public sealed record RestoreFinding(string? Problem, string Schema, IReadOnlyDictionary<string, long> Rows, long SizeBytes)
{
    public bool IsGood => Problem is null;

    /// <summary>Older schema: it is brought up at the start.</summary>
    public bool NeedsUpgrade { get; init; }

    internal static RestoreFinding Refused(string problem) => new(problem, "", new Dictionary<string, long>(), 0);
}

/// <summary>Looks through a database file from anywhere before it may become ours. Opens it for reading only and runs nothing that stands in it.</summary>
public static class RestoreExamination
{
    /// <summary>Older ones cannot be told not to trust a schema.</summary>
    private static readonly Version OldestSqlite = new(3, 40);

    private static readonly string[] Expected = ["__EFMigrationsHistory", "settings", "servers", "plays", "identity_users"];

    /// <param name="file">Must not change meanwhile.</param>
    /// <param name="current">The program's own database, whose views and triggers a backup may have too, beside those of every MediaInsight; null or missing: no others.</param>
    public static RestoreFinding Examine(string file, string? current)
    {
        if (!Version.TryParse(DatabaseFacts.SqliteVersion, out var version) || version < OldestSqlite)
        {
            return RestoreFinding.Refused($"The system's SQLite is {DatabaseFacts.SqliteVersion}; files from elsewhere are opened from version {OldestSqlite} on.");
        }

        try
        {
            if (!IsDatabase(file))
            {
                return RestoreFinding.Refused("This is no SQLite database. Choose a file that MediaInsight or “VACUUM INTO” made.");
            }

            using var connection = SqliteFiles.OpenForeign(file);
            return Examine(connection, [.. Active(current), .. Migrations.Sqlite.IndexTriggers.Statements], new FileInfo(file).Length);
        }
        catch (SqliteException e) when (SqliteFiles.IsDamage(e))
        {
            return RestoreFinding.Refused($"The file is damaged: {e.Message.TrimEnd('.')}. Choose another backup.");
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            return RestoreFinding.Refused($"The file can't be read: {e.Message.TrimEnd('.')}.");
        }
    }

    private static RestoreFinding Examine(SqliteConnection connection, HashSet<string> allowed, long size)
    {
        var strange = SqliteFiles.Words(connection, ActiveSql).Where(sql => !allowed.Contains(sql)).ToList();
        if (strange.Count > 0)
        {
            return RestoreFinding.Refused("The file holds triggers, views or virtual tables that this MediaInsight does not have. They could run when the database is used, so it is refused.");
        }

        var tables = SqliteFiles.Words(connection, "SELECT name FROM sqlite_schema WHERE type = 'table'");
        if (Expected.Except(tables, StringComparer.Ordinal).ToList() is { Count: > 0 } missing)
        {
            return RestoreFinding.Refused($"This is a database, but not MediaInsight's: it has no table “{missing[0]}”.");
        }

        var known = Known();
        var applied = SqliteFiles.Words(connection, "SELECT MigrationId FROM __EFMigrationsHistory ORDER BY MigrationId");
        if (applied.Find(m => !known.Contains(m)) is { } unknown)
        {
            return RestoreFinding.Refused($"The file was written by a newer version of MediaInsight (it knows “{Domain.Text.Clean(unknown, 80)}”). Upgrade first, then restore.");
        }

        if (applied.Count == 0)
        {
            return RestoreFinding.Refused("The file was never set up by MediaInsight.");
        }

        if (SqliteFiles.Damage(connection) is { } damage)
        {
            return RestoreFinding.Refused($"The file is damaged: {Domain.Text.Clean(damage, 300)}. Choose another backup.");
        }

        return new(null, applied[^1], SqliteFiles.Rows(connection), size) { NeedsUpgrade = applied.Count < known.Count };
    }

    // Everything but tables and indexes that hold rows of their own. SQLite goes by the statement alone, which it writes itself
    // with these very beginnings; whoever writes it by hand (CREATE/**/VIRTUAL TABLE, another type, a made-up root page) stands out.
    private const string ActiveSql = """
        SELECT COALESCE(sql, name) FROM sqlite_schema
        WHERE COALESCE(rootpage, 0) = 0
           OR (sql NOT LIKE 'CREATE TABLE %' AND sql NOT LIKE 'CREATE INDEX %' AND sql NOT LIKE 'CREATE UNIQUE INDEX %')
        """;

    private static HashSet<string> Active(string? current)
    {
        if (current is null || !File.Exists(current))
        {
            return [];
        }

        try
        {
            using var connection = SqliteFiles.OpenOwn(current, SqliteOpenMode.ReadWrite);
            return [.. SqliteFiles.Words(connection, ActiveSql)];
        }
        catch (SqliteException)
        {
            // A damaged database is the very reason to restore.
            return [];
        }
    }

    private static HashSet<string> Known()
    {
        using var model = StandaloneContext.Sqlite("unused.db");
        return model.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
    }

    private static bool IsDatabase(string file)
    {
        Span<byte> head = stackalloc byte[16];
        using var stream = File.OpenRead(file);
        return stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual("SQLite format 3\0"u8);
    }
}
