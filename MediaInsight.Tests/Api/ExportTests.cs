using System.Globalization;
using System.Net;
using System.Text.Json;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Api;

public sealed class ExportTests(SeededSite home) : IClassFixture<SeededSite>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("api/v1/history")]
    [InlineData("api/v1/viewers")]
    [InlineData("api/v1/libraries")]
    [InlineData("api/v1/analytics/top-titles")]
    [InlineData("api/v1/analytics/plays-by-day")]
    [InlineData("api/v1/analytics/query?split=viewer&then=kind")]
    [InlineData("api/v1/analytics/watch-activity")]
    [InlineData("api/v1/analytics/users/activity")]
    [InlineData("api/v1/analytics/transcodes")]
    [InlineData("api/v1/analytics/storage")]
    [InlineData("api/v1/analytics/library-health")]
    public async Task Every_table_is_a_csv_and_a_json_file_with_a_speaking_name(string path)
    {
        var joint = path.Contains('?', StringComparison.Ordinal) ? "&" : "?";
        using var csv = await home.Admin.GetAsync(new Uri($"{path}{joint}format=csv", UriKind.Relative), Cancel);
        using var json = await home.Admin.GetAsync(new Uri($"{path}{joint}format=json", UriKind.Relative), Cancel);
        using var marked = await home.Admin.GetAsync(new Uri($"{path}{joint}format=csv&bom=1", UriKind.Relative), Cancel);

        Assert.Equal(("text/csv", "utf-8"), (csv.Content.Headers.ContentType?.MediaType, csv.Content.Headers.ContentType?.CharSet));
        Assert.Equal("application/json", json.Content.Headers.ContentType?.MediaType);
        Assert.Matches(@"^mediainsight-[a-z-]+-(\d{4}-\d\d-\d\d-to|all-until)-\d{4}-\d\d-\d\d\.csv$", csv.Content.Headers.ContentDisposition?.FileName);
        Assert.EndsWith(".json", json.Content.Headers.ContentDisposition?.FileName, StringComparison.Ordinal);
        Assert.Equal("attachment", json.Content.Headers.ContentDisposition?.DispositionType);
        CsvReading.Of(await csv.Content.ReadAsStringAsync(Cancel));
        var bytes = await csv.Content.ReadAsByteArrayAsync(Cancel);
        var withMark = await marked.Content.ReadAsByteArrayAsync(Cancel);
        Assert.Equal([0xEF, 0xBB, 0xBF, .. bytes], withMark);
    }

    [Fact]
    public async Task Titles_of_a_library_are_exported_as_they_are_filtered_and_sorted_with_their_plays()
    {
        var library = (await SeededSite.ReadAsync(home.Admin, "api/v1/libraries")).GetProperty("items")[0].GetProperty("id").ToString();
        var path = $"api/v1/libraries/{library}/items";

        var episodes = CsvReading.Of(await SeededSite.TextAsync(home.Admin, $"{path}?kind=episode&sort=-title&page_size=1&format=csv"));
        var films = CsvReading.Of(await SeededSite.TextAsync(home.Admin, $"{path}?kind=movie&sort=-plays&format=csv"));
        var uhd = CsvReading.Of(await SeededSite.TextAsync(home.Admin, $"{path}?kind=movie&resolution=2160p&format=csv"));
        var json = await SeededSite.ReadAsync(home.Admin, $"{path}?kind=episode&sort=-title&format=json");

        Assert.Equal(["Part 3", "Part 2", "Part 1"], episodes.Select(r => r["title"]));
        Assert.All(episodes, r => Assert.Equal(
            ("tvshow_episode", "Severance", "1", "1000000000", "1", "1080p", "h264", "1", "2700"),
            (r["content_type"], r["grandparent_title"], r["season_number"], r["size_bytes"], r["file_count"], r["resolution"], r["video_codec"], r["plays"], r["watched_seconds"])));
        Assert.Equal([("Stalker", "1979", "2", "hevc"), ("'" + SeededSite.Formula, "2001", "1", "")], films.Select(r => (r["title"], r["year"], r["plays"], r["video_codec"])));
        Assert.Equal(["Stalker"], uhd.Select(r => r["title"]));
        Assert.Equal(["Part 3", "Part 2", "Part 1"], json.EnumerateArray().Select(r => r.GetProperty("title").GetString()));
    }

    [Fact]
    public async Task The_history_file_holds_exactly_what_the_filter_says_in_its_order()
    {
        var all = CsvReading.Of(await SeededSite.TextAsync(home.Admin, "api/v1/history?format=csv"));
        var films = CsvReading.Of(await SeededSite.TextAsync(home.Admin, $"api/v1/history?format=csv&kind=movie&viewer={home.AnnsPerson.Id}&sort=started"));
        var page = await SeededSite.ReadAsync(home.Admin, $"api/v1/history?kind=movie&viewer={home.AnnsPerson.Id}&sort=started");
        var json = await SeededSite.ReadAsync(home.Admin, $"api/v1/history?format=json&kind=movie&viewer_id={home.AnnsPerson.Id}&sort=started");

        Assert.Equal(home.Home.Plays.Count, all.Count);
        Assert.Equal(all.Select(r => r["started_at"]).OrderDescending(), all.Select(r => r["started_at"]));
        Assert.Equal(["'" + SeededSite.Formula, "Stalker"], films.Select(r => r["title"]));
        Assert.Equal(page.GetProperty("items").EnumerateArray().Select(r => r.GetProperty("id").GetString()), films.Select(r => r["id"]));
        Assert.Equal(films.Select(r => r["id"]), json.EnumerateArray().Select(r => r.GetProperty("id").GetString()));
        Assert.Equal(home.Home.Plays.Sum(p => p.WatchedMs) / 1000.0, all.Sum(r => double.Parse(r["watched_seconds"], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_file_has_every_row_where_an_answer_has_the_first()
    {
        const int Videos = 1105;
        var server = home.Home.Servers[0];
        var cleo = home.Home.Account(server, home.Home.Person("Cleo"));
        var first = home.Home.Play(cleo, home.Home.Item(server, MediaKind.MusicVideo, "Video 0"), DateTimeOffset.UtcNow.AddDays(-2), TimeSpan.FromMinutes(4));
        await using (var db = await home.Home.Db.CreateDbContextAsync(Cancel))
        {
            var items = Enumerable.Range(1, Videos - 1)
                .Select(n => new MediaInsight.Libraries.MediaItem { ServerId = server.Id, ExternalId = $"video{n}", Fingerprint = -n, Kind = MediaKind.MusicVideo, Title = $"Video {n}", SearchText = $"video {n}" }).ToList();
            db.AddRange(items);
            await db.SaveChangesAsync(Cancel);
            var plays = items.Select((item, n) => new MediaInsight.History.Play
            {
                Id = PlayId.New(first.StartedAt),
                ServerId = server.Id,
                UserId = cleo.Id,
                MediaItemId = item.Id,
                Kind = item.Kind,
                DeviceId = first.DeviceId,
                StreamProfileId = first.StreamProfileId,
                StartedAt = first.StartedAt.AddMinutes(n),
                StoppedAt = first.StartedAt.AddMinutes(n + 4),
                WatchedMs = 240_000,
            }).ToList();
            db.AddRange(plays);
            await db.SaveChangesAsync(Cancel);
            plays.ForEach(p => p.ChainNumber = p.Number);
            await db.SaveChangesAsync(Cancel);
            home.Home.Plays.AddRange(plays);
        }

        var answer = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/top-titles?kind=music-video");
        var some = CsvReading.Of(await SeededSite.TextAsync(home.Admin, "api/v1/analytics/top-titles.csv?kind=music-video&limit=7"));

        Assert.Equal((50, Videos), (answer.GetProperty("rows").GetArrayLength(), answer.GetProperty("groups").GetInt32()));
        Assert.Equal(7, some.Count);
        foreach (var path in new[] { "top-titles.csv?", "seen?split=title&format=csv&", "engagement?format=csv&", "trending?format=csv&", "watch-activity?format=csv&", "query?split=title&then=day&format=csv&", "query?split=title&then=viewer&format=csv&" })
        {
            var file = CsvReading.Of(await SeededSite.TextAsync(home.Admin, $"api/v1/analytics/{path}kind=music-video&range=7d"));
            Assert.True(Videos <= file.Count, $"{path} has {file.Count} lines");
            if (path.Contains("then=", StringComparison.Ordinal))
            {
                // Read in portions: every title once for each of its parts, and nothing is lost between two of them.
                Assert.Equal(file.Count, file.Select(r => (r["title_id"], r[path.Contains("day", StringComparison.Ordinal) ? "day" : "viewer_id"])).Distinct().Count());
                Assert.Equal(Videos, file.Sum(r => int.Parse(r["plays"], CultureInfo.InvariantCulture)));
            }
        }

        // More than a portion as JSON, too: written while it is read, in one document with the total of all.
        var whole = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/query?split=title&then=day&format=json&kind=music-video&range=7d&compare=previous");
        var rows = whole.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal((Videos, Videos), (rows.Select(r => r.GetProperty("key").GetProperty("id").GetString()).Distinct().Count(), rows.Count));
        Assert.Equal(whole.GetProperty("total").GetProperty("plays").GetInt32(), rows.Sum(r => r.GetProperty("parts").EnumerateArray().Sum(p => p.GetProperty("plays").GetInt32())));
        Assert.Equal(JsonValueKind.Array, whole.GetProperty("previous").GetProperty("rows").ValueKind);
    }

    [Fact]
    public async Task Versions_and_contents_of_a_title_are_tables_with_files()
    {
        var film = home.Home.Items.Values.Single(i => i.Title == "Stalker");
        int show;
        await using (var db = await home.Home.Db.CreateDbContextAsync(Cancel))
        {
            var above = new MediaInsight.Libraries.MediaItem { ServerId = film.ServerId, ExternalId = "severance", Fingerprint = -9, Kind = MediaKind.Show, Title = "Severance", SearchText = "severance" };
            db.Add(above);
            await db.SaveChangesAsync(Cancel);
            await db.MediaItems.Where(i => i.GrandparentTitle == "Severance").ExecuteUpdateAsync(s => s.SetProperty(i => i.GrandparentExternalId, "severance"), Cancel);
            await db.MediaFiles.Where(f => f.MediaItemId == film.Id).ExecuteUpdateAsync(s => s.SetProperty(f => f.Path, "=SUM(1)").SetProperty(f => f.AudioLanguages, "eng,ger"), Cancel);
            show = above.Id.Value;
        }

        var files = await SeededSite.ReadAsync(home.Admin, $"api/v1/items/{film.Id}/files");
        var versions = CsvReading.Of(await SeededSite.TextAsync(home.Admin, $"api/v1/items/{film.Id}/files?format=csv"));
        var contents = CsvReading.Of(await SeededSite.TextAsync(home.Admin, $"api/v1/items/{show}/contents?format=csv"));
        var json = await SeededSite.ReadAsync(home.Admin, $"api/v1/items/{show}/contents?format=json");
        var bens = CsvReading.Of(await SeededSite.TextAsync(home.Ben, $"api/v1/items/{film.Id}/files?format=csv"));

        Assert.Equal((1, "2160p"), (files.GetProperty("total").GetInt32(), files.GetProperty("items")[0].GetProperty("resolution").GetString()));
        var version = Assert.Single(versions);
        Assert.Equal(("2160p", "hevc", "1000000000", "'=SUM(1)", "eng,ger"), (version["resolution"], version["video_codec"], version["size_bytes"], version["path"], version["audio_languages"]));
        Assert.Equal("", Assert.Single(bens)["path"]);
        Assert.Equal([("Part 1", "1"), ("Part 2", "1"), ("Part 3", "1")], contents.Select(r => (r["title"], r["plays"])));
        Assert.Equal(["Part 1", "Part 2", "Part 3"], json.EnumerateArray().Select(r => r.GetProperty("title").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, await SeededSite.StatusAsync(home.Ben, $"api/v1/items/{show}/contents"));
        Assert.Equal(HttpStatusCode.NotFound, await SeededSite.StatusAsync(home.Admin, "api/v1/items/999999/files?format=csv"));
        Assert.Equal(["format"], await home.RefusedAsync($"api/v1/items/{film.Id}/files?format=pdf"));
    }

    [Fact]
    public async Task A_review_is_a_file_of_its_tables()
    {
        var from = home.Today.AddDays(-30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var days = $"from={from}&to={home.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";

        var answer = await SeededSite.ReadAsync(home.Admin, $"api/v1/analytics/review?{days}");
        var file = CsvReading.Of(await SeededSite.TextAsync(home.Admin, $"api/v1/analytics/review?{days}&format=csv"));

        Assert.Equal(answer.GetProperty("total").GetProperty("plays").ToString(), Assert.Single(file, r => r["part"] == "total")["plays"]);
        var films = answer.GetProperty("tops").EnumerateArray().Single(t => t.GetProperty("shelf").GetString() == "movies").GetProperty("rows");
        Assert.Equal(films.GetArrayLength(), file.Count(r => r["part"] == "movies"));
        Assert.Contains(file, r => r["part"] == "movies" && r["label"] == "'" + SeededSite.Formula);
        Assert.Equal(24, file.Count(r => r["part"] == "hours"));
        Assert.Contains(file, r => r["part"] == "people");
    }

    [Theory]
    [InlineData("api/v1/analytics/overview")]
    [InlineData("api/v1/analytics/streams")]
    [InlineData("api/v1/analytics/plays-by-date")]
    [InlineData("api/v1/analytics/library/watch")]
    [InlineData("api/v1/analytics/sessions")]
    [InlineData("api/v1/items/1")]
    [InlineData("stats/top-items")]
    [InlineData("api/v1/stats/overview")]
    public async Task What_is_no_table_refuses_to_be_one(string path) => Assert.Equal(["format"], await home.RefusedAsync(path + "?format=csv"));

    [Theory]
    [InlineData("started")]
    [InlineData("-watched")]
    [InlineData("title")]
    public async Task A_file_longer_than_one_portion_holds_each_play_once(string sort)
    {
        // Many plays of one second each, some at the same instant, so that portions end between equals.
        using var home = new Analytics.Household();
        var user = home.Account(home.Server("Attic"), home.Person("Ann"));
        var film = home.Item(home.Servers[0], MediaKind.Movie, "Loop");
        var first = home.Play(user, film, DateTimeOffset.UnixEpoch.AddDays(20_000), TimeSpan.FromSeconds(1));
        await using (var db = await home.Db.CreateDbContextAsync(Cancel))
        {
            await Copy(db, first.Number, 2499);
        }

        var filter = new MediaInsight.History.HistoryFilter { Sort = sort switch { "title" => MediaInsight.History.HistorySort.Title, "-watched" => MediaInsight.History.HistorySort.Watched, _ => MediaInsight.History.HistorySort.Started } };
        var rows = await new MediaInsight.History.HistoryExport(home.Db, new(home.Db, home.Index)).RowsAsync(filter, ReadScope.Everything, Cancel).Select(r => r.Number).ToListAsync(Cancel);

        Assert.Equal(2500, rows.Count);
        Assert.Equal(2500, rows.Distinct().Count());
    }

    [Fact]
    public async Task A_title_that_is_a_formula_does_no_harm_in_any_file()
    {
        foreach (var path in new[] { "api/v1/history?format=csv", "api/v1/history?format=csv&bom=1" })
        {
            var text = await SeededSite.TextAsync(home.Admin, path);
            Assert.Contains("\"'=HYPERLINK(", text, StringComparison.Ordinal);
            Assert.DoesNotContain(",=HYPERLINK", text, StringComparison.Ordinal);
            Assert.DoesNotContain(",\"=HYPERLINK", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_limited_reader_exports_only_own_plays_and_no_library()
    {
        var plays = CsvReading.Of(await SeededSite.TextAsync(home.Ben, "api/v1/history?format=csv"));
        var people = CsvReading.Of(await SeededSite.TextAsync(home.Ben, "api/v1/viewers?format=csv"));
        var libraries = CsvReading.Of(await SeededSite.TextAsync(home.Ben, "api/v1/libraries?format=csv"));

        Assert.Equal(3, plays.Count);
        Assert.Equal(["Ben"], plays.Select(p => p["viewer_name"]).Distinct());
        Assert.Equal(["Ben"], people.Select(p => p["name"]));
        Assert.Empty(libraries);
        Assert.Equal(HttpStatusCode.BadRequest, await SeededSite.StatusAsync(home.Ben, $"api/v1/history?format=csv&viewer={home.AnnsPerson.Id}"));
        Assert.Equal(HttpStatusCode.NotFound, await SeededSite.StatusAsync(home.Ben, "api/v1/libraries/1/items?format=csv"));
    }

    [Theory]
    [InlineData("format=xml", "format")]
    [InlineData("format=csv&bom=perhaps", "bom")]
    [InlineData("format=csv&viewer=999", "viewer")]
    [InlineData("format=csv&sort=mood", "sort")]
    [InlineData("format=csv&from=2026-02-02&to=2026-02-01", "from")]
    public async Task A_bad_word_is_refused_by_name_before_anything_is_written(string query, string field) =>
        Assert.Equal([field], await home.RefusedAsync($"api/v1/history?{query}"));

    private static Task<int> Copy(MediaInsight.Data.MediaInsightDb db, long number, int times) => Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlAsync(db.Database, $"""
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {times})
        INSERT INTO plays (id, server_id, user_id, media_item_id, kind, device_id, stream_profile_id, started_at, stopped_at, watched_ms, paused_ms, buffering_ms, completed, is_short, chain_number, certainty)
        SELECT randomblob(16), server_id, user_id, media_item_id, kind, device_id, stream_profile_id, started_at + n.i / 7 * 1000, stopped_at + n.i / 7 * 1000, watched_ms, 0, 0, 0, 0, {number} + n.i, 0 FROM plays, n WHERE number = {number}
        """, Cancel);
}
