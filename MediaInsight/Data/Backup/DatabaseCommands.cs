using MediaInsight.Platform;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace MediaInsight.Data.Backup;

/// <summary><c>MediaInsight backup [file]</c>, <c>restore &lt;file&gt;</c>, <c>check</c>: for whoever has the data folder. The caller holds the data lock.</summary>
public static class DatabaseCommands
{
    public static bool Knows(string[] args) => args is ["backup" or "restore" or "check", ..];

    /// <summary>The exit code: 0 done, 1 not.</summary>
    public static async Task<int> RunAsync(string[] args, AppPaths paths, TextWriter output, CancellationToken cancellationToken)
    {
        using var backup = new DatabaseBackup(paths, TimeProvider.System, NullLogger<DatabaseBackup>.Instance);
        try
        {
            var (done, said) = args switch
            {
                ["backup", ..] => await BackUpAsync(backup, paths, args.ElementAtOrDefault(1), cancellationToken),
                ["restore", var file, ..] => await RestoreAsync(new(paths, backup, TimeProvider.System, NullLogger<PendingRestore>.Instance), file, cancellationToken),
                ["check", ..] => Check(paths),
                _ => (false, "Say which file: MediaInsight restore <file>."),
            };
            await output.WriteLineAsync(said);
            return done ? 0 : 1;
        }
        catch (Exception e) when (e is BackupFailed or SqliteException or IOException)
        {
            await output.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static async Task<(bool Done, string Said)> BackUpAsync(DatabaseBackup backup, AppPaths paths, string? target, CancellationToken cancellationToken)
    {
        if (!File.Exists(paths.Database))
        {
            return (false, $"There is no database in {paths.Data}.");
        }

        if (target is null || target.StartsWith('-'))
        {
            var made = await backup.CreateAsync(BackupReason.Manual, cancellationToken);
            return (true, $"Verified backup: {Path.Combine(paths.Backups, made.Name)} ({made.SizeBytes} bytes, {made.Proof?.Rows.GetValueOrDefault("plays")} plays)");
        }

        var file = Path.GetFullPath(target);
        if (File.Exists(file))
        {
            return (false, $"{file} exists already. Choose another name.");
        }

        var proof = backup.CopyTo(file, cancellationToken);
        return (true, $"Verified backup: {file} ({new FileInfo(file).Length} bytes, {proof.Rows.GetValueOrDefault("plays")} plays)");
    }

    private static async Task<(bool Done, string Said)> RestoreAsync(PendingRestore restore, string source, CancellationToken cancellationToken)
    {
        var file = Path.GetFullPath(source);
        if (!File.Exists(file))
        {
            return (false, $"There is no file {file}.");
        }

        var finding = await restore.StageAsync(file, Path.GetFileName(file), "command line", cancellationToken);
        if (finding.Problem is { } problem)
        {
            return (false, problem + " Nothing was changed.");
        }

        return restore.Apply() is { } done
            ? (true, $"Restored {done.Source}: {done.Plays} plays. The former database is in the folder of backups.{(finding.NeedsUpgrade ? " It is brought up to this version at the next start." : "")}")
            : (false, $"The file was refused: {restore.Refusal} Nothing was changed.");
    }

    private static (bool Done, string Said) Check(AppPaths paths)
    {
        if (!File.Exists(paths.Database))
        {
            return (false, $"There is no database in {paths.Data}.");
        }

        using var connection = SqliteFiles.OpenOwn(paths.Database, SqliteOpenMode.ReadWrite);
        return SqliteFiles.Damage(connection) is { } damage
            ? (false, $"Damaged: {damage}. Restore a backup: MediaInsight restore <file>.")
            : (true, $"Every page and index is in order; {SqliteFiles.Number(connection, "SELECT COUNT(*) FROM plays")} plays, schema {SqliteFiles.Schema(connection)}, SQLite {DatabaseFacts.SqliteVersion}.");
    }
}
