using System.Text.Json.Nodes;
using MediaInsight.Domain;
using MediaInsight.Sessions;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers.MediaBrowser;

/// <summary>What no recording shows and servers, plugins and apps send all the same.</summary>
public sealed class OddAnswerTests
{
    private const string Film = "jellyfin/sessions-playing-all.json";

    public static TheoryData<ServerKind> Both => [ServerKind.Emby, ServerKind.Jellyfin];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_session_of_almost_nothing_is_read(ServerKind kind)
    {
        var s = await new Wire(kind).OneAsync("""[{"Id":"s1","UserId":"u1","NowPlayingItem":{}}]""");

        Assert.Equal("Unknown", s.Media.Title);
        Assert.Equal("Unknown", s.User.Name);
        Assert.Equal("name::", s.Key.Item);
        Assert.Equal(MediaKind.Other, s.Media.Kind);
        Assert.Null(s.Duration);
        Assert.Null(s.Position);
        Assert.Null(s.Stream.Decision);
        Assert.Null(s.Stream.Video);
        Assert.Null(s.Stream.Subtitle);
        Assert.Null(s.BandwidthKbps);
        Assert.Equal(NetworkRef.Unknown, s.Network);
        Assert.Equal(PlaybackState.Playing, s.State);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Entries_without_identity_or_of_nothing_are_passed_over(ServerKind kind)
    {
        var reading = await new Wire(kind).ReadAsync("""[null,{},{"NowPlayingItem":{"Name":"x"}},{"Id":"00000000000000000000000000000000"}]""");

        Assert.Empty(reading.Sessions);
        Assert.Empty(reading.IdleSlots);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_same_play_listed_twice_is_one(ServerKind kind) =>
        Assert.Single((await new Wire(kind).ReadAsync("""[{"Id":"s1","UserId":"u1","NowPlayingItem":{"Id":"7"}},{"Id":"s1","UserId":"u1","NowPlayingItem":{"Id":"7"}}]""")).Sessions);

    /// <summary>A poll that cannot be understood tells nothing about a play; one without item tells that it is over.</summary>
    [Theory]
    [InlineData("null", true)]
    [InlineData("\"Alpha Harbor\"", false)]
    [InlineData("[]", false)]
    [InlineData("[{\"Id\":\"7\"}]", false)]
    [InlineData("true", false)]
    [InlineData("7", false)]
    public async Task Only_a_device_without_item_rests(string item, bool rests)
    {
        foreach (var kind in new[] { ServerKind.Emby, ServerKind.Jellyfin })
        {
            var reading = await new Wire(kind).ReadAsync($$$"""[{"Id":"s1","UserId":"u1","NowPlayingItem":{{{item}}}},{"Id":"s2","UserId":"u2","NowPlayingItem":{"Id":"8"}}]""");

            Assert.Equal("u2", Assert.Single(reading.Sessions).User.ExternalId);
            Assert.Equal(rests, reading.IdleSlots.Contains("s1"));
        }
    }

    [Fact]
    public async Task An_item_that_cannot_be_read_once_ends_no_play()
    {
        var wire = Wire.Jellyfin();
        var state = TrackerState.Empty(new(1));
        var events = new List<SessionEvent>();
        foreach (var item in new[] { """{"Id":"7"}""", "\"?\"", """{"Id":"7"}""", "null" })
        {
            var reading = await wire.ReadAsync($$$"""[{"Id":"s1","UserId":"u1","NowPlayingItem":{{{item}}}}]""");
            var told = SessionTracker.Apply(state, ServerSnapshot.Good(new(1), wire.Time.GetUtcNow(), reading.Sessions, reading.IdleSlots), TrackerLimits.For(ServerKind.Jellyfin));
            state = told.State;
            events.AddRange(told.Events);
            wire.Time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal([typeof(SessionStarted), typeof(SessionStopped)], events.Select(e => e.GetType()));
    }

    [Fact]
    public async Task A_name_stands_in_for_an_account_without_id()
    {
        var s = await Wire.Emby().OneAsync("""[{"Id":"s1","UserName":"paula","NowPlayingItem":{"Id":"7"}}]""");

        Assert.Equal(("name:paula", "paula"), (s.User.ExternalId, s.User.Name));
    }

    [Fact]
    public async Task Numbers_as_text_and_unknown_words_do_no_harm()
    {
        var session = Wire.Session(Film, "Gamma Fields");
        session["PlayState"]!["PositionTicks"] = "90000000";
        session["PlayState"]!["IsPaused"] = "true";
        session["PlayState"]!["PlayMethod"] = "Teleport";
        session["NowPlayingItem"]!["RunTimeTicks"] = "9002130000";
        session["NowPlayingItem"]!["ProductionYear"] = "2023";
        session["NowPlayingItem"]!["Type"] = "Hologram";
        session["TranscodingInfo"]!["Bitrate"] = "1372000";
        session["TranscodingInfo"]!["TranscodeReasons"] = "ContainerBitrateExceedsLimit, SomethingNew";
        var s = await Wire.Jellyfin().OneAsync(session);

        Assert.Equal(TimeSpan.FromSeconds(9), s.Position);
        Assert.Equal(TimeSpan.FromTicks(9002130000), s.Duration);
        Assert.Equal(PlaybackState.Paused, s.State);
        Assert.Equal(2023, s.Media.Year);
        Assert.Equal(MediaKind.Other, s.Media.Kind);
        Assert.Equal(1372, s.BandwidthKbps);
        Assert.Equal("ContainerBitrateExceedsLimit,SomethingNew", s.Stream.TranscodeReasons);
    }

    /// <summary>Half a letter is legal JSON and no text: where it stands nothing is told, and the session is read all the same.</summary>
    [Fact]
    public async Task Half_letters_cost_the_word_they_stand_in()
    {
        var s = await Wire.Jellyfin().OneAsync("""
            [{"Id":"s1","UserId":"u1","UserName":"ann","DeviceName":"\ud83d","PlayState":{"PlayMethod":"Transcode"},"NowPlayingItem":{"Id":"7","Type":"Movie","Name":"Night \ud83d"},
            "TranscodingInfo":{"VideoCodec":"h264","IsVideoDirect":false,"IsAudioDirect":true,"TranscodeReasons":["\udc00Not","VideoCodecNotSupported",null,7]}}]
            """);

        Assert.Equal(("ann", "Unknown", (string?)null), (s.User.Name, s.Media.Title, s.Device.Name));
        Assert.Equal("VideoCodecNotSupported", s.Stream.TranscodeReasons);
    }

    [Fact]
    public async Task Absurd_numbers_are_nothing()
    {
        var session = Wire.Session(Film, "Gamma Fields");
        session["PlayState"]!["PositionTicks"] = -5;
        session["NowPlayingItem"]!["RunTimeTicks"] = 0;
        session["NowPlayingItem"]!["MediaStreams"]![0]!["Width"] = -1;
        session["NowPlayingItem"]!["MediaStreams"]![0]!["Height"] = 0;
        session["NowPlayingItem"]!["MediaStreams"]![0]!["AverageFrameRate"] = 90000;
        session["TranscodingInfo"]!["CompletionPercentage"] = 250.5;
        session["TranscodingInfo"]!["Framerate"] = 25000;
        session["TranscodingInfo"]!["Bitrate"] = 0;
        var s = await Wire.Jellyfin().OneAsync(session);

        Assert.Null(s.Position);
        Assert.Null(s.Duration);
        Assert.Null(s.Stream.Source.Resolution);
        Assert.Null(s.Stream.Source.FrameRate);
        Assert.Equal(new TranscodeProgress(null, 100, null, null), s.Transcode);
        Assert.Equal(1866, s.BandwidthKbps);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Endless_titles_with_control_and_right_to_left_characters_are_tamed(ServerKind kind)
    {
        var name = "\u202E\u0007" + new string('\u05D0', 5000) + "\r\n" + new string('x', 5000);
        var session = new JsonObject
        {
            ["Id"] = new string('a', 5000),
            ["UserId"] = "u1",
            ["UserName"] = name,
            ["DeviceName"] = name,
            ["Client"] = name,
            ["ApplicationVersion"] = name,
            ["DeviceId"] = name,
            ["NowPlayingItem"] = new JsonObject { ["Id"] = name, ["Name"] = name, ["Type"] = "Episode", ["SeriesName"] = name, ["SeasonName"] = name, ["SeriesId"] = name, ["Container"] = name },
        };
        var s = await new Wire(kind).OneAsync(session);

        SessionInvariants.Hold(s);
        Assert.DoesNotContain(s.Media.Title, char.IsControl);
        Assert.True(s.User.Name.Length <= Text.MaxName);
        Assert.True(s.Key.ToString().Length < 1000);
    }

    [Theory]
    [InlineData("Movie", null, null, MediaKind.Movie)]
    [InlineData("Episode", null, null, MediaKind.Episode)]
    [InlineData("Audio", null, null, MediaKind.Track)]
    [InlineData("AudioBook", null, null, MediaKind.Audiobook)]
    [InlineData("MusicVideo", null, null, MediaKind.MusicVideo)]
    [InlineData("Program", null, null, MediaKind.LiveTv)]
    [InlineData("Photo", null, null, MediaKind.Photo)]
    [InlineData("Trailer", null, null, MediaKind.Extra)]
    [InlineData("Audio", "ExtraType", "ThemeSong", MediaKind.Extra)]
    [InlineData("Video", "ExtraType", "ThemeVideo", MediaKind.Extra)]
    [InlineData("Video", "ExtraType", "BehindTheScenes", MediaKind.Other)]
    [InlineData("Video", null, null, MediaKind.Other)]
    [InlineData("Recording", "SeriesName", "Evening News", MediaKind.Episode)]
    [InlineData("Recording", "IsMovie", "true", MediaKind.Movie)]
    [InlineData("Recording", null, null, MediaKind.Other)]
    [InlineData("Video", "ProviderIds", "prerolls.video", MediaKind.Extra)]
    public async Task Kinds_follow_the_type_and_what_it_is_for(string type, string? field, string? value, MediaKind expected)
    {
        var item = new JsonObject { ["Id"] = "7", ["Type"] = type };
        if (field == "ProviderIds") { item[field] = new JsonObject { [value!] = "1" }; }
        else if (field is not null) { item[field] = value; }
        var session = new JsonObject { ["Id"] = "s1", ["UserId"] = "u1", ["NowPlayingItem"] = item };

        Assert.Equal(expected, (await Wire.Emby().OneAsync(session)).Media.Kind);
        Assert.Equal(expected, (await Wire.Jellyfin().OneAsync(session)).Media.Kind);
    }

    [Fact]
    public async Task A_programme_played_by_itself_names_its_channel()
    {
        var s = await Wire.Emby().OneAsync("""[{"Id":"s1","UserId":"u1","NowPlayingItem":{"Id":"9","Type":"Program","Name":"Evening News","ChannelName":"Seven","ChannelId":"99","ChannelPrimaryImageTag":"ab","RunTimeTicks":18000000000}}]""");

        Assert.Equal(("Evening News", "Seven", "Seven", "99"), (s.Media.Title, s.Media.ParentTitle, s.Media.ChannelName, s.Media.ParentExternalId));
        Assert.Equal("/Items/99/Images/Primary?tag=ab", s.Media.PosterPath);
        Assert.Null(s.Duration);
    }

    [Fact]
    public async Task An_audiobook_names_its_author_and_series()
    {
        var s = await Wire.Jellyfin().OneAsync("""[{"Id":"s1","UserId":"u1","NowPlayingItem":{"Id":"9","Type":"AudioBook","MediaType":"Audio","Name":"The Lighthouse","SeriesName":"Coast","AlbumArtist":"A. Writer","RunTimeTicks":18000000000}}]""");

        Assert.Equal(("The Lighthouse", "Coast", "A. Writer"), (s.Media.Title, s.Media.ParentTitle, s.Media.GrandparentTitle));
    }

    [Theory]
    [InlineData("192.168.1.4", "192.168.1.4")]
    [InlineData("192.168.1.4:52044", "192.168.1.4")]
    [InlineData("::ffff:10.0.0.2", "10.0.0.2")]
    [InlineData("[2001:db8::1]:52044", "2001:db8::1")]
    [InlineData("fe80::1%eth0", "fe80::1")]
    [InlineData("[fe80::1%3]:80", "fe80::1")]
    [InlineData("http://192.168.1.31:49154/MediaRenderer/desc.xml", "192.168.1.31")]
    [InlineData("http://[2001:db8::7]:49152/dmr.xml", "2001:db8::7")]
    [InlineData("http://radio.example/dmr.xml", null)]
    [InlineData("http://", null)]
    [InlineData("media.example", null)]
    [InlineData("", null)]
    public async Task Addresses_are_made_plain(string wire, string? expected)
    {
        var session = new JsonObject { ["Id"] = "s1", ["UserId"] = "u1", ["RemoteEndPoint"] = wire, ["NowPlayingItem"] = new JsonObject { ["Id"] = "7" } };

        Assert.Equal(expected, (await Wire.Emby().OneAsync(session)).Network.Address);
    }
}

internal static class SessionInvariants
{
    public static void Hold(SessionSnapshot s)
    {
        Assert.True(s.Duration is null || s.Duration > TimeSpan.Zero);
        Assert.True(s.Position is null || s.Position >= TimeSpan.Zero);
        Assert.False(string.IsNullOrEmpty(s.Key.Slot));
        Assert.False(string.IsNullOrEmpty(s.Key.User));
        Assert.False(string.IsNullOrEmpty(s.Key.Item));
        Assert.False(string.IsNullOrWhiteSpace(s.User.Name));
        Assert.All(
            new[] { s.Media.Title, s.Media.ParentTitle, s.Media.GrandparentTitle, s.Media.ChannelName, s.Device.Name, s.Device.ClientName },
            text => Assert.True(text is null || text.Length is > 0 and <= Text.MaxTitle));
        Assert.True(s.BandwidthKbps is null or > 0);
        Assert.True(s.Transcode?.Percent is null or (>= 0 and <= 100));
    }
}
