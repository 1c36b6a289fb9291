using MediaInsight.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.History.InMemory;

public sealed class IndexTriggersTests
{
    /// <summary>SQLite drops a table's triggers when a migration rebuilds the table: they must be made again there.</summary>
    [Fact]
    public async Task After_all_migrations_every_watched_table_still_tells_of_changes()
    {
        using var file = new TestDb();
        await using var db = file.CreateDbContext();

        var triggers = await db.Database.SqlQueryRaw<string>("SELECT tbl_name || ' ' || COUNT(*) AS Value FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'index@_%' ESCAPE '@' GROUP BY tbl_name ORDER BY tbl_name")
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["libraries 3", "media_items 1", "play_devices 3", "plays 3", "server_users 3", "servers 3", "viewers 3"], triggers);
    }
}
