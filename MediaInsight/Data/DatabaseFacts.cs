using MediaInsight.Platform;
using Microsoft.Data.Sqlite;

namespace MediaInsight.Data;

/// <summary>About the database file, for the settings page.</summary>
public sealed class DatabaseFacts(AppPaths paths)
{
    /// <summary>With what is not yet merged into the main file.</summary>
    public long SizeBytes => new[] { paths.Database, paths.Database + "-wal" }.Select(p => new FileInfo(p)).Where(f => f.Exists).Sum(f => f.Length);

    public static string SqliteVersion
    {
        get
        {
            using var connection = new SqliteConnection();
            return connection.ServerVersion;
        }
    }
}
