using MediaInsight.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Data;

public sealed class WriteGateTests : IDisposable
{
    private readonly Files _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Fifty_writers_at_once_all_get_their_turn()
    {
        await _files.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => i % 2 == 0 ? WriteAsync(i) : SaveAsync(i), TestContext.Current.CancellationToken)));

        await using var db = _files.Open();
        Assert.Equal(500, await db.Settings.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_save_that_fails_gives_its_turn_back()
    {
        await _files.StartAsync();
        await SaveAsync(1);
        await Assert.ThrowsAsync<DbUpdateException>(() => SaveAsync(1));

        await _files.Gate.EnterAsync(TestContext.Current.CancellationToken);
        _files.Gate.Leave();
    }

    [Fact]
    public async Task A_save_that_fails_before_it_begins_never_took_the_turn()
    {
        await _files.StartAsync();
        await SaveAsync(1);
        await using var db = _files.Open();
        var row = await db.Settings.OrderBy(s => s.Section).FirstAsync(TestContext.Current.CancellationToken);
        db.Entry(row).Property(s => s.Section).CurrentValue = row.Section;
        typeof(StoredSetting).GetProperty(nameof(StoredSetting.Section))!.SetValue(row, "another key"); // non-null: it is there
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(TestContext.Current.CancellationToken));

        await SaveAsync(2);
    }

    [Fact]
    public async Task A_writer_that_is_cancelled_while_it_waits_takes_no_turn()
    {
        await _files.StartAsync();
        await _files.Gate.EnterAsync(TestContext.Current.CancellationToken);
        using var cancelled = new CancellationTokenSource();
        await using var db = _files.Open();
        db.Settings.Add(new() { Section = "x", Json = "{}" });
        var waiting = db.SaveChangesAsync(cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        _files.Gate.Leave();

        await SaveAsync(1);
        await WriteAsync(2);
    }

    [Fact]
    public async Task What_the_database_refuses_is_its_own_failure_for_saves_and_statements_alike()
    {
        await _files.StartAsync();
        await SaveAsync(1);

        var saved = await Assert.ThrowsAsync<SqliteException>(() => WriteAsync(1));
        var said = await Assert.ThrowsAsync<SqliteException>(() => _files.Writer.RunAsync((db, token) => db.Database.ExecuteSqlAsync($"INSERT INTO settings (section, json) VALUES ({"1-0"}, {"{}"})", token), TestContext.Current.CancellationToken));

        Assert.Equal((19, 19), (saved.SqliteErrorCode, said.SqliteErrorCode));
        await WriteAsync(2);
    }

    private Task WriteAsync(int writer) => _files.Writer.RunAsync(
        async (db, token) =>
        {
            for (var row = 0; row < 10; row++)
            {
                db.Settings.Add(new() { Section = $"{writer}-{row}", Json = "{}" });
                await db.SaveChangesAsync(token);
            }
        },
        TestContext.Current.CancellationToken);

    private async Task SaveAsync(int writer)
    {
        for (var row = 0; row < 10; row++)
        {
            await using var db = _files.Open();
            db.Settings.Add(new() { Section = $"{writer}-{row}", Json = "{}" });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
    }
}
