using System.Net;
using System.Text.Json;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History.Privacy;
using MediaInsight.Identity;
using MediaInsight.Ingest;
using MediaInsight.Servers;
using MediaInsight.Tests.Api;
using MediaInsight.Tests.Infrastructure;
using MediaInsight.Viewers;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Viewers;

/// <summary>Reads everything the program answers, as everybody, and looks for what must not be in it.</summary>
public sealed class HiddenNamesTests : IAsyncLifetime
{
    private const string UserId = "5ec4e7000000000000000000000000aa";
    private static readonly string[] Secrets = ["zacharias", "203.0.113.77", "zack&#x27;s", "zack's", "Zack’s", UserId];
    private static readonly FakeSession Watching = new("phone-77", UserId, "Zacharias Quill", "c1000000000000000000000000000001", "Lantern Bay") { Address = "203.0.113.77", DeviceName = "Zack's phone" };

    private FakeJellyfin _jellyfin = null!;
    private Site _site = null!;

    public async ValueTask InitializeAsync()
    {
        _jellyfin = await FakeJellyfin.StartAsync();
        _site = Site.Start(Site.Watching(_jellyfin));
        using var api = _site.Api();

        // A finished play and a running one.
        _jellyfin.Play(Watching);
        await ActiveAsync(api, a => a.GetProperty("total").GetInt32() == 1);
        _jellyfin.Stop("phone-77");
        await Site.UntilAsync(() => SessionsApiTests.ReadAsync(api, "api/v1/analytics/sessions?include_short=true"), h => h.GetProperty("total").GetInt32() == 1);
        _jellyfin.Play(Watching with { Position = TimeSpan.FromMinutes(20) });
        await ActiveAsync(api, a => a.GetProperty("total").GetInt32() == 1);
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _jellyfin.DisposeAsync();
    }

    [Fact]
    public async Task Somebody_incognito_is_a_pseudonym_in_every_answer_to_everybody()
    {
        var token = TestContext.Current.CancellationToken;
        var person = await _site.PersonAsync("Zacharias Quill");
        await _site.AddAccountAsync("sees-all", Roles.Viewer, onlyOwn: null);
        await _site.AddAccountAsync("sees-own", Roles.Viewer, person);
        await ChangeAsync(db => db.ServerUsers.Where(u => u.ViewerId == person).ExecuteUpdateAsync(s => s.SetProperty(u => u.AvatarPath, "picture").SetProperty(u => u.Email, "zacharias@example.org"), token));
        using var api = _site.Api();
        await StopAsync(api);
        using var admin = await SignedIn.Async(_site, Site.Owner);
        using var all = await SignedIn.Async(_site, "sees-all");
        using var own = await SignedIn.Async(_site, "sees-own");
        Assert.NotEmpty(await LeaksAsync(person, ("admin", admin)));

        Assert.True(await _site.Services.GetRequiredService<Incognito>().SetAsync(AuditContext.System, person, true, token));
        var live = await ActiveAsync(api, a => a.GetProperty("items")[0].GetProperty("viewer_name").GetString()!.StartsWith("Viewer ", StringComparison.Ordinal));

        Assert.Equal([], await LeaksAsync(person, ("admin", admin), ("all", all), ("own", own), ("token", api)));
        Assert.Equal(live.GetProperty("items")[0].GetProperty("viewer_name").GetString(), live.GetProperty("items")[0].GetProperty("user_name").GetString());
        Assert.Equal("wan", live.GetProperty("items")[0].GetProperty("location").GetString());

        // Search does not find the name, pictures are gone, the next reading of the accounts changes nothing.
        Assert.Equal(0, (await SessionsApiTests.ReadAsync(api, "api/v1/analytics/sessions?include_short=true&q=zacharias")).GetProperty("total").GetInt32());
        Assert.Equal(0, (await SessionsApiTests.ReadAsync(api, "api/v1/viewers?q=zacharias")).GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(admin, $"img/viewer/{person}"));
        await ChangeAsync(db => ServerUsers.EnsureAsync(db, new(1), UserId, "Zacharias Renamed", "picture", TimeProvider.System.GetUtcNow(), token));
        Assert.Equal([], await LeaksAsync(person, ("admin", admin)));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(admin, $"img/viewer/{person}"));

        // Only those who manage people read it, on that person's own page; switched off it is everywhere again.
        Assert.Contains("Zacharias Renamed", await admin.GetStringAsync(new Uri($"viewers/{person}/manage", UriKind.Relative), token), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(all, $"viewers/{person}/manage"));
        await _site.Services.GetRequiredService<Incognito>().SetAsync(AuditContext.System, person, false, token);
        await ActiveAsync(api, a => a.GetProperty("items")[0].GetProperty("user_name").GetString() == "Zacharias Quill");
        Assert.Equal(1, (await SessionsApiTests.ReadAsync(api, "api/v1/viewers?q=zacharias")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_forgotten_account_does_not_come_back_with_the_next_reading()
    {
        var token = TestContext.Current.CancellationToken;
        using var api = _site.Api();
        await StopAsync(api);
        using var admin = await SignedIn.Async(_site, Site.Owner);
        var server = _site.Services.GetRequiredService<ServerRegistry>().All[0];
        await _site.Services.GetRequiredService<ServerRefresh>().RunAsync(server, token);
        var ben = await _site.PersonAsync("ben");
        var zack = await _site.PersonAsync("Zacharias Quill");
        var forgetting = _site.Services.GetRequiredService<PersonForgetting>();

        await forgetting.RunAsync(AuditContext.System, ben, ForgetMode.Delete, token);
        var report = await forgetting.RunAsync(AuditContext.System, zack, ForgetMode.Delete, token);
        await _site.Services.GetRequiredService<ServerRefresh>().RunAsync(server, token);

        Assert.Equal(2, report!.Plays);
        var live = await ActiveAsync(api, a => a.GetProperty("items")[0].GetProperty("title").GetString() == "Private session");
        Assert.Equal(JsonValueKind.Null, live.GetProperty("items")[0].GetProperty("viewer_id").ValueKind);
        Assert.Equal([], await LeaksAsync(zack, ("admin", admin), ("token", api)));
        var users = (await SessionsApiTests.ReadAsync(api, "admin/debug/users")).GetProperty("items").EnumerateArray().Select(u => u.GetProperty("user_name").GetString());
        Assert.Equal(["ann"], users);
        Assert.Equal(0, (await SessionsApiTests.ReadAsync(api, "api/v1/analytics/sessions?include_short=true")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Accounts_with_their_person_are_told_to_those_who_manage_people()
    {
        using var api = _site.Api();
        var user = (await SessionsApiTests.ReadAsync(api, "api/v1/admin/debug/users")).GetProperty("items").EnumerateArray().Single(u => u.GetProperty("user_name").GetString() == "Zacharias Quill");

        Assert.Equal((await _site.PersonAsync("Zacharias Quill")).ToString(), user.GetProperty("viewer_id").GetString());
        Assert.Equal(("Attic", "jellyfin", UserId, 2), (user.GetProperty("server_name").GetString(), user.GetProperty("server_kind").GetString(), user.GetProperty("external_id").GetString(), user.GetProperty("plays").GetInt32()));
        Assert.Equal(JsonValueKind.String, user.GetProperty("last_seen_at").ValueKind);
        Assert.Equal("Attic", (await SessionsApiTests.ReadAsync(api, "api/v1/viewers?q=zacharias")).GetProperty("items")[0].GetProperty("accounts")[0].GetProperty("server_name").GetString());
    }

    /// <summary>What is done to a session is remembered by name.</summary>
    private async Task StopAsync(HttpClient api)
    {
        var play = (await SessionsApiTests.ReadAsync(api, "api/v1/analytics/sessions/active")).GetProperty("items")[0];
        await ChangeAsync(async db =>
        {
            db.SessionActions.Add(new()
            {
                At = TimeProvider.System.GetUtcNow(),
                Actor = "olga",
                PlayId = PlayId.TryParse(play.GetProperty("id").GetString(), out var id) ? id : default,
                ServerId = new(1),
                ServerName = "Attic",
                ViewerId = new(int.Parse(play.GetProperty("viewer_id").GetString()!, System.Globalization.CultureInfo.InvariantCulture)),
                ViewerName = "Zacharias Quill",
                Title = "Lantern Bay",
                Verb = MediaInsight.Sessions.SessionVerb.Pause,
                Outcome = MediaInsight.Live.ControlOutcome.Done,
            });
            db.AuditEntries.Add(new() { At = TimeProvider.System.GetUtcNow(), Actor = "olga", Action = AuditActions.SessionPaused, Target = "Zacharias Quill: Lantern Bay", Detail = "done" });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
    }

    private static Task<JsonElement> ActiveAsync(HttpClient api, Func<JsonElement, bool> right) => Site.UntilAsync(() => SessionsApiTests.ReadAsync(api, "api/v1/analytics/sessions/active"), right);

    private async Task<List<string>> LeaksAsync(ViewerId person, params (string Name, HttpClient Http)[] readers)
    {
        using var api = _site.Api();
        var plays = (await SessionsApiTests.ReadAsync(api, "api/v1/analytics/sessions?include_short=true")).GetProperty("items").EnumerateArray()
            .Concat((await SessionsApiTests.ReadAsync(api, "api/v1/analytics/sessions/active")).GetProperty("items").EnumerateArray()).Select(p => p.GetProperty("id").GetString()!).ToList();
        string[] more = ["admin/debug/emby-sessions?server=1", "admin/debug/sessions", "audit", "api/v1/analytics/sessions?include_short=true", "history?short=1", .. plays.SelectMany(p => new[] { $"api/v1/analytics/sessions/{p}", $"history?short=1&play={p}", $"activity?play={p}" })];
        var leaks = new List<string>();
        foreach (var path in Routes().Select(r => Concrete(r, person)).Concat(more).Where(p => p != $"viewers/{person}/manage"))
        {
            foreach (var (name, http) in readers)
            {
                using var response = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
                var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                leaks.AddRange(Secrets.Where(s => body.Contains(s, StringComparison.OrdinalIgnoreCase)).Select(s => $"{name} reads {s} in {path}"));
            }
        }

        return leaks;
    }

    private IEnumerable<string> Routes() => _site.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is not { } methods || methods.Contains("GET"))
        .Select(e => e.RoutePattern.RawText!.Trim('/')) // non-null: our routes are written as text
        .Where(r => !r.StartsWith('_') && !Path.HasExtension(r) && !r.Contains("{*", StringComparison.Ordinal) && !r.StartsWith("logs/files", StringComparison.Ordinal))
        .Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>The person in addresses of viewers, the first of everything else.</summary>
    private static string Concrete(string route, ViewerId person) => string.Join('/', route.Split('/').Select((part, i) =>
        !part.StartsWith('{') ? part : i > 0 && route.Split('/')[i - 1] is "viewers" or "viewer" ? person.ToString() : part.StartsWith("{kind", StringComparison.Ordinal) ? "jellyfin" : "1"));

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private async Task ChangeAsync(Func<MediaInsightDb, Task> change)
    {
        await using var db = await _site.Services.GetRequiredService<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        await change(db);
    }
}
