using System.Net;
using MediaInsight.Identity;
using MediaInsight.Tests.Infrastructure;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Journeys;

/// <summary>Walks every route of the program as everybody. A new route fails here until its row is written.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private FakeJellyfin _jellyfin = null!;
    private Site _site = null!;

    private enum Door
    {
        /// <summary>Nobody is asked.</summary>
        Open,

        /// <summary>Every signed-in reader; what they see is limited by their scope.</summary>
        Readers,

        /// <summary>Admins only.</summary>
        Admins,
    }

    /// <summary>The table: route pattern, who may.</summary>
    private static readonly Dictionary<string, Door> Doors = new(StringComparer.OrdinalIgnoreCase)
    {
        ["/"] = Door.Readers,
        ["/activity"] = Door.Readers,
        ["/remote-log"] = Door.Admins,
        ["/history"] = Door.Readers,
        ["/history/bin"] = Door.Admins,
        ["/statistics"] = Door.Readers,
        ["/statistics/{Section}"] = Door.Readers,
        ["/review"] = Door.Readers,
        ["/reports"] = Door.Readers,
        ["/reports/new"] = Door.Readers,
        ["/reports/{Id:int}"] = Door.Readers,
        ["/review/{Id}"] = Door.Readers,
        ["/review-picture"] = Door.Readers,
        ["/shares"] = Door.Readers,
        ["/share/{Token}"] = Door.Open,
        ["/share/{token}/picture"] = Door.Open,
        ["/share-picture/{token}"] = Door.Open,
        ["/share/{token}/poster/{id:int}"] = Door.Open,
        ["/viewers"] = Door.Readers,
        ["/viewers/{Id}"] = Door.Readers,
        ["/libraries"] = Door.Readers,
        ["/libraries/{Id}"] = Door.Readers,
        ["/libraries/relinks"] = Door.Admins,
        ["/items/{Id}"] = Door.Readers,
        ["/api/v1/libraries"] = Door.Readers,
        ["/api/v1/items/{id}"] = Door.Readers,
        ["/api/v1/items/{id}/files"] = Door.Readers,
        ["/api/v1/items/{id}/contents"] = Door.Readers,
        ["/viewers/{Id}/manage"] = Door.Admins,
        ["/viewers/merge"] = Door.Admins,
        ["/api/v1/viewers"] = Door.Readers,
        ["/admin/debug/users"] = Door.Admins,
        ["/api/v1/admin/debug/users"] = Door.Admins,
        ["/settings/privacy"] = Door.Admins,
        ["/newsletters"] = Door.Admins,
        ["/newsletters/new"] = Door.Admins,
        ["/newsletters/{Id:int}"] = Door.Admins,
        ["/newsletters/opt-out/{token}"] = Door.Open,
        ["/servers"] = Door.Admins,
        ["/servers/add"] = Door.Admins,
        ["/servers/{Id:int}"] = Door.Admins,
        ["/servers/{Id:int}/edit"] = Door.Admins,
        ["/setup"] = Door.Open,
        ["/setup/servers"] = Door.Admins,
        ["/collector"] = Door.Admins,
        ["/users"] = Door.Admins,
        ["/data"] = Door.Admins,
        ["/data/backups/{name}"] = Door.Admins,
        ["/jobs"] = Door.Admins,
        ["/logs"] = Door.Admins,
        ["/logs/files/{name}"] = Door.Admins,
        ["/logs/diagnostics"] = Door.Admins,
        ["/settings"] = Door.Admins,
        ["/audit"] = Door.Admins,
        ["/account"] = Door.Readers,
        ["/account/password"] = Door.Readers,
        ["/account/sign-in"] = Door.Open,
        ["/account/denied"] = Door.Readers,
        ["/error"] = Door.Open,
        ["/not-found"] = Door.Open,
        ["/health"] = Door.Open,
        ["/health/{kind}"] = Door.Readers,
        ["/admin/fix-pos-units"] = Door.Admins,
        ["/admin/cleanup/intervals/dedupe"] = Door.Admins,
        ["/api/v1/admin/fix-pos-units"] = Door.Admins,
        ["/api/v1/admin/cleanup/intervals/dedupe"] = Door.Admins,
        ["/config"] = Door.Admins,
        ["/api/v1/config"] = Door.Admins,
        ["/admin/scheduler/stats"] = Door.Admins,
        ["/admin/debug/sessions"] = Door.Admins,
        ["/admin/debug/emby-sessions"] = Door.Admins,
        ["/api/v1/admin/scheduler/stats"] = Door.Admins,
        ["/api/v1/admin/debug/sessions"] = Door.Admins,
        ["/api/v1/admin/debug/emby-sessions"] = Door.Admins,
        ["/api/v1/analytics/sessions"] = Door.Readers,
        ["/api/v1/analytics/sessions/active"] = Door.Readers,
        ["/api/v1/analytics/sessions/{id}"] = Door.Readers,
        ["/api/v1/admin/webhook/stats"] = Door.Admins,
        ["/admin/webhook/stats"] = Door.Admins,
        ["/api/v1/analytics/transcodes"] = Door.Admins,
        ["/api/v1/analytics"] = Door.Readers,
        ["/api/v1/analytics/query"] = Door.Readers,
        ["/api/v1/analytics/{statistic}"] = Door.Readers,
        ["/api/v1/analytics/overview"] = Door.Admins,
        ["/api/v1/analytics/streams"] = Door.Admins,
        ["/api/v1/analytics/streams/breakdown"] = Door.Admins,
        ["/api/v1/analytics/watch-activity"] = Door.Admins,
        ["/api/v1/analytics/users/activity"] = Door.Admins,
        ["/api/v1/analytics/trends"] = Door.Admins,
        ["/api/v1/analytics/storage"] = Door.Admins,
        ["/api/v1/analytics/library-health"] = Door.Admins,
        ["/notifications"] = Door.Admins,
        ["/notifications/channels/new"] = Door.Admins,
        ["/notifications/channels/{Id:int}"] = Door.Admins,
        ["/analytics"] = Door.Admins,
        ["/notifications/rules/new"] = Door.Admins,
        ["/notifications/rules/{Id:int}"] = Door.Admins,
        ["/api/v1/notifications/channels"] = Door.Admins,
        ["/api/v1/notifications/alerts"] = Door.Admins,
        ["/api/v1/notifications/log"] = Door.Admins,
        ["/api/v1/analytics/system"] = Door.Admins,
        ["/api/v1/analytics/system/history"] = Door.Admins,
        ["/api/v1/analytics/plays-by-date"] = Door.Readers,
        ["/api/v1/analytics/plays-by-hourofday"] = Door.Readers,
        ["/api/v1/analytics/plays-by-dayofweek"] = Door.Readers,
        ["/api/v1/analytics/plays-per-month"] = Door.Readers,
        ["/api/v1/analytics/plays-by-stream-type"] = Door.Readers,
        ["/api/v1/analytics/concurrent-streams-by-stream-type"] = Door.Readers,
        ["/api/v1/analytics/concurrency"] = Door.Readers,
        ["/api/v1/analytics/engagement"] = Door.Readers,
        ["/api/v1/analytics/what-was-on"] = Door.Readers,
        ["/api/v1/analytics/drop-off"] = Door.Readers,
        ["/api/v1/analytics/binges"] = Door.Readers,
        ["/api/v1/analytics/rewatches"] = Door.Readers,
        ["/api/v1/analytics/seen"] = Door.Readers,
        ["/api/v1/analytics/bandwidth"] = Door.Readers,
        ["/api/v1/analytics/device-scores"] = Door.Readers,
        ["/api/v1/analytics/trending"] = Door.Readers,
        ["/api/v1/analytics/unwatched"] = Door.Readers,
        ["/api/v1/analytics/review"] = Door.Readers,
        ["/api/v1/analytics/library/overview"] = Door.Readers,
        ["/api/v1/analytics/library/watch"] = Door.Readers,
        ["/api/v1/history"] = Door.Readers,
        ["/api/v1/libraries/{id}/items"] = Door.Readers,
        ["/stats/overview"] = Door.Readers,
        ["/stats/usage"] = Door.Readers,
        ["/stats/top/users"] = Door.Readers,
        ["/stats/top-users"] = Door.Readers,
        ["/stats/top/items"] = Door.Readers,
        ["/stats/top-items"] = Door.Readers,
        ["/stats/active-users"] = Door.Readers,
        ["/stats/users/total"] = Door.Readers,
        ["/stats/user/{id}"] = Door.Readers,
        ["/stats/users/{id}"] = Door.Readers,
        ["/stats/play-methods"] = Door.Readers,
        ["/stats/playback-methods"] = Door.Readers,
        ["/stats/qualities"] = Door.Readers,
        ["/stats/codecs"] = Door.Readers,
        ["/stats/items/by-codec/{codec}"] = Door.Readers,
        ["/stats/items/by-quality/{quality}"] = Door.Readers,
        ["/api/v1/stats/overview"] = Door.Readers,
        ["/api/v1/stats/usage"] = Door.Readers,
        ["/api/v1/stats/top/users"] = Door.Readers,
        ["/api/v1/stats/top-users"] = Door.Readers,
        ["/api/v1/stats/top/items"] = Door.Readers,
        ["/api/v1/stats/top-items"] = Door.Readers,
        ["/api/v1/stats/active-users"] = Door.Readers,
        ["/api/v1/stats/users/total"] = Door.Readers,
        ["/api/v1/stats/user/{id}"] = Door.Readers,
        ["/api/v1/stats/users/{id}"] = Door.Readers,
        ["/api/v1/stats/play-methods"] = Door.Readers,
        ["/api/v1/stats/playback-methods"] = Door.Readers,
        ["/api/v1/stats/qualities"] = Door.Readers,
        ["/api/v1/stats/codecs"] = Door.Readers,
        ["/api/v1/stats/items/by-codec/{codec}"] = Door.Readers,
        ["/api/v1/stats/items/by-quality/{quality}"] = Door.Readers,
        ["/now/snapshot"] = Door.Readers,
        ["/now/ws"] = Door.Readers,
        ["/api/v1/now/snapshot"] = Door.Readers,
        ["/api/v1/now/ws"] = Door.Readers,
        ["/api/v1/now/log"] = Door.Admins,
        ["/admin/refresh/status"] = Door.Admins,
        ["/api/v1/admin/refresh/status"] = Door.Admins,
        ["/img/item/{id:int}/poster"] = Door.Readers,
        ["/img/item/{id:int}/backdrop"] = Door.Readers,
        ["/img/user/{id:int}"] = Door.Readers,
        ["/img/viewer/{id:int}"] = Door.Readers,
    };

    /// <summary>What changes something, by method and route. Pages that take forms are opened by the table above.</summary>
    private static readonly Dictionary<string, Door> Acts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["POST /account/sign-out"] = Door.Open,
        ["POST /api/v1/webhooks/{id:int}/{secret}"] = Door.Open,
        ["POST /newsletters/opt-out/{token}"] = Door.Open,
        ["POST /now/{id}/pause"] = Door.Admins,
        ["POST /now/{id}/resume"] = Door.Admins,
        ["POST /now/{id}/stop"] = Door.Admins,
        ["POST /now/{id}/message"] = Door.Admins,
        ["POST /now/{id}/end"] = Door.Admins,
        ["POST /admin/fix-pos-units"] = Door.Admins,
        ["PUT /admin/fix-pos-units"] = Door.Admins,
        ["PATCH /admin/fix-pos-units"] = Door.Admins,
        ["DELETE /admin/fix-pos-units"] = Door.Admins,
        ["POST /admin/recover-intervals"] = Door.Admins,
        ["POST /admin/cleanup/intervals/dedupe"] = Door.Admins,
        ["POST /admin/cleanup/backfill-playmethods"] = Door.Admins,
        ["POST /admin/debug/ingest-active"] = Door.Admins,
        ["POST /admin/refresh/start"] = Door.Admins,
        ["POST /admin/refresh/incremental"] = Door.Admins,
        ["POST /admin/refresh/cancel"] = Door.Admins,
        ["POST /admin/users/force-sync"] = Door.Admins,
        ["POST /bulk/delete-sessions"] = Door.Admins,
        ["POST /api/v1/now/{id}/pause"] = Door.Admins,
        ["POST /api/v1/now/{id}/resume"] = Door.Admins,
        ["POST /api/v1/now/{id}/stop"] = Door.Admins,
        ["POST /api/v1/now/{id}/message"] = Door.Admins,
        ["POST /api/v1/now/{id}/end"] = Door.Admins,
        ["POST /api/v1/admin/fix-pos-units"] = Door.Admins,
        ["PUT /api/v1/admin/fix-pos-units"] = Door.Admins,
        ["PATCH /api/v1/admin/fix-pos-units"] = Door.Admins,
        ["DELETE /api/v1/admin/fix-pos-units"] = Door.Admins,
        ["POST /api/v1/admin/recover-intervals"] = Door.Admins,
        ["POST /api/v1/admin/cleanup/intervals/dedupe"] = Door.Admins,
        ["POST /api/v1/admin/cleanup/backfill-playmethods"] = Door.Admins,
        ["POST /api/v1/admin/debug/ingest-active"] = Door.Admins,
        ["POST /api/v1/admin/refresh/start"] = Door.Admins,
        ["POST /api/v1/admin/refresh/incremental"] = Door.Admins,
        ["POST /api/v1/admin/refresh/cancel"] = Door.Admins,
        ["POST /api/v1/admin/users/force-sync"] = Door.Admins,
        ["POST /api/v1/bulk/delete-sessions"] = Door.Admins,
        ["DELETE /api/v1/analytics/sessions/{id}"] = Door.Admins,
        ["POST /api/v1/analytics/sessions/bulk-delete"] = Door.Admins,
        ["POST /api/v1/notifications/alerts"] = Door.Admins,
        ["PUT /api/v1/notifications/alerts/{id:int}"] = Door.Admins,
        ["DELETE /api/v1/notifications/alerts/{id:int}"] = Door.Admins,
        ["POST /api/v1/notifications/channels"] = Door.Admins,
        ["PUT /api/v1/notifications/channels/{id:int}"] = Door.Admins,
        ["DELETE /api/v1/notifications/channels/{id:int}"] = Door.Admins,
        ["POST /api/v1/notifications/channels/{id:int}/test"] = Door.Admins,
    };

    public async ValueTask InitializeAsync()
    {
        _jellyfin = await FakeJellyfin.StartAsync();
        _jellyfin.Play(FakeSession.Ann());
        _jellyfin.Play(FakeSession.Ben());
        _site = Site.Start(Site.Watching(_jellyfin));
        using var api = _site.Api();
        await Site.UntilAsync(() => Api.SessionsApiTests.ReadAsync(api, "api/v1/analytics/sessions/active"), a => a.GetProperty("total").GetInt32() == 2);
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _jellyfin.DisposeAsync();
    }

    [Fact]
    public async Task Every_route_opens_to_whom_the_table_says_and_to_nobody_else()
    {
        await _site.AddAccountAsync("sees-all", Roles.Viewer, onlyOwn: null);
        await _site.AddAccountAsync("sees-own", Roles.Viewer, await _site.PersonAsync("ben"));
        using var nobody = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = _site.Address };
        using var admin = await SignedIn.Async(_site, Site.Owner);
        using var all = await SignedIn.Async(_site, "sees-all");
        using var own = await SignedIn.Async(_site, "sees-own");
        using var token = _site.Api();

        var problems = new List<string>();
        foreach (var route in Routes())
        {
            if (!Doors.TryGetValue(route, out var door))
            {
                problems.Add($"{route} has no row in the table");
                continue;
            }

            var path = Concrete(route);
            var seen = new[] { await AskAsync(nobody, path), await AskAsync(own, path), await AskAsync(all, path), await AskAsync(admin, path), await AskAsync(token, path) };
            bool[] expected = door switch
            {
                Door.Open => [true, true, true, true, true],
                Door.Readers => [false, true, true, true, true],
                _ => [false, false, false, true, true],
            };
            if (!seen.SequenceEqual(expected))
            {
                problems.Add($"{route} ({door}): nobody, own, all, admin, token = {string.Join(", ", seen)}");
            }
        }

        foreach (var (act, isPage) in ActRoutes())
        {
            var (method, route) = (act.Split(' ')[0], act.Split(' ')[1]);
            if (!(isPage ? Doors.TryGetValue(route, out var door) : Acts.TryGetValue(act, out door)))
            {
                problems.Add($"{act} has no row in the table");
                continue;
            }

            if (door == Door.Open)
            {
                continue;
            }

            // Admins are not asked: it would be done.
            var (signedOut, limited, viewer) = (await ActAsync(nobody, method, route), await ActAsync(own, method, route), await ActAsync(all, method, route));
            if (signedOut != (isPage ? HttpStatusCode.Redirect : HttpStatusCode.Unauthorized) || (door == Door.Admins && (limited, viewer) != (Refused(isPage), Refused(isPage))))
            {
                problems.Add($"{act} ({door}): nobody, own, all = {signedOut}, {limited}, {viewer}");
            }
        }

        Assert.Equal([], problems);
        Assert.Equal([], Acts.Keys.Except(ActRoutes().Where(a => !a.IsPage).Select(a => a.Act), StringComparer.OrdinalIgnoreCase).Select(r => $"{r} is in the table and no route"));
        Assert.Equal([], Doors.Keys.Except(Routes(), StringComparer.OrdinalIgnoreCase).Select(r => $"{r} is in the table and no route"));
    }

    /// <summary>Pages and endpoints that are read; the framework's own files and circuit are covered by their names, signing out by the identity tests.</summary>
    private List<string> Routes() =>
        [.. _site.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is not { } methods || methods.Contains("GET"))
            .Select(e => "/" + e.RoutePattern.RawText!.Trim('/')) // non-null: our routes are written as text
            .Where(r => !r.StartsWith("/_", StringComparison.Ordinal) && !Path.HasExtension(r) && !r.Contains("{**", StringComparison.Ordinal) && !r.Contains("{*", StringComparison.Ordinal))
            .Distinct(StringComparer.OrdinalIgnoreCase)];

    private List<(string Act, bool IsPage)> ActRoutes() =>
        [.. _site.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => !e.RoutePattern.RawText!.TrimStart('/').StartsWith('_')) // non-null: our routes are written as text
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Except(["GET", "HEAD", "OPTIONS"])
                .Select(m => ($"{m} /{e.RoutePattern.RawText!.Trim('/')}", e.Metadata.GetMetadata<ComponentTypeMetadata>() is not null))) // non-null: as above
            .Distinct()];

    // A page leads to the page that says so; a program is told.
    private static HttpStatusCode Refused(bool isPage) => isPage ? HttpStatusCode.Redirect : HttpStatusCode.Forbidden;

    private static async Task<HttpStatusCode> ActAsync(HttpClient http, string method, string route)
    {
        using var request = new HttpRequestMessage(new(method), new Uri(Concrete(route), UriKind.Relative));
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static string Concrete(string route) => RoutePatternFactory.Parse(route).PathSegments
        .Aggregate("", (path, segment) => path + "/" + string.Concat(segment.Parts.Select(p => p switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart { Name: "kind" } => "jellyfin",
            RoutePatternParameterPart { Name: "name" } => "mediainsight-20260101.log",
            _ => "1",
        })))
        .TrimStart('/');

    /// <summary>Let in: anything but "sign in first" and "not for you". A 404 is an answer to somebody who was let in.</summary>
    private static async Task<bool> AskAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return response.StatusCode switch
        {
            // The page that tells somebody so is itself "not for you".
            HttpStatusCode.Forbidden => path == "account/denied",
            HttpStatusCode.Unauthorized => false,
            HttpStatusCode.Redirect => !(response.Headers.Location?.ToString() is { } to && (to.Contains("sign-in", StringComparison.Ordinal) || to.Contains("denied", StringComparison.Ordinal))),
            _ => (int)response.StatusCode < 500,
        };
    }
}
