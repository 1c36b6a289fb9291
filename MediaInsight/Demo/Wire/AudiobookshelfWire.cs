using System.Net;
using System.Text.Json.Nodes;
using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>The routes of Audiobookshelf that a monitor reads.</summary>
internal sealed class AudiobookshelfWire(string token) : ISimulatedServer
{
    private const int DefaultPage = 10;

    /// <summary>The simulated server remembers this much of its history.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(3);

    public WireAnswer Answer(WireRequest request, DateTimeOffset now)
    {
        var segments = request.Segments is ["audiobookshelf", .. var rest] ? rest : request.Segments;
        switch (segments)
        {
            case ["status"]:
                return WireAnswer.Json(Status());
            case ["healthcheck"]:
                return WireAnswer.Text("OK");
            case ["ping"]:
                return WireAnswer.Json(new JsonObject { ["success"] = true });
            case ["api", "items", var id, "cover"]:
                return Cover(id, request.Int("width") ?? 400);
        }

        if (segments is not ["api", .. var route])
        {
            return WireAnswer.Text("<!DOCTYPE html><html><body>Not Found</body></html>", "text/html", HttpStatusCode.NotFound);
        }

        // The product names no content type here.
        return request.Header("Authorization") != $"Bearer {token}" && request.Text("token") != token
            ? WireAnswer.Text("Unauthorized", null, HttpStatusCode.Unauthorized)
            : Route(route, request, now);
    }

    private static WireAnswer Route(string[] route, WireRequest request, DateTimeOffset now) => route switch
    {
        ["me"] => WireAnswer.Json(Me()),
        ["users"] => WireAnswer.Json(new JsonObject { ["users"] = WireJson.Array(Household.AccountsOn(ServerKind.Audiobookshelf).Select(User)) }),
        ["sessions", "open"] => WireAnswer.Json(Open(now)),
        ["sessions"] => WireAnswer.Json(Rows(request, now)),
        ["session", var id] => One(id, now),
        ["libraries"] => WireAnswer.Json(Libraries(now)),
        ["libraries", var id, "items"] => LibraryItems(id, request, now),
        ["libraries", var id, "recent-episodes"] when id == AudiobookshelfItems.PodcastLibrary => WireAnswer.Json(RecentEpisodes(request, now)),
        ["items", var id] => Item(id, now),
        _ => NotFound(),
    };

    private static JsonObject Status() => new()
    {
        ["app"] = "audiobookshelf",
        ["serverVersion"] = AudiobookshelfItems.ServerVersion,
        ["isInit"] = true,
        ["language"] = "en-us",
        ["authMethods"] = WireJson.Words("local"),
        ["authFormData"] = new JsonObject { ["authLoginCustomMessage"] = "" },
    };

    private static JsonObject Me()
    {
        var me = User(Household.AccountsOn(ServerKind.Audiobookshelf).First(a => a.IsAdministrator)).AsObject();
        me["mediaProgress"] = new JsonArray();
        me["bookmarks"] = new JsonArray();
        return me;
    }

    private static JsonNode User(Account account) => new JsonObject
    {
        ["id"] = account.ExternalId,
        ["username"] = account.Name,
        ["email"] = null,
        ["type"] = account.IsAdministrator ? "root" : "user",
        ["seriesHideFromContinueListening"] = new JsonArray(),
        ["isActive"] = true,
        ["isLocked"] = false,
        ["lastSeen"] = null,
        ["createdAt"] = Catalogue.CycleStart.ToUnixTimeMilliseconds(),
        ["permissions"] = new JsonObject { ["download"] = true, ["update"] = account.IsAdministrator, ["delete"] = account.IsAdministrator, ["accessAllLibraries"] = true },
        ["librariesAccessible"] = new JsonArray(),
        ["itemTagsSelected"] = new JsonArray(),
        ["hasOpenIDLink"] = false,
    };

    private static JsonObject Open(DateTimeOffset now) => new()
    {
        ["sessions"] = WireJson.Array(World.At(ServerKind.Audiobookshelf, now).Select(p => AudiobookshelfSessions.Open(p, now))),
        ["shareSessions"] = new JsonArray(),
    };

    private static JsonObject Rows(WireRequest request, DateTimeOffset now)
    {
        // A session is in history once something of it was heard.
        var plays = World.Between(ServerKind.Audiobookshelf, now - Remembered, now)
            .Where(p => p.WatchedAt(AudiobookshelfSessions.UpdatedAt(p, now)) > TimeSpan.Zero)
            .Where(p => request.Text("user") is not { } user || p.Device.Account.ExternalId == user);
        var sorted = request.Text("sort") == "updatedAt" ? plays.OrderBy(p => AudiobookshelfSessions.UpdatedAt(p, now)).ToList() : [.. plays.OrderBy(p => p.StartedAt)];
        if (request.Flag("desc"))
        {
            sorted.Reverse();
        }

        var size = Math.Max(1, request.Int("itemsPerPage") ?? DefaultPage);
        var page = Math.Max(0, request.Int("page") ?? 0);
        return new()
        {
            ["total"] = sorted.Count,
            ["numPages"] = (sorted.Count + size - 1) / size,
            ["page"] = page,
            ["itemsPerPage"] = size,
            ["sessions"] = WireJson.Array(sorted.Skip(page * size).Take(size).Select(p => AudiobookshelfSessions.Row(p, now))),
        };
    }

    private static WireAnswer One(string id, DateTimeOffset now)
    {
        if (World.At(ServerKind.Audiobookshelf, now).FirstOrDefault(p => AudiobookshelfSessions.Id(p) == id) is not { } play)
        {
            return NotFound();
        }

        var node = AudiobookshelfSessions.Open(play, now);
        node.Remove("user");
        node["audioTracks"] = new JsonArray(AudiobookshelfItems.Track(play.Item, now));
        node["libraryItem"] = Expanded(AudiobookshelfItems.ItemId(play.Item), now);
        return WireAnswer.Json(node);
    }

    private static JsonObject Libraries(DateTimeOffset now) => new()
    {
        ["libraries"] = new JsonArray(Library(AudiobookshelfItems.BookLibrary, "Audiobooks", "book", 1, now), Library(AudiobookshelfItems.PodcastLibrary, "Podcasts", "podcast", 2, now)),
    };

    private static JsonObject Library(string id, string name, string type, int order, DateTimeOffset now) => new()
    {
        ["id"] = id,
        ["name"] = name,
        ["folders"] = new JsonArray(new JsonObject { ["id"] = DemoIds.Dashed($"folder of {id}"), ["fullPath"] = "/audio", ["libraryId"] = id, ["addedAt"] = Catalogue.CycleStart.ToUnixTimeMilliseconds() }),
        ["displayOrder"] = order,
        ["icon"] = type == "book" ? "books-1" : "podcast",
        ["mediaType"] = type,
        ["provider"] = type == "book" ? "audible" : "itunes",
        ["settings"] = new JsonObject { ["coverAspectRatio"] = 1, ["disableWatcher"] = false, ["markAsFinishedTimeRemaining"] = 10 },
        ["lastScan"] = now.AddHours(-4).ToUnixTimeMilliseconds(),
        ["lastScanVersion"] = AudiobookshelfItems.ServerVersion,
        ["createdAt"] = Catalogue.CycleStart.ToUnixTimeMilliseconds(),
        ["lastUpdate"] = now.AddHours(-4).ToUnixTimeMilliseconds(),
    };

    private static WireAnswer LibraryItems(string library, WireRequest request, DateTimeOffset now)
    {
        var type = library == AudiobookshelfItems.BookLibrary ? "book" : library == AudiobookshelfItems.PodcastLibrary ? "podcast" : null;
        if (type is null)
        {
            return NotFound();
        }

        var rows = type == "book"
            ? Catalogue.Instance.Books.Select(b => (b.Title, Added: b.AddedAt(now), Row: (Func<JsonObject>)(() => AudiobookshelfItems.Book(b, now, expanded: false))))
            : Catalogue.Instance.Podcasts.Select(p => (p.Group.Title, Added: p.Items.Max(e => e.AddedAt(now)), Row: (Func<JsonObject>)(() => AudiobookshelfItems.Podcast(p.Items, now, expanded: false))));
        var sorted = request.Text("sort") == "addedAt" ? rows.OrderBy(r => r.Added).ToList() : [.. rows.OrderBy(r => r.Title, StringComparer.OrdinalIgnoreCase)];
        if (request.Flag("desc"))
        {
            sorted.Reverse();
        }

        var limit = request.Int("limit") is > 0 and var told ? told : 0;
        var page = request.Int("page") ?? 0;
        var shown = limit == 0 ? sorted : [.. sorted.Skip(page * limit).Take(limit)];
        return WireAnswer.Json(new JsonObject
        {
            ["results"] = WireJson.Array(shown.Select(r => r.Row())),
            ["total"] = sorted.Count,
            ["limit"] = limit,
            ["page"] = page,
            ["sortDesc"] = request.Flag("desc"),
            ["mediaType"] = type,
            ["minified"] = request.Flag("minified"),
            ["collapseseries"] = false,
            ["include"] = "",
            ["offset"] = page * limit,
        });
    }

    private static JsonObject RecentEpisodes(WireRequest request, DateTimeOffset now)
    {
        var limit = request.Int("limit") is > 0 and var told ? told : DefaultPage;
        var page = request.Int("page") ?? 0;
        var episodes = Catalogue.Instance.Podcasts.SelectMany(p => p.Items).Where(e => e.AddedAt(now) <= now).OrderByDescending(e => e.AddedAt(now)).Skip(page * limit).Take(limit);
        return new()
        {
            ["episodes"] = WireJson.Array(episodes.Select(e =>
            {
                var node = AudiobookshelfItems.Episode(e, now);
                node["podcast"] = new JsonObject { ["id"] = AudiobookshelfItems.MediaId(e.Parent?.Number ?? 0), ["libraryItemId"] = AudiobookshelfItems.ItemId(e), ["metadata"] = AudiobookshelfItems.PodcastMetadata(e) };
                return node;
            })),
            ["limit"] = limit,
            ["page"] = page,
        };
    }

    private static WireAnswer Item(string id, DateTimeOffset now) => Expanded(id, now) is { } item ? WireAnswer.Json(item) : NotFound();

    private static JsonObject? Expanded(string id, DateTimeOffset now)
    {
        if (DemoIds.Number(ServerKind.Audiobookshelf, id) is not { } number)
        {
            return null;
        }

        return Catalogue.Instance.Podcasts.FirstOrDefault(p => p.Group.Number == number) is { Items.Count: > 0 } podcast
            ? AudiobookshelfItems.Podcast(podcast.Items, now, expanded: true)
            : Catalogue.Instance.ByNumber.TryGetValue(number, out var item) && item.Kind == MediaKind.Audiobook ? AudiobookshelfItems.Book(item, now, expanded: true) : null;
    }

    private static WireAnswer Cover(string id, int width) =>
        DemoIds.Number(ServerKind.Audiobookshelf, id) is { } number && Artwork.For(number, false, width) is { } png ? WireAnswer.Picture(png) : NotFound();

    private static WireAnswer NotFound() => WireAnswer.Text("Not Found", status: HttpStatusCode.NotFound);
}
