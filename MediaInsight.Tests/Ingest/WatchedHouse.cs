using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Ingest;
using MediaInsight.Live;
using MediaInsight.Platform;
using MediaInsight.Servers;
using MediaInsight.Tests.Drivers;
using MediaInsight.Tests.Infrastructure;
using MediaInsight.Viewers;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace MediaInsight.Tests.Ingest;

/// <summary>What really happened on the server.</summary>
/// <param name="LogLate">How much later than the end the server writes its log.</param>
internal sealed record TruePlay(string User, string Item, DateTimeOffset From, DateTimeOffset To, TimeSpan LogLate = default);

/// <summary>A Jellyfin server whose sessions and activity log follow one script, and the real collector watching it, on a clock that waits.</summary>
internal sealed class WatchedHouse : IAsyncDisposable
{
    public static readonly DateTimeOffset Eight = new(2026, 3, 1, 20, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);
    private readonly string _folder = Directory.CreateTempSubdirectory("mi-house-").FullName;
    private ServiceProvider? _services;

    public ManualTime Time { get; } = new(Eight);

    public List<TruePlay> Plays { get; } = [];

    public List<(DateTimeOffset From, DateTimeOffset To)> Outages { get; } = [];

    /// <summary>What the activity log answers while it is out of order.</summary>
    public HttpStatusCode? BrokenLog { get; set; }

    /// <summary>Happens once, when the activity log was read and before it is answered.</summary>
    public Action? LogRead { get; set; }

    /// <summary>What its only library lists; null: it has none.</summary>
    public Shelves? Library { get; init; }

    public MediaServer Server => Get<ServerRegistry>().All.Single();

    public T Get<T>() where T : notnull => _services!.GetRequiredService<T>(); // non-null: started

    public async Task StartAsync()
    {
        var wire = new WireReplay();
        wire.On("/System/Info/Public", _ => Answer("""{"ServerName":"Cellar","Version":"10.11.11","ProductName":"Jellyfin Server","Id":"af79eba874a5436ea864bfaeec91a80c","StartupWizardCompleted":true}"""))
            .On("/Auth/Keys", _ => Answer("""{"Items":[]}"""))
            .On("/Users", _ => Answer("""[{"Id":"a1","Name":"ann"},{"Id":"b2","Name":"ben"}]"""))
            .On("/Library/VirtualFolders", _ => Answer(Library is null ? "[]" : """[{"Name":"Films","ItemId":"l1","CollectionType":"movies"}]"""))
            .On("/Items", r => Library is { } library && r.RequestUri!.Query.Contains("ParentId=", StringComparison.Ordinal) ? library.Answer(r) : Answer(Items(r.RequestUri!.Query)))
            .On("/Sessions", _ => Answer(Sessions()))
            .On("/System/ActivityLog/Entries", _ => Answered(BrokenLog is { } broken ? WireReplay.Text("", status: broken) : Answer(Log())));
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton(new AppPaths(_folder));
        services.AddSingleton<TimeProvider>(Time);
        services.AddDataProtection().SetApplicationName("house").PersistKeysToFileSystem(new(Path.Combine(_folder, "k")));
        services.AddSingleton<SecretProtector>();
        services.Configure<IdentityOptions>(o => o.Stores.SchemaVersion = IdentitySchemaVersions.Version3);
        services.AddData();
        services.AddServers();
        services.Replace(ServiceDescriptor.Singleton<IServerTransport>(wire));
        services.AddSingleton(provider => new InstallationSecret(provider.GetRequiredService<AppPaths>()));
        services.AddSingleton<PeopleDirectory>();
        services.AddLive();
        services.AddHistory();
        services.AddIngest();
        _services = services.BuildServiceProvider();
        await Get<DatabaseStart>().RunAsync(TestContext.Current.CancellationToken);
        await Get<ServerRegistry>().LoadAsync(TestContext.Current.CancellationToken);
        if (Get<ServerRegistry>().All.Count == 0)
        {
            Assert.NotNull((await Get<ServerRegistry>().AddAsync(new(ServerKind.Jellyfin, "Cellar", "http://cellar/", "token", null), null, TestContext.Current.CancellationToken)).Server);
        }

        foreach (var hosted in _services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(TestContext.Current.CancellationToken);
        }

        await SettledAsync();
    }

    /// <summary>The program ends; the server goes on.</summary>
    public async Task StopAsync()
    {
        if (_services is { } services)
        {
            _services = null;
            foreach (var hosted in services.GetServices<IHostedService>().Reverse())
            {
                await hosted.StopAsync(CancellationToken.None);
            }

            await services.DisposeAsync();
        }
    }

    /// <summary>Time goes by; every reading that falls due is done before the next moment.</summary>
    public async Task LiveUntilAsync(DateTimeOffset until)
    {
        while (Time.GetUtcNow() < until)
        {
            Time.Advance(Step);
            await SettledAsync();
        }
    }

    /// <summary>Also what waits for the catch-up to begin.</summary>
    public async Task CaughtUpAsync()
    {
        await LiveUntilAsync(Time.GetUtcNow() + CatchUp.Rest + CatchUp.Settle + CatchUp.Settle);
        await PipelineRig.UntilAsync(() => !Get<ICatchUp>().IsWaiting(Server.Id));
    }

    public async Task<IReadOnlyList<Play>> HistoryAsync()
    {
        await using var db = await Get<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await db.Plays.AsNoTracking().OrderBy(p => p.StartedAt).ToListAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        TestFolder.Remove(_folder);
    }

    private async Task SettledAsync()
    {
        // Also not in the middle of a catch-up: its requests would time out as soon as the clock is moved on.
        var looks = 0;
        await PipelineRig.UntilAsync(() =>
        {
            if (Get<LiveServers>().Feed.Current.Servers is [{ NextTryAt: { } next }] && next > Time.GetUtcNow() && !(Get<CatchUp>().DueAt(Server.Id) <= Time.GetUtcNow()))
            {
                return true;
            }

            // Who reckoned its pause before the clock was moved on waits a little longer than it said.
            if (++looks % 50 == 0)
            {
                Time.Advance(TimeSpan.FromMilliseconds(60));
            }

            return false;
        });
    }

    private HttpResponseMessage Answer(string body) =>
        Outages.Any(o => Time.GetUtcNow() >= o.From && Time.GetUtcNow() < o.To) ? WireReplay.Text("", status: HttpStatusCode.ServiceUnavailable) : WireReplay.Text(body);

    private HttpResponseMessage Answered(HttpResponseMessage answer)
    {
        var read = LogRead;
        LogRead = null;
        read?.Invoke();
        return answer;
    }

    private string Sessions()
    {
        var now = Time.GetUtcNow();
        return new JsonArray([.. Plays.Where(p => p.From <= now && now < p.To).Select(p => new JsonObject
        {
            ["Id"] = "5e55" + p.User,
            ["UserId"] = IdOf(p.User),
            ["UserName"] = p.User,
            ["Client"] = "Jellyfin Web",
            ["DeviceId"] = "tv-" + p.User,
            ["DeviceName"] = "TV",
            ["LastPlaybackCheckIn"] = Text(now),
            ["PlayState"] = new JsonObject { ["PositionTicks"] = (now - p.From).Ticks, ["IsPaused"] = false, ["PlayMethod"] = "DirectPlay" },
            ["NowPlayingItem"] = Film(p.Item),
        })]).ToJsonString();
    }

    private string Log()
    {
        var id = 0;
        var lines = Plays.SelectMany(p => new[] { (p, At: p.From, Type: "VideoPlayback"), (p, At: p.To + p.LogLate, Type: "VideoPlaybackStopped") })
            .OrderBy(l => l.At)
            .Select(l => (l.At, Line: new JsonObject { ["Id"] = ++id, ["Type"] = l.Type, ["ItemId"] = l.p.Item, ["UserId"] = IdOf(l.p.User), ["Date"] = Text(l.At), ["Name"] = "prose" }))
            .Where(l => l.At <= Time.GetUtcNow())
            .ToList();
        return new JsonObject { ["Items"] = new JsonArray([.. lines.Select(l => l.Line).Reverse()]) }.ToJsonString();
    }

    private static string Items(string query) => new JsonObject
    {
        ["Items"] = new JsonArray([.. query.Contains("ids=", StringComparison.Ordinal) ? query.Split("ids=")[1].Split('&')[0].Split(',').Select(Film) : []]),
    }.ToJsonString();

    private static JsonObject Film(string item) => new() { ["Id"] = item, ["Name"] = "Film " + item, ["Type"] = "Movie", ["MediaType"] = "Video", ["RunTimeTicks"] = TimeSpan.FromMinutes(100).Ticks };

    private static string IdOf(string user) => user == "ann" ? "a1" : "b2";

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
