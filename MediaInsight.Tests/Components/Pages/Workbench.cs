using MediaInsight.Data;
using MediaInsight.Identity;
using MediaInsight.Jobs;
using MediaInsight.Platform;
using MediaInsight.Servers;
using MediaInsight.Tests.Infrastructure;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MediaInsight.Tests.Components.Pages;

/// <summary>Data, servers, jobs and audit on a folder of their own, with a replayed wire and a clock that waits.</summary>
internal sealed class Workbench : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    public static readonly AuditContext By = new("olga", null, "192.0.2.1");

    private readonly string _folder = Directory.CreateTempSubdirectory("mi-ops-").FullName;
    private readonly ServiceProvider _services;

    private Workbench(IEnumerable<(string Key, string Value)> settings, IEnumerable<IJob> jobs)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value))).Build());
        services.AddSingleton(new AppPaths(_folder));
        services.AddSingleton<TimeProvider>(Time);
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddSingleton<SecretProtector>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<AuditTrail>();
        services.Configure<IdentityOptions>(o => o.Stores.SchemaVersion = IdentitySchemaVersions.Version3);
        services.AddData();
        services.AddServers();
        services.Replace(ServiceDescriptor.Singleton<IServerTransport>(Wire));
        services.RemoveAll<IJob>();
        services.AddJobs();
        foreach (var job in jobs)
        {
            services.AddSingleton(job);
        }

        _services = services.BuildServiceProvider();
    }

    public ManualTime Time { get; } = new(Now);
    public WireReplay Wire { get; } = new();

    public static Task<Workbench> WithAsync(params (string Key, string Value)[] settings) => StartAsync(settings, []);

    public static Task<Workbench> WithJobsAsync(params IJob[] jobs) => StartAsync([], jobs);

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public T Make<T>() => ActivatorUtilities.CreateInstance<T>(_services);

    public async Task<IReadOnlyList<AuditEntry>> AuditAsync() => (await Get<AuditTrail>().ReadAsync(new(), TestContext.Current.CancellationToken)).Entries;

    public async Task<MediaInsightDb> OpenAsync() => await Get<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Wire.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        TestFolder.Remove(_folder);
    }

    private static async Task<Workbench> StartAsync(IEnumerable<(string, string)> settings, IEnumerable<IJob> jobs)
    {
        var bench = new Workbench(settings, jobs);
        await bench.Get<DatabaseStart>().RunAsync(TestContext.Current.CancellationToken);
        return bench;
    }
}
