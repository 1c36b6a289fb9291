using MediaInsight.Data.Backup;
using MediaInsight.Platform;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Data;

/// <summary>Brings the database file up to this program's version, with a verified copy beside it first.</summary>
public sealed partial class DatabaseStart(IDbContextFactory<MediaInsightDb> factory, AppPaths paths, TimeProvider time, ILogger<DatabaseStart> logger)
{
    private const int KeptBackups = 5;
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    /// <summary>Throws <see cref="StartRefused"/> when the file is from a newer version or is damaged.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        BackupLeftovers.Remove(paths);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var existed = File.Exists(paths.Database) && new FileInfo(paths.Database).Length > 0;
        if (existed)
        {
            await RefuseNewerAsync(db, cancellationToken);
            var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
            if (pending.Count > 0)
            {
                BackUp(pending[0]);
            }
        }

        try
        {
            await db.Database.MigrateAsync(cancellationToken);
        }
        catch (SqliteException e)
        {
            throw new StartRefused($"The database could not be brought up to this version ({e.Message}). Check the disk; the backup made before the upgrade is in {paths.Backups}.");
        }

        await db.Database.OpenConnectionAsync(cancellationToken);
        var version = Pragmas.AssertAtStart((SqliteConnection)db.Database.GetDbConnection());
        LogReady(version, paths.Database);
        if (NetworkShare.Of(paths.Data) is { } share)
        {
            LogShare(paths.Data, share);
        }
    }

    private static async Task RefuseNewerAsync(MediaInsightDb db, CancellationToken cancellationToken)
    {
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        try
        {
            var unknown = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Where(m => !known.Contains(m)).ToList();
            if (unknown.Count > 0)
            {
                throw new StartRefused($"The database was written by a newer version of MediaInsight (it knows '{unknown[^1]}'). Start that version, or restore a backup made before the upgrade.");
            }
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Corrupt or NotADatabase)
        {
            throw new StartRefused($"The database file is damaged or is no database ({e.Message}). Restore a backup from the 'backups' folder; the file was not touched.");
        }
    }

    private void BackUp(string firstMigration)
    {
        var target = Path.Combine(paths.Backups, $"before-{firstMigration}-{time.GetUtcNow():yyyyMMddHHmmss}.db");
        var partial = target + BackupLeftovers.Ending;
        try
        {
            Copy(partial);
            File.Move(partial, target);
        }
        catch (SqliteException e)
        {
            File.Delete(partial);
            throw new StartRefused($"The backup that is made before an upgrade failed ({e.Message}); the upgrade was not started. The disk may be full or the database damaged: make room, or restore a backup from {paths.Backups}.");
        }

        LogBackedUp(target);
        foreach (var old in new DirectoryInfo(paths.Backups).GetFiles("before-*.db").OrderByDescending(f => f.Name.Split('-')[^1]).Skip(KeptBackups))
        {
            old.Delete();
        }
    }

    private void Copy(string target)
    {
        using (var source = new SqliteConnection(DataModule.ConnectionString(paths.Database)))
        {
            source.Open();
            using var copy = source.CreateCommand();
            copy.CommandText = "VACUUM INTO $target";
            copy.Parameters.AddWithValue("$target", target);
            copy.ExecuteNonQuery();
        }

        using var check = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = target, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        check.Open();
        using var command = check.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        if (command.ExecuteScalar() as string is not "ok")
        {
            throw new StartRefused("The backup that is made before an upgrade could not be verified; the upgrade was not started. Check the disk.");
        }
    }

    [LoggerMessage(1001, LogLevel.Information, "Database ready: SQLite {Version}, {File}")]
    private partial void LogReady(string version, string file);

    [LoggerMessage(1003, LogLevel.Warning, "The data folder {Folder} lies on a network share ({Kind}): SQLite's locks are not reliable there and the database may be damaged. Move it to a local disk.")]
    private partial void LogShare(string folder, string kind);

    [LoggerMessage(1002, LogLevel.Information, "Verified backup before the upgrade: {File}")]
    private partial void LogBackedUp(string file);
}

/// <summary>The program cannot start; the message says why and what to do, for a person.</summary>
public sealed class StartRefused(string message) : Exception(message);
