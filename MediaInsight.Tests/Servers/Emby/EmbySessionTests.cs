using System.Text.Json.Nodes;
using MediaInsight.Domain;
using MediaInsight.Sessions;
using MediaInsight.Tests.Infrastructure;
using MediaInsight.Tests.Servers.MediaBrowser;

namespace MediaInsight.Tests.Servers.Emby;

public sealed class EmbySessionTests
{
    private const string File = "emby/sessions.json";

    private static async Task<SessionSnapshot> OfAsync(string title) =>
        Assert.Single((await Wire.Emby().ReadAsync(Fixture.Read(File))).Sessions, s => s.Media.Title == title);

    [Fact]
    public async Task Direct_stream_without_conversion_is_direct_play_and_maps_every_field()
    {
        var s = await OfAsync("Lantern Bay");

        Assert.Equal(new SessionKey(new string('1', 32), "a0b1c2d3e4f5061728394a5b6c7d8e9f", "4711"), s.Key);
        Assert.Equal(s.Key.Slot, s.ControlId);
        Assert.Equal(new("a0b1c2d3e4f5061728394a5b6c7d8e9f", "dora", "/Users/a0b1c2d3e4f5061728394a5b6c7d8e9f/Images/Primary?tag=605eed331af1e1a8770643ee6fd1c2b9"), s.User);
        Assert.Equal(new DeviceRef { ExternalId = "emby-dev-1", Name = "Living Room", ClientName = "Emby for Android TV", ClientVersion = "4.9.1.90", Platform = "tv" }, s.Device);
        Assert.Equal(MediaKind.Movie, s.Media.Kind);
        Assert.Equal(2019, s.Media.Year);
        Assert.Equal("imdb://tt9000101", s.Media.LastingId);
        Assert.Equal("/Items/4711/Images/Primary?tag=9bc17029fd89f3b06fe355bfdc43a5e9", s.Media.PosterPath);
        Assert.Equal("/Items/4711/Images/Backdrop?tag=193ee199a5906992c29b06d72fd08c61", s.Media.BackdropPath);
        Assert.Equal(PlaybackState.Playing, s.State);
        Assert.Equal(TimeSpan.FromMinutes(20), s.Position);
        Assert.Equal(TimeSpan.FromHours(2), s.Duration);
        Assert.Equal(new NetworkRef("192.168.7.21"), s.Network);
        Assert.Equal(9444, s.BandwidthKbps);
        Assert.Null(s.LastClientReportAt);
        Assert.Null(s.Transcode);
        Assert.Equal(StreamDecision.DirectPlay, s.Stream.Decision);
        Assert.Equal(StreamDecision.DirectPlay, s.Stream.Video);
        Assert.Equal(StreamDecision.DirectPlay, s.Stream.Audio);
        Assert.Equal(SubtitleDecision.DirectPlay, s.Stream.Subtitle);
        Assert.Equal(s.Stream.Source, s.Stream.Sent);
        Assert.Equal(
            new MediaFormat
            {
                Container = "mkv",
                VideoCodec = "h264",
                VideoProfile = "High",
                Width = 1920,
                Height = 1080,
                DynamicRange = "SDR",
                BitDepth = 8,
                FrameRate = 23.976,
                AudioCodec = "aac",
                AudioChannels = 2,
                AudioLanguage = "deu",
                SubtitleCodec = "subrip",
                SubtitleLanguage = "eng",
                BitrateKbps = 9444,
                Resolution = "1080p",
            },
            s.Stream.Source);
    }

    [Fact]
    public async Task Transcode_tells_hardware_reasons_and_burned_subtitles()
    {
        var s = await OfAsync("Thaw");

        Assert.Equal(PlaybackState.Paused, s.State);
        Assert.Equal(MediaKind.Episode, s.Media.Kind);
        Assert.Equal((0, 3), (s.Media.SeasonNumber, s.Media.EpisodeNumber));
        Assert.Equal(("Specials", "Polar Days"), (s.Media.ParentTitle, s.Media.GrandparentTitle));
        Assert.Equal(("5101", "5100"), (s.Media.ParentExternalId, s.Media.GrandparentExternalId));
        Assert.Equal("/Items/5100/Images/Primary?tag=193575fb1f2f51af4895e11710d3704e", s.Media.PosterPath);
        Assert.Equal("/Items/5100/Images/Backdrop?tag=eff8a616376f6f3dacbc7fb4e50c9eab", s.Media.BackdropPath);
        Assert.Equal("203.0.113.9", s.Network.Address);
        Assert.Equal(StreamDecision.Transcode, s.Stream.Decision);
        Assert.Equal(StreamDecision.Transcode, s.Stream.Video);
        Assert.Equal(StreamDecision.Transcode, s.Stream.Audio);
        Assert.Equal(SubtitleDecision.Burn, s.Stream.Subtitle);
        Assert.Equal("VideoCodecNotSupported,SubtitleCodecNotSupported,VideoRangeNotSupported", s.Stream.TranscodeReasons);
        Assert.Equal("vaapi", s.Stream.HardwareDecoder);
        Assert.Equal("vaapi", s.Stream.HardwareEncoder);
        Assert.Equal("HDR10", s.Stream.Source.DynamicRange);
        Assert.Equal("pgssub", s.Stream.Source.SubtitleCodec);
        Assert.Equal(22000, s.Stream.Source.BitrateKbps);
        Assert.Equal(
            new MediaFormat
            {
                Container = "ts",
                VideoCodec = "h264",
                Width = 1280,
                Height = 720,
                AudioCodec = "aac",
                AudioChannels = 2,
                AudioLanguage = "eng",
                SubtitleLanguage = "eng",
                BitrateKbps = 4384,
                Resolution = "720p",
            },
            s.Stream.Sent);
        Assert.Equal(4384, s.BandwidthKbps);
        Assert.Equal(new TranscodeProgress(null, 62.5, false, 118), s.Transcode);
    }

    [Fact]
    public async Task Remux_is_a_direct_stream_and_its_reading_speed_is_no_encoder_speed()
    {
        var s = await OfAsync("Copper Road");

        Assert.Equal(StreamDecision.DirectStream, s.Stream.Decision);
        Assert.Equal("Dolby Vision", s.Stream.Source.DynamicRange);
        Assert.Equal("Dolby Vision", s.Stream.Sent.DynamicRange);
        Assert.Equal(9768, s.Stream.Source.BitrateKbps);
        Assert.Equal("ts", s.Stream.Sent.Container);
        Assert.Equal(new TranscodeProgress(null, 12, true, null), s.Transcode);
    }

    [Fact]
    public async Task Copied_picture_with_re_encoded_sound_is_a_transcode_of_the_sound()
    {
        var s = await OfAsync("Salt Line");

        Assert.Equal(StreamDecision.Transcode, s.Stream.Decision);
        Assert.Equal(StreamDecision.DirectStream, s.Stream.Video);
        Assert.Equal(StreamDecision.Transcode, s.Stream.Audio);
        Assert.Equal("1080p", s.Stream.Sent.Resolution);
        Assert.Null(s.Stream.HardwareEncoder);
    }

    [Fact]
    public async Task Music_names_album_and_artist()
    {
        var s = await OfAsync("First Light");

        Assert.Equal(MediaKind.Track, s.Media.Kind);
        Assert.Equal(("Dawn", "Aurora Quartet"), (s.Media.ParentTitle, s.Media.GrandparentTitle));
        Assert.Equal("/Items/554/Images/Primary?tag=00000000000000000000000000000002", s.Media.PosterPath);
        Assert.Equal(StreamDecision.DirectPlay, s.Stream.Audio);
        Assert.Null(s.Stream.Video);
        Assert.Equal(1014, s.BandwidthKbps);
    }

    [Fact]
    public async Task Live_television_shows_what_is_on_and_keeps_the_channel_as_its_identity()
    {
        var s = await OfAsync("Evening News");

        Assert.Equal(MediaKind.LiveTv, s.Media.Kind);
        Assert.Equal("990001", s.Key.Item);
        Assert.Equal("News Channel", s.Media.ParentTitle);
        Assert.Equal("News Channel", s.Media.ChannelName);
        Assert.Equal("/Items/990001/Images/Primary?tag=00000000000000000000000000000001", s.Media.PosterPath);
        Assert.Null(s.Duration);
        Assert.Null(s.BandwidthKbps);
    }

    [Fact]
    public async Task A_player_without_account_is_shown_as_unknown()
    {
        var s = await OfAsync("Garden party");

        Assert.Equal(new("0", "Unknown"), s.User);
        Assert.Equal("0", s.Key.User);
        Assert.Equal(MediaKind.Other, s.Media.Kind);
        Assert.Null(s.ControlId);
    }

    [Fact]
    public async Task Idle_devices_are_slots_even_with_a_stale_play_method()
    {
        var reading = await Wire.Emby().ReadAsync(Fixture.Read(File));

        Assert.Equal(7, reading.Sessions.Count);
        Assert.Equal([new string('8', 32), new string('9', 32)], reading.IdleSlots.Order());
    }

    [Fact]
    public async Task A_paused_transcode_whose_conversion_is_gone_keeps_its_last_description()
    {
        var wire = Wire.Emby();
        var session = Wire.Session(File, "Thaw");
        var before = await wire.OneAsync(session);
        session.Remove("TranscodingInfo");

        Assert.Equal(before.Stream, (await wire.OneAsync(session)).Stream);
        var cold = await Wire.Emby().OneAsync(session);
        Assert.Equal(StreamDecision.Transcode, cold.Stream.Decision);
        Assert.Equal(22000, cold.BandwidthKbps);
    }

    [Fact]
    public async Task The_playing_version_is_read_where_the_server_tells_it()
    {
        var session = Wire.Session(File, "Lantern Bay");
        session["PlayState"]!["MediaSource"] = JsonNode.Parse("""{"Container":"mp4","Bitrate":2000000,"MediaStreams":[{"Type":"Video","Index":0,"Codec":"H264","Width":720,"Height":576},{"Type":"Audio","Index":2,"Codec":"AC3"}]}""");
        var s = await Wire.Emby().OneAsync(session);

        Assert.Equal(("mp4", "576p", "ac3", 2000), (s.Stream.Source.Container, s.Stream.Source.Resolution, s.Stream.Source.AudioCodec, s.Stream.Source.BitrateKbps));
    }

    [Theory]
    [InlineData("Hdr10", null, "HDR10")]
    [InlineData("Hdr10Plus", null, "HDR10+")]
    [InlineData("HyperLogGamma", null, "HLG")]
    [InlineData("DolbyVision", "HDR", "Dolby Vision")]
    [InlineData("None", "SDR", "SDR")]
    [InlineData("None", null, "SDR")]
    [InlineData(null, "HDR10", "HDR10")]
    [InlineData(null, "HDR", "HDR")]
    [InlineData("Later", null, null)]
    public async Task Dynamic_range_has_our_names(string? type, string? range, string? expected)
    {
        var session = Wire.Session(File, "Lantern Bay");
        var video = session["NowPlayingItem"]!["MediaStreams"]![0]!;
        video["ExtendedVideoType"] = type;
        video["VideoRange"] = range;

        Assert.Equal(expected, (await Wire.Emby().OneAsync(session)).Stream.Source.DynamicRange);
    }
}
