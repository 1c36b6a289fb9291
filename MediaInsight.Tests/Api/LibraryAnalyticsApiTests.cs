using System.Text.Json;

namespace MediaInsight.Tests.Api;

public sealed class LibraryAnalyticsApiTests(SeededSite home) : IClassFixture<SeededSite>
{
    [Fact]
    public async Task The_overview_counts_titles_and_bytes_and_what_came_each_month()
    {
        var overview = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/library/overview");

        Assert.Equal("""{"movie":2,"tvshow_episode":3}""", overview.GetProperty("items").ToString());
        Assert.Equal((5, 5.0, 2.0), (overview.GetProperty("total_items").GetInt32(), overview.GetProperty("storage_total_gb").GetDouble(), overview.GetProperty("storage_gb_by_type").GetProperty("movie").GetDouble()));
        var month = Assert.Single(overview.GetProperty("growth").EnumerateArray());
        Assert.Equal((5, 5), (month.GetProperty("added").GetInt32(), month.GetProperty("total_items").GetInt32()));
    }

    [Fact]
    public async Task Watching_has_patterns_and_the_most_and_least_watched()
    {
        var watch = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/library/watch");
        var own = await SeededSite.ReadAsync(home.Ben, "api/v1/analytics/library/watch");

        Assert.Equal((24, 7), (watch.GetProperty("patterns").GetProperty("by_hour").GetArrayLength(), watch.GetProperty("patterns").GetProperty("by_weekday").GetArrayLength()));
        Assert.Equal(8, watch.GetProperty("total").GetProperty("plays").GetInt64());
        Assert.Equal(["Dune", "Severance", "Stalker"], watch.GetProperty("most_watched").EnumerateArray().Take(3).Select(Label).Order());
        Assert.Equal((5, 1), (watch.GetProperty("engagement").GetArrayLength(), watch.GetProperty("binges").GetProperty("total").GetInt32()));
        Assert.Equal("Miles Davis", Label(watch.GetProperty("least_watched")[0]));
        Assert.Equal(3, own.GetProperty("total").GetProperty("plays").GetInt64());
        Assert.Equal(["from"], await home.RefusedAsync("api/v1/analytics/library/watch?from=never"));
    }

    [Fact]
    public async Task A_limited_reader_gets_no_library()
    {
        var overview = await SeededSite.ReadAsync(home.Ben, "api/v1/analytics/library/overview");

        Assert.Equal((0, JsonValueKind.Null), (overview.GetProperty("total_items").GetInt32(), overview.GetProperty("storage_bytes").ValueKind));
    }

    private static string? Label(JsonElement row) => row.GetProperty("key").GetProperty("label").GetString();
}
