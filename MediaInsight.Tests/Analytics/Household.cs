using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.InMemory;
using MediaInsight.Libraries;
using MediaInsight.Servers;
using MediaInsight.Tests.Infrastructure;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Analytics;

/// <summary>Servers, people, titles and plays in a real database, and the same plays in memory to compute from.</summary>
public sealed class Household(IDbContextFactory<MediaInsightDb>? database = null) : IDisposable
{
    private readonly Dictionary<string, MediaItem> _items = [];
    private readonly Dictionary<long, StreamProfile> _profiles = [];
    private long _devices;

    /// <summary>A file of its own unless one was given.</summary>
    public IDbContextFactory<MediaInsightDb> Db { get; } = database ?? new TestDb();

    public StatisticReader Statistics => new(Index, Db);

    public PlayIndex Index => field ??= new(Db);

    /// <summary>As stored, with numbers.</summary>
    public List<Play> Plays { get; } = [];

    public Dictionary<ServerUserId, Viewer> People { get; } = [];

    public Dictionary<MediaItemId, MediaItem> Items => _items.Values.ToDictionary(i => i.Id);

    public MediaServer Server(string name, ServerKind kind = ServerKind.Plex, DateTimeOffset? removedAt = null)
    {
        var server = new MediaServer { Name = name, Kind = kind, Url = "http://localhost/", EncryptedToken = "", RemovedAt = removedAt };
        return Add(server);
    }

    public Viewer Person(string name, int? id = null) => Add(id is { } known ? new Viewer { Id = new(known), Name = name } : new Viewer { Name = name });

    public ServerUser Account(MediaServer server, Viewer person, string? name = null)
    {
        var user = Add(new ServerUser { ServerId = server.Id, ExternalId = $"{person.Id}-{name}", ViewerId = person.Id, Name = name ?? person.Name });
        People[user.Id] = person;
        return user;
    }

    public MediaItem Item(
        MediaServer server, MediaKind kind, string title, string? show = null, string? parent = null, int? season = null, int? episode = null, int? year = null,
        DateTimeOffset? addedAt = null, string? poster = "/poster", string? externalId = null, string? channel = null, string? genres = null, string? narrators = null)
    {
        var key = $"{server.Id}/{kind}/{show}/{parent}/{season}/{episode}/{title}/{year}";
        if (!_items.TryGetValue(key, out var item))
        {
            item = Add(new MediaItem
            {
                ServerId = server.Id,
                ExternalId = externalId ?? key,
                Fingerprint = key.Aggregate(17L, (h, c) => (h * 31) + c),
                Kind = kind,
                Title = title,
                GrandparentTitle = show,
                ParentTitle = parent,
                SeasonNumber = season,
                EpisodeNumber = episode,
                Year = year,
                AddedAt = addedAt,
                PosterPath = poster,
                ChannelName = channel,
                Genres = genres,
                Narrators = narrators,
                SearchText = Folding.Fold($"{title} {show} {parent}"),
            });
            _items[key] = item;
        }

        return item;
    }

    public MediaLibrary Library(MediaServer server, string name) => Add(new MediaLibrary { ServerId = server.Id, ExternalId = name, Name = name });

    public PlayDevice Device(MediaServer server, string name, string app = "Web", string version = "1", string? platform = "Linux", string type = "web") => Add(new PlayDevice
    {
        ServerId = server.Id,
        Hash = ++_devices,
        Name = name,
        ClientName = app,
        ClientVersion = version,
        Platform = platform,
        DeviceType = type,
    });

    public Play Play(
        ServerUser user, MediaItem item, DateTimeOffset startedAt, TimeSpan elapsed, TimeSpan? watched = null, bool isShort = false, Play? resumes = null,
        PlayDevice? device = null, string? address = null, NetworkLocation? location = null, bool running = false, StreamDetails? stream = null, MediaLibrary? library = null,
        bool completed = false, PlayCertainty certainty = PlayCertainty.Observed, int? permille = null, int? bandwidth = null)
    {
        using var db = Db.CreateDbContext();
        var profile = StreamProfile.Of(stream ?? StreamDetails.Unknown);
        if (_profiles.TryGetValue(profile.Hash, out var known) || (known = db.StreamProfiles.FirstOrDefault(p => p.Hash == profile.Hash)) is not null)
        {
            profile = known;
        }
        else
        {
            db.Add(profile);
            db.SaveChanges();
        }

        _profiles[profile.Hash] = profile;

        device ??= db.PlayDevices.FirstOrDefault(d => d.ServerId == user.ServerId) ?? Device(Servers.Single(s => s.Id == user.ServerId), "Somewhere");
        var play = new Play
        {
            Id = PlayId.New(startedAt),
            ServerId = user.ServerId,
            UserId = user.Id,
            MediaItemId = item.Id,
            Kind = item.Kind,
            DeviceId = device.Id,
            StreamProfileId = profile.Id,
            Decision = stream?.Decision,
            LibraryId = library?.Id,
            Completed = completed,
            Certainty = certainty,
            PercentPermille = permille,
            BandwidthKbps = bandwidth,
            StartedAt = startedAt.ToUniversalTime(),
            StoppedAt = running ? null : startedAt.ToUniversalTime() + elapsed,
            WatchedMs = (long)(watched ?? elapsed).TotalMilliseconds,
            IsShort = isShort,
            IpAddress = address,
            Location = location,
            ChainNumber = resumes?.ChainNumber ?? 0,
        };
        db.Add(play);
        db.SaveChanges();
        if (resumes is null)
        {
            play.ChainNumber = play.Number;
            db.SaveChanges();
        }

        Plays.Add(play);
        return play;
    }

    /// <summary>What stands in the file now, whoever changed it: plays, and whose they are.</summary>
    public void Reread()
    {
        using var db = Db.CreateDbContext();
        Plays.Clear();
        Plays.AddRange(db.Plays.AsNoTracking());
        var persons = db.Viewers.AsNoTracking().ToDictionary(v => v.Id);
        People.Clear();
        foreach (var user in db.ServerUsers.AsNoTracking())
        {
            People[user.Id] = persons[user.ViewerId];
        }
    }

    /// <summary>An account, and a title of its server.</summary>
    public (ServerUser User, MediaItem Item) Somebody()
    {
        using var db = Db.CreateDbContext();
        var user = db.ServerUsers.OrderBy(u => u.Id).First();
        return (user, _items.Values.First(i => i.ServerId == user.ServerId));
    }

    public List<MediaServer> Servers { get; } = [];

    public void Dispose()
    {
        Index.Dispose();
        (Db as TestDb)?.Dispose();
    }

    private T Add<T>(T entity) where T : class
    {
        using var db = Db.CreateDbContext();
        db.Add(entity);
        db.SaveChanges();
        if (entity is MediaServer server)
        {
            Servers.Add(server);
        }

        return entity;
    }
}
