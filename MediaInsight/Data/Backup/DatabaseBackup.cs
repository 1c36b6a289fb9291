using System.Reflection;
using System.Text.Json;
using MediaInsight.Platform;
using Microsoft.Data.Sqlite;

namespace MediaInsight.Data.Backup;

/// <summary>A backup could not be made or not be trusted; the message says why, for a person. No older backup was touched.</summary>
public sealed class BackupFailed(string message) : Exception(message);

/// <summary>
/// Copies the live database and believes the copy only after opening it: SQLite's whole integrity check, and as many rows
/// in every table as the original had in the very state that was copied. Writers go on meanwhile; only then do older
/// backups rotate out.
/// </summary>
public sealed partial class DatabaseBackup(AppPaths paths, TimeProvider time, ILogger<DatabaseBackup> logger) : IDisposable
{
    /// <summary>Room that must be left on the disk beyond the copy, bytes.</summary>
    private const long Spare = 64 * 1024 * 1024;

    // One at a time: two nightly ones in the same second would be one file.
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task<BackupFile> CreateAsync(BackupReason reason, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Create(reason, cancellationToken), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>Copies and verifies into any file, for the command line.</summary>
    internal BackupProof CopyTo(string target, CancellationToken cancellationToken)
    {
        DemandRoom(Path.GetDirectoryName(target)!); // non-null: a full path of a file
        var partial = target + ".part";
        try
        {
            CreateEmpty(partial);
            var madeAt = time.GetUtcNow();
            var rows = Copy(partial);
            cancellationToken.ThrowIfCancellationRequested();
            var schema = Verify(partial, rows);
            File.Move(partial, target, overwrite: true);
            return new(madeAt, time.GetUtcNow(), schema, Program, rows);
        }
        catch (SqliteException e) when (SqliteFiles.IsDamage(e))
        {
            throw new BackupFailed($"The database is damaged ({e.Message.TrimEnd('.')}): no backup was made of it. Older backups were kept; restore the last good one.");
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new BackupFailed($"The backup could not be made: {e.Message.TrimEnd('.')}. Older backups were kept.");
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static string Program => typeof(DatabaseBackup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    private BackupFile Create(BackupReason reason, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        while (File.Exists(Path.Combine(paths.Backups, BackupFile.NameOf(reason, at))))
        {
            at = at.AddSeconds(1);
        }

        var name = BackupFile.NameOf(reason, at);
        var target = Path.Combine(paths.Backups, name);
        var proof = CopyTo(target, cancellationToken);
        AppPaths.WriteSecret(target + ".json", JsonSerializer.Serialize(proof));
        var file = new BackupFile(name, reason, at, new FileInfo(target).Length, proof);
        LogMade(name, file.SizeBytes, proof.Rows.Values.Sum());
        return file;
    }

    private void DemandRoom(string folder)
    {
        var needed = new FileInfo(paths.Database) is { Exists: true } file ? file.Length + Spare : Spare;
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (free < needed)
        {
            throw new BackupFailed($"There is no room for a backup: {needed >> 20} MB are needed in {folder}, {free >> 20} MB are free. Older backups were kept.");
        }
    }

    /// <summary>SQLite writes into the file that is there: it is the owner's alone from its first byte.</summary>
    private static void CreateEmpty(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        new FileStream(file, options).Dispose();
    }

    /// <returns>Rows by table in the state that was copied.</returns>
    private SortedDictionary<string, long> Copy(string target)
    {
        using var source = SqliteFiles.OpenOwn(paths.Database, SqliteOpenMode.ReadWrite);

        // A read transaction keeps one state in sight; the copy is made from it, and so is the count.
        using var state = source.BeginTransaction(deferred: true);
        var rows = SqliteFiles.Rows(source);
        using var copy = SqliteFiles.OpenOwn(target);
        source.BackupDatabase(copy);

        // A single file that can be moved and opened for reading by anybody.
        SqliteFiles.Run(copy, "PRAGMA journal_mode=DELETE");
        return rows;
    }

    private static string Verify(string file, SortedDictionary<string, long> expected)
    {
        using var copy = SqliteFiles.OpenForeign(file);
        if (SqliteFiles.Damage(copy) is { } damage)
        {
            throw new BackupFailed($"The copy is damaged, and so probably is the database: {damage}. It was thrown away; older backups were kept. Restore the last good one.");
        }

        var rows = SqliteFiles.Rows(copy);
        if (!rows.SequenceEqual(expected))
        {
            throw new BackupFailed("The copy does not have the rows of the original. It was thrown away; older backups were kept.");
        }

        return SqliteFiles.Schema(copy);
    }

    [LoggerMessage(1010, LogLevel.Information, "Verified backup {Name}: {Bytes} bytes, {Rows} rows")]
    private partial void LogMade(string name, long bytes, long rows);
}
