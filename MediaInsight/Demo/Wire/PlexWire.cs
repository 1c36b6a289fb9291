using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>The routes of a Plex Media Server that a monitor reads.</summary>
internal sealed class PlexWire(string token, DemoRemote? remote = null) : ISimulatedServer
{
    private const string Version = "1.42.2.10156-f737b826c";
    private readonly DemoRemote _remote = remote ?? new();
    private static readonly string MachineId = DemoIds.Hex("plex machine") + DemoIds.Hex("plex machine, continued")[..8];

    public WireAnswer Answer(WireRequest request, DateTimeOffset now)
    {
        if (request.Path == "identity")
        {
            return Container(new() { ["size"] = 0, ["claimed"] = true, ["machineIdentifier"] = MachineId, ["version"] = Version });
        }

        if ((request.Header("X-Plex-Token") ?? request.Text("X-Plex-Token")) != token)
        {
            return Html(HttpStatusCode.Unauthorized, "Unauthorized");
        }

        return request.Segments switch
        {
            [] => Root(now),
            ["status", "sessions"] => WireAnswer.Json(PlexSessions.Container(_remote.At(ServerKind.Plex, now), now)),
            ["statistics", "resources"] => Container(PlexLoad.Of(now)),
            ["accounts"] => Accounts(),
            ["library", "sections"] => Sections(now),
            ["library", "sections", var section, "all"] => All(request, section, now),
            ["library", "sections", var section, "recentlyAdded"] => Rows(Paged(request, Newest(section, now))),
            ["library", "recentlyAdded"] => Rows(Paged(request, Newest(null, now))),
            ["library", "metadata", var ids] => Metadata(ids, now),
            ["library", "metadata", var id, "thumb" or "art", ..] => Picture(request.Path, 300),
            ["photo", ":", "transcode"] => Picture(PathOf(request.Text("url")), request.Int("width") ?? 300),
            ["users", _, "avatar"] => Picture(request.Path, 160),
            _ => Html(HttpStatusCode.NotFound, "Not Found"),
        };
    }

    public WireAnswer? Command(WireRequest request, DateTimeOffset now)
    {
        if (request.Segments is not ["status", "sessions", "terminate"])
        {
            return null;
        }

        if ((request.Header("X-Plex-Token") ?? request.Text("X-Plex-Token")) != token)
        {
            return Html(HttpStatusCode.Unauthorized, "Unauthorized");
        }

        if (_remote.At(ServerKind.Plex, now).FirstOrDefault(p => PlexSessions.Id(p) == request.Text("sessionId")) is not { } play)
        {
            return Html(HttpStatusCode.NotFound, "Not Found");
        }

        _remote.Stop(play, now);
        return new(HttpStatusCode.OK, null, []);
    }

    private static WireAnswer Root(DateTimeOffset now) => Container(new()
    {
        ["size"] = 0,
        ["allowSync"] = true,
        ["backgroundProcessing"] = true,
        ["companionProxy"] = true,
        ["countryCode"] = "deu",
        ["eventStream"] = true,
        ["friendlyName"] = DemoHousehold.PlexName,
        ["livetv"] = 7,
        ["machineIdentifier"] = MachineId,
        ["mediaProviders"] = true,
        ["multiuser"] = true,
        ["myPlex"] = true,
        ["myPlexMappingState"] = "mapped",
        ["myPlexSigninState"] = "ok",
        ["myPlexSubscription"] = true,
        ["ownerFeatures"] = "hardware_transcoding,session_kick,webhooks",
        ["platform"] = "Linux",
        ["platformVersion"] = "6.8.0",
        ["transcoderActiveVideoSessions"] = World.At(ServerKind.Plex, now).Count(p => p.DeliveryAt(now).Video == StreamDecision.Transcode),
        ["transcoderAudio"] = true,
        ["transcoderVideo"] = true,
        ["updatedAt"] = Catalogue.CycleStart.ToUnixTimeSeconds(),
        ["version"] = Version,
    });

    private static WireAnswer Accounts()
    {
        var accounts = Household.AccountsOn(ServerKind.Plex).Select(a => Account(a.ExternalId, a.Name, PlexSessions.Avatar(a))).Prepend(Account("0", "", ""));
        var rows = WireJson.Array(accounts);
        return Container(new() { ["size"] = rows.Count, ["identifier"] = "com.plexapp.system.accounts", ["Account"] = rows });
    }

    private static JsonObject Account(string id, string name, string thumb) => new()
    {
        ["id"] = long.Parse(id, CultureInfo.InvariantCulture),
        ["key"] = $"/accounts/{id}",
        ["name"] = name,
        ["defaultAudioLanguage"] = "en",
        ["autoSelectAudio"] = true,
        ["defaultSubtitleLanguage"] = "en",
        ["subtitleMode"] = 1,
        ["thumb"] = thumb,
    };

    private static WireAnswer Sections(DateTimeOffset now)
    {
        var rows = WireJson.Array([Section("1", "movie", "movies", now), Section("2", "show", "tv", now), Section("3", "artist", "music", now)]);
        return Container(new() { ["size"] = rows.Count, ["allowSync"] = false, ["title1"] = "Plex Library", ["Directory"] = rows });
    }

    private static JsonObject Section(string key, string type, string folder, DateTimeOffset now) => new()
    {
        ["allowSync"] = true,
        ["art"] = $"/:/resources/{type}-fanart.jpg",
        ["composite"] = $"/library/sections/{key}/composite/1700000000",
        ["filters"] = true,
        ["refreshing"] = false,
        ["thumb"] = $"/:/resources/{type}.png",
        ["key"] = key,
        ["type"] = type,
        ["title"] = PlexItems.SectionTitle(key),
        ["agent"] = type == "movie" ? "tv.plex.agents.movie" : type == "show" ? "tv.plex.agents.series" : "tv.plex.agents.music",
        ["scanner"] = type == "movie" ? "Plex Movie" : type == "show" ? "Plex TV Series" : "Plex Music",
        ["language"] = "en-US",
        ["uuid"] = DemoIds.Dashed($"plex section {key}"),
        ["updatedAt"] = now.AddHours(-3).ToUnixTimeSeconds(),
        ["createdAt"] = Catalogue.CycleStart.ToUnixTimeSeconds(),
        ["scannedAt"] = now.AddHours(-3).ToUnixTimeSeconds(),
        ["content"] = true,
        ["directory"] = true,
        ["contentChangedAt"] = 18_253_756,
        ["hidden"] = 0,
        ["Location"] = new JsonArray(new JsonObject { ["id"] = int.Parse(key, CultureInfo.InvariantCulture), ["path"] = $"/media/{folder}" }),
    };

    private static WireAnswer All(WireRequest request, string section, DateTimeOffset now)
    {
        var type = request.Int("type") ?? section switch { "1" => 1, "2" => 2, "3" => 8, _ => 0 };
        var rows = (section, type) switch
        {
            ("1", 1) => Items(MediaKind.Movie, now),
            ("2", 4) => Items(MediaKind.Episode, now),
            ("3", 10) => Items(MediaKind.Track, now),
            ("2", 2) => Groups(GroupKind.Show, now),
            ("2", 3) => Groups(GroupKind.Season, now),
            ("3", 8) => Groups(GroupKind.Artist, now),
            ("3", 9) => Groups(GroupKind.Album, now),
            ("1" or "2" or "3", _) => [],
            _ => null,
        };
        if (rows is null)
        {
            return Html(HttpStatusCode.NotFound, "Not Found");
        }

        var sorted = request.Text("sort") switch
        {
            "addedAt:desc" or "updatedAt:desc" => rows.OrderByDescending(r => r.AddedAt),
            "addedAt" or "addedAt:asc" => rows.OrderBy(r => r.AddedAt),
            _ => rows.OrderBy(r => r.Title, StringComparer.OrdinalIgnoreCase),
        };
        return Rows(Paged(request, sorted));
    }

    /// <summary>As Plex does: films, seasons and albums.</summary>
    private static IEnumerable<Listed> Newest(string? section, DateTimeOffset now) =>
        Items(MediaKind.Movie, now).Where(_ => section is null or "1")
            .Concat(Groups(GroupKind.Season, now).Where(_ => section is null or "2"))
            .Concat(Groups(GroupKind.Album, now).Where(_ => section is null or "3"))
            .OrderByDescending(r => r.AddedAt).Take(section is null ? 50 : 200);

    private static WireAnswer Metadata(string ids, DateTimeOffset now)
    {
        var rows = new JsonArray();
        foreach (var number in ids.Split(',').Select(id => DemoIds.Number(ServerKind.Plex, id)).OfType<int>())
        {
            if (Catalogue.Instance.ByNumber.TryGetValue(number, out var item) && PlexItems.TypeOf(item) is not null)
            {
                rows.Add(PlexItems.Row(item, now, full: true));
            }
            else if (Catalogue.Instance.GroupByNumber.TryGetValue(number, out var group) && MembersOf(group) is { Count: > 0 } members)
            {
                rows.Add(PlexItems.Group(group, members, now));
            }
        }

        return rows.Count == 0
            ? Html(HttpStatusCode.NotFound, "Not Found")
            : Container(new() { ["size"] = rows.Count, ["allowSync"] = true, ["identifier"] = "com.plexapp.plugins.library", ["Metadata"] = rows });
    }

    private static WireAnswer Picture(string? path, int width)
    {
        if (path?.Trim('/').Split('/') is ["users", var person, ..] && int.TryParse(person, CultureInfo.InvariantCulture, out var owner))
        {
            return WireAnswer.Picture(Artwork.Avatar(owner, width));
        }

        return path?.Trim('/').Split('/') is ["library", "metadata", var id, var sort, ..] && DemoIds.Number(ServerKind.Plex, id) is { } number
            && Artwork.For(number, sort == "art", width) is { } picture
                ? WireAnswer.Picture(picture)
                : Html(HttpStatusCode.NotFound, "Not Found");
    }

    private static string? PathOf(string? url) => url is not null && Uri.TryCreate(url, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https" ? new Uri(url!).AbsolutePath : url?.Split('?')[0];

    private static IReadOnlyList<CatalogueItem> MembersOf(CatalogueGroup group) =>
        [.. Catalogue.Instance.Items.Where(i => PlexItems.TypeOf(i) is not null && (i.Parent?.Number == group.Number || i.Grandparent?.Number == group.Number))];

    private static IEnumerable<Listed> Items(MediaKind kind, DateTimeOffset now) =>
        Catalogue.Instance.Items.Where(i => i.Kind == kind).Select(i => new Listed(i.Title, i.AddedAt(now), () => PlexItems.Row(i, now, full: false)));

    private static IEnumerable<Listed> Groups(GroupKind kind, DateTimeOffset now) =>
        Catalogue.Instance.Items
            .Where(i => PlexItems.TypeOf(i) is not null)
            .GroupBy(i => kind is GroupKind.Show or GroupKind.Artist ? i.Grandparent : i.Parent)
            .Where(g => g.Key?.Kind == kind)
            .Select(g => new Listed(g.Key!.Title, g.Max(i => i.AddedAt(now)), () => PlexItems.Group(g.Key!, [.. g], now))); // non-null: its kind was asked

    private static (IReadOnlyList<Listed> Page, int Start, int? Total) Paged(WireRequest request, IEnumerable<Listed> rows)
    {
        var all = rows.ToList();
        return request.Int("X-Plex-Container-Size") is { } size
            ? ([.. all.Skip(request.Int("X-Plex-Container-Start") ?? 0).Take(size)], request.Int("X-Plex-Container-Start") ?? 0, all.Count)
            : (all, 0, null);
    }

    private static WireAnswer Rows((IReadOnlyList<Listed> Page, int Start, int? Total) paged)
    {
        var container = new JsonObject { ["size"] = paged.Page.Count };
        if (paged.Total is { } total)
        {
            container["totalSize"] = total;
            container["offset"] = paged.Start;
        }

        container["allowSync"] = true;
        container["identifier"] = "com.plexapp.plugins.library";
        if (paged.Page.Count > 0)
        {
            container["Metadata"] = WireJson.Array(paged.Page.Select(l => l.Row()));
        }

        return Container(container);
    }

    private static WireAnswer Container(JsonObject container) => WireAnswer.Json(new JsonObject { ["MediaContainer"] = container });

    private static WireAnswer Html(HttpStatusCode status, string word) =>
        WireAnswer.Text($"<html><head><title>{word}</title></head><body><h1>{(int)status} {word}</h1></body></html>", "text/html", status);

    private sealed record Listed(string Title, DateTimeOffset AddedAt, Func<JsonObject> Row);
}
