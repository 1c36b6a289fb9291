using MediaInsight.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Data;

public sealed class DatabaseStartTests : IDisposable
{
    private readonly Files _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void The_migrations_say_what_the_model_says()
    {
        using var db = _files.Open();
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task A_new_file_has_write_ahead_log_timeouts_and_foreign_keys()
    {
        await _files.StartAsync();
        await using var db = _files.Open();
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var connection = (SqliteConnection)db.Database.GetDbConnection();

        Assert.Equal("wal", Files.Scalar(connection, "PRAGMA journal_mode"));
        Assert.Equal("5000", Files.Scalar(connection, "PRAGMA busy_timeout"));
        Assert.Equal("1", Files.Scalar(connection, "PRAGMA synchronous"));
        Assert.Equal("1", Files.Scalar(connection, "PRAGMA foreign_keys"));
        Assert.Empty(_files.Backups);
    }

    [Fact]
    public async Task A_second_start_changes_nothing_and_makes_no_backup()
    {
        await _files.StartAsync();
        await _files.StartAsync();

        Assert.Empty(_files.Backups);
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused()
    {
        await _files.StartAsync();
        _files.Sql("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Future', '99.0')");

        var refused = await Assert.ThrowsAsync<StartRefused>(_files.StartAsync);
        Assert.Contains("29990101000000_Future", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_an_upgrade_a_verified_copy_is_made()
    {
        await _files.StartAsync();
        _files.Sql("CREATE TABLE keepsake (word TEXT); INSERT INTO keepsake VALUES ('kept'); DELETE FROM __EFMigrationsHistory");

        // Its tables exist already: the upgrade itself fails, and says where the copy is.
        var refused = await Assert.ThrowsAsync<StartRefused>(_files.StartAsync);
        Assert.Contains(_files.Paths.Backups, refused.Message, StringComparison.Ordinal);
        using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Assert.Single(_files.Backups), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        copy.Open();
        Assert.Equal("kept", Files.Scalar(copy, "SELECT word FROM keepsake"));
        Assert.Equal("ok", Files.Scalar(copy, "PRAGMA integrity_check"));
    }

    [Fact]
    public async Task A_damaged_file_is_refused_and_not_touched()
    {
        var rubbish = Enumerable.Range(0, 20_000).Select(i => (byte)(i * 7)).ToArray();
        await File.WriteAllBytesAsync(_files.Paths.Database, rubbish, TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<StartRefused>(_files.StartAsync);
        Assert.Contains("damaged", refused.Message, StringComparison.Ordinal);
        Assert.Equal(rubbish, await File.ReadAllBytesAsync(_files.Paths.Database, TestContext.Current.CancellationToken));
    }
}
