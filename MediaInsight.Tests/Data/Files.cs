using MediaInsight.Data;
using MediaInsight.Platform;
using MediaInsight.Tests.Infrastructure;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Data;

/// <summary>The data module as the program wires it, on a data folder of its own.</summary>
internal sealed class Files : IDisposable
{
    private readonly ServiceProvider _provider;

    public Files()
    {
        Paths = new(Directory.CreateTempSubdirectory("mi-data-").FullName);
        _provider = new ServiceCollection()
            .AddLogging()
            .AddSingleton(Paths)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .Configure<IdentityOptions>(o => o.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
            .AddData()
            .BuildServiceProvider();
    }

    public AppPaths Paths { get; }

    public DatabaseWriter Writer => _provider.GetRequiredService<DatabaseWriter>();

    public T Get<T>() where T : notnull => _provider.GetRequiredService<T>();

    public WriteGate Gate => _provider.GetRequiredService<WriteGate>();

    public MediaInsightDb Open() => _provider.GetRequiredService<IDbContextFactory<MediaInsightDb>>().CreateDbContext();

    public Task StartAsync() => _provider.GetRequiredService<DatabaseStart>().RunAsync(TestContext.Current.CancellationToken);

    public string[] Backups => Directory.GetFiles(Paths.Backups);

    public void Sql(string sql)
    {
        using var connection = new SqliteConnection(DataModule.ConnectionString(Paths.Database));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static string? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()?.ToString();
    }

    public void Dispose()
    {
        _provider.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(Paths.Data, recursive: true);
    }
}
