using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.InMemory;
using MediaInsight.History.Privacy;
using MediaInsight.Servers;
using MediaInsight.Sessions;
using MediaInsight.Tests.Drivers;
using MediaInsight.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace MediaInsight.Tests.History;

/// <summary>Tracker and recorder on a real database file with one server in it.</summary>
internal sealed class Studio : IDisposable
{
    private readonly WriteGate _gate = new();

    public Studio(params (string Key, string Value)[] settings)
    {
        Writer = new(Db, _gate, TimeProvider.System);
        Settings = new(Db, Writer, new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build(), TimeProvider.System);
        Recorder = NewRecorder();
        Server = AddServer("Cinema");
        Evening = new(Server);
        Tracking = new(server: Server);
    }

    public TestDb Db { get; } = new();
    public StatisticReader Statistics => new(Index, Db);
    public PlayIndex Index => field ??= new(Db);
    public DatabaseWriter Writer { get; }
    public SettingsStore Settings { get; }
    public PlayRecorder Recorder { get; private set; }
    public ServerId Server { get; }
    public Evening Evening { get; }
    public Tracking Tracking { get; private set; }

    public void Dispose()
    {
        Index.Dispose();
        Db.Dispose();
        _gate.Dispose();
    }

    public ServerId AddServer(string name)
    {
        using var db = Db.CreateDbContext();
        var server = new MediaServer { Name = name, Kind = ServerKind.Plex, Url = $"http://{name}/", EncryptedToken = "" };
        db.Servers.Add(server);
        db.SaveChanges();
        return server.Id;
    }

    /// <summary>Tracks and records reading by reading, as the pipeline does.</summary>
    public async Task RecordAsync(IEnumerable<ServerSnapshot> readings)
    {
        foreach (var reading in readings)
        {
            var before = Tracking.Events.Count;
            Tracking.See(reading);
            await Recorder.RecordAsync([.. Tracking.Events.Skip(before)], [Tracking.State], TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The program ends without a word and starts again on the same file.</summary>
    public async Task RestartAsync()
    {
        Recorder = NewRecorder();
        var states = await Recorder.RecoverAsync(TestContext.Current.CancellationToken);
        Tracking = new(server: Server) { State = states.SingleOrDefault() ?? TrackerState.Empty(Server) };
    }

    public async Task<List<T>> RowsAsync<T>(Func<MediaInsightDb, IQueryable<T>> query)
    {
        await using var db = Db.CreateDbContext();
        return await query(db).ToListAsync(TestContext.Current.CancellationToken);
    }

    public Task<List<Play>> PlaysAsync() => RowsAsync(db => db.Plays.AsNoTracking().OrderBy(p => p.Number));

    public async Task SqlAsync(string sql)
    {
        await using var db = Db.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken);
    }

    private PlayRecorder NewRecorder() => new(Writer, Db, Settings, new DoNotTrack(Db, new(new byte[32])));
}
