using System.Text.Json;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Sessions;
using MediaInsight.Tests.Analytics;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Api;

/// <summary>Finished sessions: every fact of a row, and what each filter leaves.</summary>
public sealed class SessionListApiTests(SeededSite home) : IClassFixture<SeededSite>
{
    private const string List = "api/v1/analytics/sessions";

    [Fact]
    public async Task An_episode_s_row_tells_where_it_belongs_how_it_was_sent_and_how_long_it_ran()
    {
        var started = new DateTimeOffset(home.Today.AddDays(-6), new(20, 15), TimeSpan.Zero);
        var play = Evening(started);

        var row = Assert.Single(await ReadAsync($"{List}?q=The+Long+Corridor&include_short=true"));

        var details = await SeededSite.ReadAsync(home.Admin, $"{List}/{play.Id}");
        foreach (var told in new[] { row, details })
        {
            Assert.Equal(
                [("title", "The Long Corridor"), ("parent_title", "Season 2"), ("grandparent_title", "Severance"), ("platform", "Linux"), ("subtitle_decision", "transcode"), ("certainty", "observed")],
                new[] { "title", "parent_title", "grandparent_title", "platform", "subtitle_decision", "certainty" }.Select(n => (n, told.GetProperty(n).GetString())));
            Assert.Equal((2, 7, 4200), (told.GetProperty("season_number").GetInt32(), told.GetProperty("episode_number").GetInt32(), told.GetProperty("bitrate_kbps").GetInt32()));
            Assert.Equal((12.5, 90, 40.5, 1.25), (told.GetProperty("bandwidth_mbps").GetDouble(), told.GetProperty("watched_seconds").GetDouble(), told.GetProperty("paused_seconds").GetDouble(), told.GetProperty("buffering_seconds").GetDouble()));
            Assert.True(told.GetProperty("is_short").GetBoolean());
            Assert.Equal((started, started.AddMinutes(3)), (told.GetProperty("started_at").GetDateTimeOffset(), told.GetProperty("stopped_at").GetDateTimeOffset()));
        }

        Assert.Equal("subrip", details.GetProperty("stream").GetProperty("source").GetProperty("subtitle_codec").GetString());
    }

    [Fact]
    public async Task What_no_server_told_is_null_and_never_zero()
    {
        var row = Assert.Single(await ReadAsync($"{List}?media_type=audiobook"));

        Assert.All(
            [
                "parent_title", "season_number", "episode_number", "year", "channel_name", "ip_address", "location", "stream_type", "video_decision", "audio_decision", "subtitle_decision", "transcode_reasons",
                "video_codec", "audio_codec", "resolution", "stream_video_codec", "stream_audio_codec", "stream_resolution", "container", "bitrate_kbps", "bandwidth_mbps", "bytes_estimate",
                "progress_seconds", "duration_seconds", "percent_complete",
            ],
            name => Assert.Equal((name, JsonValueKind.Null), (name, row.GetProperty(name).ValueKind)));
        Assert.Equal("Dune", row.GetProperty("title").GetString());
        Assert.Equal(0, row.GetProperty("paused_seconds").GetDouble());
    }

    [Fact]
    public async Task Each_filter_leaves_what_it_says()
    {
        var (server, yesterday) = (home.Home.Servers[0].Id, home.Today.AddDays(-1));
        var other = home.Home.Server("Cellar", ServerKind.Emby);
        var carl = home.Home.Account(other, home.Home.Person("Carl"));
        home.Home.Play(carl, home.Home.Item(other, MediaKind.Movie, "Solaris"), new DateTimeOffset(home.Today.AddDays(-5), new(12, 0), TimeSpan.Zero), TimeSpan.FromHours(1));

        Assert.Equal(["Solaris"], await TitlesAsync($"server_id={other.Id}"));
        Assert.Equal(8, (await TitlesAsync($"server_id={server}&to={home.Today.AddDays(-1):yyyy-MM-dd}&from={home.Today.AddDays(-60):yyyy-MM-dd}")).Count(t => t != "The Long Corridor"));
        Assert.Equal(["Blue in Green"], await TitlesAsync("media_type=music_track"));
        Assert.Equal(["Blue in Green"], await TitlesAsync("content_type=music_track"));
        Assert.Equal(["Stalker", "Stalker"], await TitlesAsync($"from={yesterday:yyyy-MM-dd}"));
        Assert.Equal(["Dune"], await TitlesAsync($"to={home.Today.AddDays(-30):yyyy-MM-dd}"));

        // "to" is the whole day, and an instant is that instant.
        Assert.Equal(["Stalker", "Stalker"], await TitlesAsync($"from={yesterday:yyyy-MM-dd}&to={yesterday:yyyy-MM-dd}"));
        Assert.Empty(await TitlesAsync($"from={yesterday:yyyy-MM-dd}&to={yesterday:yyyy-MM-dd}T11:59:59Z"));
        Assert.Equal(["Part 3", "Part 2", "Part 1"], await TitlesAsync("q=severance&content_type=tvshow_episode"));
        Assert.Equal(["Dune"], await TitlesAsync("q=frank+herbert"));
        Assert.Equal(["Stalker"], await TitlesAsync("stream_type=transcode"));
        Assert.Equal(["Blue in Green", "Dune"], await TitlesAsync($"user_id={home.BensAccount.Id}&to={home.Today.AddDays(-2):yyyy-MM-dd}"));
    }

    [Fact]
    public async Task Pages_follow_one_another_newest_first_and_count_the_whole()
    {
        var all = await TitlesAsync($"viewer_id={home.AnnsPerson.Id}");

        var second = await SeededSite.ReadAsync(home.Admin, $"{List}?viewer_id={home.AnnsPerson.Id}&page=2&page_size=2");

        Assert.Equal((5, 2, 2), (second.GetProperty("total").GetInt32(), second.GetProperty("page").GetInt32(), second.GetProperty("page_size").GetInt32()));
        Assert.Equal(all.Skip(2).Take(2), second.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("title").GetString()!)); // non-null: every row has one
        Assert.Equal("Stalker", all[0]);
        Assert.Empty((await ReadAsync($"{List}?viewer_id={home.AnnsPerson.Id}&page=9&page_size=2")));
    }

    private Play Evening(DateTimeOffset started)
    {
        var server = home.Home.Servers[0];
        var file = new MediaFormat { VideoCodec = "h264", SubtitleCodec = "subrip", BitrateKbps = 4200 };
        var play = home.Home.Play(
            home.BensAccount, home.Home.Item(server, MediaKind.Episode, "The Long Corridor", show: "Severance", parent: "Season 2", season: 2, episode: 7), started, TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(90), isShort: true,
            stream: new() { Decision = StreamDecision.Transcode, Subtitle = SubtitleDecision.Transcode, Source = file, Sent = file });
        using var db = home.Home.Db.CreateDbContext();
        db.Plays.Where(p => p.Number == play.Number).ExecuteUpdate(p => p.SetProperty(x => x.PausedMs, 40_500).SetProperty(x => x.BufferingMs, 1_250).SetProperty(x => x.BandwidthKbps, 12_500));
        return play;
    }

    private async Task<IReadOnlyList<string>> TitlesAsync(string query) =>
        [.. (await ReadAsync($"{List}?{query}")).Select(i => i.GetProperty("title").GetString()!)]; // non-null: every row has one

    private async Task<IReadOnlyList<JsonElement>> ReadAsync(string path) =>
        [.. (await SeededSite.ReadAsync(home.Admin, path)).GetProperty("items").EnumerateArray()];
}
