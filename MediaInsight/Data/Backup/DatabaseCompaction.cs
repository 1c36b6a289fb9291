using MediaInsight.Platform;
using Microsoft.Data.Sqlite;

namespace MediaInsight.Data.Backup;

/// <summary>Rebuilds the file without its holes. Everything that writes waits meanwhile; what plays is kept in memory and written afterwards.</summary>
public sealed class DatabaseCompaction(AppPaths paths, WriteGate gate)
{
    /// <summary>Returns the bytes won. Throws <see cref="BackupFailed"/> when there is no room.</summary>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var before = new FileInfo(paths.Database).Length;

        // SQLite writes the new file beside the old one and then through the log: twice the size at worst.
        if (new DriveInfo(paths.Data).AvailableFreeSpace is var free && free < before * 2)
        {
            throw new BackupFailed($"Compacting needs {before * 2 >> 20} MB on the disk, {free >> 20} MB are free.");
        }

        await gate.EnterAsync(cancellationToken);
        try
        {
            await Task.Run(Rebuild, cancellationToken);
        }
        catch (SqliteException e)
        {
            throw new BackupFailed($"The database could not be compacted: {e.Message.TrimEnd('.')}. It is as it was.");
        }
        finally
        {
            gate.Leave();
        }

        return Math.Max(0, before - new FileInfo(paths.Database).Length);
    }

    private void Rebuild()
    {
        using var connection = SqliteFiles.OpenOwn(paths.Database, SqliteOpenMode.ReadWrite);
        SqliteFiles.Run(connection, "VACUUM");
        SqliteFiles.Run(connection, "PRAGMA optimize");
        SqliteFiles.Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }
}
