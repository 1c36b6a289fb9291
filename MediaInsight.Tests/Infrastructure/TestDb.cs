using MediaInsight.Data;
using MediaInsight.Platform;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Infrastructure;

/// <summary>A real, migrated SQLite file of its own, gone with the test.</summary>
public sealed class TestDb : IDbContextFactory<MediaInsightDb>, IDisposable
{
    // Migrating takes far longer than copying what came of it.
    private static readonly Lazy<string> Template = new(() =>
    {
        var file = NewFile();
        using var db = StandaloneContext.Sqlite(file);
        db.Database.Migrate();
        db.Database.ExecuteSqlRaw("PRAGMA wal_checkpoint(TRUNCATE)");
        SqliteConnection.ClearAllPools();
        return file;
    });

    public TestDb() => System.IO.File.Copy(Template.Value, File);

    /// <summary>Spares a program that starts on an empty folder its migrations; one that was there before keeps its own.</summary>
    public static void PutInto(string folder)
    {
        var file = new AppPaths(folder).Database;
        if (!System.IO.File.Exists(file))
        {
            System.IO.File.Copy(Template.Value, file);
        }
    }

    public string File { get; } = NewFile();

    public MediaInsightDb CreateDbContext() => StandaloneContext.Sqlite(File);

    public void Dispose()
    {
        using (var connection = new SqliteConnection(DataModule.ConnectionString(File)))
        {
            SqliteConnection.ClearPool(connection);
        }

        foreach (var file in new[] { File, File + "-wal", File + "-shm" })
        {
            System.IO.File.Delete(file);
        }
    }

    private static string NewFile() => Path.Combine(Path.GetTempPath(), $"mediainsight-{Guid.CreateVersion7():N}.db");
}
