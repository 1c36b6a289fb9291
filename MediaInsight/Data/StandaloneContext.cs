using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MediaInsight.Data;

/// <summary>
/// Contexts made without the host (dotnet ef, tests, tools). Identity reads its schema version from the application's
/// services: without them it would silently build an older model.
/// </summary>
public static class StandaloneContext
{
    private static readonly ServiceProvider Services = new ServiceCollection()
        .Configure<IdentityOptions>(o => o.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
        .BuildServiceProvider();

    public static SqliteMediaInsightDb Sqlite(string file) => new(
        new DbContextOptionsBuilder<SqliteMediaInsightDb>()
            .UseSqlite(DataModule.ConnectionString(file))
            .AddInterceptors(new Pragmas())
            .ConfigureWarnings(DataModule.Warn)
            .UseApplicationServiceProvider(Services)
            .Options);
}

internal sealed class SqliteDesignFactory : IDesignTimeDbContextFactory<SqliteMediaInsightDb>
{
    public SqliteMediaInsightDb CreateDbContext(string[] args) => StandaloneContext.Sqlite("design.db");
}
