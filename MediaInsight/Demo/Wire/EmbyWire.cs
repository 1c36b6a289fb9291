using System.Net;
using System.Text.Json.Nodes;
using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>Emby: everything under /emby, plain text for errors.</summary>
internal sealed class EmbyWire(string token, DemoRemote? remote = null) : MediaBrowserWire(ServerKind.Emby, token, remote)
{
    private const string Prefix = "emby";
    private const string Version = "4.9.1.90";

    public override WireAnswer Answer(WireRequest request, DateTimeOffset now) => base.Answer(Unprefixed(request), now);

    public override WireAnswer? Command(WireRequest request, DateTimeOffset now) => base.Command(Unprefixed(request), now);

    protected override bool IsAuthorized(WireRequest request) => IsToken(request.Header("X-Emby-Token") ?? request.Header("X-MediaBrowser-Token") ?? request.Text("api_key"));

    protected override WireAnswer Unauthorized() => WireAnswer.Text("Access token is invalid or expired.", status: HttpStatusCode.Unauthorized);

    protected override WireAnswer NotFound() => WireAnswer.Text("Not Found", status: HttpStatusCode.NotFound);

    protected override WireAnswer NoPicture() => WireAnswer.Text("Object reference not set to an instance of an object.", status: HttpStatusCode.InternalServerError);

    protected override WireAnswer Other(WireRequest request, DateTimeOffset now) => request.Path.ToLowerInvariant() switch
    {
        "users/query" => WireAnswer.Json(Page(Users(now))),
        "library/virtualfolders/query" => WireAnswer.Json(Page(Folders())),
        _ => base.Other(request, now),
    };

    protected override JsonObject PublicInfo() => new()
    {
        ["LocalAddresses"] = new JsonArray(),
        ["RemoteAddresses"] = new JsonArray(),
        ["ServerName"] = DemoHousehold.EmbyName,
        ["Version"] = Version,
        ["Id"] = Dtos.Server,
    };

    protected override JsonObject Info()
    {
        var info = PublicInfo();
        info["SystemUpdateLevel"] = "Release";
        info["OperatingSystemDisplayName"] = "Unix";
        info["HasPendingRestart"] = false;
        info["IsShuttingDown"] = false;
        info["OperatingSystem"] = "Linux";
        info["SupportsLibraryMonitor"] = true;
        info["WebSocketPortNumber"] = 8096;
        info["CompletedInstallations"] = new JsonArray();
        info["CanSelfRestart"] = true;
        info["HttpServerPortNumber"] = 8096;
        info["SupportsHttps"] = true;
        info["HttpsPortNumber"] = 8920;
        info["HasUpdateAvailable"] = false;
        info["IsInMaintenanceMode"] = false;
        info["LocalAddress"] = "http://192.168.1.5:8096";
        return info;
    }

    private static WireRequest Unprefixed(WireRequest request) =>
        request.Segments is [var first, ..] segments && Is(first, Prefix) ? request with { Path = string.Join('/', segments[1..]) } : request;

    private static JsonObject Page(JsonArray items) => new() { ["Items"] = items, ["TotalRecordCount"] = items.Count };
}
