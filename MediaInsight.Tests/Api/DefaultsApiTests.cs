using System.Globalization;
using System.Text.Json;
using MediaInsight.Domain;

namespace MediaInsight.Tests.Api;

/// <summary>What the addresses of other programs answer when nobody asks for more: their defaults, limits and figures.</summary>
public sealed class DefaultsApiTests(CrowdedSite home) : IClassFixture<CrowdedSite>
{
    [Theory]
    [InlineData("top/users")]
    [InlineData("top-users")]
    public async Task Of_twelve_persons_the_ten_with_the_most_hours_of_thirty_days_come_in_order(string path)
    {
        var ranked = home.People.Select(p => (Name: p.Name, Hours: CrowdedSite.Hours(home.Of(p, 30)))).OrderByDescending(p => p.Hours).ToList();

        var rows = await RowsAsync("stats/" + path);

        Assert.Equal(ranked.Take(10), rows.Select(r => (Text(r, "name"), Hours(r, ranked))));
        Assert.Equal(12, (await RowsAsync($"stats/{path}?limit=100")).Count);
        var month = await RowsAsync($"stats/{path}?timeframe=30d");
        Assert.Equal(month.Select(r => r.ToString()), rows.Select(r => r.ToString()));
    }

    [Theory]
    [InlineData("top/items")]
    [InlineData("top-items")]
    public async Task Of_thirteen_titles_the_ten_with_the_most_hours_of_thirty_days_come_in_order(string path)
    {
        var ranked = home.Last(30).GroupBy(p => Title(home.Home.Items[p.MediaItemId])).Select(t => (Name: t.Key, Hours: CrowdedSite.Hours(t))).OrderByDescending(t => t.Hours).ToList();

        var rows = await RowsAsync("stats/" + path);

        Assert.Equal(13, ranked.Count);
        Assert.Equal(ranked.Take(10), rows.Select(r => (Text(r, "name"), Hours(r, ranked))));
        Assert.All(rows, r => Assert.Equal("Movie", Text(r, "type")));
        Assert.Equal(13, (await RowsAsync($"stats/{path}?limit=100")).Count);
    }

    [Fact]
    public async Task Five_persons_are_the_most_active_ever_and_twelve_there_are()
    {
        var ranked = home.People.Select(p => (Name: p.Name, Watched: TimeSpan.FromHours(CrowdedSite.Hours(home.Of(p))))).OrderByDescending(p => p.Watched).ToList();

        var rows = await RowsAsync("stats/active-users");

        Assert.Equal(5, rows.Count);
        Assert.Equal(
            ranked.Take(5).Select(p => (p.Name, p.Watched.Days, p.Watched.Hours, p.Watched.Minutes)),
            rows.Select(r => (Text(r, "user"), r.GetProperty("days").GetInt32(), r.GetProperty("hours").GetInt32(), r.GetProperty("minutes").GetInt32())));
        Assert.Equal("Person 12", ranked[0].Name);
        Assert.Equal("""{"total_users":12}""", (await SeededSite.ReadAsync(home.Admin, "stats/users/total")).ToString());
    }

    [Theory]
    [InlineData("", 30, 10)]
    [InlineData("?days=60&limit=100", 60, 100)]
    [InlineData("?days=5&limit=2", 5, 2)]
    public async Task A_person_is_told_of_thirty_days_with_ten_titles_and_ten_plays(string query, int days, int limit)
    {
        var person = home.People[0];
        var (plays, ever) = (home.Of(person, days), home.Of(person));
        var titles = plays.GroupBy(p => Title(home.Home.Items[p.MediaItemId])).Select(t => (Name: t.Key, Hours: CrowdedSite.Hours(t))).OrderByDescending(t => t.Hours).ToList();

        var user = await SeededSite.ReadAsync(home.Admin, $"stats/user/{person.Id}{query}");

        Assert.Equal(
            (person.Id.ToString(), "Person 01", days, plays.Count, Math.Round(CrowdedSite.Hours(plays), 4)),
            (Text(user, "user_id"), Text(user, "user_name"), Number(user, "days"), Number(user, "total_plays"), user.GetProperty("total_hours").GetDouble()));
        Assert.Equal((ever.Min(p => p.StartedAt), ever.Max(p => p.StoppedAt)), (user.GetProperty("first_seen_at").GetDateTimeOffset(), user.GetProperty("last_seen_at").GetDateTimeOffset()));
        Assert.Equal(titles.Take(limit), user.GetProperty("top_items").EnumerateArray().Select(r => (Text(r, "name"), Hours(r, titles))));
        Assert.Equal(ever.OrderByDescending(p => p.StartedAt).Take(limit).Select(p => p.Id.ToString()), user.GetProperty("recent_activity").EnumerateArray().Select(r => Text(r, "id")));
        Assert.Equal(plays.GroupBy(p => p.Kind).Select(k => k.Count()).OrderDescending(), user.GetProperty("plays_by_type").EnumerateObject().Select(k => k.Value.GetInt32()).OrderDescending());
        var history = user.GetProperty("history").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(0, days).Select(d => Iso(home.Today.AddDays(d + 1 - days))), history.Select(d => Text(d, "day")));
        Assert.Equal(
            history.Select(d => Text(d, "day")).Select(day => plays.Count(p => Iso(DateOnly.FromDateTime(p.StartedAt.UtcDateTime)) == day)),
            history.Select(d => Number(d, "plays")));
        Assert.Equal(CrowdedSite.Hours(plays), history.Sum(d => d.GetProperty("hours").GetDouble()), 2);
    }

    [Fact]
    public async Task Streams_tell_of_the_last_fifty_plays_and_the_breakdown_of_thirty_days()
    {
        var recent = (await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/streams")).GetProperty("recent").EnumerateArray().ToList();
        var breakdown = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/streams/breakdown");
        var longer = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/streams/breakdown?days=500");

        Assert.Equal(home.Home.Plays.OrderByDescending(p => p.StartedAt).Take(50).Select(p => p.Id.ToString()), recent.Select(r => Text(r, "id")));
        Assert.Equal((30, 25, 2, 33, 60), Broken(breakdown, 30));
        Assert.Equal((500, 27, 2, 34, 63), Broken(longer, 500));

        (int, int, int, int, int) Broken(JsonElement told, int days)
        {
            int Count(StreamDecision decision) => home.Last(days).Count(p => p.Decision == decision);
            Assert.Equal((Count(StreamDecision.DirectPlay), Count(StreamDecision.DirectStream), Count(StreamDecision.Transcode)), (Number(told, "direct_plays"), Number(told, "direct_streams"), Number(told, "transcodes")));
            return (Number(told, "days"), Number(told, "direct_plays"), Number(told, "direct_streams"), Number(told, "transcodes"), Number(told, "total"));
        }
    }

    [Fact]
    public async Task Activity_of_every_person_ends_with_their_last_play()
    {
        var answer = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/users/activity");

        Assert.Equal(12, Number(answer, "total"));
        var people = answer.GetProperty("items").EnumerateArray().ToDictionary(p => Text(p, "viewer_id"));
        foreach (var person in home.People)
        {
            var (told, plays) = (people[person.Id.ToString()], home.Of(person));
            Assert.Equal(plays.Max(p => p.StoppedAt), told.GetProperty("last_active_at").GetDateTimeOffset());
            Assert.Equal((plays.Count, Math.Round(CrowdedSite.Hours(plays) * 60, 2)), (Number(told, "total_plays"), told.GetProperty("watch_minutes").GetDouble()));
            Assert.Equal(plays.GroupBy(p => home.Home.Items[p.MediaItemId].Genres!.Trim('|')).MaxBy(g => g.Sum(p => p.WatchedMs))!.Key, Text(told, "favorite_genre"));
        }
    }

    [Fact]
    public async Task Conversions_are_told_of_thirty_days_with_the_last_thirty_of_them()
    {
        var some = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/transcodes");
        var longer = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/transcodes?days=60");

        var converted = home.Last(30).Where(p => p.Decision == StreamDecision.Transcode).ToList();
        var byHardware = converted.Count(p => p.UserId.Value % 3 == 0);
        Assert.Equal((30, 33, 5), (Number(some, "days"), Number(some, "total_transcodes"), Number(some, "failed")));
        Assert.Equal(converted.Count, Number(some, "total_transcodes"));
        Assert.Equal(28 / 33.0, some.GetProperty("success_rate").GetDouble(), 4);
        Assert.Equal(100.0 * byHardware / converted.Count, some.GetProperty("hw_accel_percent").GetDouble(), 2);
        Assert.Equal(
            converted.GroupBy(p => p.UserId.Value % 2 == 0 ? "hevc" : "h264").Select(g => (g.Key, g.Count())).Order(),
            some.GetProperty("codec_distribution").EnumerateObject().Select(c => (c.Name, c.Value.GetInt32())).Order());
        Assert.Equal(
            converted.OrderByDescending(p => p.StartedAt).Take(30).Select(p => p.StartedAt),
            some.GetProperty("recent").EnumerateArray().Select(r => r.GetProperty("started_at").GetDateTimeOffset()));
        Assert.Equal((34, 60, 34), (Number(some, "total"), Number(longer, "days"), Number(longer, "total_transcodes")));
    }

    [Fact]
    public async Task The_overview_of_today_is_that_of_the_plays_that_began_today()
    {
        var overview = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/overview");

        var (today, week) = (home.Last(1), home.Last(7));
        Assert.Equal((3, 2, 1, 1, 1, 1), (
            Number(overview, "total_plays_today"), Number(overview, "unique_users_today"), Number(overview, "transcodes_today"), Number(overview, "direct_plays_today"),
            Number(overview, "direct_streams_today"), Number(overview, "failures_today")));
        Assert.Equal(45 * 60.0, overview.GetProperty("watched_today_seconds").GetDouble());
        Assert.Equal(today.Sum(p => p.WatchedMs) * CrowdedSite.Kbps / 8, overview.GetProperty("bandwidth_today_bytes").GetInt64());
        Assert.Equal((week.Count, 0, 0), (Number(overview, "total_plays_week"), Number(overview, "active_streams"), Number(overview, "library_size")));
    }

    private async Task<List<JsonElement>> RowsAsync(string path) => [.. (await SeededSite.ReadAsync(home.Admin, path)).EnumerateArray()];

    /// <summary>As expected where they agree to the last told digit, so that rows compare equal.</summary>
    private static double Hours(JsonElement row, IEnumerable<(string Name, double Hours)> expected)
    {
        var (told, exact) = (row.GetProperty("hours").GetDouble(), expected.First(e => e.Name == Text(row, "name")).Hours);
        return told == Math.Round(exact, 4) ? exact : told;
    }

    private static string Title(Libraries.MediaItem item) => item.GrandparentTitle ?? item.Title;

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!; // non-null: every address tells it

    private static int Number(JsonElement of, string name) => of.GetProperty(name).GetInt32();
}
