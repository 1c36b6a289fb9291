using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MediaInsight.Data;
using MediaInsight.Data.Backup;
using MediaInsight.Identity;
using MediaInsight.Tests.Analytics;
using MediaInsight.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Api;

public sealed class DataCareApiTests : IDisposable
{
    private readonly Site _site = Site.Start();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task Every_clean_up_reports_fixes_and_finds_nothing_more()
    {
        var plays = Seed();
        using var api = _site.Api();

        foreach (var (path, dryRun) in new[] { ("admin/fix-pos-units", true), ("api/v1/admin/cleanup/intervals/dedupe", true), ("admin/recover-intervals", false), ("api/v1/admin/cleanup/backfill-playmethods", false) })
        {
            if (dryRun)
            {
                var report = await ReadAsync(await api.GetAsync(Relative(path), Cancel));
                Assert.Equal((true, 1), (report.GetProperty("dry_run").GetBoolean(), report.GetProperty("found").GetInt32()));
                Assert.NotEmpty(report.GetProperty("items")[0].GetProperty("reason").GetString()!);
            }

            var done = await ReadAsync(await api.PostAsync(Relative(path), null, Cancel));
            Assert.Equal((path, 1), (path, done.GetProperty("fixed").GetInt32()));
            Assert.NotNull(done.GetProperty("backup").GetString());
            var again = await ReadAsync(await api.PostAsync(Relative(path), null, Cancel));
            Assert.Equal((path, 0), (path, again.GetProperty("found").GetInt32()));
        }

        Assert.Equal(plays - 1, await CountAsync());
    }

    [Fact]
    public async Task Sessions_are_deleted_in_bulk_by_their_ids()
    {
        var plays = Seed();
        using var api = _site.Api();
        await using var db = await Db.CreateDbContextAsync(Cancel);
        var ids = await db.Plays.OrderBy(p => p.Number).Select(p => p.Id).Take(4).ToListAsync(Cancel);

        var done = await ReadAsync(await api.PostAsJsonAsync(Relative("api/v1/bulk/delete-sessions"), new { ids = ids.Take(2).Select(i => i.ToString()).Append(Guid.CreateVersion7().ToString()) }, Cancel));
        using var wrong = await api.PostAsJsonAsync(Relative("bulk/delete-sessions"), new { ids = new[] { "1; DROP TABLE plays" } }, Cancel);
        using var none = await api.PostAsJsonAsync(Relative("bulk/delete-sessions"), new { ids = Array.Empty<string>() }, Cancel);

        Assert.Equal((2, 1), (done.GetProperty("deleted").GetInt32(), done.GetProperty("not_found").GetInt32()));
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (wrong.StatusCode, none.StatusCode));
        Assert.Equal(plays - 2, await CountAsync());
        foreach (var (path, id) in new[] { ("bulk/delete-sessions", ids[2]), ("api/v1/analytics/sessions/bulk-delete", ids[3]) })
        {
            var other = await ReadAsync(await api.PostAsJsonAsync(Relative(path), new { ids = new[] { id.ToString() } }, Cancel));
            Assert.Equal((path, 1, 0), (path, other.GetProperty("deleted").GetInt32(), other.GetProperty("not_found").GetInt32()));
        }

        Assert.Equal(plays - 4, await CountAsync());
    }

    [Fact]
    public async Task One_session_is_deleted_by_its_address_and_only_once()
    {
        var plays = Seed();
        using var api = _site.Api();
        await using var db = await Db.CreateDbContextAsync(Cancel);
        var id = await db.Plays.OrderBy(p => p.Number).Select(p => p.Id).FirstAsync(Cancel);

        using var gone = await api.DeleteAsync(Relative($"api/v1/analytics/sessions/{id}"), Cancel);
        using var again = await api.DeleteAsync(Relative($"api/v1/analytics/sessions/{id}"), Cancel);
        using var wrong = await api.DeleteAsync(Relative("api/v1/analytics/sessions/none"), Cancel);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.NotFound), (gone.StatusCode, again.StatusCode, wrong.StatusCode));
        Assert.Equal(plays - 1, await CountAsync());
    }

    [Fact]
    public async Task Nobody_else_may_and_a_cookie_needs_the_token_of_the_form()
    {
        Seed();
        await _site.AddAccountAsync("watcher", Roles.Viewer, onlyOwn: null);
        using var nobody = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = _site.Address };
        using var watcher = await SignedIn.Async(_site, "watcher");
        using var admin = await SignedIn.Async(_site, Site.Owner);

        foreach (var path in new[] { "admin/fix-pos-units", "admin/recover-intervals", "admin/cleanup/intervals/dedupe", "api/v1/admin/cleanup/backfill-playmethods", "bulk/delete-sessions", "api/v1/bulk/delete-sessions", "api/v1/analytics/sessions/bulk-delete" })
        {
            using var body = JsonContent.Create(new { ids = Array.Empty<string>() });
            using var byNobody = await nobody.PostAsync(Relative(path), body, Cancel);
            using var byWatcher = await watcher.PostAsync(Relative(path), body, Cancel);
            using var byCookie = await admin.PostAsync(Relative(path), body, Cancel);

            Assert.Equal((path, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.BadRequest), (path, byNobody.StatusCode, byWatcher.StatusCode, byCookie.StatusCode));
        }
    }

    [Fact]
    public async Task A_backup_is_downloaded_whole_and_other_files_are_not()
    {
        Seed();
        var made = await _site.Services.GetRequiredService<DatabaseBackup>().CreateAsync(BackupReason.Manual, Cancel);
        using var admin = await SignedIn.Async(_site, Site.Owner);

        var bytes = await admin.GetByteArrayAsync(Relative($"data/backups/{made.Name}"), Cancel);
        using var proof = await admin.GetAsync(Relative($"data/backups/{made.Name}.json"), Cancel);
        using var outside = await admin.GetAsync(Relative("data/backups/..%2Fmediainsight.db"), Cancel);

        Assert.Equal(made.SizeBytes, bytes.Length);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (proof.StatusCode, outside.StatusCode));
    }

    private IDbContextFactory<MediaInsightDb> Db => _site.Services.GetRequiredService<IDbContextFactory<MediaInsightDb>>();

    private static Uri Relative(string path) => new(path, UriKind.Relative);

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        }
    }

    private async Task<int> CountAsync()
    {
        await using var db = await Db.CreateDbContextAsync(Cancel);
        return await db.Plays.CountAsync(Cancel);
    }

    /// <summary>Sound plays, and one of each fault that the addresses know.</summary>
    private int Seed()
    {
        var home = new Household(Db);
        var server = home.Server("Attic");
        var ann = home.Account(server, home.Person("Ann", 7));
        var film = home.Item(server, MediaInsight.Domain.MediaKind.Movie, "Stalker", year: 1979);
        for (var i = 0; i < 5; i++)
        {
            home.Play(ann, film, DateTimeOffset.UnixEpoch.AddDays(20_000 + i), TimeSpan.FromHours(1));
        }

        using var db = Db.CreateDbContext();
        db.Database.ExecuteSqlRaw("""
            UPDATE plays SET duration_ms = 6000000, position_ms = 3600000, decision = 0;
            UPDATE plays SET position_ms = 36000000000 WHERE number = 1;
            INSERT INTO play_segments (play_number, ordinal, started_at, ended_at, watched_ms, paused_ms, buffering_ms, decision, stream_profile_id) SELECT number, 0, started_at, stopped_at, 1800000, paused_ms, buffering_ms, 0, stream_profile_id FROM plays WHERE number = 2;
            UPDATE plays SET started_at = (SELECT started_at + 5000 FROM plays WHERE number = 4), stopped_at = (SELECT stopped_at FROM plays WHERE number = 4) WHERE number = 3;
            UPDATE plays SET decision = NULL WHERE number = 5;
            INSERT INTO play_segments (play_number, ordinal, started_at, ended_at, watched_ms, paused_ms, buffering_ms, decision, stream_profile_id) SELECT number, 0, started_at, stopped_at, watched_ms, paused_ms, buffering_ms, 1, stream_profile_id FROM plays WHERE number = 5;
            """);
        return db.Plays.Count();
    }
}
