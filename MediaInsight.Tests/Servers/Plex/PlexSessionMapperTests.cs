using MediaInsight.Domain;
using MediaInsight.Servers.Plex;
using MediaInsight.Sessions;

namespace MediaInsight.Tests.Servers.Plex;

public sealed class PlexSessionMapperTests
{
    [Fact]
    public void Identity_is_place_user_and_item()
    {
        var session = PlexItems.Session(PlexItems.Movie);

        Assert.Equal(new SessionKey("203/client-a", "1", "501"), session.Key);
        Assert.Equal("control-a", session.ControlId);
    }

    [Fact]
    public void Numbers_and_text_give_the_same_identity()
    {
        var numbers = PlexItems.Session(PlexItems.Movie, i => { i["sessionKey"] = 203; i["ratingKey"] = 501; i["User"]!["id"] = 1; });

        Assert.Equal(PlexItems.Session(PlexItems.Movie).Key, numbers.Key);
    }

    [Fact]
    public void Xml_and_json_give_the_same_session() =>
        Assert.Equal(PlexItems.Session(PlexItems.Movie), PlexSessionMapper.Map(PlexItems.XmlItem("movie_directplay.xml")));

    [Fact]
    public void Movie_is_told_completely()
    {
        var media = PlexItems.Session(PlexItems.Movie).Media;

        Assert.Equal(new MediaRef
        {
            ExternalId = "501",
            Kind = MediaKind.Movie,
            Title = "The Lighthouse Keeper",
            Year = 2019,
            LibraryExternalId = "1",
            LastingId = "plex://movie/5d776824880197001ec90a01",
            PosterPath = "/library/metadata/501/thumb/1700000001",
            BackdropPath = "/library/metadata/501/art/1700000001",
        }, media);
    }

    [Fact]
    public void Episode_is_told_completely()
    {
        var media = PlexItems.Session(PlexItems.Episode).Media;

        Assert.Equal(new MediaRef
        {
            ExternalId = "704",
            Kind = MediaKind.Episode,
            Title = "The Storm",
            ParentTitle = "Specials",
            GrandparentTitle = "Harbour Lights",
            SeasonNumber = 0,
            EpisodeNumber = 4,
            Year = 2021,
            ParentExternalId = "701",
            GrandparentExternalId = "700",
            LibraryExternalId = "2",
            LastingId = "plex://episode/5d9c09fbe9d5a1001f4f0002",
            PosterPath = "/library/metadata/700/thumb/1",
            BackdropPath = "/library/metadata/700/art/1",
        }, media);
    }

    [Fact]
    public void Track_is_told_completely()
    {
        var media = PlexItems.Session(PlexItems.Track).Media;

        Assert.Equal(new MediaRef
        {
            ExternalId = "42",
            Kind = MediaKind.Track,
            Title = "Ebb",
            ParentTitle = "Low Water",
            GrandparentTitle = "The Tides",
            EpisodeNumber = 3,
            Year = 2024,
            ParentExternalId = "41",
            GrandparentExternalId = "40",
            LibraryExternalId = "3",
            LastingId = "plex://track/6535834f71f22f36f71a0003",
            PosterPath = "/library/metadata/41/thumb/1",
            BackdropPath = "/library/metadata/40/art/1",
        }, media);
    }

    [Fact]
    public void User_is_the_account_as_the_server_knows_it() =>
        Assert.Equal(new SessionUser("1", "Ann", "https://plex.tv/users/00000000000000aa/avatar?c=1"), PlexItems.Session(PlexItems.Movie).User);

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("""{"id":"","title":""}""")]
    [InlineData("""{"id":0,"title":"Somebody"}""")]
    public void Missing_user_is_the_local_player(string? user)
    {
        var session = PlexItems.Session(PlexItems.Movie, i => i["User"] = user is null ? null : System.Text.Json.Nodes.JsonNode.Parse(user));

        Assert.Equal(new SessionUser("0", "Local"), session.User);
        Assert.Equal("0", session.Key.User);
    }

    [Fact]
    public void Device_is_told_completely()
    {
        var device = PlexItems.Session(PlexItems.Movie).Device;

        Assert.Equal(new DeviceRef
        {
            ExternalId = "client-a",
            Name = "Living room",
            ClientName = "Plex for Android (TV)",
            ClientVersion = "10.1.0",
            Platform = "Android",
            PlatformVersion = "11",
            Model = "SHIELD Android TV",
        }, device);
        Assert.Equal("tv", device.DeviceType);
    }

    [Theory]
    [InlineData("Konvergo", "Plex Media Player")]
    [InlineData("windows", "Windows")]
    [InlineData("osx", "macOS")]
    [InlineData("macos", "macOS")]
    [InlineData("Roku", "Roku")]
    [InlineData("", null)]
    public void Platforms_have_their_usual_names(string told, string? expected) =>
        Assert.Equal(expected, PlexItems.Session(PlexItems.Movie, i => i["Player"]!["platform"] = told).Device.Platform);

    [Fact]
    public void Way_of_installation_is_no_model() =>
        Assert.Null(PlexItems.Session(PlexItems.Track).Device.Model);

    [Theory]
    [InlineData("playing", PlaybackState.Playing)]
    [InlineData("paused", PlaybackState.Paused)]
    [InlineData("buffering", PlaybackState.Buffering)]
    [InlineData("error", PlaybackState.Buffering)]
    [InlineData("something new", PlaybackState.Playing)]
    public void State_follows_the_player(string told, PlaybackState expected) =>
        Assert.Equal(expected, PlexItems.Session(PlexItems.Movie, i => i["Player"]!["state"] = told).State);

    [Fact]
    public void Position_and_duration_are_milliseconds()
    {
        var session = PlexItems.Session(PlexItems.Movie);

        Assert.Equal(TimeSpan.FromMinutes(10), session.Position);
        Assert.Equal(TimeSpan.FromHours(2), session.Duration);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("99999999999999999999")]
    [InlineData("soon")]
    public void Impossible_duration_is_not_told(string told)
    {
        var session = PlexItems.Session(PlexItems.Movie, i => i["duration"] = told);

        Assert.Null(session.Duration);
    }

    [Fact]
    public void Missing_position_is_not_told() =>
        Assert.Null(PlexItems.Session(PlexItems.Movie, i => i.Remove("viewOffset")).Position);

    [Fact]
    public void Bandwidth_is_kilobits_and_zero_means_untold()
    {
        Assert.Equal(61000, PlexItems.Session(PlexItems.Movie).BandwidthKbps);
        Assert.Null(PlexItems.Session(PlexItems.Movie, i => i["Session"]!["bandwidth"] = 0).BandwidthKbps);
    }

    [Fact]
    public void Home_stream_shows_the_home_address() =>
        Assert.Equal(new NetworkRef("192.0.2.10", NetworkLocation.Lan, false, true), PlexItems.Session(PlexItems.Movie).Network);

    [Fact]
    public void Remote_stream_shows_the_public_address_without_prefix() =>
        Assert.Equal(new NetworkRef("203.0.113.9", NetworkLocation.Wan, false, true), PlexItems.Session(PlexItems.Episode).Network);

    [Fact]
    public void Remote_stream_behind_a_proxy_shows_the_viewers_address() =>
        Assert.Equal("203.0.113.9", PlexItems.Session(PlexItems.Episode, i => i["Player"]!["address"] = "172.18.0.1").Network.Address);

    [Fact]
    public void Mapped_address_is_normalised_when_it_is_the_only_one() =>
        Assert.Equal("203.0.113.9", PlexItems.Session(PlexItems.Episode, i => i["Player"]!.Remove("remotePublicAddress")).Network.Address);

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("XX.177.95.XXX")]
    [InlineData("")]
    public void Address_that_says_nothing_is_not_told(string told) =>
        Assert.Null(PlexItems.Session(PlexItems.Movie, i => { i["Player"]!["address"] = told; i["Player"]!.Remove("remotePublicAddress"); }).Network.Address);

    [Fact]
    public void Cellular_counts_as_remote() =>
        Assert.Equal(NetworkLocation.Wan, PlexItems.Session(PlexItems.Movie, i => i["Session"]!["location"] = "cellular").Network.Location);

    [Fact]
    public void Session_location_wins_over_a_local_flag() =>
        Assert.Equal(NetworkLocation.Wan, PlexItems.Session(PlexItems.Movie, i => i["Session"]!["location"] = "wan").Network.Location);

    [Fact]
    public void Relayed_stream_has_no_address()
    {
        var network = PlexItems.Session(PlexItems.Episode, i =>
        {
            i["Player"]!["address"] = "127.0.0.1";
            i["Player"]!["remotePublicAddress"] = "127.0.0.1";
            i["Player"]!["relayed"] = true;
        }).Network;

        Assert.Equal(new NetworkRef(null, NetworkLocation.Wan, true, true), network);
    }

    [Fact]
    public void Relay_is_recognised_on_servers_without_the_attribute() =>
        Assert.True(PlexItems.Session(PlexItems.Episode, i =>
        {
            i["Player"]!["remotePublicAddress"] = "127.0.0.1";
            i["Player"]!.Remove("relayed");
        }).Network.Relayed);

    [Fact]
    public void Old_servers_without_session_tell_the_place_by_the_player()
    {
        var session = PlexItems.Session(PlexItems.Movie, i => { i.Remove("Session"); i["Player"]!.Remove("secure"); i["Player"]!.Remove("relayed"); });

        Assert.Equal(new NetworkRef("192.0.2.10", NetworkLocation.Lan), session.Network);
        Assert.Null(session.ControlId);
        Assert.Null(session.BandwidthKbps);
    }

    [Fact]
    public void Session_without_player_is_still_a_session()
    {
        var session = PlexItems.Session(PlexItems.Movie, i => i.Remove("Player"));

        Assert.Equal("203/", session.Key.Slot);
        Assert.Equal(new DeviceRef(), session.Device);
        Assert.Equal(new NetworkRef(null, NetworkLocation.Lan), session.Network);
    }

    [Fact]
    public void Row_that_names_nothing_is_left_out() =>
        Assert.Null(PlexSessionMapper.Map(PlexItems.Document("""{"MediaContainer":{"Metadata":[{"title":"?"}]}}""").Child("Metadata")!));

    [Fact]
    public void Long_titles_and_control_characters_are_made_fit()
    {
        var session = PlexItems.Session(PlexItems.Movie, i => { i["title"] = "A\u0000B\u2028C" + new string('x', 10_000); i["User"]!["title"] = new string('u', 10_000); });

        Assert.StartsWith("A B C", session.Media.Title, StringComparison.Ordinal);
        Assert.Equal(Text.MaxTitle, session.Media.Title.Length);
        Assert.Equal(Text.MaxName, session.User.Name.Length);
    }

    [Fact]
    public void Missing_title_is_untitled() =>
        Assert.Equal("Untitled", PlexItems.Session(PlexItems.Movie, i => i["title"] = " \t").Media.Title);

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://intranet/secret")]
    [InlineData("//evil.test/x.jpg")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public void Strange_picture_paths_are_dropped(string path) =>
        Assert.Null(PlexItems.Session(PlexItems.Movie, i => i["thumb"] = path).Media.PosterPath);

    [Fact]
    public void Guids_that_end_with_the_file_are_no_lasting_identity() =>
        Assert.Null(PlexItems.Session(PlexItems.Movie, i => i["guid"] = "com.plexapp.agents.none://ae8f").Media.LastingId);

    [Fact]
    public void Live_television_without_guide_is_told_by_its_tuner()
    {
        var session = PlexSessionMapper.Map(PlexItems.XmlItem("livetv_unguided.xml"))!;

        Assert.Equal(MediaKind.LiveTv, session.Media.Kind);
        Assert.Equal("Live Session", session.Media.Title);
        Assert.Equal("11111111-0000-0000-0000-000000000001", session.Media.ExternalId);
        Assert.Equal(new SessionKey("449/client-d", "1", "11111111-0000-0000-0000-000000000001"), session.Key);
        Assert.Null(session.Media.LastingId);
        Assert.Null(session.Media.LibraryExternalId);
        Assert.Null(session.Position);
        Assert.Null(session.Duration);
        Assert.Equal(StreamDecision.DirectPlay, session.Stream.Decision);
        Assert.Equal("720p", session.Stream.Sent.Resolution);
        Assert.Equal("mpegts", session.Stream.Sent.Container);
    }

    [Fact]
    public void Live_television_with_guide_names_programme_and_channel()
    {
        var session = PlexSessionMapper.Map(PlexItems.XmlItem("livetv_guided.xml"))!;

        Assert.Equal(MediaKind.LiveTv, session.Media.Kind);
        Assert.Equal("Tuesday", session.Media.Title);
        Assert.Equal("The Evening Quiz", session.Media.GrandparentTitle);
        Assert.Equal("002 Harbour TV", session.Media.ChannelName);
        Assert.Equal((49, 105), (session.Media.SeasonNumber, session.Media.EpisodeNumber));
        Assert.Equal("203216", session.Key.Item);
        Assert.Equal("https://images.plex.test/show.jpg", session.Media.PosterPath);
        Assert.Null(session.Position);
        Assert.Null(session.Duration);
    }

    [Theory]
    [InlineData("type", "clip")]
    [InlineData("guid", "analyzed.prerolls://c1226b1f")]
    [InlineData("librarySectionID", "-2")]
    [InlineData("extraType", "1")]
    public void Clips_and_prerolls_are_extras(string key, string value) =>
        Assert.Equal(MediaKind.Extra, PlexItems.Session(PlexItems.Movie, i => i[key] = value).Media.Kind);

    [Fact]
    public void Internal_sections_are_no_library() =>
        Assert.Null(PlexItems.Session(PlexItems.Movie, i => i["librarySectionID"] = -2).Media.LibraryExternalId);

    [Fact]
    public void Theme_music_is_an_extra() =>
        Assert.Equal(MediaKind.Extra, PlexItems.Session(PlexItems.Track, i => i["guid"] = "library://1/theme").Media.Kind);

    [Fact]
    public void Photo_has_no_time()
    {
        var session = PlexItems.Session(PlexItems.Movie, i => { i["type"] = "photo"; i.Remove("duration"); i.Remove("viewOffset"); i.Media().Remove("duration"); });

        Assert.Equal(MediaKind.Photo, session.Media.Kind);
        Assert.Null(session.Position);
        Assert.Null(session.Duration);
    }

    [Fact]
    public void Rating_key_beyond_32_bits_stays_exact() =>
        Assert.Equal("9007199254740993", PlexItems.Session(PlexItems.Movie, i => i["ratingKey"] = 9007199254740993).Media.ExternalId);
}
