using MediaInsight.Analytics;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.Privacy;
using MediaInsight.Identity;
using MediaInsight.Live;
using MediaInsight.Platform;
using MediaInsight.Servers;
using MediaInsight.Tests.Analytics;
using MediaInsight.Tests.Infrastructure;
using MediaInsight.Viewers;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Viewers;

/// <summary>A household and everything that decides about its people, on one real file.</summary>
internal sealed class PeopleDesk : IAsyncDisposable
{
    public static readonly AuditContext By = new("olga", null, "192.0.2.1");
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("mi-people-").FullName;
    private readonly ServiceProvider _services;

    /// <param name="through">What stands between the program and the file, to see what it asks.</param>
    public PeopleDesk(Func<TestDb, IDbContextFactory<MediaInsightDb>>? through = null)
    {
        Home = new(Db);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton(new AppPaths(_folder));
        services.AddSingleton<TimeProvider>(Time);
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddSingleton<SecretProtector>();
        services.AddSingleton<AuditLog>();
        services.AddData();
        services.AddServers();
        services.AddSingleton(through?.Invoke(Db) ?? Db);
        services.AddViewers();
        services.AddHistory();
        services.AddLive();
        services.AddAnalytics();
        _services = services.BuildServiceProvider();
    }

    public TestDb Db { get; } = new();
    public ManualTime Time { get; } = new(Now);
    public Household Home { get; }
    public PersonMerges Merges => Get<PersonMerges>();

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public async Task<T> ReadAsync<T>(Func<MediaInsightDb, Task<T>> read)
    {
        await using var db = Db.CreateDbContext();
        return await read(db);
    }

    public async Task ChangeAsync(Func<MediaInsightDb, Task> change)
    {
        await using var db = Db.CreateDbContext();
        await change(db);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Every figure there is about persons, as text: two equal texts are equal statistics.</summary>
    public async Task<string> FiguresAsync()
    {
        var token = TestContext.Current.CancellationToken;
        var (zone, today) = (TimeZoneInfo.Utc, DateOnly.FromDateTime(Now.UtcDateTime));
        var figures = new List<object>
        {
            await Get<ViewerList>().ReadAsync(new(), zone, ReadScope.Everything, token),
            await Get<TopViewers>().ReadAsync(AnalyticsFilter.AllTime, TopBy.WatchTime, 50, zone, ReadScope.Everything, token),
            await Get<DashboardFigures>().ReadAsync(AnalyticsFilter.AllTime, zone, today, ReadScope.Everything, token),
            (await Get<HistoryQuery>().PageAsync(new() { PageSize = 500 }, ReadScope.Everything, token)).Items,
        };
        foreach (var person in await Get<IPeople>().ListAsync(token))
        {
            figures.Add((await Get<ViewerProfile>().ReadAsync(person.Id, AnalyticsFilter.AllTime, true, zone, today, ReadScope.Everything, token))!); // non-null: listed
        }

        return System.Text.Json.JsonSerializer.Serialize(figures);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Db.Dispose();
        TestFolder.Remove(_folder);
    }
}
