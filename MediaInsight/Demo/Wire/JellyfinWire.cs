using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>Jellyfin: no prefix, its own header for tokens, errors without a body.</summary>
internal sealed partial class JellyfinWire(string token, DemoRemote? remote = null) : MediaBrowserWire(ServerKind.Jellyfin, token, remote)
{
    private const string Version = "10.11.6";

    protected override bool IsAuthorized(WireRequest request) =>
        IsToken(TokenIn().Match(request.Header("Authorization") ?? "").Groups[1].Value)
        || IsToken(request.Header("X-Emby-Token") ?? request.Header("X-MediaBrowser-Token") ?? request.Text("ApiKey") ?? request.Text("api_key"));

    protected override WireAnswer Unauthorized() => new(HttpStatusCode.Unauthorized, null, []);

    protected override WireAnswer NotFound() => new(HttpStatusCode.NotFound, null, []);

    protected override WireAnswer NoPicture() => NotFound();

    protected override JsonObject PublicInfo() => new()
    {
        ["LocalAddress"] = "http://192.168.1.5:8096",
        ["ServerName"] = DemoHousehold.JellyfinName,
        ["Version"] = Version,
        ["ProductName"] = "Jellyfin Server",
        ["OperatingSystem"] = "",
        ["Id"] = Dtos.Server,
        ["StartupWizardCompleted"] = true,
    };

    protected override JsonObject Info()
    {
        var info = PublicInfo();
        info["OperatingSystemDisplayName"] = "";
        info["HasPendingRestart"] = false;
        info["IsShuttingDown"] = false;
        info["SupportsLibraryMonitor"] = true;
        info["WebSocketPortNumber"] = 8096;
        info["CompletedInstallations"] = new JsonArray();
        info["CanSelfRestart"] = true;
        info["CanLaunchWebBrowser"] = false;
        info["HasUpdateAvailable"] = false;
        info["SystemArchitecture"] = "X64";
        return info;
    }

    [GeneratedRegex("Token=\"?([^\",]+)")]
    private static partial Regex TokenIn();
}
