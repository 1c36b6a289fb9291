using System.Text.Json;

namespace MediaInsight.Tests.Api;

public sealed class ViewingApiTests(SeededSite home) : IClassFixture<SeededSite>
{
    [Theory]
    [InlineData("concurrency", "days", "from to peak days at_peak")]
    [InlineData("engagement", "items", "items total")]
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

    [Theory]
    [InlineData("engagement?split=viewer", "split")]
    [InlineData("engagement?order_by=mood", "order_by")]
    [InlineData("engagement?limit=1001", "limit")]
    [InlineData("engagement?min_plays=-1", "min_plays")]
    [InlineData("concurrency?from=2026-02-02&to=2026-02-01", "from")]
    public async Task A_bad_parameter_is_refused_by_name(string path, string field) => Assert.Equal([field], await home.RefusedAsync("api/v1/analytics/" + path));
}
