using System.Reflection;
using System.Text.Json;
using MediaInsight.Platform;
using Microsoft.Data.Sqlite;

namespace MediaInsight.Data.Backup;

/// <summary>A backup could not be made or not be trusted; the message says why, for a person. No older backup was touched.</summary>
public sealed class BackupFailed(string message) : Exception(message)
{
    /// <summary>Because the database is damaged; otherwise it may be whole, and the disk was in the way.</summary>
    public bool OfDamage { get; init; }
}

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

    /// <summary>Bytes left on the disk that a folder lies on. Settable because no test can fill a disk.</summary>
    internal Func<string, long> Free { get; set; } = folder => new DriveInfo(folder).AvailableFreeSpace;

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

    /// <summary>Null: so many bytes find room in the folder, and some is left; otherwise the end of a sentence that says what is lacking.</summary>
    internal string? Lack(string folder, long bytes)
    {
        var (needed, free) = (bytes + Spare, Free(folder));
        return free < needed ? $"{needed >> 20} MB are needed in {folder}, {free >> 20} MB are free." : null;
    }

    /// <summary>The same for a backup of the database as it is now.</summary>
    internal string? LackForBackup(string folder) => Lack(folder, new FileInfo(paths.Database) is { Exists: true } file ? file.Length : 0);

    /// <summary>Copies and verifies into any file, for the command line.</summary>
    internal BackupProof CopyTo(string target, CancellationToken cancellationToken)
    {
        DemandRoom(Path.GetDirectoryName(target)!); // non-null: a full path of a file
        var partial = target + BackupLeftovers.Ending;
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
            throw new BackupFailed($"The database is damaged ({e.Message.TrimEnd('.')}): no backup was made of it. Older backups were kept; restore the last good one.") { OfDamage = true };
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
        BackupLeftovers.Remove(paths);
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
        if (LackForBackup(folder) is { } lack)
        {
            throw new BackupFailed($"There is no room for a backup: {lack} Older backups were kept.");
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
            throw new BackupFailed($"The copy is damaged, and so probably is the database: {damage}. It was thrown away; older backups were kept. Restore the last good one.") { OfDamage = true };
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
