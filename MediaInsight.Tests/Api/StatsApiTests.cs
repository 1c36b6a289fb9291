using System.Globalization;
using System.Net;
using System.Text.Json;

namespace MediaInsight.Tests.Api;

/// <summary>The addresses of Emby Analytics, with its defaults, limits and shapes.</summary>
public sealed class StatsApiTests(SeededSite home) : IClassFixture<SeededSite>
{
    [Theory]
    [InlineData("overview", "total_users total_items total_plays unique_plays movies series episodes")]
    [InlineData("usage", "[] day user hours")]
    [InlineData("top/users", "[] user_id name hours")]
    [InlineData("top-users", "[] user_id name hours")]
    [InlineData("top/items", "[] item_id name type hours")]
    [InlineData("top-items", "[] item_id name type hours")]
    [InlineData("qualities", "buckets")]
    [InlineData("codecs", "codecs")]
    [InlineData("active-users", "[] user days hours minutes")]
    [InlineData("users/total", "total_users")]
    [InlineData("user/{ann}", "user_id user_name total_hours total_plays top_items recent_activity")]
    [InlineData("users/{ann}", "user_id user_name total_hours total_plays top_items recent_activity")]
    [InlineData("play-methods", "methods session_details total limit offset show_all")]
    [InlineData("playback-methods", "methods session_details total limit offset show_all")]
    [InlineData("items/by-codec/hevc", "items total page page_size")]
    [InlineData("items/by-quality/4K", "items total page page_size")]
    public async Task Every_address_answers_with_its_keys_with_and_without_the_prefix(string path, string keys)
    {
        path = path.Replace("{ann}", home.AnnsPerson.Id.ToString(), StringComparison.Ordinal);
        var answer = await SeededSite.ReadAsync(home.Admin, "stats/" + path);
        var same = await SeededSite.ReadAsync(home.Admin, "api/v1/stats/" + path);

        Assert.Equal(answer.ToString(), same.ToString());
        var names = keys.Split(' ');
        var told = names[0] == "[]" ? answer[0] : answer;
        Assert.All(names.Where(n => n != "[]"), n => Assert.True(told.TryGetProperty(n, out _), $"{path} has no {n}: {told}"));
    }

    [Fact]
    public async Task Figures_are_those_of_the_plays()
    {
        var overview = await SeededSite.ReadAsync(home.Admin, "stats/overview");
        Assert.Equal((2, 5, 2, 3, 8L, 7), (
            Int(overview, "total_users"), Int(overview, "total_items"), Int(overview, "movies"), Int(overview, "episodes"), overview.GetProperty("total_plays").GetInt64(), Int(overview, "unique_plays")));

        // The book was forty days ago: outside of the 14 days that nobody asked for otherwise.
        var usage = (await SeededSite.ReadAsync(home.Admin, "stats/usage")).EnumerateArray().ToList();
        Assert.Equal(6 - 1, usage.Count);
        Assert.Equal(usage.OrderBy(r => r.GetProperty("day").GetString()).Select(r => r.ToString()), usage.Select(r => r.ToString()));
        var longer = (await SeededSite.ReadAsync(home.Admin, "stats/usage?days=60")).EnumerateArray().Sum(r => r.GetProperty("hours").GetDouble());
        Assert.Equal(home.Home.Plays.Sum(p => p.WatchedMs) / 3_600_000.0, longer, 3);

        var users = await SeededSite.ReadAsync(home.Admin, "stats/top/users?timeframe=all-time");
        Assert.Equal(["Ann", "Ben"], users.EnumerateArray().Select(u => u.GetProperty("name").GetString()));
        Assert.Single((await SeededSite.ReadAsync(home.Admin, "stats/top/users?timeframe=all-time&limit=1")).EnumerateArray());
        Assert.Empty((await SeededSite.ReadAsync(home.Admin, "stats/top/users?timeframe=1d")).EnumerateArray());

        var items = await SeededSite.ReadAsync(home.Admin, "stats/top/items");
        Assert.Equal(["Movie", "Series", "Movie", "Artist"], items.EnumerateArray().Select(i => i.GetProperty("type").GetString()));

        var active = await SeededSite.ReadAsync(home.Admin, "stats/active-users");
        Assert.Equal((0L, 5L, 5L), (active[0].GetProperty("days").GetInt64(), active[0].GetProperty("hours").GetInt64(), active[0].GetProperty("minutes").GetInt64()));
    }

    [Fact]
    public async Task Libraries_are_told_in_boxes_and_title_by_title()
    {
        var buckets = (await SeededSite.ReadAsync(home.Admin, "stats/qualities")).GetProperty("buckets");
        Assert.Equal(["4K", "1080p", "720p", "SD", "Unknown"], buckets.EnumerateObject().Select(b => b.Name));
        Assert.Equal((1, 0), (Int(buckets.GetProperty("4K"), "Movie"), Int(buckets.GetProperty("4K"), "Episode")));
        Assert.Equal((0, 3), (Int(buckets.GetProperty("1080p"), "Movie"), Int(buckets.GetProperty("1080p"), "Episode")));
        Assert.Equal(1, Int(buckets.GetProperty("Unknown"), "Movie"));

        var codecs = (await SeededSite.ReadAsync(home.Admin, "stats/codecs")).GetProperty("codecs");
        Assert.Equal(3, Int(codecs.GetProperty("h264"), "Episode"));
        Assert.Single((await SeededSite.ReadAsync(home.Admin, "stats/codecs?limit=1")).GetProperty("codecs").EnumerateObject());

        Assert.Equal(["Stalker"], await NamesAsync("stats/items/by-codec/HEVC"));
        Assert.Equal(["Stalker"], await NamesAsync("stats/items/by-quality/4k"));
        Assert.Equal([SeededSite.Formula], await NamesAsync("stats/items/by-quality/Unknown"));
        Assert.Equal([SeededSite.Formula], await NamesAsync("stats/items/by-codec/unknown"));
        Assert.Equal(["Part 3"], await NamesAsync("stats/items/by-quality/1080p?page=3&page_size=1"));
        Assert.Empty(await NamesAsync("stats/items/by-quality/1080p?media_type=movie"));

        async Task<IEnumerable<string?>> NamesAsync(string path) => (await SeededSite.ReadAsync(home.Admin, path)).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("name").GetString()).ToList();
    }

    [Fact]
    public async Task Play_methods_count_plays_and_list_transcodes_or_all()
    {
        var some = await SeededSite.ReadAsync(home.Admin, "stats/play-methods");
        var all = await SeededSite.ReadAsync(home.Admin, "stats/play-methods?show_all=true&limit=3&offset=2");
        var ann = await SeededSite.ReadAsync(home.Admin, $"stats/play-methods?user_id={home.AnnsPerson.Id}&media_type=movie");

        Assert.Equal("""{"DirectPlay":1,"DirectStream":0,"Transcode":1,"Unknown":5}""", some.GetProperty("methods").ToString());
        Assert.Equal((1L, 30, 50, 0), (some.GetProperty("total").GetInt64(), Int(some, "days"), Int(some, "limit"), Int(some, "offset")));
        Assert.Equal("transcode", some.GetProperty("session_details")[0].GetProperty("stream_type").GetString());
        Assert.Equal((7L, 3), (all.GetProperty("total").GetInt64(), all.GetProperty("session_details").GetArrayLength()));
        Assert.Equal("""{"DirectPlay":0,"DirectStream":0,"Transcode":1,"Unknown":1}""", ann.GetProperty("methods").ToString());
        var list = (await SeededSite.ReadAsync(home.Admin, "stats/play-methods?show_all=true&limit=1000")).GetProperty("session_details").EnumerateArray().Select(r => r.GetProperty("id").GetString()).ToList();
        Assert.Equal(list.Skip(2).Take(3), all.GetProperty("session_details").EnumerateArray().Select(r => r.GetProperty("id").GetString()));
    }

    [Theory]
    [InlineData("usage?days=0", "days")]
    [InlineData("usage?days=x", "days")]
    [InlineData("top/users?limit=101", "limit")]
    [InlineData("top/users?timeframe=2d", "timeframe")]
    [InlineData("top/items?limit=0", "limit")]
    [InlineData("codecs?limit=101", "limit")]
    [InlineData("active-users?limit=101", "limit")]
    [InlineData("user/1?limit=101", "limit")]
    [InlineData("user/1?days=-1", "days")]
    [InlineData("play-methods?limit=1001", "limit")]
    [InlineData("play-methods?offset=-1", "offset")]
    [InlineData("play-methods?show_all=perhaps", "show_all")]
    [InlineData("play-methods?user_id=999", "user_id")]
    [InlineData("play-methods?media_type=painting", "media_type")]
    [InlineData("items/by-quality/8K", "quality")]
    [InlineData("items/by-codec/hevc?page_size=501", "page_size")]
    public async Task A_bad_parameter_is_refused_by_name(string path, string field) => Assert.Equal([field], await home.RefusedAsync("stats/" + path));

    [Fact]
    public async Task A_limited_reader_sees_only_the_own_person()
    {
        var overview = await SeededSite.ReadAsync(home.Ben, "stats/overview");
        Assert.Equal((1, JsonValueKind.Null, 3L), (Int(overview, "total_users"), overview.GetProperty("total_items").ValueKind, overview.GetProperty("total_plays").GetInt64()));
        Assert.Equal(["Ben"], (await SeededSite.ReadAsync(home.Ben, "stats/top/users?days=90")).EnumerateArray().Select(u => u.GetProperty("name").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, await SeededSite.StatusAsync(home.Ben, $"stats/user/{home.AnnsPerson.Id}"));
        Assert.Equal(HttpStatusCode.NotFound, await SeededSite.StatusAsync(home.Admin, "stats/user/nobody"));
        Assert.Equal(HttpStatusCode.OK, await SeededSite.StatusAsync(home.Ben, string.Create(CultureInfo.InvariantCulture, $"stats/user/{home.BensAccount.ViewerId}")));
        Assert.Empty((await SeededSite.ReadAsync(home.Ben, "stats/items/by-quality/4K")).GetProperty("items").EnumerateArray());
        using var nobody = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = home.Site.Address };
        Assert.Equal(HttpStatusCode.Unauthorized, await SeededSite.StatusAsync(nobody, "stats/overview"));
    }

    private static int Int(JsonElement of, string name) => of.GetProperty(name).GetInt32();
}
