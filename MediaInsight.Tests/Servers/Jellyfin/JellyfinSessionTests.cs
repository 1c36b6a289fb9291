using System.Text.Json.Nodes;
using MediaInsight.Domain;
using MediaInsight.Tests.Infrastructure;
using MediaInsight.Tests.Servers.MediaBrowser;

namespace MediaInsight.Tests.Servers.Jellyfin;

public sealed class JellyfinSessionTests
{
    private const string Playing = "jellyfin/sessions-playing-all.json";
    private const string Mixed = "jellyfin/sessions-episode-remux-musictranscode.json";

    [Fact]
    public async Task Direct_play_of_a_film_maps_every_field()
    {
        var reading = await Wire.Jellyfin().ReadAsync(Fixture.Read(Playing));
        var s = Wire.Of(reading, "alice");

        Assert.Equal("4b2a58261459169379b7db0bfebd17c7", s.Key.Slot);
        Assert.Equal("30f09178105f43f192f11f61a4a692fa", s.Key.User);
        Assert.Equal("ba131734d1062c4be224a84c2f456a81", s.Key.Item);
        Assert.Equal(s.Key.Slot, s.ControlId);
        Assert.Equal(new("30f09178105f43f192f11f61a4a692fa", "alice"), s.User);
        Assert.Equal(new DeviceRef { ExternalId = "play-alice-0", Name = "Living Room TV", ClientName = "Jellyfin Android TV", ClientVersion = "2.1.0" }, s.Device);
        Assert.Equal(MediaKind.Movie, s.Media.Kind);
        Assert.Equal("Alpha Harbor", s.Media.Title);
        Assert.Equal(2019, s.Media.Year);
        Assert.Null(s.Media.ParentTitle);
        Assert.Null(s.Media.LibraryExternalId);
        Assert.Equal("imdb://tt9000001", s.Media.LastingId);
        Assert.Equal("/Items/ba131734d1062c4be224a84c2f456a81/Images/Primary?tag=9bc17029fd89f3b06fe355bfdc43a5e9", s.Media.PosterPath);
        Assert.Equal("/Items/ba131734d1062c4be224a84c2f456a81/Images/Backdrop?tag=193ee199a5906992c29b06d72fd08c61", s.Media.BackdropPath);
        Assert.Equal(PlaybackState.Playing, s.State);
        Assert.Equal(TimeSpan.FromTicks(140373773), s.Position);
        Assert.Equal(TimeSpan.FromTicks(18000900000), s.Duration);
        Assert.Equal(new NetworkRef("127.0.0.1"), s.Network);
        Assert.Null(s.Transcode);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 20, 54, 6, TimeSpan.Zero).AddTicks(7486131), s.LastClientReportAt);
        Assert.Equal(1079, s.BandwidthKbps);
        Assert.Equal(StreamDecision.DirectPlay, s.Stream.Decision);
        Assert.Equal(StreamDecision.DirectPlay, s.Stream.Video);
        Assert.Equal(StreamDecision.DirectPlay, s.Stream.Audio);
        Assert.Equal(StreamDecision.DirectPlay, s.Stream.Container);
        Assert.Null(s.Stream.TranscodeReasons);
        Assert.Equal(s.Stream.Source, s.Stream.Sent);
        Assert.Equal(
            new MediaFormat
            {
                Container = "mp4",
                VideoCodec = "h264",
                VideoProfile = "High",
                Width = 1920,
                Height = 1080,
                DynamicRange = "SDR",
                BitDepth = 8,
                FrameRate = 23.976025,
                AudioCodec = "aac",
                AudioChannels = 1,
                BitrateKbps = 1079,
                Resolution = "1080p",
            },
            s.Stream.Source);
    }

    [Fact]
    public async Task Subtitle_number_that_is_no_subtitle_selects_none()
    {
        var s = Wire.Of(await Wire.Jellyfin().ReadAsync(Fixture.Read(Playing)), "alice");

        Assert.Null(s.Stream.Subtitle);
    }

    [Fact]
    public async Task External_subtitle_is_found_by_its_number_not_its_place()
    {
        var session = Wire.Session(Playing, "Alpha Harbor");
        session["PlayState"]!["SubtitleStreamIndex"] = 0;
        var s = await Wire.Jellyfin().OneAsync(session);

        Assert.Equal(SubtitleDecision.DirectPlay, s.Stream.Subtitle);
        Assert.Equal("subrip", s.Stream.Source.SubtitleCodec);
        Assert.Equal("eng", s.Stream.Source.SubtitleLanguage);
    }

    [Fact]
    public async Task Transcode_tells_source_target_reasons_and_progress()
    {
        var s = Wire.Of(await Wire.Jellyfin().ReadAsync(Fixture.Read(Playing)), "bob");

        Assert.Equal(StreamDecision.Transcode, s.Stream.Decision);
        Assert.Equal(StreamDecision.Transcode, s.Stream.Video);
        Assert.Equal(StreamDecision.Transcode, s.Stream.Audio);
        Assert.Equal(StreamDecision.Transcode, s.Stream.Container);
        Assert.Equal("ContainerBitrateExceedsLimit", s.Stream.TranscodeReasons);
        Assert.Equal("HDR10", s.Stream.Source.DynamicRange);
        Assert.Equal("2160p", s.Stream.Source.Resolution);
        Assert.Equal("hevc", s.Stream.Source.VideoCodec);
        Assert.Equal(10, s.Stream.Source.BitDepth);
        Assert.Equal(6, s.Stream.Source.AudioChannels);
        Assert.Equal(1866, s.Stream.Source.BitrateKbps);
        Assert.Equal(
            new MediaFormat { Container = "ts", VideoCodec = "h264", Width = 1280, Height = 720, AudioCodec = "aac", AudioChannels = 2, BitrateKbps = 1372, Resolution = "720p" },
            s.Stream.Sent);
        Assert.Equal(1372, s.BandwidthKbps);
        Assert.Null(s.Stream.HardwareEncoder);
        Assert.Null(s.Stream.HardwareDecoder);
        Assert.Equal(new TranscodeProgress(null, 2.4305358842851637, null, 39), s.Transcode);
    }

    [Fact]
    public async Task Remux_is_a_direct_stream_of_both_tracks()
    {
        var s = Wire.Of(await Wire.Jellyfin().ReadAsync(Fixture.Read(Mixed)), "bob");

        Assert.Equal(StreamDecision.DirectStream, s.Stream.Decision);
        Assert.Equal(StreamDecision.DirectStream, s.Stream.Video);
        Assert.Equal(StreamDecision.DirectStream, s.Stream.Audio);
        Assert.Equal("mkv", s.Stream.Source.Container);
        Assert.Equal("mp4", s.Stream.Sent.Container);
        Assert.Equal("av1", s.Stream.Sent.VideoCodec);
        Assert.Equal("SDR", s.Stream.Sent.DynamicRange);
        Assert.Equal(3713, s.BandwidthKbps);
    }

    [Fact]
    public async Task Music_transcode_has_no_picture()
    {
        var s = Wire.Of(await Wire.Jellyfin().ReadAsync(Fixture.Read(Mixed)), "carol");

        Assert.Equal(MediaKind.Track, s.Media.Kind);
        Assert.Equal("Second", s.Media.Title);
        Assert.Equal("Harmonics", s.Media.ParentTitle);
        Assert.Equal("The Sine Waves", s.Media.GrandparentTitle);
        Assert.Equal("d890bdb231e5292ccfce2525611ec360", s.Media.ParentExternalId);
        Assert.Equal("ba2b9f5f3799ac2bcfd1c2f55a0be138", s.Media.GrandparentExternalId);
        Assert.Equal(1, s.Media.EpisodeNumber);
        Assert.Null(s.Media.SeasonNumber);
        Assert.Equal("/Items/d890bdb231e5292ccfce2525611ec360/Images/Primary?tag=795e7fc491c8937de22b9c3937c384f2", s.Media.PosterPath);
        Assert.Equal(StreamDecision.Transcode, s.Stream.Decision);
        Assert.Null(s.Stream.Video);
        Assert.Equal(StreamDecision.Transcode, s.Stream.Audio);
        Assert.Equal("flac", s.Stream.Source.AudioCodec);
        Assert.Equal("mp3", s.Stream.Sent.AudioCodec);
        Assert.Equal(128, s.BandwidthKbps);
        Assert.Equal("ContainerNotSupported,VideoCodecNotSupported,AudioCodecNotSupported", s.Stream.TranscodeReasons);
    }

    [Fact]
    public async Task Episode_carries_its_season_and_show()
    {
        var s = Wire.Of(await Wire.Jellyfin().ReadAsync(Fixture.Read(Mixed)), "alice");

        Assert.Equal(MediaKind.Episode, s.Media.Kind);
        Assert.Equal("First Frost", s.Media.Title);
        Assert.Equal("Season 1", s.Media.ParentTitle);
        Assert.Equal("Northern Lights", s.Media.GrandparentTitle);
        Assert.Equal((1, 1), (s.Media.SeasonNumber, s.Media.EpisodeNumber));
        Assert.Equal("fc3f0416dbbece92c04918dbdf7fcb63", s.Media.ParentExternalId);
        Assert.Equal("4ad1526c0cce067913287b282a5ba960", s.Media.GrandparentExternalId);
        Assert.Equal("/Items/4ad1526c0cce067913287b282a5ba960/Images/Primary?tag=193575fb1f2f51af4895e11710d3704e", s.Media.PosterPath);
        Assert.Equal("/Items/4ad1526c0cce067913287b282a5ba960/Images/Backdrop?tag=233c7bc6a0c3b3f7b4f11840e7a7a543", s.Media.BackdropPath);
        Assert.Equal("tvdb://810101", s.Media.LastingId);
    }

    [Fact]
    public async Task Season_zero_is_the_specials()
    {
        var session = Wire.Session(Mixed, "First Frost");
        session["NowPlayingItem"]!["ParentIndexNumber"] = 0;

        Assert.Equal(0, (await Wire.Jellyfin().OneAsync(session)).Media.SeasonNumber);
    }

    [Fact]
    public async Task Paused_is_paused() =>
        Assert.Equal(PlaybackState.Paused, Wire.Of(await Wire.Jellyfin().ReadAsync(Fixture.Read("jellyfin/sessions-carol-paused.json")), "carol").State);

    [Fact]
    public async Task Live_television_without_guide_shows_the_channel_and_no_length()
    {
        var s = Assert.Single((await Wire.Jellyfin().ReadAsync(Fixture.Read("jellyfin/sessions-livetv.json"))).Sessions);

        Assert.Equal(MediaKind.LiveTv, s.Media.Kind);
        Assert.Equal("Lab Two", s.Media.Title);
        Assert.Equal("Lab Two", s.Media.ChannelName);
        Assert.Null(s.Media.ParentTitle);
        Assert.Null(s.Media.PosterPath);
        Assert.Null(s.Duration);
        Assert.Equal(StreamDecision.Transcode, s.Stream.Decision);
        Assert.Equal(StreamDecision.DirectStream, s.Stream.Audio);
        Assert.Equal("h264", s.Stream.Sent.VideoCodec);
        Assert.Null(s.Stream.Source.Resolution);
    }

    [Fact]
    public async Task A_transcode_that_was_reported_early_is_judged_anew_at_each_poll()
    {
        var wire = Wire.Jellyfin();

        Assert.Equal(StreamDecision.DirectPlay, (await wire.OneAsync(Fixture.Read("jellyfin/sessions-transcode-reported-early.json"))).Stream.Decision);
        Assert.Equal(StreamDecision.Transcode, (await wire.OneAsync(Fixture.Read("jellyfin/sessions-transcode-reported-early-later.json"))).Stream.Decision);
    }

    [Fact]
    public async Task One_device_with_two_apps_is_two_sessions()
    {
        var reading = await Wire.Jellyfin().ReadAsync(Fixture.Read("jellyfin/sessions-shared-device-two-clients.json"));

        Assert.Equal(StreamDecision.DirectPlay, Wire.Of(reading, "carol").Stream.Decision);
        Assert.Equal(StreamDecision.Transcode, Wire.Of(reading, "bob").Stream.Decision);
        Assert.Equal(5, reading.IdleSlots.Count);
    }

    [Fact]
    public async Task Music_ignores_the_conversion_of_a_film_on_the_same_device()
    {
        var session = Wire.Session(Playing, "Second");
        session["TranscodingInfo"] = Wire.Session(Playing, "Gamma Fields")["TranscodingInfo"]!.DeepClone();
        var s = await Wire.Jellyfin().OneAsync(session);

        Assert.Equal(StreamDecision.DirectPlay, s.Stream.Decision);
        Assert.Null(s.Stream.Video);
        Assert.Null(s.Stream.TranscodeReasons);
        Assert.Null(s.Transcode);
        Assert.Equal("flac", s.Stream.Sent.AudioCodec);
        Assert.Equal(99, s.BandwidthKbps);
    }

    [Fact]
    public async Task A_film_ignores_the_conversion_of_music_on_the_same_device()
    {
        var session = Wire.Session(Playing, "Alpha Harbor");
        session["TranscodingInfo"] = Wire.Session(Mixed, "Second")["TranscodingInfo"]!.DeepClone();

        Assert.Equal(StreamDecision.DirectPlay, (await Wire.Jellyfin().OneAsync(session)).Stream.Decision);
    }

    [Fact]
    public async Task Users_that_flip_on_a_shared_device_are_two_plays_in_one_slot()
    {
        var wire = Wire.Jellyfin();
        var first = Wire.Session(Playing, "Gamma Fields");
        var second = Wire.Session(Playing, "Alpha Harbor");
        second["Id"] = (string?)first["Id"];
        var a = await wire.OneAsync(first);
        var b = await wire.OneAsync(second);
        first.Remove("TranscodingInfo");
        var again = await wire.OneAsync(first);

        Assert.Equal(a.Key.Slot, b.Key.Slot);
        Assert.NotEqual(a.Key, b.Key);
        Assert.Equal(a.Key, again.Key);
        Assert.Equal(a.Stream, again.Stream);
    }

    [Fact]
    public async Task A_finished_conversion_is_remembered_while_its_result_plays()
    {
        var wire = Wire.Jellyfin();
        var session = Wire.Session(Playing, "Gamma Fields");
        var before = await wire.OneAsync(session);
        session.Remove("TranscodingInfo");
        var after = await wire.OneAsync(session);

        Assert.Equal(before.Stream, after.Stream);
        Assert.Null(after.Transcode);
    }

    [Fact]
    public async Task A_finished_conversion_is_forgotten_after_a_while()
    {
        var wire = Wire.Jellyfin();
        var session = Wire.Session(Playing, "Gamma Fields");
        await wire.OneAsync(session);
        session.Remove("TranscodingInfo");
        wire.Time.Advance(TimeSpan.FromMinutes(11));
        await wire.ReadAsync("[]");
        var late = await wire.OneAsync(session);

        Assert.Equal(StreamDecision.Transcode, late.Stream.Decision);
        Assert.Null(late.Stream.Video);
        Assert.Equal(MediaFormat.Unknown, late.Stream.Sent);
    }

    [Fact]
    public async Task Idle_devices_are_slots_and_not_streams()
    {
        var reading = await Wire.Jellyfin().ReadAsync(Fixture.Read("jellyfin/sessions-after-stop.json"));

        Assert.Empty(reading.Sessions);
        Assert.Contains("06d0e8cf1a26e6136020c121af361087", reading.IdleSlots);
        Assert.Equal(5, reading.IdleSlots.Count);
    }

    [Fact]
    public async Task The_session_of_this_program_itself_is_left_out()
    {
        var own = Fixture.Read("jellyfin/session-self-apikey-with-deviceid.json").Replace("mediainsight-1", "installation-1", StringComparison.Ordinal);
        var reading = await Wire.Jellyfin().ReadAsync(own);

        Assert.Empty(reading.Sessions);
        Assert.Empty(reading.IdleSlots);
    }

    [Fact]
    public async Task Nobody_hides_behind_the_device_id_of_this_program()
    {
        var session = Wire.Session(Playing, "Alpha Harbor");
        session["DeviceId"] = "installation-1";

        Assert.Equal("alice", (await Wire.Jellyfin().OneAsync(session)).User.Name);
    }

    [Fact]
    public async Task A_session_without_account_is_nobody()
    {
        var session = Wire.Session(Playing, "Alpha Harbor");
        session["UserId"] = new string('0', 32);
        session.Remove("UserName");
        var reading = await Wire.Jellyfin().ReadAsync(new JsonArray(session).ToJsonString());

        Assert.Empty(reading.Sessions);
        Assert.Empty(reading.IdleSlots);
    }

    [Fact]
    public async Task A_client_that_cannot_be_controlled_has_no_control_id()
    {
        var session = Wire.Session(Playing, "Alpha Harbor");
        session["SupportsRemoteControl"] = false;

        Assert.Null((await Wire.Jellyfin().OneAsync(session)).ControlId);
    }

    [Theory]
    [InlineData("2026-11-20T20:54:06.7486131Z", null, true)]
    [InlineData("0001-01-01T00:00:00.0000000Z", null, false)]
    [InlineData("2026-11-20T20:39:11Z", null, false)]
    [InlineData("2026-11-20T20:55:30Z", null, false)]
    [InlineData("not a date", null, false)]
    [InlineData("2026-11-20T21:54:06Z", 3600, true)]
    public async Task Reports_count_when_they_are_recent_on_our_clock(string checkIn, int? offsetSeconds, bool counts)
    {
        var session = Wire.Session(Playing, "Alpha Harbor");
        session["LastPlaybackCheckIn"] = checkIn;
        var wire = Wire.Jellyfin();
        wire.Replay.Date = offsetSeconds is { } s ? Wire.RecordedAt.AddSeconds(s) : null;
        var reported = (await wire.OneAsync(session)).LastClientReportAt;

        Assert.Equal(counts, reported is not null);
        if (counts)
        {
            Assert.Equal(6, reported?.Second);
            Assert.Equal(20, reported?.Hour);
        }
    }

    [Fact]
    public async Task A_clock_difference_within_rounding_changes_nothing()
    {
        var wire = Wire.Jellyfin();
        wire.Replay.Date = Wire.RecordedAt.AddSeconds(2);
        var s = await wire.OneAsync(Wire.Session(Playing, "Alpha Harbor"));

        Assert.Equal(7486131, s.LastClientReportAt?.Ticks % TimeSpan.TicksPerSecond);
        Assert.Equal(6, s.LastClientReportAt?.Second);
    }

    [Theory]
    [InlineData("SDR", "SDR")]
    [InlineData("HDR10", "HDR10")]
    [InlineData("HDR10Plus", "HDR10+")]
    [InlineData("HLG", "HLG")]
    [InlineData("DOVI", "Dolby Vision")]
    [InlineData("DOVIWithHDR10", "Dolby Vision")]
    [InlineData("DOVIWithELHDR10Plus", "Dolby Vision")]
    [InlineData("DOVIInvalid", "HDR")]
    [InlineData("SomethingNew", "HDR")]
    public async Task Dynamic_range_has_our_names(string wireName, string expected)
    {
        var session = Wire.Session(Playing, "Gamma Fields");
        session["NowPlayingItem"]!["MediaStreams"]![0]!["VideoRangeType"] = wireName;

        Assert.Equal(expected, (await Wire.Jellyfin().OneAsync(session)).Stream.Source.DynamicRange);
    }

    [Fact]
    public async Task Hardware_is_named_only_for_a_re_encoded_picture()
    {
        var transcode = Wire.Session(Playing, "Gamma Fields");
        transcode["TranscodingInfo"]!["HardwareAccelerationType"] = "vaapi";
        var remux = Wire.Session(Mixed, "Epsilon Road");
        remux["TranscodingInfo"]!["HardwareAccelerationType"] = "vaapi";

        Assert.Equal("vaapi", (await Wire.Jellyfin().OneAsync(transcode)).Stream.HardwareEncoder);
        Assert.Null((await Wire.Jellyfin().OneAsync(remux)).Stream.HardwareEncoder);
    }

    [Fact]
    public async Task A_subtitle_that_forces_a_video_transcode_is_burned_in()
    {
        var session = Wire.Session(Playing, "Gamma Fields");
        session["TranscodingInfo"]!["TranscodeReasons"] = new JsonArray("SubtitleCodecNotSupported", "ANewReason");
        var s = await Wire.Jellyfin().OneAsync(session);

        Assert.Equal(SubtitleDecision.Burn, s.Stream.Subtitle);
        Assert.Equal("SubtitleCodecNotSupported,ANewReason", s.Stream.TranscodeReasons);
    }

    [Fact]
    public async Task Direct_stream_without_conversion_is_a_direct_stream()
    {
        var session = Wire.Session(Playing, "Alpha Harbor");
        session["PlayState"]!["PlayMethod"] = "DirectStream";
        var s = await Wire.Jellyfin().OneAsync(session);

        Assert.Equal(StreamDecision.DirectStream, s.Stream.Decision);
        Assert.Equal("h264", s.Stream.Sent.VideoCodec);
        Assert.Null(s.Stream.Sent.Container);
    }
}
