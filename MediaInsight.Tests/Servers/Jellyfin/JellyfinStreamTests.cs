using System.Text.Json.Nodes;
using MediaInsight.Domain;
using MediaInsight.Tests.Infrastructure;
using MediaInsight.Tests.Servers.MediaBrowser;

namespace MediaInsight.Tests.Servers.Jellyfin;

/// <summary>What is played and how it is sent, field by field.</summary>
public sealed class JellyfinStreamTests
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
