using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Libraries;
using MediaInsight.Live;
using MediaInsight.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Ingest;

/// <summary>The running program over a server whose library a test fills.</summary>
public sealed class LibrarySyncTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_refresh_is_asked_for_followed_and_found_in_the_database()
    {
        await using var jellyfin = await FakeJellyfin.StartAsync();
        for (var i = 1; i <= 230; i++)
        {
            jellyfin.AddFilm($"{i:x32}", $"Film {i}");
        }

        await using var site = Site.Start(Site.Watching(jellyfin));
        using var api = site.Api();
        await UntilLibrariesAsync(site);

        using var started = await api.PostAsync(new Uri("admin/refresh/start", UriKind.Relative), null, Token);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        var status = await Site.UntilAsync(() => api.GetFromJsonAsync<JsonElement>(new Uri("api/v1/admin/refresh/status", UriKind.Relative), Token), s => !s.GetProperty("running").GetBoolean());

        var server = status.GetProperty("servers")[0];
        Assert.Equal(("done", 230, 230, 100, true), (server.GetProperty("phase").GetString(), server.GetProperty("processed").GetInt32(), server.GetProperty("total").GetInt32(), server.GetProperty("percent").GetInt32(), server.GetProperty("full").GetBoolean()));
        await using var db = await site.Services.GetRequiredService<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(Token);
        Assert.Equal(230, await db.MediaItems.CountAsync(i => i.ListedAt != null, Token));
        Assert.Contains(await db.AuditEntries.Select(a => a.Action).ToListAsync(Token), a => a == AuditActions.LibraryRefresh);

        // What was added since, and an account that is new.
        jellyfin.AddFilmLater($"{231:x32}", "Film 231");
        jellyfin.Users = jellyfin.Users.Replace("]", """,{"Name":"cleo","Id":"c3000000000000000000000000000003","Policy":{"IsAdministrator":false}}]""", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(api, "admin/refresh/incremental"));
        await Site.UntilAsync(() => db.MediaItems.CountAsync(i => i.ListedAt != null, Token), n => n == 231);
        var last = await Site.UntilAsync(() => api.GetFromJsonAsync<JsonElement>(new Uri("admin/refresh/status", UriKind.Relative), Token), s => !s.GetProperty("running").GetBoolean());
        Assert.False(last.GetProperty("servers")[0].GetProperty("full").GetBoolean());

        Assert.DoesNotContain("cleo", await db.ServerUsers.Select(u => u.Name).ToListAsync(Token));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(api, "admin/users/force-sync"));
        await Site.UntilAsync(() => db.ServerUsers.AnyAsync(u => u.Name == "cleo", Token), found => found);
    }

    [Fact]
    public async Task A_running_refresh_is_cancelled_and_the_next_one_goes_on()
    {
        await using var jellyfin = await FakeJellyfin.StartAsync();
        for (var i = 1; i <= 500; i++)
        {
            jellyfin.AddFilm($"{i:x32}", $"Film {i}");
        }

        await using var site = Site.Start([.. Site.Watching(jellyfin), ("MediaInsight:Libraries:RefreshSeconds", "0"), ("MediaInsight:Libraries:RefreshChunkSize", "50")]);
        using var api = site.Api();
        await UntilLibrariesAsync(site);
        var progress = site.Services.GetRequiredService<LibrarySyncProgress>();
        var syncs = site.Services.GetRequiredService<ILibrarySyncs>();
        jellyfin.HoldItemsFrom = 200;
        syncs.Start(null, full: true);
        await Site.UntilAsync(() => Task.FromResult(progress.Feed.Current), s => s.Servers is [{ Done: >= 200 }]);
        using (var cancelled = await api.PostAsync(new Uri("admin/refresh/cancel", UriKind.Relative), null, Token))
        {
            Assert.Equal(HttpStatusCode.Accepted, cancelled.StatusCode);
        }

        var stopped = await Site.UntilAsync(() => Task.FromResult(progress.Feed.Current), s => !s.IsRunning);
        jellyfin.HoldItemsFrom = null;
        syncs.Start(null, full: true);
        var done = await Site.UntilAsync(() => Task.FromResult(progress.Feed.Current), s => s.Servers is [{ Phase: LibrarySyncPhase.Done }]);

        Assert.Equal(LibrarySyncPhase.Cancelled, stopped.Servers[0].Phase);
        Assert.Equal(500, done.Servers[0].Done);
        await using var db = await site.Services.GetRequiredService<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(Token);
        Assert.Equal([LibrarySyncOutcome.Cancelled, LibrarySyncOutcome.Done], await db.LibrarySyncRuns.OrderBy(r => r.Id).Select(r => r.Outcome).ToListAsync(Token));
        Assert.Equal(500, await db.MediaItems.CountAsync(i => i.ListedAt != null && i.RemovedAt == null, Token));
    }

    [Fact]
    public async Task Only_administrators_with_a_token_of_the_form_may_start_it()
    {
        await using var jellyfin = await FakeJellyfin.StartAsync();
        await using var site = Site.Start(Site.Watching(jellyfin));
        await site.AddAccountAsync("viewer", Roles.Viewer, onlyOwn: null);
        using var nobody = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = site.Address };
        using var viewer = await SignedIn.Async(site, "viewer");
        using var admin = await SignedIn.Async(site, Site.Owner);
        using var api = site.Api();
        foreach (var path in new[] { "refresh/start", "refresh/incremental", "refresh/cancel", "users/force-sync" }.SelectMany(p => new[] { "admin/" + p, "api/v1/admin/" + p }))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(nobody, path));
            Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(viewer, path));

            // A cookie alone is what another site's page would send.
            Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(admin, path));
            Assert.Equal(HttpStatusCode.Accepted, await PostAsync(api, path));
            Assert.Equal(HttpStatusCode.NotFound, await PostAsync(api, path + "?server_id=4711"));
        }
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient http, string path)
    {
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), null, Token);
        return answer.StatusCode;
    }

    private static async Task UntilLibrariesAsync(Site site)
    {
        var factory = site.Services.GetRequiredService<IDbContextFactory<MediaInsightDb>>();
        await Site.UntilAsync(async () =>
        {
            await using var db = await factory.CreateDbContextAsync(Token);
            return await db.Libraries.CountAsync(Token);
        }, n => n > 0);
    }
}
