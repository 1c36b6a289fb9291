using MediaInsight.Data.Backup;
using MediaInsight.Platform;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace MediaInsight.Data;

public static class DataModule
{
    public static IServiceCollection AddData(this IServiceCollection services)
    {
        services.AddSingleton<WriteGate>();
        services.AddSingleton<DatabaseWriter>();
        services.AddSingleton<Events.EventLog>();
        services.AddSingleton<DatabaseStart>();
        services.AddSingleton<SettingsStore>();
        services.AddSingleton<DatabaseFacts>();
        services.AddSingleton<DatabaseBackup>();
        services.AddSingleton<BackupShelf>();
        services.AddSingleton<PendingRestore>();
        services.AddSingleton<DatabaseSizes>();
        services.AddSingleton<DatabaseCompaction>();
        services.AddSingleton<IJob, BackupJob>();
        services.AddSingleton<IJob, IntegrityCheckJob>();
        services.AddDbContextFactory<SqliteMediaInsightDb>((provider, options) => options
            .UseSqlite(ConnectionString(provider.GetRequiredService<AppPaths>().Database))
            .AddInterceptors(new Pragmas(), provider.GetRequiredService<WriteGate>())
            .ConfigureWarnings(Warn));
        services.AddSingleton<IDbContextFactory<MediaInsightDb>, AnyProviderFactory>();
        services.AddScoped<MediaInsightDb>(provider => provider.GetRequiredService<IDbContextFactory<SqliteMediaInsightDb>>().CreateDbContext());
        return services;
    }

    public static string ConnectionString(string file) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        ForeignKeys = true,
        Cache = SqliteCacheMode.Private,
        Pooling = true,
        DefaultTimeout = 30,
    }.ToString();

    internal static void Warn(WarningsConfigurationBuilder warnings)
    {
        // A merged person is filtered and has no account: no account can lose its person by the filter.
        warnings.Ignore(CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning);
#if DEBUG
        // Some of the rows, in no order, are others each time: a fault in development and in tests, a line in the log of a household.
        warnings.Throw(CoreEventId.RowLimitingOperationWithoutOrderByWarning, CoreEventId.FirstWithoutOrderByAndFilterWarning);
#endif
    }

    private sealed class AnyProviderFactory(IDbContextFactory<SqliteMediaInsightDb> sqlite) : IDbContextFactory<MediaInsightDb>
    {
        public MediaInsightDb CreateDbContext() => sqlite.CreateDbContext();
    }
}
