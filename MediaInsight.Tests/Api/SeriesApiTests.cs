using System.Globalization;
using System.Text.Json;

namespace MediaInsight.Tests.Api;

public sealed class SeriesApiTests(SeededSite home) : IClassFixture<SeededSite>
{
    [Fact]
    public async Task Plays_by_date_have_a_category_per_day_and_a_series_per_kind()
    {
        var plays = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/plays-by-date");
        var week = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/plays-by-date?time_range=7&y_axis=duration");

        Assert.Equal(30, plays.GetProperty("categories").GetArrayLength());
        Assert.Equal(home.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), plays.GetProperty("categories")[29].GetString());
        Assert.Equal(["Movies", "TV", "Music"], plays.GetProperty("series").EnumerateObject().Select(s => s.Name));
        Assert.Equal((3.0, 3.0, 1.0), (Sum(plays, "Movies"), Sum(plays, "TV"), Sum(plays, "Music")));
        Assert.Equal(("seconds", 3 * 45 * 60.0), (week.GetProperty("unit").GetString(), Sum(week, "TV")));
    }

    [Fact]
    public async Task Plays_by_hour_have_the_hours_from_00_to_23()
    {
        var plays = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/plays-by-hourofday");

        Assert.Equal(Enumerable.Range(0, 24).Select(h => h.ToString("00", CultureInfo.InvariantCulture)), plays.GetProperty("categories").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal(2, plays.GetProperty("series").GetProperty("TV")[12].GetDouble());
    }

    [Fact]
    public async Task Plays_by_stream_type_have_the_three_ways_of_streaming_and_the_most_at_once()
    {
        var plays = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/plays-by-stream-type");
        var atOnce = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/concurrent-streams-by-stream-type");
        var peaks = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/concurrency");

        Assert.Equal(["Direct Play", "Direct Stream", "Transcode", "Concurrent Streams"], plays.GetProperty("series").EnumerateObject().Select(s => s.Name));
        Assert.Equal((1.0, 0.0, 1.0), (Sum(plays, "Direct Play"), Sum(plays, "Direct Stream"), Sum(plays, "Transcode")));

        // Yesterday at noon both watched; every other day one at most.
        Assert.Equal([0.0, 2.0, 1.0, 1.0, 1.0], plays.GetProperty("series").GetProperty("Concurrent Streams").EnumerateArray().Select(v => v.GetDouble()).Reverse().Take(5));
        Assert.Equal(plays.GetProperty("series").GetProperty("Concurrent Streams").ToString(), atOnce.GetProperty("series").GetProperty("Max. Concurrent Streams").ToString());
        Assert.Equal((2, 2), (peaks.GetProperty("peak").GetProperty("streams").GetInt32(), peaks.GetProperty("at_peak").GetArrayLength()));
    }

    [Theory]
    [InlineData("plays-by-dayofweek", 7)]
    [InlineData("plays-per-month", 2)]
    public async Task Other_splits_by_time_are_series_too(string path, int categories)
    {
        var plays = await SeededSite.ReadAsync(home.Admin, $"api/v1/analytics/{path}?time_range=30");

        Assert.InRange(plays.GetProperty("categories").GetArrayLength(), categories - 1, categories + 1);
        Assert.Equal(3, Sum(plays, "TV"));
    }

    [Theory]
    [InlineData("plays-by-date?time_range=0", "time_range")]
    [InlineData("plays-by-date?y_axis=mood", "y_axis")]
    [InlineData("plays-by-hourofday?time_range=many", "time_range")]
    [InlineData("plays-by-stream-type?user_id=999", "user_id")]
    public async Task A_bad_parameter_is_refused_by_name(string path, string field) => Assert.Equal([field], await home.RefusedAsync("api/v1/analytics/" + path));

    private static double Sum(JsonElement answer, string series) => answer.GetProperty("series").GetProperty(series).EnumerateArray().Sum(v => v.GetDouble());
}
