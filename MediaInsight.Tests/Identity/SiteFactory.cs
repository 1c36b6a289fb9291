using System.Net;
using MediaInsight.Identity;
using MediaInsight.Jobs;
using MediaInsight.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MediaInsight.Tests.Identity;

/// <summary>The whole program on a data folder, with a clock of its own and requests that come from where a test says.</summary>
internal sealed class SiteFactory : WebApplicationFactory<Program>
{
    public const string OwnerName = "olga";
    public const string Password = "correct horse battery";

    /// <summary>Sent by a test instead of a connection's address.</summary>
    public const string FromHeader = "Test-From";

    private readonly Dictionary<string, string> _settings;
    private bool _ownsFolder = true;

    private SiteFactory(string folder, ManualTime time, Dictionary<string, string> settings)
    {
        Folder = folder;
        Time = time;
        _settings = settings;
    }

    public string Folder { get; }
    public ManualTime Time { get; }

    /// <summary>Starts at the real time: a client judges by it which cookies to keep.</summary>
    public static SiteFactory New(params (string Key, string Value)[] settings) => new(
        Directory.CreateTempSubdirectory("mi-identity-").FullName, new(TimeProvider.System.GetUtcNow()), settings.ToDictionary(s => s.Key, s => s.Value));

    public static SiteFactory WithOwner(params (string Key, string Value)[] settings) =>
        New([("MediaInsight:Admin:UserName", OwnerName), ("MediaInsight:Admin:Password", Password), .. settings]);

    /// <summary>Ends this program and starts it again on the same folder.</summary>
    public SiteFactory Restart()
    {
        _ownsFolder = false;
        Dispose();
        return new(Folder, Time, _settings);
    }

    public Browser Browse(string from = "203.0.113.9") => new(CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true }), from);

    public async Task<T> WithAsync<TService, T>(Func<TService, Task<T>> act) where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public Task<IReadOnlyList<AccountProblem>> AddAsync(string name, AccountAccess? access = null) => WithAsync<Accounts, IReadOnlyList<AccountProblem>>(a =>
        a.AddAsync(AuditContext.System, name, Password, access ?? new(Roles.Viewer, null, false), TestContext.Current.CancellationToken));

    public async Task<AppAccount> FindAsync(string name) =>
        (await WithAsync<Accounts, IReadOnlyList<AppAccount>>(a => a.ListAsync(TestContext.Current.CancellationToken))).Single(a => a.Name == name);

    public async Task<IReadOnlyList<AuditEntry>> AuditAsync() =>
        (await Services.GetRequiredService<AuditTrail>().ReadAsync(new(), TestContext.Current.CancellationToken)).Entries;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        TestDb.PutInto(Folder);
        builder.UseSetting("MediaInsight:DataPath", Folder);
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
            services.Replace(ServiceDescriptor.Scoped<IPeople, TwoPeople>());
            services.AddSingleton<IStartupFilter, ComingFrom>();

            // A schedule that waits by a clock which stands still waits without a pause.
            services.Remove(services.Single(s => s.ImplementationType == typeof(JobSchedulerHost)));
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && _ownsFolder && Directory.Exists(Folder))
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            TestFolder.Remove(Folder);
        }
    }

    private sealed class TwoPeople : IPeople
    {
        public Task<IReadOnlyList<Person>> ListAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Person>>([new(new(7), "Ann"), new(new(8), "Ben")]);
    }

    private sealed class ComingFrom : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, following) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.TryParse(context.Request.Headers[FromHeader], out var from) ? from : null;
                return following(context);
            });
            next(app);
        };
    }
}
