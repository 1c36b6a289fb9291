using System.Globalization;
using System.Net;
using System.Text.Json;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Domain;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Api;

public sealed class AnalyticsApiTests(SeededSite home) : IClassFixture<SeededSite>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Statistics => [.. StatisticCatalogue.All.Select(e => e.Id)];

    [Fact]
    public async Task The_list_names_every_statistic_and_the_words_for_free_questions()
    {
        var list = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics");

        Assert.Equal(StatisticCatalogue.All.Select(e => e.Id), list.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()));
        Assert.Contains("hour-of-day", list.GetProperty("splits").EnumerateArray().Select(s => s.GetString()));
        Assert.Contains("last-month", list.GetProperty("ranges").EnumerateArray().Select(s => s.GetString()));
    }

    [Theory]
    [MemberData(nameof(Statistics))]
    public async Task Every_statistic_agrees_between_the_reader_the_answer_the_series_and_the_file(string id)
    {
        var entry = StatisticCatalogue.Find(id)!; // non-null: it is in the list
        var expected = await home.Site.Services.GetRequiredService<StatisticReader>()
            .ReadAsync(entry.Request(AnalyticsFilter.Last(90, home.Today)), TimeZoneInfo.Utc, home.Today, ReadScope.Everything, Cancel);

        var answer = await SeededSite.ReadAsync(home.Admin, $"api/v1/analytics/{id}?range=90d");
        var series = await SeededSite.ReadAsync(home.Admin, $"api/v1/analytics/{id}?range=90d&shape=series");
        var file = CsvReading.Of(await SeededSite.TextAsync(home.Admin, $"api/v1/analytics/{id}.csv?range=90d"));

        Assert.Equal((expected.Total.Plays, expected.Total.WatchedMs / 1000.0), (answer.GetProperty("total").GetProperty("plays").GetInt64(), answer.GetProperty("total").GetProperty("watched_seconds").GetDouble()));
        Assert.Equal(expected.Rows.Select(r => (r.Key.Id, r.Figures.Plays, r.Figures.WatchedMs / 1000.0)), answer.GetProperty("rows").EnumerateArray().Select(r => (
            r.GetProperty("key").GetProperty("id").GetString()!, r.GetProperty("figures").GetProperty("plays").GetInt64(), r.GetProperty("figures").GetProperty("watched_seconds").GetDouble())));
        Assert.Equal(expected.Rows.Count, series.GetProperty("categories").GetArrayLength());
        Assert.All(series.GetProperty("series").EnumerateObject(), s => Assert.Equal(expected.Rows.Count, s.Value.GetArrayLength()));
        var lines = expected.Request.Then == StatisticSplit.None ? expected.Rows.Sum(r => r.Figures.WatchedMs) : expected.Rows.SelectMany(r => r.Parts).Sum(p => p.WatchedMs);
        Assert.Equal(lines / 1000.0, file.Sum(l => double.Parse(l["watched_seconds"], CultureInfo.InvariantCulture)), 3);
    }

    [Fact]
    public async Task Figures_are_those_of_the_plays()
    {
        var people = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/top-viewers?range=30d");
        var days = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/plays-by-day?range=7d");
        var free = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/query?split=title&measure=plays&viewers=true&range=30d&kind=movie");

        Assert.Equal([("Ann", 5L), ("Ben", 2L)], people.GetProperty("rows").EnumerateArray().Select(r => (r.GetProperty("key").GetProperty("label").GetString()!, r.GetProperty("figures").GetProperty("plays").GetInt64())));
        Assert.Equal(7, days.GetProperty("rows").GetArrayLength());
        Assert.Equal(home.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), days.GetProperty("rows")[6].GetProperty("key").GetProperty("id").GetString());
        Assert.Equal(3, days.GetProperty("rows")[3].GetProperty("figures").GetProperty("plays").GetInt64());
        Assert.Equal([("Stalker", 2L, 2), (SeededSite.Formula, 1L, 1)], free.GetProperty("rows").EnumerateArray().Select(r => (
            r.GetProperty("key").GetProperty("label").GetString()!, r.GetProperty("figures").GetProperty("plays").GetInt64(), r.GetProperty("figures").GetProperty("viewers").GetInt32())));
    }

    [Fact]
    public async Task Compared_is_the_stretch_of_as_many_days_right_before()
    {
        var answer = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/top-viewers?range=30d&compare=previous");

        var previous = answer.GetProperty("previous");
        Assert.Equal((7L, 1L), (answer.GetProperty("total").GetProperty("plays").GetInt64(), previous.GetProperty("total").GetProperty("plays").GetInt64()));
        Assert.Equal(home.Today.AddDays(-30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), previous.GetProperty("filter").GetProperty("to").GetString());
    }

    [Fact]
    public async Task A_limited_reader_sees_only_own_plays_in_every_statistic()
    {
        foreach (var entry in StatisticCatalogue.All)
        {
            var mine = await SeededSite.ReadAsync(home.Ben, $"api/v1/analytics/{entry.Id}?range=90d");
            var ofBen = await SeededSite.ReadAsync(home.Admin, $"api/v1/analytics/{entry.Id}?range=90d&viewer={home.BensAccount.ViewerId}");
            Assert.Equal(ofBen.GetProperty("total").ToString(), mine.GetProperty("total").ToString());
            Assert.Equal(ofBen.GetProperty("rows").ToString(), mine.GetProperty("rows").ToString());
            Assert.DoesNotContain("Ann", mine.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.BadRequest, await SeededSite.StatusAsync(home.Ben, $"api/v1/analytics/top-titles?account={home.AnnsAccount.Id}"));
    }

    [Theory]
    [InlineData("top-titles?limit=0", "limit")]
    [InlineData("top-titles?limit=10001", "limit")]
    [InlineData("top-titles?then_limit=51", "then_limit")]
    [InlineData("top-titles?range=forever", "range")]
    [InlineData("top-titles?from=2026-02-30", "from")]
    [InlineData("top-titles?from=0001-01-01", "from")]
    [InlineData("top-titles?to=9999-12-31", "to")]
    [InlineData("top-titles?from=2026-03-02&to=2026-03-01", "from")]
    [InlineData("top-titles?tz=Nowhere/City", "tz")]
    [InlineData("top-titles?viewer=999", "viewer")]
    [InlineData("top-titles?viewer_id=999", "viewer_id")]
    [InlineData("top-titles?user_id=999", "user_id")]
    [InlineData("top-titles?server=999", "server")]
    [InlineData("top-titles?library_id=999", "library_id")]
    [InlineData("top-titles?item=999", "item")]
    [InlineData("top-titles?item=999999999999", "item")]
    [InlineData("top-titles?measure=beauty", "measure")]
    [InlineData("top-titles?order=sideways", "order")]
    [InlineData("top-titles?shape=round", "shape")]
    [InlineData("top-titles?format=pdf", "format")]
    [InlineData("top-titles?days=0", "days")]
    [InlineData("top-titles?timeframe=2w", "timeframe")]
    [InlineData("top-titles?range=7d&range=30d", "range")]
    [InlineData("top-movies?kind=track", "kind")]
    [InlineData("query?split=zodiac", "split")]
    [InlineData("query?split=viewer&then=viewer", "then")]
    [InlineData("query?split=day&then=hour-of-day", "then")]
    public async Task A_bad_word_is_refused_by_name(string path, string field) => Assert.Equal([field], await home.RefusedAsync($"api/v1/analytics/{path}"));

    [Fact]
    public async Task An_unknown_statistic_is_not_found() => Assert.Equal(HttpStatusCode.NotFound, await SeededSite.StatusAsync(home.Admin, "api/v1/analytics/top-colours"));

    [Fact]
    public async Task Another_time_zone_splits_days_at_its_own_midnight()
    {
        var utc = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/plays-by-hour?range=30d");
        var tokyo = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/plays-by-hour?range=30d&tz=Asia/Tokyo");

        static int[] Busy(JsonElement answer) => [.. answer.GetProperty("rows").EnumerateArray().Where(r => r.GetProperty("figures").GetProperty("plays").GetInt64() > 0).Select(r => int.Parse(r.GetProperty("key").GetProperty("id").GetString()!, CultureInfo.InvariantCulture))];
        Assert.Equal([12, 13], Busy(utc));
        Assert.Equal([21, 22], Busy(tokyo));
        Assert.Equal("Asia/Tokyo", tokyo.GetProperty("filter").GetProperty("time_zone").GetString());
    }
}
