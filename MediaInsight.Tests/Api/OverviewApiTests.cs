using System.Globalization;
using System.Net;
using System.Text.Json;
using MediaInsight.Analytics.Daily;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Monitoring;
using MediaInsight.Servers;
using MediaInsight.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Api;

/// <summary>The admin's addresses of CineVault.</summary>
public sealed class OverviewApiTests(SeededSite home) : IClassFixture<SeededSite>
{
    [Theory]
    [InlineData("overview", "active_streams total_plays_today total_plays_week unique_users_today bandwidth_today_bytes library_size storage_used_bytes transcodes_today direct_plays_today failures_today cpu_percent memory_percent disk_free_gb")]
    [InlineData("streams", "active recent")]
    [InlineData("streams/breakdown", "direct_plays direct_streams transcodes total")]
    [InlineData("watch-activity", "items total limit")]
    [InlineData("users/activity", "items total")]
    [InlineData("transcodes", "items total page page_size success_rate hw_accel_percent codec_distribution recent")]
    [InlineData("trends", "from to items")]
    [InlineData("storage", "items total file_count total_bytes")]
    [InlineData("library-health", "items total")]
    public async Task Every_address_answers_admins_with_its_keys_and_refuses_others(string path, string keys)
    {
        var answer = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/" + path);

        Assert.All(keys.Split(' '), k => Assert.True(answer.TryGetProperty(k, out _), $"{path} has no {k}"));
        Assert.Equal(HttpStatusCode.Forbidden, await SeededSite.StatusAsync(home.Ben, "api/v1/analytics/" + path));
    }

    [Fact]
    public async Task The_overview_counts_and_marks_what_is_estimated()
    {
        var overview = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/overview");

        Assert.Equal((0, 0L, 7L, 5, 5_000_000_000), (
            overview.GetProperty("active_streams").GetInt32(), overview.GetProperty("total_plays_today").GetInt64(), overview.GetProperty("total_plays_week").GetInt64(),
            overview.GetProperty("library_size").GetInt32(), overview.GetProperty("storage_used_bytes").GetInt64()));
        Assert.Contains("bandwidth_today_bytes", overview.GetProperty("estimates").EnumerateArray().Select(e => e.GetString()));
    }

    [Fact]
    public async Task Processor_memory_and_disk_are_those_of_the_newest_measurement()
    {
        var overview = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/overview");
        var latest = await home.Site.Services.GetRequiredService<SystemMetrics>().LatestAsync(TestContext.Current.CancellationToken);

        Assert.Equal((latest?.CpuPercent, latest?.MemoryPercent, latest?.DiskFreeGb), (Told("cpu_percent"), Told("memory_percent"), Told("disk_free_gb")));

        double? Told(string name) => overview.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
    }

    [Fact]
    public async Task Storage_and_library_health_agree_with_the_database()
    {
        var storage = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/storage");
        var health = Assert.Single((await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/library-health")).GetProperty("items").EnumerateArray());

        Assert.Equal((5, 5_000_000_000), (storage.GetProperty("file_count").GetInt32(), storage.GetProperty("total_bytes").GetInt64()));
        Assert.Equal("Films & Shows", Assert.Single(storage.GetProperty("items").EnumerateArray()).GetProperty("library").GetString());
        Assert.Equal((5, 5, 0.0, 5, 0), (
            health.GetProperty("total_items").GetInt32(), health.GetProperty("checked_items").GetInt32(), health.GetProperty("completeness_percent").GetDouble(),
            health.GetProperty("missing_metadata").GetInt32(), health.GetProperty("missing_poster").GetInt32()));
        Assert.Equal("""{"h264":3,"hevc":1}""", health.GetProperty("codec_distribution").ToString());
        Assert.Equal("""{"1080p":3,"2160p":1}""", health.GetProperty("resolution_distribution").ToString());
    }

    [Fact]
    public async Task Streams_are_broken_down_and_their_bytes_are_bitrate_times_watch_time()
    {
        var breakdown = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/streams/breakdown?days=30");
        var recent = (await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/streams")).GetProperty("recent").EnumerateArray().ToList();
        var total = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/bandwidth-by-viewer?range=all");

        Assert.Equal("""{"days":30,"direct_plays":1,"direct_streams":0,"transcodes":1,"unknown":5,"total":7}""", breakdown.ToString());
        Assert.Equal(8, recent.Count);
        var sum = recent.Select(r => r.GetProperty("bytes_estimate")).Where(b => b.ValueKind == JsonValueKind.Number).Sum(b => b.GetInt64());
        Assert.Equal(total.GetProperty("total").GetProperty("bytes_estimate").GetInt64(), sum);
        Assert.NotEqual(0, sum);
    }

    [Fact]
    public async Task Watch_activity_takes_a_user_days_and_a_kind()
    {
        var user = home.AnnsAccount.Id;
        var day = home.Today.AddDays(-3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var ofDay = await SeededSite.ReadAsync(home.Admin, $"api/v1/analytics/watch-activity?user_id={user}&from={day}&to={day}");
        var films = await SeededSite.ReadAsync(home.Admin, $"api/v1/analytics/watch-activity?user_id={user}&media_type=movie&limit=1");

        Assert.Equal((3L, 100), (ofDay.GetProperty("total").GetInt64(), ofDay.GetProperty("limit").GetInt32()));
        Assert.All(ofDay.GetProperty("items").EnumerateArray(), r => Assert.Equal("Severance", r.GetProperty("grandparent_title").GetString()));
        Assert.Equal((2L, 1), (films.GetProperty("total").GetInt64(), films.GetProperty("items").GetArrayLength()));
    }

    [Fact]
    public async Task Each_person_has_totals_and_a_favourite_genre()
    {
        var people = (await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/users/activity")).GetProperty("items").EnumerateArray().ToDictionary(p => p.GetProperty("name").GetString()!);

        Assert.Equal((5L, 305.0), (people["Ann"].GetProperty("total_plays").GetInt64(), people["Ann"].GetProperty("watch_minutes").GetDouble()));
        Assert.Contains(people["Ann"].GetProperty("favorite_genre").GetString(), new[] { "Drama", "Science Fiction" });
        Assert.Equal(3, people["Ben"].GetProperty("total_plays").GetInt64());
    }

    [Fact]
    public async Task Transcodes_tell_rates_of_the_last_days()
    {
        var some = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/transcodes?days=7");

        Assert.Equal((2L, 1L, 0.5, 100.0), (
            some.GetProperty("total_transcodes").GetInt64(), some.GetProperty("failed").GetInt64(), some.GetProperty("success_rate").GetDouble(), some.GetProperty("hw_accel_percent").GetDouble()));
        Assert.Equal("""{"hevc":1}""", some.GetProperty("codec_distribution").ToString());
        Assert.Equal(2, some.GetProperty("recent").GetArrayLength());
        string? Told(int row, string name) => some.GetProperty("recent")[row].GetProperty(name).ToString();
        Assert.Equal(
            ["hevc>h264", "eac3>aac", "2160p>1080p"],
            new[] { "video_codec", "audio_codec", "resolution" }.Select(w => $"{Told(0, "input_" + w)}>{Told(0, "output_" + w)}"));
        Assert.Equal(("vaapi", "h264_vaapi"), (Told(0, "hw_encoder"), Told(0, "encoder")));
        Assert.Equal(("False", "ended_early", "True", "The play ended within seconds of the conversion's begin (derived)."), (Told(0, "success"), Told(0, "failure"), Told(0, "failure_is_derived"), Told(0, "error_message")));
        Assert.Equal(("True", "", "", ""), (Told(1, "success"), Told(1, "failure"), Told(1, "failure_is_derived"), Told(1, "error_message")));
    }

    [Fact]
    public async Task Trends_have_a_row_for_each_of_the_last_thirty_days()
    {
        var trends = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/trends");
        var days = trends.GetProperty("items").EnumerateArray().ToList();
        var week = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/plays-by-day?range=30d");

        Assert.Equal(30, days.Count);
        Assert.Equal(week.GetProperty("total").GetProperty("plays").GetInt64(), days.Sum(d => d.GetProperty("total_plays").GetInt64()));
        Assert.Equal(2, days.Single(d => d.GetProperty("stat_date").GetString() == home.Today.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).GetProperty("unique_users").GetInt32());
    }

    [Fact]
    public async Task Trends_tell_what_the_table_of_days_keeps()
    {
        // Beyond the days that the job writes anew, at the start of the program too.
        var day = home.Today.AddDays(-40);
        var text = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await using (var db = await home.Home.Db.CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            db.Add(new DailyStat { StatDate = day, TranscodeFailures = 3, LibrarySizeTotal = 99, StorageUsedBytes = 7 });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var noon = SiteDays.Start(day, TimeZoneInfo.Utc).AddHours(12);
        home.Site.Services.GetRequiredService<ServerTraffic>().Store(new(1), noon.AddDays(-1), [new(noon, 4000, 200)]);

        var trends = await SeededSite.ReadAsync(home.Admin, $"api/v1/analytics/trends?from={text}&to={text}");
        var narrowed = await SeededSite.ReadAsync(home.Admin, $"api/v1/analytics/trends?from={text}&to={text}&kind=movie");
        var kept = Assert.Single(trends.GetProperty("items").EnumerateArray());

        Assert.Equal((text, 3L, 99, 7L), (kept.GetProperty("stat_date").GetString(), kept.GetProperty("transcode_failures").GetInt64(), kept.GetProperty("library_size_total").GetInt32(), kept.GetProperty("storage_used_bytes").GetInt64()));
        Assert.Equal(4200, kept.GetProperty("measured_bytes_served").GetInt64());
        Assert.Equal(JsonValueKind.Null, Assert.Single(narrowed.GetProperty("items").EnumerateArray()).GetProperty("measured_bytes_served").ValueKind);
    }

    [Theory]
    [InlineData("streams/breakdown?days=0", "days")]
    [InlineData("watch-activity?user_id=999", "user_id")]
    [InlineData("watch-activity?limit=501", "limit")]
    [InlineData("watch-activity?from=tomorrow", "from")]
    [InlineData("watch-activity?media_type=painting", "media_type")]
    [InlineData("transcodes?days=x", "days")]
    [InlineData("transcodes?server_id=999", "server_id")]
    [InlineData("transcodes?from=2026-02-02&to=2026-02-01", "from")]
    [InlineData("trends?viewer=999", "viewer")]
    [InlineData("trends?from=2026-02-02&to=2026-02-01", "from")]
    public async Task A_bad_parameter_is_refused_by_name(string path, string field) => Assert.Equal([field], await home.RefusedAsync("api/v1/analytics/" + path));

    [Fact]
    public async Task A_reader_of_everything_who_is_no_admin_is_refused_too()
    {
        await home.Site.AddAccountAsync("guest", Roles.Viewer, onlyOwn: null);
        using var guest = await SignedIn.Async(home.Site, "guest");

        Assert.Equal(HttpStatusCode.Forbidden, await SeededSite.StatusAsync(guest, "api/v1/analytics/overview"));
        Assert.Equal(HttpStatusCode.OK, await SeededSite.StatusAsync(guest, "api/v1/analytics/top-viewers"));
    }
}
