using MediaInsight.Data;
using MediaInsight.Data.Backup;
using Microsoft.Data.Sqlite;

namespace MediaInsight.Tests.Data.Backup;

public sealed class BackupTests : IDisposable
{
    private readonly Files _files = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DatabaseBackup Backup => _files.Get<DatabaseBackup>();

    private BackupShelf Shelf => _files.Get<BackupShelf>();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_backup_is_whole_has_the_same_rows_and_is_the_owners_alone()
    {
        await SeedAsync(500);

        var made = await Backup.CreateAsync(BackupReason.Manual, Cancel);

        var file = Path.Combine(_files.Paths.Backups, made.Name);
        Assert.Equal(500, made.Proof!.Rows["audit_entries"]); // non-null: verified
        Assert.Equal(made.Name, Assert.Single(Shelf.List()).Name);
        Assert.Equivalent(made.Proof, Shelf.List()[0].Proof);
        using var copy = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=false");
        copy.Open();
        Assert.Equal("500", Files.Scalar(copy, "SELECT COUNT(*) FROM audit_entries"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file + ".json"));
        }

        Assert.Equal([made.Name, made.Name + ".json"], _files.Backups.Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_killed_backup_left_behind_goes_with_the_next_start_and_the_next_backup(bool atStart)
    {
        await SeedAsync(1);
        var older = await Backup.CreateAsync(BackupReason.Manual, Cancel);
        foreach (var ending in new[] { ".db.part", ".db.part-journal" })
        {
            await File.WriteAllTextAsync(Path.Combine(_files.Paths.Backups, "nightly-20260101000000" + ending), "half a copy", Cancel);
        }

        if (atStart)
        {
            await _files.StartAsync();
        }
        else
        {
            await Backup.CreateAsync(BackupReason.Manual, Cancel);
        }

        Assert.DoesNotContain(_files.Backups, f => f.Contains(".part", StringComparison.Ordinal));
        Assert.NotNull(Shelf.Find(older.Name));
    }

    [Fact]
    public async Task Writers_go_on_while_a_backup_is_made_and_the_copy_is_one_moment()
    {
        await SeedAsync(20_000);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var written = 0;
        var writing = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await _files.Writer.RunAsync(
                        async (db, token) =>
                        {
                            db.Settings.Add(new() { Section = $"s{written}", Json = "{}" });
                            db.AuditEntries.Add(new() { Actor = "x", Action = "y", At = DateTimeOffset.UnixEpoch });
                            await db.SaveChangesAsync(token);
                        }, Cancel);
                    written++;
                }
            }, Cancel);

        var made = await Backup.CreateAsync(BackupReason.Manual, Cancel);
        await stop.CancelAsync();
        await writing;

        // Both are written together: they are copied together too.
        Assert.Equal(made.Proof!.Rows["audit_entries"] - 20_000, made.Proof.Rows["settings"]); // non-null: verified
    }

    [Fact]
    public async Task A_damaged_database_makes_no_backup_and_the_good_one_stays()
    {
        await SeedAsync(4000);
        var good = await Backup.CreateAsync(BackupReason.Nightly, Cancel);
        Damage();

        var failed = await Assert.ThrowsAsync<BackupFailed>(() => Backup.CreateAsync(BackupReason.Nightly, Cancel));
        var job = await Assert.ThrowsAsync<BackupFailed>(() => new BackupJob(Backup, Shelf, _files.Get<SettingsStore>()).RunAsync(Cancel));
        var check = await Assert.ThrowsAsync<InvalidOperationException>(() => new IntegrityCheckJob(_files.Paths).RunAsync(Cancel));

        Assert.Contains("older backups were kept", failed.Message + job.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("damaged", check.Message, StringComparison.Ordinal);
        Assert.Equal([good.Name, good.Name + ".json"], _files.Backups.Select(Path.GetFileName).Order());
        Assert.True(RestoreExamination.Examine(Path.Combine(_files.Paths.Backups, good.Name), null).IsGood);
    }

    [Fact]
    public async Task Nightly_ones_rotate_and_those_made_by_hand_stay()
    {
        await SeedAsync(1);
        var manual = await Backup.CreateAsync(BackupReason.Manual, Cancel);
        var source = Path.Combine(_files.Paths.Backups, manual.Name);
        for (var day = 1; day <= 40; day++)
        {
            var name = Path.Combine(_files.Paths.Backups, BackupFile.NameOf(BackupReason.Nightly, new DateTimeOffset(2026, 9, 1, 1, 30, 0, TimeSpan.Zero).AddDays(day)));
            File.Copy(source, name);
            File.Copy(source + ".json", name + ".json");
        }

        await new BackupJob(Backup, Shelf, _files.Get<SettingsStore>()).RunAsync(Cancel);

        var left = Shelf.List();
        Assert.Contains(left, f => f.Name == manual.Name);
        var nightly = left.Where(f => f.Reason == BackupReason.Nightly).ToList();
        Assert.Equal(7, nightly.Select(f => f.MadeAt.Date).Distinct().Take(7).Count());
        Assert.InRange(nightly.Count, 8, 10);
        Assert.All(nightly, f => Assert.True(File.Exists(Path.Combine(_files.Paths.Backups, f.Name + ".json"))));
    }

    [Theory]
    [InlineData("../mediainsight.db")]
    [InlineData("mediainsight.db")]
    [InlineData("mediainsight-20261121-033000-nightly.db.json")]
    [InlineData("mediainsight-20261121-033000-nightly.db/../../keys")]
    [InlineData("")]
    public void Only_backups_are_found(string name) => Assert.Null(Shelf.Find(name));

    [Fact]
    public async Task Sizes_are_told_by_table_and_compacting_gives_room_back()
    {
        await SeedAsync(20_000);
        var before = await _files.Get<DatabaseSizes>().ReadAsync(Cancel);
        _files.Sql("DELETE FROM audit_entries");

        var won = await _files.Get<DatabaseCompaction>().RunAsync(Cancel);
        var after = await _files.Get<DatabaseSizes>().ReadAsync(Cancel);

        var audit = before.Tables.Single(t => t.Name == "audit_entries");
        Assert.Equal(20_000, audit.Rows);
        Assert.True(audit.Bytes is null or > 500_000);
        Assert.True(won > 500_000, $"{won}");
        Assert.True(after.FileBytes < before.FileBytes);
        Assert.Equal("Every page and index is in order.", await new IntegrityCheckJob(_files.Paths).RunAsync(Cancel));
    }

    private async Task SeedAsync(int entries)
    {
        await _files.StartAsync();
        _files.Sql($"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {entries}) INSERT INTO audit_entries (at, actor, action, detail) SELECT i, 'olga', 'test', hex(randomblob(20)) FROM n; PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>Overwrites pages in the middle of the file, as a bad disk does.</summary>
    private void Damage()
    {
        SqliteConnection.ClearAllPools();
        using var file = new FileStream(_files.Paths.Database, FileMode.Open, FileAccess.ReadWrite);
        file.Seek(file.Length / 4096 / 2 * 4096, SeekOrigin.Begin);
        file.Write(Enumerable.Repeat((byte)0xA5, 3 * 4096).ToArray());
    }
}
