using System.Globalization;
using System.Text.Json;
using MediaInsight.Analytics.Reviews;
using MediaInsight.Domain;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Api;

public sealed class ViewingApiTests(SeededSite home) : IClassFixture<SeededSite>
{
    [Theory]
    [InlineData("concurrency", "days", "from to peak days at_peak")]
    [InlineData("engagement", "items", "items total")]
    [InlineData("binges", "items", "items by_show by_viewer total")]
    [InlineData("rewatches", "items", "items total again")]
    [InlineData("seen?split=title", "items", "items total new")]
    [InlineData("bandwidth", "days", "from to total days")]
    [InlineData("device-scores?min_plays=1", "items", "items total min_plays left_out")]
    [InlineData("trending", "items", "items total previous_from previous_to")]
    public async Task Every_address_answers_with_its_keys_as_a_file_and_only_of_the_own_person(string path, string rows, string keys)
    {
        var answer = await SeededSite.ReadAsync(home.Admin, $"api/v1/analytics/{path}");
        var own = await SeededSite.ReadAsync(home.Ben, $"api/v1/analytics/{path}");
        var ofBen = await SeededSite.ReadAsync(home.Admin, $"api/v1/analytics/{path}{(path.Contains('?', StringComparison.Ordinal) ? "&" : "?")}viewer={home.BensAccount.ViewerId}");
        var file = CsvReading.Of(await SeededSite.TextAsync(home.Admin, $"api/v1/analytics/{path}{(path.Contains('?', StringComparison.Ordinal) ? "&" : "?")}format=csv"));

        Assert.All(keys.Split(' '), k => Assert.True(answer.TryGetProperty(k, out _), $"{path} has no {k}"));
        Assert.Equal(answer.GetProperty(rows).GetArrayLength(), file.Count);
        Assert.Equal(ofBen.ToString(), own.ToString());
        Assert.DoesNotContain("Ann", own.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Engagement_has_the_fields_that_other_programs_store()
    {
        var engagement = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/engagement?split=item&order_by=viewers&kind=movie");
        var stalker = engagement.GetProperty("items")[0];

        Assert.Equal(("movie", "Stalker", 2L, 2), (
            stalker.GetProperty("content_type").GetString(), stalker.GetProperty("title").GetString(), stalker.GetProperty("watch_count").GetInt64(), stalker.GetProperty("unique_users").GetInt32()));
        Assert.Equal((170 * 60.0, 1.0), (stalker.GetProperty("total_watch_seconds").GetDouble(), stalker.GetProperty("completion_rate").GetDouble()));
        Assert.Equal(JsonValueKind.Null, stalker.GetProperty("avg_completion_rate").ValueKind);
        Assert.Equal(JsonValueKind.String, stalker.GetProperty("last_watched_at").ValueKind);
    }

    [Fact]
    public async Task What_was_on_yesterday_at_half_past_twelve_were_both()
    {
        var at = home.Today.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var on = await SeededSite.ReadAsync(home.Admin, $"api/v1/analytics/what-was-on?at={at}T12:30:00Z");
        var day = await SeededSite.ReadAsync(home.Admin, $"api/v1/analytics/what-was-on?at={at}&until={at}&lanes=device");
        var file = CsvReading.Of(await SeededSite.TextAsync(home.Admin, $"api/v1/analytics/what-was-on?at={at}T12:30:00Z&format=csv"));
        var own = await SeededSite.ReadAsync(home.Ben, $"api/v1/analytics/what-was-on?at={at}T12:30:00Z");

        Assert.Equal(["Ann", "Ben"], on.GetProperty("lanes").EnumerateArray().Select(l => l.GetProperty("key").GetProperty("label").GetString()).Order());
        Assert.Equal(2, day.GetProperty("total").GetInt32());
        Assert.Equal(["Ann", "Ben"], file.Select(r => r["viewer_name"]).Order());
        Assert.Equal(1, own.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task What_nobody_played_in_a_range_is_listed_and_belongs_to_nobody()
    {
        var yesterday = home.Today.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var unwatched = await SeededSite.ReadAsync(home.Admin, $"api/v1/analytics/unwatched?from={yesterday}&to={yesterday}");
        var file = CsvReading.Of(await SeededSite.TextAsync(home.Admin, $"api/v1/analytics/unwatched?from={yesterday}&to={yesterday}&format=csv"));

        Assert.Equal([SeededSite.Formula], unwatched.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("title").GetString()));
        Assert.Equal(["'" + SeededSite.Formula], file.Select(r => r["title"]));
        Assert.Equal(0, (await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/unwatched?range=all")).GetProperty("total").GetInt32());
        Assert.Equal(0, (await SeededSite.ReadAsync(home.Ben, $"api/v1/analytics/unwatched?from={yesterday}&to={yesterday}")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Three_episodes_after_one_another_are_a_binge()
    {
        var binges = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/binges");
        var binge = Assert.Single(binges.GetProperty("items").EnumerateArray());

        Assert.Equal(("Ann", "Severance", 3), (
            binge.GetProperty("viewer").GetProperty("label").GetString(), binge.GetProperty("show").GetProperty("label").GetString(), binge.GetProperty("episodes").GetInt32()));
        Assert.Empty((await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/binges?max_gap_minutes=1")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_title_tells_where_people_leave_it_to_those_who_may_see_it()
    {
        var films = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/query?split=item&kind=movie&range=all");
        var stalker = Of("Stalker");
        var answer = await SeededSite.ReadAsync(home.Admin, $"api/v1/analytics/drop-off?item={stalker}");

        Assert.Equal(("Stalker", 2, 2, 1.0), (answer.GetProperty("title").GetString(), answer.GetProperty("viewers").GetInt32(), answer.GetProperty("completed").GetInt32(), answer.GetProperty("completion_rate").GetDouble()));
        Assert.Equal(System.Net.HttpStatusCode.OK, await SeededSite.StatusAsync(home.Ben, $"api/v1/analytics/drop-off?item={stalker}"));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, await SeededSite.StatusAsync(home.Ben, $"api/v1/analytics/drop-off?item={Of(SeededSite.Formula)}"));

        string Of(string title) => films.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("key")).Single(k => k.GetProperty("label").GetString() == title).GetProperty("item_id").GetString()!;
    }

    [Fact]
    public async Task Bandwidth_of_days_adds_up_to_the_same_bytes_as_any_other_split()
    {
        var bandwidth = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/bandwidth?range=30d");
        var viewers = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/bandwidth-by-viewer?range=30d");
        var bytes = bandwidth.GetProperty("total").GetProperty("bytes_estimate").GetInt64();

        Assert.Equal(viewers.GetProperty("total").GetProperty("bytes_estimate").GetInt64(), bytes);
        Assert.Equal(bytes, bandwidth.GetProperty("days").EnumerateArray().Sum(d => d.GetProperty("figures").GetProperty("bytes_estimate").GetInt64()));
        Assert.Equal(bytes, bandwidth.GetProperty("total").GetProperty("lan_bytes_estimate").GetInt64());
    }

    [Theory]
    [InlineData("engagement?split=viewer", "split")]
    [InlineData("engagement?order_by=mood", "order_by")]
    [InlineData("engagement?limit=1001", "limit")]
    [InlineData("engagement?min_plays=-1", "min_plays")]
    [InlineData("what-was-on?at=yesterday", "at")]
    [InlineData("what-was-on?at=2026-02-01&until=2026-03-01", "until")]
    [InlineData("what-was-on?at=2026-02-01&until=2026-01-01", "until")]
    [InlineData("what-was-on?lanes=pool", "lanes")]
    [InlineData("what-was-on?until=2020-01-01", "until")]
    [InlineData("what-was-on?at=9999-12-31T23:59:59.9999999Z", "at")]
    [InlineData("what-was-on?at=0001-01-01T00:00:00%2B14:00", "at")]
    [InlineData("unwatched?item_id=1", "item_id")]
    [InlineData("unwatched?decision=transcode", "decision")]
    [InlineData("drop-off", "item")]
    [InlineData("drop-off?item=999", "item")]
    [InlineData("binges?min_episodes=1", "min_episodes")]
    [InlineData("binges?max_gap_minutes=1441", "max_gap_minutes")]
    [InlineData("rewatches?limit=0", "limit")]
    [InlineData("seen?split=day", "split")]
    [InlineData("seen?order_by=mood", "order_by")]
    [InlineData("device-scores?of=smell", "of")]
    [InlineData("device-scores?min_plays=0", "min_plays")]
    [InlineData("trending?measure=bytes", "measure")]
    [InlineData("trending?split=hour-of-day", "split")]
    [InlineData("unwatched?order_by=mood", "order_by")]
    [InlineData("concurrency?from=2026-02-02&to=2026-02-01", "from")]
    [InlineData("review?viewer=999", "viewer")]
    [InlineData("review?viewer_id=ann", "viewer_id")]
    [InlineData("review?year=1989", "year")]
    [InlineData("review?from=2026-02-02&to=2026-02-01", "from")]
    [InlineData("review?from=2026-02-02", "to")]
    [InlineData("review?tz=Mars", "tz")]
    public async Task A_bad_parameter_is_refused_by_name(string path, string field) => Assert.Equal([field], await home.RefusedAsync("api/v1/analytics/" + path));

    [Theory]
    [InlineData("api/v1/viewers?server_id=999", "server_id")]
    [InlineData("api/v1/viewers?server=x", "server")]
    [InlineData("review-picture?year=x", "year")]
    [InlineData("review-picture?viewer=abc", "viewer")]
    [InlineData("review-picture?from=2026-02-02&to=2026-02-01", "from")]
    public async Task A_bad_parameter_elsewhere_is_refused_by_name(string path, string field) => Assert.Equal([field], await home.RefusedAsync(path));

    [Fact]
    public async Task A_review_is_that_of_its_page_and_of_the_own_person_for_who_may_see_no_other()
    {
        var (from, to) = (home.Today.AddDays(-29), home.Today);
        var days = string.Create(CultureInfo.InvariantCulture, $"from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}");
        var reader = home.Site.Services.GetRequiredService<ReviewReader>();
        var token = TestContext.Current.CancellationToken;
        var ann = (await reader.ReadAsync(home.AnnsPerson.Id, new(from, to), TimeZoneInfo.Utc, home.Today, ReadScope.Everything, token))!; // non-null: there is such a person

        var answer = await SeededSite.ReadAsync(home.Admin, $"api/v1/analytics/review?viewer={home.AnnsPerson.Id}&{days}");
        var household = await SeededSite.ReadAsync(home.Admin, $"api/v1/analytics/review?{days}");
        var own = await SeededSite.ReadAsync(home.Ben, $"api/v1/analytics/review?{days}");

        Assert.Equal(("Ann", 30, ann.Total.Plays, ann.Total.WatchedMs / 1000.0, ann.ActiveDays), (
            answer.GetProperty("viewer_name").GetString(), answer.GetProperty("days").GetInt32(), answer.GetProperty("total").GetProperty("plays").GetInt64(),
            answer.GetProperty("total").GetProperty("watched_seconds").GetDouble(), answer.GetProperty("active_days").GetInt32()));
        Assert.Equal((ann.Binge!.Plays, ann.Streak!.Days, ann.Rank!.Place, ann.Hour!.Id), (
            answer.GetProperty("binge").GetProperty("plays").GetInt64(), answer.GetProperty("streak").GetProperty("days").GetInt32(), answer.GetProperty("rank").GetProperty("place").GetInt32(), answer.GetProperty("hour").GetString()));
        Assert.Equal(ann.Tops.SelectMany(t => t.Rows.Select(r => r.Key.Label)), answer.GetProperty("tops").EnumerateArray()
            .SelectMany(t => t.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("key").GetProperty("label").GetString())));
        Assert.Equal(["Ann", "Ben"], household.GetProperty("people").EnumerateArray().Select(p => p.GetProperty("key").GetProperty("label").GetString()));
        Assert.Equal(("Ben", JsonValueKind.Null), (own.GetProperty("viewer_name").GetString(), own.GetProperty("rank").ValueKind));
        Assert.DoesNotContain("Ann", own.ToString(), StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, await SeededSite.StatusAsync(home.Ben, $"api/v1/analytics/review?viewer={home.AnnsPerson.Id}"));
    }
}
