using System.Text.Json;
using MediaInsight.Platform;
using Microsoft.Data.Sqlite;

namespace MediaInsight.Data.Backup;

/// <param name="Source">Name of the file it came from.</param>
/// <param name="Actor">Who asked for it.</param>
public sealed record StagedRestore(string Source, string Actor, DateTimeOffset At, long Plays);

/// <summary>
/// A restore in two steps: while the program runs, the file is examined and laid ready; at the next start, before the
/// database is opened, it takes the place of the present one, of which a backup is made first. Whatever happens in between,
/// one of the two stands there whole.
/// </summary>
public sealed partial class PendingRestore(AppPaths paths, DatabaseBackup backup, TimeProvider time, ILogger<PendingRestore> logger)
{
    private static readonly string[] Parts = ["", "-wal", "-shm"];

    private string Staged => Path.Combine(paths.Data, "restore.db");

    private string Note => Staged + ".json";

    /// <summary>What waits for the next start; null: nothing.</summary>
    public StagedRestore? Waiting => File.Exists(Staged) && Read() is { } note ? note : null;

    /// <summary>Where an upload may be written before it is examined; whoever writes it deletes it.</summary>
    public string NewUpload() => Path.Combine(paths.Data, $"upload-{Guid.CreateVersion7(time.GetUtcNow()):N}.part");

    /// <summary>Null: an upload of so many bytes and the copy that is laid ready find room beside each other; otherwise a sentence.</summary>
    public string? NoRoomFor(long upload) => backup.Lack(paths.Data, 2 * upload) is { } lack ? $"There is no room for the file and the copy that is laid ready: {lack}" : null;

    /// <summary>Readable by the owner only.</summary>
    public FileStream CreateUpload(string path) => CreatePrivate(path);

    public Task<RestoreFinding> ExamineAsync(string file, CancellationToken cancellationToken) => Task.Run(() => RestoreExamination.Examine(file, paths.Database), cancellationToken);

    /// <summary>Lays a copy ready if it is good; the finding says what it is.</summary>
    public Task<RestoreFinding> StageAsync(string file, string source, string actor, CancellationToken cancellationToken) => Task.Run(() =>
    {
        var partial = Staged + ".part";
        try
        {
            if (backup.Lack(paths.Data, new FileInfo(file).Length) is { } lack)
            {
                return RestoreFinding.Refused($"There is no room to lay the file ready: {lack}");
            }

            CopyPrivate(file, partial);

            // The copy is examined, not the file somebody may still write to.
            var finding = RestoreExamination.Examine(partial, paths.Database);
            if (finding.IsGood)
            {
                // The start will want it, with the copy on the disk as now: better said while somebody reads it.
                if (backup.LackForBackup(paths.Backups) is { } missing)
                {
                    return RestoreFinding.Refused($"There is no room for the backup that is made before the restore: {missing}");
                }

                AppPaths.WriteSecret(Note, JsonSerializer.Serialize(new StagedRestore(source, actor, time.GetUtcNow(), finding.Rows.GetValueOrDefault("plays"))));
                File.Move(partial, Staged, overwrite: true);
                LogStaged(source, actor);
            }

            return finding;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return RestoreFinding.Refused($"The file can't be copied: {e.Message.TrimEnd('.')}.");
        }
        finally
        {
            File.Delete(partial);
        }
    }, cancellationToken);

    public void Discard()
    {
        File.Delete(Staged);
        File.Delete(Note);
    }

    /// <summary>Why the last one was refused at the start.</summary>
    public string? Refusal { get; private set; }

    /// <summary>At the start, with the data folder locked and nothing open. Null: nothing waited, or it was refused (the log says why) and the present database stays.</summary>
    public StagedRestore? Apply()
    {
        DeleteLeftovers();
        if (!File.Exists(Staged))
        {
            return null;
        }

        var note = Read() ?? new("restore.db", "unknown", time.GetUtcNow(), 0);
        if (RestoreExamination.Examine(Staged, paths.Database) is { Problem: { } problem })
        {
            return Refuse(problem);
        }

        // Pools of a former run in this process would keep the old file open.
        SqliteConnection.ClearAllPools();
        try
        {
            PutAside();
            File.Move(Staged, paths.Database, overwrite: true);
        }
        catch (Exception e) when (e is BackupFailed or SqliteException or IOException or UnauthorizedAccessException)
        {
            // A full disk, mostly: the next start would fail alike, and the present database can go on.
            return Refuse(e.Message);
        }

        File.Delete(Note);
        LogRestored(note.Source, note.Actor);
        return note;
    }

    /// <summary>What a kill has left of an upload or of laying ready: with the folder locked, nobody writes it any more.</summary>
    private void DeleteLeftovers()
    {
        foreach (var file in Directory.GetFiles(paths.Data, "upload-*.part").Append(Staged + ".part"))
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                LogLeft(Path.GetFileName(file), e.Message);
            }
        }
    }

    private StagedRestore? Refuse(string problem)
    {
        File.Move(Staged, Path.Combine(paths.Data, "restore.refused"), overwrite: true);
        File.Delete(Note);
        Refusal = problem;
        LogRefused(problem);
        return null;
    }

    /// <summary>Afterwards the present file is backed up and has no log beside it that would be read into the new one.</summary>
    private void PutAside()
    {
        if (!File.Exists(paths.Database))
        {
            return;
        }

        var name = BackupFile.NameOf(BackupReason.BeforeRestore, time.GetUtcNow());
        var target = Path.Combine(paths.Backups, name);
        try
        {
            var proof = backup.CopyTo(target, CancellationToken.None);
            AppPaths.WriteSecret(target + ".json", JsonSerializer.Serialize(proof));
            using var present = SqliteFiles.OpenOwn(paths.Database);
            SqliteFiles.Run(present, "PRAGMA journal_mode=DELETE");
        }
        catch (Exception e) when (e is BackupFailed { OfDamage: true } || (e is SqliteException s && SqliteFiles.IsDamage(s)))
        {
            KeepDamaged(Path.ChangeExtension(target, ".damaged"));
            LogDamaged(e.Message, target);
        }

        File.Delete(paths.Database + "-wal");
        File.Delete(paths.Database + "-shm");
    }

    /// <summary>As it is, with its log: whole or not at all.</summary>
    private void KeepDamaged(string target)
    {
        try
        {
            foreach (var part in Parts.Where(p => File.Exists(paths.Database + p)))
            {
                File.Copy(paths.Database + part, target + part, overwrite: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            foreach (var part in Parts)
            {
                File.Delete(target + part);
            }

            throw;
        }
    }

    private StagedRestore? Read()
    {
        try
        {
            return JsonSerializer.Deserialize<StagedRestore>(File.ReadAllText(Note));
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    private static void CopyPrivate(string from, string to)
    {
        using var source = File.OpenRead(from);
        using var target = CreatePrivate(to);
        source.CopyTo(target);
        target.Flush(flushToDisk: true);
    }

    private static FileStream CreatePrivate(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    [LoggerMessage(1012, LogLevel.Warning, "{Source} waits to be restored at the next start, asked for by {Actor}")]
    private partial void LogStaged(string source, string actor);

    [LoggerMessage(1013, LogLevel.Warning, "The database was restored from {Source}, asked for by {Actor}")]
    private partial void LogRestored(string source, string actor);

    [LoggerMessage(1014, LogLevel.Error, "The file that waited to be restored was refused: {Problem} The present database stays; the file is restore.refused.")]
    private partial void LogRefused(string problem);

    [LoggerMessage(1015, LogLevel.Warning, "The present database can't be backed up before the restore ({Reason}); it is kept beside {File} as it is")]
    private partial void LogDamaged(string reason, string file);

    [LoggerMessage(1016, LogLevel.Warning, "{File}, left of an upload that was cut off, can't be deleted: {Reason}")]
    private partial void LogLeft(string file, string reason);
}
