using System.Text.Json.Nodes;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Sessions;

namespace MediaInsight.Tests.Servers.Audiobookshelf;

/// <summary>Every mapped field, from recordings of real servers.</summary>
public sealed class AudiobookshelfSessionMapperTests
{
    private const string Glass = "bd9174ce-8c3e-449c-9111-24f382ed113e";

    [Fact]
    public async Task A_book_in_the_browser()
    {
        using var shelf = Replay("sessions_open");
        var item = Recorded.Body("item_book_expanded");
        shelf.Wire.On($"/api/items/{Glass}?expanded=1", item.ToJsonString());
        var book = await FirstAsync(shelf, "2171cd30");

        Assert.Equal(new SessionKey("2171cd30-737e-40a6-8827-5b452b5ca0c2", "0545cead-357d-4e9c-b8f6-13334da379a4", Glass), book.Key);
        Assert.Null(book.ControlId);
        Assert.Equal(new SessionUser("0545cead-357d-4e9c-b8f6-13334da379a4", "alice"), book.User);
        Assert.Equal(
            new MediaRef
            {
                ExternalId = Glass,
                Kind = MediaKind.Audiobook,
                Title = "The Glass Harbor",
                ParentTitle = "Tidewater Cycle #2",
                ParentExternalId = "f7b19529-3d56-4b12-8cba-372c5442ec6c",
                GrandparentTitle = "Aria Northwind",
                Year = 2021,
                LibraryExternalId = "314804e8-fcf6-4f3d-acbb-ec18c414d53f",
                PosterPath = $"/api/items/{Glass}/cover",
            },
            book.Media);
        Assert.Equal(
            new DeviceRef
            {
                ExternalId = "8de4f1fc22a372c5",
                Name = "Windows 10 Chrome",
                ClientName = "Abs Web",
                ClientVersion = "2.36.0",
                Platform = "Chrome",
                PlatformVersion = "142.0.0.0",
                Model = "Windows 10",
            },
            book.Device);
        Assert.Equal("web", book.Device.DeviceType);
        Assert.Equal(new NetworkRef("203.0.113.7"), book.Network);
        Assert.Equal(PlaybackState.Playing, book.State);
        Assert.Equal(TimeSpan.FromMinutes(40), book.Duration);
        Assert.Equal(1500.25, book.Position!.Value.TotalSeconds, 1.0);
        Assert.Equal("Chapter 6", book.Chapter);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1795207262357), book.StartedAt);
        Assert.Null(book.EndedAt);
        Assert.Null(book.LastClientReportAt);

        // The recording compresses half a minute into two seconds: more than the clock allows is cut.
        Assert.InRange(book.ReportedWatchedMs!.Value, 1, 3000);
        Assert.Equal(StreamDecision.DirectPlay, book.Stream.Decision);
        Assert.Equal(StreamDecision.DirectPlay, book.Stream.Audio);
        Assert.Null(book.Stream.Video);
        Assert.Equal(new MediaFormat { Container = "m4b", AudioCodec = "aac", AudioChannels = 1, BitrateKbps = 24 }, book.Stream.Source);
        Assert.Equal(book.Stream.Source, book.Stream.Sent);
        Assert.Equal(24, book.BandwidthKbps);
    }

    [Fact]
    public async Task A_podcast_episode_on_a_phone()
    {
        using var shelf = Replay("sessions_open");
        const string podcast = "1e619529-d047-4f2c-9d84-58dec954bac5", episode = "e514603d-b7a8-4c3e-820d-979da85a2f98";
        shelf.Wire.On($"/api/items/{podcast}?expanded=1", Recorded.Text("item_podcast_expanded"));
        var heard = await FirstAsync(shelf, "5990f2df");

        Assert.Equal($"{podcast}/{episode}", heard.Key.Item);
        Assert.Equal($"{podcast}/{episode}", heard.Media.ExternalId);
        Assert.Equal(MediaKind.PodcastEpisode, heard.Media.Kind);
        Assert.Equal("Episode 2: topic 2", heard.Media.Title);
        Assert.Equal("Loopback Weekly", heard.Media.GrandparentTitle);
        Assert.Equal(podcast, heard.Media.GrandparentExternalId);
        Assert.Null(heard.Media.ParentTitle);
        Assert.Null(heard.Media.SeasonNumber);
        Assert.Equal(2, heard.Media.EpisodeNumber);
        Assert.Equal(2026, heard.Media.Year);
        Assert.Equal($"/api/items/{podcast}/cover", heard.Media.PosterPath);
        Assert.Equal("Google Pixel 8", heard.Device.Name);
        Assert.Equal("Abs Android", heard.Device.ClientName);
        Assert.Equal("Android", heard.Device.Platform);
        Assert.Equal("34", heard.Device.PlatformVersion);
        Assert.Equal("mobile", heard.Device.DeviceType);
        Assert.Equal("mp3", heard.Stream.Source.AudioCodec);
        Assert.Equal("mp3", heard.Stream.Source.Container);
        Assert.Null(heard.Chapter);
    }

    [Fact]
    public async Task A_transcode_tells_its_source_and_no_more_than_that_of_what_is_sent()
    {
        using var shelf = Replay("sessions_open");
        shelf.Wire.On("/api/items/7c980b61-130b-43fb-a623-8a2525a269b5?expanded=1", Recorded.Text("item_book_multi_mp3_expanded"));
        var heard = await FirstAsync(shelf, "1263ff1d");
        Assert.Equal(StreamDecision.Transcode, heard.Stream.Decision);
        Assert.Equal("mp3", heard.Stream.Source.AudioCodec);
        Assert.Equal("hls", heard.Stream.Sent.Container);
        Assert.Null(heard.Stream.Sent.AudioCodec);
        Assert.Null(heard.BandwidthKbps);
        Assert.Equal("2001:db8::25", heard.Network.Address);
        Assert.Equal("iOS", heard.Device.Platform);
        Assert.Equal("Apple iPhone15,2", heard.Device.Model);
        Assert.Equal("Part 1", heard.Chapter);
    }

    [Fact]
    public async Task A_client_that_tells_nothing_has_no_name()
    {
        using var shelf = Replay("sessions_open");
        var heard = await FirstAsync(shelf, "e7f49f45");
        Assert.Null(heard.Device.ClientName);
        Assert.Null(heard.Device.Name);
        Assert.Null(heard.Device.Platform);
        Assert.Equal("Dmitri Okafor, Elin Strand", heard.Media.GrandparentTitle);
        Assert.Null(heard.Media.PosterPath);
        Assert.Equal(StreamDetails.Unknown with { Decision = StreamDecision.DirectPlay, Audio = StreamDecision.DirectPlay, Container = StreamDecision.DirectPlay }, heard.Stream);
    }

    [Fact]
    public async Task Shared_links_and_users_that_are_gone_in_a_recording()
    {
        using var shelf = Replay("sessions_open_with_share_progress");
        var share = await FirstAsync(shelf, "f49b1073");
        Assert.Equal("share:e28ac7dc-7cbc-43ee-8546-8302924b487c", share.User.ExternalId);
        Assert.Equal("Abs Web Share", share.Device.ClientName);
        Assert.Equal("203.0.113.99", share.Network.Address);
        Assert.Null(share.ReportedWatchedMs);

        var orphan = await FirstAsync(shelf, "c71691e8");
        Assert.Equal(new SessionUser("0fe9783e-11ba-458d-b058-084b29a22451", "Deleted user"), orphan.User);
    }

    [Fact]
    public async Task A_deleted_item_keeps_its_words()
    {
        using var shelf = Replay("sessions_open_item_deleted");
        shelf.Wire.On("/api/items/383612be-fe14-4b29-9902-4f77e9e9b118?expanded=1", "Not Found", "text/plain", System.Net.HttpStatusCode.NotFound);
        var heard = Assert.Single(await shelf.PollAsync());
        Assert.NotEqual("Unknown title", heard.Media.Title);
        Assert.Equal(MediaFormat.Unknown, heard.Stream.Source);
    }

    [Fact]
    public async Task A_podcast_without_episode_has_its_shows_name_and_no_length()
    {
        using var shelf = new Shelf();
        var session = shelf.Begin();
        session["mediaType"] = "podcast";
        session["displayTitle"] = "";
        session["mediaMetadata"] = new JsonObject { ["title"] = "Null Route", ["author"] = "Otis Marlow" };
        session["duration"] = 0;
        shelf.Open.Add(session);
        var heard = await shelf.OneAsync();
        Assert.Equal("Null Route", heard.Media.Title);
        Assert.Equal("Null Route", heard.Media.GrandparentTitle);
        Assert.Equal("item-1", heard.Media.ExternalId);
        Assert.Null(heard.Duration);
    }

    [Fact]
    public async Task Rows_of_old_servers_with_nothing_in_them_are_still_sessions()
    {
        using var shelf = new Shelf();
        shelf.Open.Add(new JsonObject { ["id"] = "bare", ["startedAt"] = shelf.ServerMs, ["updatedAt"] = shelf.ServerMs, ["deviceInfo"] = null, ["mediaMetadata"] = null });
        var heard = await shelf.OneAsync();
        Assert.Equal("Unknown title", heard.Media.Title);
        Assert.Equal("unknown", heard.Media.ExternalId);
        Assert.Equal("unknown", heard.User.ExternalId);
        Assert.Null(heard.Stream.Decision);
    }

    [Theory]
    [InlineData("::ffff:192.168.1.20", "192.168.1.20")]
    [InlineData("2001:0db8:0:0:0:0:0:25", "2001:db8::25")]
    [InlineData("10.0.0.3", "10.0.0.3")]
    [InlineData("evil\u0000host", null)]
    [InlineData("17", null)]
    [InlineData("", null)]
    public async Task Addresses_are_normalised(string told, string? expected)
    {
        using var shelf = new Shelf();
        var session = shelf.Begin();
        session["deviceInfo"] = new JsonObject { ["ipAddress"] = told };
        shelf.Open.Add(session);
        Assert.Equal(expected, (await shelf.OneAsync()).Network.Address);
    }

    [Fact]
    public async Task The_file_and_the_chapter_follow_the_position()
    {
        using var shelf = new Shelf();
        var session = shelf.Begin();
        session["currentTime"] = 130.0;
        session["chapters"] = new JsonArray(Chapter(0, 120, "One"), null, Chapter(120, 3600, "Two\u0007"));
        shelf.Open.Add(session);
        shelf.Wire.On("/api/items/item-1?expanded=1", """{"id":"item-1","media":{"audioFiles":[{"duration":60,"codec":"MP3","bitRate":64000,"metadata":{"ext":".mp3"}},{"duration":1,"exclude":true,"codec":"bad"},{"duration":3540,"codec":"flac","bitRate":"500000","channels":2,"language":"de","metadata":{"ext":".FLAC"}}]}}""");
        var heard = await shelf.OneAsync();
        Assert.Equal("Two", heard.Chapter);
        Assert.Equal(new MediaFormat { Container = "flac", AudioCodec = "flac", AudioChannels = 2, BitrateKbps = 500, AudioLanguage = "de" }, heard.Stream.Source);
        Assert.Equal(500, heard.BandwidthKbps);
    }

    [Fact]
    public async Task Details_are_asked_for_once_and_their_failure_only_leaves_gaps()
    {
        using var shelf = new Shelf();
        var asked = 0;
        shelf.Wire.On("/api/items/item-1", _ => { asked++; return Infrastructure.WireReplay.Text("{", status: System.Net.HttpStatusCode.OK); });
        var session = shelf.Begin();
        session["playMethod"] = 1;
        shelf.Open.Add(session);
        Assert.Equal(StreamDecision.DirectStream, (await shelf.OneAsync()).Stream.Decision);
        await shelf.PollAsync();
        Assert.Equal(1, asked);

        shelf.Wire.On("/api/items/item-1", """{"media":{"audioFiles":[{"codec":"aac","metadata":{"ext":".m4a"}}],"chapters":[{"start":0,"title":"From the item"}]}}""");
        shelf.Sync(session, 1);
        shelf.Wait(600);
        shelf.Sync(session, 1);
        var later = await shelf.OneAsync();
        Assert.Equal("From the item", later.Chapter);
        Assert.Equal(("m4a", "hls"), (later.Stream.Source.Container, later.Stream.Sent.Container));
        Assert.Equal("aac", later.Stream.Sent.AudioCodec);
    }

    [Fact]
    public async Task Hostile_text_is_cleaned_and_bounded()
    {
        using var shelf = new Shelf();
        var session = shelf.Begin();
        session["displayTitle"] = "A\u0000B" + new string('x', 9000);
        session["libraryItemId"] = "../../api/users";
        session["coverPath"] = "/x";
        session["user"]!["username"] = "al\u202eice\r\nlog";
        shelf.Open.Add(session);
        var heard = await shelf.OneAsync();
        Assert.Equal(Text.MaxTitle, heard.Media.Title.Length);
        Assert.DoesNotContain('\u0000', heard.Media.Title);
        Assert.Null(heard.Media.PosterPath);
        Assert.DoesNotContain('\n', heard.User.Name);
        Assert.DoesNotContain(shelf.Wire.Requests, r => r.RequestUri!.PathAndQuery.Contains("users", StringComparison.Ordinal));
    }

    public static TheoryData<string> OpenRecordings => [.. Recorded.Names("sessions_open*.json")];

    [Theory]
    [MemberData(nameof(OpenRecordings))]
    public async Task Every_recording_keeps_the_rules(string name)
    {
        using var shelf = Replay(name);
        var history = Recorded.Names("sessions*.json").Where(n => !n.Contains("open", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(history);
        var keys = new HashSet<SessionKey>();
        foreach (var rows in history)
        {
            shelf.Wire.On("/api/sessions", Recorded.Text(rows));
            foreach (var session in await shelf.PollAsync())
            {
                keys.Add(session.Key);
                Assert.NotEqual("", session.Key.Slot);
                Assert.NotEqual("", session.User.ExternalId);
                Assert.NotEqual("", session.User.Name);
                Assert.NotEqual("", session.Media.ExternalId);
                Assert.NotEqual("", session.Media.Title);
                Assert.True(session.Media.Kind.IsAudio());
                Assert.True(session.Duration is null || session.Duration > TimeSpan.Zero);
                Assert.True(session.Position >= TimeSpan.Zero && (session.Duration is null || session.Position <= session.Duration));
                Assert.True(session.StartedAt <= shelf.Now);
                Assert.True(session.EndedAt is null || session.EndedAt <= shelf.Now);
                Assert.True(session.ReportedWatchedMs is null or >= 0);
                Assert.True(session.ReportedWatchedMs is null || session.ReportedWatchedMs <= (shelf.Now - session.StartedAt!.Value).TotalMilliseconds);
                Assert.Null(session.Network.Location);
            }

            shelf.Wait(5);
        }

        Assert.Equal(keys.Count, keys.Select(k => k.Slot).Distinct().Count());
        Assert.All(shelf.Wire.Requests, r => Assert.Equal(HttpMethod.Get, r.Method));
    }

    private static JsonObject Chapter(double start, double end, string title) => new() { ["start"] = start, ["end"] = end, ["title"] = title };

    private static Shelf Replay(string name)
    {
        var shelf = new Shelf(Recorded.Date(name));
        shelf.Wire.On("/api/sessions/open", Recorded.Text(name));
        return shelf;
    }

    private static async Task<SessionSnapshot> FirstAsync(Shelf shelf, string slot) =>
        Assert.Single(await shelf.PollAsync(), s => s.Key.Slot.StartsWith(slot, StringComparison.Ordinal));
}
