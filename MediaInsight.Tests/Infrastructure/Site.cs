using System.Net.Http.Headers;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Viewers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Infrastructure;

/// <summary>The whole program on a real loopback port, with its own data folder, an owner and an API token.</summary>
public sealed class Site : WebApplicationFactory<Program>
{
    public const string Owner = "olga";
    public const string Password = "correct horse battery";
    public const string Token = "test-token-0123456789abcdef";

    private readonly string _folder = Directory.CreateTempSubdirectory("mi-site-").FullName;
    private readonly Dictionary<string, string> _settings;

    private Site(Dictionary<string, string> settings) => _settings = settings;

    public Uri Address { get; private set; } = null!;

    public string Folder => _folder;

    public static Site Start(params (string Key, string Value)[] settings)
    {
        var site = new Site(settings.ToDictionary(s => s.Key, s => s.Value));
        site.UseKestrel(0);
        site.StartServer();
        site.Address = site.ClientOptions.BaseAddress;
        return site;
    }

    /// <summary>Settings that make the site watch a fake server once a second.</summary>
    public static (string Key, string Value)[] Watching(FakeJellyfin server) =>
    [
        ("MediaInsight:Servers:0:Kind", "jellyfin"), ("MediaInsight:Servers:0:Name", "Attic"), ("MediaInsight:Servers:0:Url", server.Address.ToString()), ("MediaInsight:Servers:0:Token", FakeJellyfin.Token),
        ("MediaInsight:Polling:ActiveSeconds", "1"), ("MediaInsight:Polling:IdleSeconds", "1"),
        ("MediaInsight:History:ShortVideoSeconds", "0"),
    ];

    /// <summary>A client that speaks as the API token's holder.</summary>
    public HttpClient Api()
    {
        var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return http;
    }

    /// <summary>Adds an account; with a person it sees that person's plays only.</summary>
    public async Task AddAccountAsync(string name, string role, ViewerId? onlyOwn)
    {
        await using var scope = Services.CreateAsyncScope();
        var problems = await scope.ServiceProvider.GetRequiredService<Accounts>()
            .AddAsync(AuditContext.System, name, Password, new(role, onlyOwn, onlyOwn is not null), TestContext.Current.CancellationToken);
        Assert.Empty(problems);
    }

    public async Task<ViewerId> PersonAsync(string name)
    {
        var people = Services.GetRequiredService<IPeople>();
        return (await people.ListAsync(TestContext.Current.CancellationToken)).Single(p => p.Name == name).Id;
    }

    /// <summary>Asks again until the answer is right; the test's own time limit ends it.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> right)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, TestContext.Current.CancellationToken);
        while (true)
        {
            var answer = await ask();
            if (right(answer))
            {
                return answer;
            }

            Assert.False(either.IsCancellationRequested, $"Not reached within 30 s; the last answer was: {answer}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        TestDb.PutInto(_folder);
        builder.UseSetting("MediaInsight:DataPath", _folder);
        builder.UseSetting("MediaInsight:Admin:UserName", Owner);
        builder.UseSetting("MediaInsight:Admin:Password", Password);
        builder.UseSetting("MediaInsight:AdminToken", Token);
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(_folder))
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            TestFolder.Remove(_folder);
        }
    }
}
