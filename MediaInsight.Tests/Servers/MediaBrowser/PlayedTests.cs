using System.Net;
using System.Text.Json.Nodes;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers.MediaBrowser;

public sealed class PlayedTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Midnight = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);
    private const string NoItems = """{"Items":[],"TotalRecordCount":0,"StartIndex":0}""";

    [Fact]
    public async Task Jellyfin_log_of_a_real_server_gives_plays_with_begin_and_end()
    {
        var wire = Wire.Jellyfin(new(2026, 11, 20, 22, 0, 0, TimeSpan.Zero))
            .On("/Users", Fixture.Read("jellyfin/users.json"))
            .On("/System/ActivityLog/Entries", Fixture.Read("jellyfin/activitylog.json"))
            .On("/Items", NoItems);
        wire.Replay.On("/Items", r => WireReplay.Text(r.RequestUri!.Query.Contains("ids=", StringComparison.Ordinal) ? Items(r.RequestUri.Query) : r.RequestUri.Query is var q && q.Contains("30f09178105f43f192f11f61a4a692fa", StringComparison.Ordinal) && q.Contains("IsPlayed", StringComparison.Ordinal) ? Fixture.Read("jellyfin/items-user-data.json") : NoItems));

        var played = await wire.Client.GetPlayedAsync(Midnight, Token);

        // Nine begins and eight ends are in the recording.
        Assert.Equal((8, 8), (played.Count, played.Count(p => p.HasTimes)));
        var delta = Assert.Single(played, p => p.Media.ExternalId == "d3a5c6fd12e8248017e8aa0b198b746b");
        Assert.Equal("bob", delta.User.Name);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 21, 3, 25, TimeSpan.Zero).AddTicks(2893912), delta.StartedAt);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 21, 3, 41, TimeSpan.Zero).AddTicks(3765108), delta.StoppedAt);
        Assert.Equal(TimeSpan.FromMinutes(50), delta.Duration);
        Assert.StartsWith("log:179@", delta.SourceId, StringComparison.Ordinal);

        // The one that died was begun again a minute later: one play, from its first begin.
        var knives = Assert.Single(played, p => p.Media.ExternalId == "a9f7ac75d4ebde4bd8070c164554ec4d");
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 20, 58, 15, TimeSpan.Zero).AddTicks(1282172), knives.StartedAt);

        // The watched state belongs to the play of the log, and is no play of its own.
        var episode = Assert.Single(played, p => p.Media.ExternalId == "b7a1e0a475256524a88b88c9cd6f6f14");
        Assert.Equal(("Return", "Northern Lights"), (episode.Media.Title, episode.Media.GrandparentTitle));
        Assert.Null(episode.Completed); // twenty seconds of a film are not the end of it, whatever an earlier play did
        Assert.All(wire.Replay.Requests, r => Assert.DoesNotContain("secret", r.RequestUri!.ToString(), StringComparison.Ordinal));
        Assert.Empty(wire.Replay.Unexpected);
    }

    [Fact]
    public async Task A_watched_state_that_no_log_confirms_is_a_date_and_nothing_more()
    {
        var wire = Wire.Jellyfin(new(2026, 11, 20, 22, 0, 0, TimeSpan.Zero)).On("/Users", Fixture.Read("jellyfin/users.json")).On("/System/ActivityLog/Entries", "", HttpStatusCode.Forbidden);
        wire.Replay.On("/Items", r => WireReplay.Text(r.RequestUri!.Query.Contains("30f09178105f43f192f11f61a4a692fa", StringComparison.Ordinal) && r.RequestUri.Query.Contains("IsPlayed", StringComparison.Ordinal) ? Fixture.Read("jellyfin/items-user-data.json") : NoItems));

        var only = Assert.Single(await wire.Client.GetPlayedAsync(Midnight, Token));

        Assert.False(only.HasTimes);
        Assert.Null(only.WatchedMs);
        Assert.Equal(("alice", "Return", true), (only.User.Name, only.Media.Title, only.Completed));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 21, 8, 32, TimeSpan.Zero).AddTicks(9492994), only.StartedAt);
    }

    [Fact]
    public async Task A_server_that_tells_neither_is_a_failure_and_not_an_empty_history()
    {
        var wire = Wire.Jellyfin().On("/Users", Fixture.Read("jellyfin/users.json")).On("/System/ActivityLog/Entries", "", HttpStatusCode.Forbidden).On("/Items", "", HttpStatusCode.ServiceUnavailable);

        await wire.FailsAsync(c => c.GetPlayedAsync(Midnight, Token));
    }

    [Fact]
    public async Task Emby_log_numbers_accounts_and_the_watched_state_tells_whose_they_are()
    {
        var wire = Wire.Emby(new(2026, 3, 1, 23, 0, 0, TimeSpan.Zero))
            .On("/Users", """[{"Id":"d0a","Name":"dora","Policy":{"IsAdministrator":true}},{"Id":"e1b","Name":"emil"}]""")
            .On("/System/ActivityLog/Entries", new JsonObject
            {
                ["Items"] = new JsonArray(
                    Line(9, "playback.stop", "501", "3", "2026-03-01T21:40:00Z"), Line(8, "playback.start", "501", "3", "2026-03-01T21:00:00Z"),
                    Line(7, "user.authenticated", null, "4", "2026-03-01T20:59:00Z"),
                    Line(6, "playback.stop", "500", "3", "2026-03-01T20:50:00Z"), Line(5, "playback.start", "500", "3", "2026-03-01T20:00:00Z")),
                ["TotalRecordCount"] = 5,
            }.ToJsonString())

            // The list leaves the date out; the item has it.
            .On("/Users/d0a/Items", """{"Items":[{"Id":"500","Name":"Lantern Bay","Type":"Movie","RunTimeTicks":30000000000,"UserData":{"PlayCount":0,"Played":true}}]}""")
            .On("/Users/d0a/Items/500", """{"Id":"500","Name":"Lantern Bay","Type":"Movie","RunTimeTicks":30000000000,"UserData":{"PlayCount":1,"Played":true,"PlaybackPositionTicks":0,"LastPlayedDate":"2026-03-01T20:00:10.0000000Z"}}""")
            .On("/Users/e1b/Items", NoItems)
            .On("/Items", """{"Items":[{"Id":"501","Name":"Thaw","Type":"Episode","SeriesName":"Winter","RunTimeTicks":24000000000}]}""");

        var played = (await wire.Client.GetPlayedAsync(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), Token)).OrderBy(p => p.StartedAt).ToList();

        Assert.Equal(["Lantern Bay", "Thaw"], played.Select(p => p.Media.Title));
        Assert.All(played, p => Assert.Equal(("dora", true), (p.User.Name, p.HasTimes)));
        Assert.True(played[0].Completed);
        Assert.Equal(TimeSpan.FromMinutes(40), played[1].StoppedAt - played[1].StartedAt);
        Assert.Contains(wire.Replay.Requests, r => r.RequestUri!.PathAndQuery.StartsWith("/emby/System/ActivityLog/Entries?StartIndex=0&Limit=500&MinDate=2026-03-01T00:00:00Z", StringComparison.Ordinal));
        Assert.Empty(wire.Replay.Unexpected);
    }

    [Fact]
    public async Task What_is_more_than_is_read_in_one_go_is_said()
    {
        var time = new DateTimeOffset(2026, 3, 1, 23, 0, 0, TimeSpan.Zero);
        var users = new JsonArray([.. Enumerable.Range(1, 101).Select(n => new JsonObject { ["Id"] = $"u{n}", ["Name"] = $"user {n}" })]).ToJsonString();
        var many = new JsonObject { ["Items"] = new JsonArray([.. Enumerable.Range(1, 100).Select(n => new JsonObject { ["Id"] = $"i{n}", ["Name"] = $"Film {n}", ["Type"] = "Movie", ["UserData"] = new JsonObject { ["Played"] = true, ["LastPlayedDate"] = "2026-03-01T22:00:00Z" } })]) }.ToJsonString();
        var lines = new JsonObject { ["Items"] = new JsonArray([.. Enumerable.Range(1, 500).Select(n => Line(n, "user.authenticated", null, "4", "2026-03-01T20:59:00Z"))]) }.ToJsonString();
        var wire = Wire.Emby(time).On("/Users", users);
        var logs = 0;
        wire.Replay.On("/emby/System/ActivityLog/Entries", _ =>
        {
            logs++;
            return WireReplay.Text(lines);
        });
        for (var n = 1; n <= 100; n++)
        {
            wire.On($"/Users/u{n}/Items", n == 7 ? many : NoItems);
        }

        var played = await wire.Client.GetPlayedAsync(time.AddHours(-11), Token);

        Assert.Equal((100, 20), (played.Count, logs));
        Assert.Equal("There was more than is read in one go; read were only the newest 100 watched titles of an account, the newest 10000 lines of the activity log, the watched titles of 100 of 101 accounts.", played.Cut);
    }

    private static JsonObject Line(int id, string type, string? item, string user, string date) => new() { ["Id"] = id, ["Type"] = type, ["ItemId"] = item, ["UserId"] = user, ["Date"] = date, ["Name"] = "prose" };

    private static string Items(string query)
    {
        var ids = query.Split("ids=")[1].Split('&')[0].Split(',');
        return new JsonObject { ["Items"] = new JsonArray([.. ids.Select(i => new JsonObject { ["Id"] = i, ["Name"] = "Item " + i[..4], ["Type"] = "Movie", ["RunTimeTicks"] = TimeSpan.FromMinutes(50).Ticks })]) }.ToJsonString();
    }
}
