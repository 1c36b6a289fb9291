using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Ingest;
using MediaInsight.Libraries;
using MediaInsight.Platform;
using MediaInsight.Servers;
using MediaInsight.Tests.Drivers;
using MediaInsight.Tests.Infrastructure;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace MediaInsight.Tests.Ingest;

/// <summary>One Jellyfin server with one library, its real client, reading and database.</summary>
internal sealed class LibraryRig : IDisposable
{
    private readonly WriteGate _gate = new();

    private LibraryRig(TestDb db)
    {
        Db = db;
        Writer = new(Db, _gate, TimeProvider.System);
        Settings = new(Db, Writer, new ConfigurationBuilder().Build(), TimeProvider.System);
        Relinks = new(Db, Writer, Time, NullLogger<Relinks>.Instance);
        States = new(Db, Writer, Time);
        Plays = new(Writer, Settings, new(Db, new(new byte[32])));
    }

    public TestDb Db { get; }
    public DatabaseWriter Writer { get; }
    public SettingsStore Settings { get; }
    public ManualTime Time { get; } = new(new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    public Shelves Shelves { get; } = new();
    public Relinks Relinks { get; }
    public LibraryStates States { get; }
    public FinishedPlays Plays { get; }
    public MediaServer Server { get; private set; } = null!;
    public MediaLibrary Library { get; private set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<LibraryRig> StartAsync()
    {
        var rig = new LibraryRig(new());
        var registry = new ServerRegistry(rig.Db, rig.Writer, new SecretProtector(new EphemeralDataProtectionProvider()), TimeProvider.System);
        rig.Server = (await registry.AddAsync(new(ServerKind.Jellyfin, "Attic", "http://attic/", "token", null), null, Token)).Server!; // non-null: the entry is valid
        rig.Library = await rig.AddLibraryAsync("lib1", "Films");
        return rig;
    }

    public async Task<MediaLibrary> AddLibraryAsync(string id, string name)
    {
        var library = new MediaLibrary { ServerId = Server.Id, ExternalId = id, Name = name, Content = LibraryContent.Mixed };
        await Writer.RunAsync((db, _) =>
        {
            db.Libraries.Add(library);
            return Task.CompletedTask;
        }, Token);
        return library;
    }

    public LibraryReading Reading(int chunkSize = 10, MediaLibrary? library = null) => new(Server, library ?? Library, Shelves.Client, Db, Writer, States, Relinks, chunkSize, Time);

    public Task<LibraryTally> ReadAsync(int chunkSize = 10) => Reading(chunkSize).ReadAllAsync(Token);

    public async Task<MediaItem> ItemAsync(int number)
    {
        await using var db = Db.CreateDbContext();
        var id = Shelves.Id(number);
        return await db.MediaItems.AsNoTracking().SingleAsync(i => i.ExternalId == id, Token);
    }

    public async Task<T> AskAsync<T>(Func<MediaInsightDb, Task<T>> ask)
    {
        await using var db = Db.CreateDbContext();
        return await ask(db);
    }

    /// <summary>Somebody watched it, as its session named it.</summary>
    public Task<int> PlayAsync(int number, string title, Func<MediaRef, MediaRef>? change = null)
    {
        var media = new MediaRef { ExternalId = Shelves.Id(number), Kind = MediaKind.Movie, Title = title, LibraryExternalId = Library.ExternalId };
        return Plays.StoreAsync(
            [
                new()
                {
                    ServerId = Server.Id,
                    User = new("a1", "ann", null),
                    Device = new(),
                    Media = change?.Invoke(media) ?? media,
                    StartedAt = Time.GetUtcNow().AddHours(-1),
                    StoppedAt = Time.GetUtcNow(),
                    WatchedMs = 3_000_000,
                },
            ],
            Token);
    }

    /// <summary>Rows written to the file since it was made, by any connection that is opened for it.</summary>
    public async Task<string> FileStateAsync()
    {
        await using var connection = new SqliteConnection(DataModule.ConnectionString(Db.File));
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat(x, ';') FROM (SELECT id || ':' || listed_at || ':' || coalesce(listed_hash, 0) || ':' || title || ':' || coalesce(size_bytes, 0) AS x FROM media_items ORDER BY id)";
        return (string)(await command.ExecuteScalarAsync(Token) ?? "");
    }

    public void Dispose()
    {
        Shelves.Dispose();
        Db.Dispose();
        _gate.Dispose();
    }
}
