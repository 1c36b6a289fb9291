using MediaInsight.Analytics;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Libraries;
using MediaInsight.Live;
using MediaInsight.Platform;
using MediaInsight.Servers;
using MediaInsight.Viewers;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MediaInsight.Benchmarks;

/// <summary>The program's own modules over one data folder, without host, web and servers.</summary>
internal sealed class ProductServices : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    private ProductServices(ServiceProvider provider) => _provider = provider;

    public IDbContextFactory<MediaInsightDb> Databases => Get<IDbContextFactory<MediaInsightDb>>();

    /// <summary>The database is made, or brought up to this version.</summary>
    public static async Task<ProductServices> OpenAsync(string folder, TimeProvider time, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Warning));
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.Configure<IdentityOptions>(o => o.Stores.SchemaVersion = IdentitySchemaVersions.Version3);
        services.AddSingleton(new AppPaths(folder));
        services.AddSingleton(time);
        services.AddDataProtection();
        services.AddSingleton<SecretProtector>();
        services.AddData().AddServers().AddViewers().AddLive().AddHistory().AddAnalytics();
        var opened = new ProductServices(services.BuildServiceProvider());
        await opened.Get<DatabaseStart>().RunAsync(cancellationToken);
        await opened.Get<ServerRegistry>().LoadAsync(cancellationToken);
        return opened;
    }

    public T Get<T>() where T : notnull => _provider.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }
}
