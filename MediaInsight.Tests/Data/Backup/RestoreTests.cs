using MediaInsight.Data;
using MediaInsight.Data.Backup;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace MediaInsight.Tests.Data.Backup;

public sealed class RestoreTests : IDisposable
{
    private readonly Files _files = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PendingRestore Pending => _files.Get<PendingRestore>();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_backup_takes_the_place_of_the_database_at_the_next_start_and_the_former_one_is_kept()
    {
        await _files.StartAsync();
        Note("before");
        var made = await _files.Get<DatabaseBackup>().CreateAsync(BackupReason.Manual, Cancel);
        Note("after");

        var finding = await Pending.StageAsync(Path.Combine(_files.Paths.Backups, made.Name), made.Name, "olga", Cancel);
        var during = Notes(_files.Paths.Database);
        Assert.Equal("olga", Pending.Waiting?.Actor);
        var restored = Pending.Apply();
        await _files.StartAsync();

        Assert.True(finding.IsGood);
        Assert.Equal(["before", "after"], during);
        Assert.Equal((made.Name, "olga"), (restored?.Source, restored?.Actor));
        Assert.Equal(["before"], Notes(_files.Paths.Database));
        var former = Assert.Single(_files.Get<BackupShelf>().List(), f => f.Reason == BackupReason.BeforeRestore);
        Assert.Equal(["before", "after"], Notes(Path.Combine(_files.Paths.Backups, former.Name)));
        Assert.Null(Pending.Waiting);
        Assert.Null(Pending.Apply());
    }

    [Fact]
    public async Task A_backup_of_an_older_version_is_taken_and_brought_up()
    {
        await _files.StartAsync();
        var first = Path.Combine(_files.Paths.Data, "first.db");
        await using (var older = StandaloneContext.Sqlite(first))
        {
            await older.GetService<IMigrator>().MigrateAsync(older.Database.GetMigrations().First(), Cancel);
        }

        SqliteConnection.ClearAllPools();
        using (var connection = new SqliteConnection($"Data Source={first};Pooling=false"))
        {
            connection.Open();
            Files.Scalar(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        }

        var finding = await Pending.StageAsync(first, "first.db", "olga", Cancel);
        Pending.Apply();
        await _files.StartAsync();

        Assert.Equal((null, true), (finding.Problem, finding.NeedsUpgrade));
        await using var db = _files.Open();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Cancel));
    }

    [Theory]
    [InlineData("no-database", "no SQLite database")]
    [InlineData("empty", "no SQLite database")]
    [InlineData("other", "not MediaInsight's")]
    [InlineData("newer", "newer version")]
    [InlineData("trigger", "could run")]
    [InlineData("view", "could run")]
    [InlineData("virtual", "could run")]
    [InlineData("disguised", "could run")]
    [InlineData("disguised-root", "could run")]
    [InlineData("damaged", "damaged")]
    [InlineData("cut", "damaged|can't be read")]
    public async Task A_hostile_or_wrong_file_is_refused_in_plain_words_and_nothing_is_changed(string kind, string words)
    {
        await _files.StartAsync();
        Note("mine");
        var file = Path.Combine(_files.Paths.Data, "offered.db");
        Offer(kind, file);
        var before = await File.ReadAllBytesAsync(file, Cancel);

        var finding = await Pending.StageAsync(file, "offered.db", "mallory", Cancel);

        Assert.NotNull(finding.Problem);
        Assert.Contains(words.Split('|'), w => finding.Problem.Contains(w, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", finding.Problem, StringComparison.Ordinal);
        Assert.Null(Pending.Waiting);
        Assert.Null(Pending.Apply());
        Assert.Equal(["mine"], Notes(_files.Paths.Database));
        Assert.Equal(before, await File.ReadAllBytesAsync(file, Cancel));
    }

    [Fact]
    public async Task A_damaged_present_database_is_kept_as_it_is_and_replaced()
    {
        await _files.StartAsync();
        Note("good");
        var made = await _files.Get<DatabaseBackup>().CreateAsync(BackupReason.Manual, Cancel);
        SqliteConnection.ClearAllPools();
        await File.WriteAllTextAsync(_files.Paths.Database, "this is no database any more", Cancel);

        await Pending.StageAsync(Path.Combine(_files.Paths.Backups, made.Name), made.Name, "olga", Cancel);
        Pending.Apply();

        Assert.Equal(["good"], Notes(_files.Paths.Database));
        Assert.Equal("this is no database any more", await File.ReadAllTextAsync(Assert.Single(_files.Backups, f => f.EndsWith(".damaged", StringComparison.Ordinal)), Cancel));
    }

    [Theory]
    [InlineData(false, "no room to lay the file ready")]
    [InlineData(true, "no room for the backup that is made before the restore")]
    public async Task A_file_is_not_laid_ready_when_the_disk_has_no_room_for_the_restore(bool elsewhere, string words)
    {
        var file = await BackedUpAsync();
        _files.Get<DatabaseBackup>().Free = folder => folder == (elsewhere ? _files.Paths.Backups : _files.Paths.Data) ? 1 << 20 : long.MaxValue;

        var finding = await Pending.StageAsync(file, "old.db", "olga", Cancel);

        Assert.Contains(words, finding.Problem, StringComparison.Ordinal);
        Assert.Null(Pending.Waiting);
        Assert.Empty(Directory.GetFiles(_files.Paths.Data, "restore.*"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_disk_that_is_full_at_the_start_refuses_the_restore_and_the_whole_database_goes_on(bool gone)
    {
        var file = await BackedUpAsync();
        await Pending.StageAsync(file, "old.db", "olga", Cancel);
        if (gone)
        {
            Directory.Delete(_files.Paths.Backups, recursive: true);
        }
        else
        {
            _files.Get<DatabaseBackup>().Free = _ => 1 << 20;
        }

        var restored = Pending.Apply();
        await _files.StartAsync();

        Assert.Null(restored);
        Assert.NotNull(Pending.Refusal);
        Assert.Null(Pending.Waiting);
        Assert.Equal(["old", "new"], Notes(_files.Paths.Database));
        Assert.Equal(["old"], Notes(Path.Combine(_files.Paths.Data, "restore.refused")));
        Assert.Empty(Directory.GetFiles(_files.Paths.Data, "*.damaged*", SearchOption.AllDirectories));
        Assert.Null(Pending.Apply());
    }

    [Fact]
    public async Task What_a_kill_left_of_an_upload_is_gone_after_the_next_start()
    {
        var upload = Pending.NewUpload();
        await using (var written = Pending.CreateUpload(upload))
        {
            written.WriteByte(1);
        }

        var partial = Path.Combine(_files.Paths.Data, "restore.db.part");
        await File.WriteAllTextAsync(partial, "half", Cancel);

        Pending.Apply();

        Assert.False(File.Exists(upload) || File.Exists(partial));
    }

    [Fact]
    public async Task A_kill_between_the_steps_leaves_one_of_the_two_whole()
    {
        await _files.StartAsync();
        Note("old");
        var made = await _files.Get<DatabaseBackup>().CreateAsync(BackupReason.Manual, Cancel);
        Note("new");
        await Pending.StageAsync(Path.Combine(_files.Paths.Backups, made.Name), made.Name, "olga", Cancel);

        // The note is gone, the file is not: as after a kill before the move.
        File.Delete(Path.Combine(_files.Paths.Data, "restore.db.json"));
        Pending.Apply();

        Assert.Equal(["old"], Notes(_files.Paths.Database));
    }

    /// <summary>A backup with “old”; the database has “new” too.</summary>
    private async Task<string> BackedUpAsync()
    {
        await _files.StartAsync();
        Note("old");
        var made = await _files.Get<DatabaseBackup>().CreateAsync(BackupReason.Manual, Cancel);
        Note("new");
        return Path.Combine(_files.Paths.Backups, made.Name);
    }

    private void Offer(string kind, string file)
    {
        if (kind is "no-database" or "empty")
        {
            File.WriteAllText(file, kind == "empty" ? "" : string.Concat(Enumerable.Repeat("I am a letter. ", 500)));
            return;
        }

        if (kind != "other")
        {
            SqliteConnection.ClearAllPools();
            using var source = new SqliteConnection($"Data Source={_files.Paths.Database};Pooling=false");
            source.Open();
            Files.Scalar(source, $"VACUUM INTO '{file}'");
        }

        using (var offered = new SqliteConnection($"Data Source={file};Pooling=false"))
        {
            offered.Open();
            Files.Scalar(offered, kind switch
            {
                "other" => "CREATE TABLE plays (number INTEGER)",
                "newer" => "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Future', '99.0')",
                "trigger" => "CREATE TRIGGER sly AFTER INSERT ON plays BEGIN DELETE FROM audit_entries; END",
                "view" => "CREATE VIEW sly AS SELECT * FROM plays",
                "virtual" => "CREATE VIRTUAL TABLE sly USING fts5(words)",
                "disguised" => Written(0),
                "disguised-root" => Written(2),
                _ => "SELECT 1",
            });
        }

        if (kind is "damaged" or "cut")
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
            if (kind == "cut")
            {
                stream.SetLength(stream.Length / 2);
                return;
            }

            stream.Seek(stream.Length / 4096 / 2 * 4096, SeekOrigin.Begin);
            stream.Write(Enumerable.Repeat((byte)0x5A, 8 * 4096).ToArray());
        }
    }

    /// <summary>A virtual table put into the schema by hand, spelled so that only SQLite's own reader knows it.</summary>
    private static string Written(int root) => $"PRAGMA writable_schema=ON; INSERT INTO sqlite_schema VALUES ('table', 'sly', 'sly', {root}, 'CREATE/**/VIRTUAL TABLE sly USING fts5(words)')";

    private void Note(string word) => _files.Sql($"INSERT INTO audit_entries (at, actor, action) VALUES (1, 'test', '{word}')");

    private static List<string> Notes(string file)
    {
        SqliteConnection.ClearAllPools();
        using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT action FROM audit_entries ORDER BY id";
        using var reader = command.ExecuteReader();
        var notes = new List<string>();
        while (reader.Read())
        {
            notes.Add(reader.GetString(0));
        }

        return notes;
    }
}
