using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>The routes that Emby and Jellyfin share; the two products add their own words.</summary>
internal abstract class MediaBrowserWire(ServerKind kind, string token, DemoRemote? remote) : ISimulatedServer
{
    private readonly DemoRemote _remote = remote ?? new();
    private readonly MediaBrowserSessions _sessions = new(kind, new MediaBrowserItems(kind));
    private readonly MediaBrowserLists _lists = new(kind, new MediaBrowserItems(kind));

    protected MediaBrowserItems Dtos { get; } = new(kind);

    protected ServerKind Kind => kind;

    protected string Token => token;

    public virtual WireAnswer Answer(WireRequest request, DateTimeOffset now)
    {
        var segments = request.Segments;
        if (PictureOf(segments) is { } picture)
        {
            // Pictures are open to everybody on both products.
            return picture(request);
        }

        switch (request.Path.ToLowerInvariant())
        {
            case "system/info/public":
                return WireAnswer.Json(PublicInfo());
            case "system/ping":
                return WireAnswer.Json((JsonNode)(Kind == ServerKind.Emby ? "Emby Server" : "Jellyfin Server"));
        }

        if (!IsAuthorized(request))
        {
            return Unauthorized();
        }

        return request.Path.ToLowerInvariant() switch
        {
            "system/info" => WireAnswer.Json(Info()),
            "auth/keys" => WireAnswer.Json(Keys(now)),
            "sessions" => WireAnswer.Json(_sessions.List(_remote.At(kind, now), now)),
            "users" => WireAnswer.Json(Users(now)),
            "library/virtualfolders" => WireAnswer.Json(Folders()),
            "items" => WireAnswer.Json(_lists.Items(request, now)),
            "items/counts" => WireAnswer.Json(_lists.Counts()),
            _ => Other(request, now),
        };
    }

    public virtual WireAnswer? Command(WireRequest request, DateTimeOffset now)
    {
        if (request.Segments is not [var sessions, var id, .. var command] || !Is(sessions, "Sessions"))
        {
            return null;
        }

        if (!IsAuthorized(request))
        {
            return Unauthorized();
        }

        if (!Household.DevicesOn(kind).Any(d => d.SessionId == id))
        {
            return NotFound();
        }

        // As on a real server, a player that plays nothing is told all the same.
        if (_remote.At(kind, now).FirstOrDefault(p => p.Device.SessionId == id) is { } play)
        {
            switch (command)
            {
                case [_, var word] when Is(word, "Pause"):
                    _remote.Pause(play, now);
                    break;
                case [_, var word] when Is(word, "Unpause"):
                    _remote.Resume(play, now);
                    break;
                case [_, var word] when Is(word, "Stop"):
                    _remote.Stop(play, now);
                    break;
            }
        }

        return new(HttpStatusCode.NoContent, null, []);
    }

    protected abstract WireAnswer Unauthorized();

    protected abstract WireAnswer NotFound();

    protected abstract WireAnswer NoPicture();

    protected abstract JsonObject PublicInfo();

    protected abstract JsonObject Info();

    protected virtual WireAnswer Other(WireRequest request, DateTimeOffset now) => request.Segments switch
    {
        [var users, var id] when Is(users, "Users") && Users(now).FirstOrDefault(u => (string?)u?["Id"] == id) is { } user => WireAnswer.Json(user.DeepClone()),
        [var users, _, var items] when Is(users, "Users") && Is(items, "Items") => WireAnswer.Json(_lists.Items(request, now)),
        _ => NotFound(),
    };

    protected JsonArray Users(DateTimeOffset now) => WireJson.Array(Household.AccountsOn(kind).Select(a => (JsonNode)new JsonObject
    {
        ["Name"] = a.Name,
        ["ServerId"] = Dtos.Server,
        ["Id"] = a.ExternalId,
        ["PrimaryImageTag"] = Dtos.Tag(-a.Person.Number),
        ["HasPassword"] = true,
        ["HasConfiguredPassword"] = true,
        ["LastLoginDate"] = WireJson.Iso(now.AddDays(-a.Person.Number)),
        ["LastActivityDate"] = WireJson.Iso(now.AddHours(-a.Person.Number)),
        ["Configuration"] = new JsonObject { ["PlayDefaultAudioTrack"] = true, ["EnableNextEpisodeAutoPlay"] = true },
        ["Policy"] = new JsonObject { ["IsAdministrator"] = a.IsAdministrator, ["IsHidden"] = false, ["IsDisabled"] = false, ["EnableRemoteAccess"] = true, ["EnableMediaPlayback"] = true },
    }));

    protected JsonArray Folders()
    {
        var folders = new JsonArray { Folder(MediaBrowserItems.MovieFolder, "movies"), Folder(MediaBrowserItems.ShowFolder, "tvshows") };
        if (Catalogue.Instance.Albums.Any(a => Catalogue.IsOn(kind, a.Items[0])))
        {
            folders.Add(Folder(MediaBrowserItems.MusicFolder, "music"));
        }

        return folders;
    }

    protected static bool Is(string word, string other) => word.Equals(other, StringComparison.OrdinalIgnoreCase);

    protected bool IsToken(string? told) => told == token;

    protected abstract bool IsAuthorized(WireRequest request);

    private JsonObject Folder(string name, string type) => new JsonObject
    {
        ["Name"] = name,
        ["Locations"] = WireJson.Words($"/media/{name}"),
        ["CollectionType"] = type,
        ["LibraryOptions"] = new JsonObject { ["EnableRealtimeMonitor"] = true, ["PathInfos"] = new JsonArray(new JsonObject { ["Path"] = $"/media/{name}" }) },
        ["ItemId"] = Dtos.Folder(name),
        ["Id"] = kind == ServerKind.Emby ? Dtos.Folder(name) : null,
        ["Guid"] = kind == ServerKind.Emby ? DemoIds.Hex($"emby folder {name}") : null,
        ["RefreshStatus"] = kind == ServerKind.Emby ? null : "Idle",
    }.Told();

    private JsonObject Keys(DateTimeOffset now) => new()
    {
        ["Items"] = new JsonArray(new JsonObject
        {
            ["Id"] = 1,
            ["AccessToken"] = token,
            ["DeviceId"] = "",
            ["AppName"] = "MediaInsight",
            ["AppVersion"] = "",
            ["DeviceName"] = "",
            ["IsActive"] = true,
            ["DateCreated"] = WireJson.Iso(Catalogue.CycleStart),
            ["DateLastActivity"] = WireJson.Iso(now),
        }),
        ["TotalRecordCount"] = 1,
    };

    private Func<WireRequest, WireAnswer>? PictureOf(string[] segments) => segments switch
    {
        [var items, var id, var images, var type, ..] when Is(items, "Items") && Is(images, "Images") => request =>
            DemoIds.Number(kind, id) is { } number && Artwork.For(number, Is(type, "Backdrop"), request.Int("maxWidth") ?? request.Int("width") ?? 300) is { } png
                ? WireAnswer.Picture(png)
                : NoPicture(),
        [var users, var id, var images, _, ..] when Is(users, "Users") && Is(images, "Images") => request => Avatar(id, request),
        [var image] when Is(image, "UserImage") => request => Avatar(request.Text("userId") ?? "", request),
        _ => null,
    };

    private WireAnswer Avatar(string userId, WireRequest request) =>
        Household.AccountsOn(kind).FirstOrDefault(a => a.ExternalId == userId) is { } account
            ? WireAnswer.Picture(Artwork.Avatar(account.Person.Number, request.Int("maxWidth") ?? 160))
            : NoPicture();
}
