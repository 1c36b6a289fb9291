using System.Text.Json.Nodes;
using MediaInsight.Domain;
using MediaInsight.Servers.Plex;
using MediaInsight.Sessions;

namespace MediaInsight.Tests.Servers.Plex;

public sealed class PlexStreamMapperTests
{
    [Fact]
    public void Direct_play_sends_the_selected_version_as_it_is()
    {
        var stream = PlexItems.Session(PlexItems.Movie).Stream;

        var file = new MediaFormat
        {
            Container = "mkv",
            VideoCodec = "hevc",
            VideoProfile = "main 10",
            Width = 3840,
            Height = 1600,
            DynamicRange = "HDR10",
            BitDepth = 10,
            FrameRate = 23.976,
            AudioCodec = "truehd",
            AudioChannels = 8,
            AudioLanguage = "eng",
            SubtitleCodec = "srt",
            SubtitleLanguage = "fra",
            BitrateKbps = 54000,
            Resolution = "2160p",
        };
        Assert.Equal(new StreamDetails
        {
            Decision = StreamDecision.DirectPlay,
            Video = StreamDecision.DirectPlay,
            Audio = StreamDecision.DirectPlay,
            Subtitle = SubtitleDecision.DirectPlay,
            Container = StreamDecision.DirectPlay,
            Source = file,
            Sent = file,
            OptimizedVersion = false,
        }, stream);
    }

    [Fact]
    public void Transcode_names_what_goes_in_and_what_comes_out()
    {
        var stream = PlexItems.EpisodeWithSource().Stream;

        Assert.Equal(new StreamDetails
        {
            Decision = StreamDecision.Transcode,
            Video = StreamDecision.Transcode,
            Audio = StreamDecision.Transcode,
            Container = StreamDecision.Transcode,
            TranscodeReasons = "VideoCodecNotSupported,AudioCodecNotSupported,VideoResolutionNotSupported,ContainerBitrateExceedsLimit",
            Source = new()
            {
                Container = "mkv",
                VideoCodec = "hevc",
                VideoProfile = "main 10",
                Width = 3840,
                Height = 2160,
                DynamicRange = "Dolby Vision",
                BitDepth = 10,
                FrameRate = 23.976,
                AudioCodec = "truehd",
                AudioChannels = 8,
                AudioLanguage = "eng",
                BitrateKbps = 48000,
                Resolution = "2160p",
            },
            Sent = new()
            {
                Container = "mp4",
                VideoCodec = "h264",
                VideoProfile = "high",
                Width = 1280,
                Height = 720,
                DynamicRange = "SDR",
                FrameRate = 23.976,
                AudioCodec = "aac",
                AudioChannels = 2,
                AudioLanguage = "eng",
                BitrateKbps = 4000,
                Resolution = "720p",
            },
            HardwareDecoder = "vaapi",
            HardwareEncoder = "vaapi",
            OptimizedVersion = false,
        }, stream);
    }

    [Fact]
    public void Without_the_library_the_source_is_what_the_transcoder_tells()
    {
        var source = PlexItems.Session(PlexItems.Episode).Stream.Source;

        Assert.Equal(new MediaFormat
        {
            VideoCodec = "hevc",
            DynamicRange = "HDR",
            AudioCodec = "truehd",
            AudioLanguage = "eng",
            Resolution = "2160p",
        }, source);
    }

    [Fact]
    public void Progress_tells_speed_percent_and_rest() =>
        Assert.Equal(new TranscodeProgress(6.5, 31.5, true, null), PlexItems.Session(PlexItems.Episode).Transcode);

    [Fact]
    public void Software_transcode_has_no_hardware()
    {
        var stream = PlexItems.Session(PlexItems.Episode, i => { i["TranscodeSession"]!.Remove("transcodeHwDecoding"); i["TranscodeSession"]!["transcodeHwEncoding"] = ""; }).Stream;

        Assert.Null(stream.HardwareDecoder);
        Assert.Null(stream.HardwareEncoder);
    }

    [Fact]
    public void Copy_decision_is_direct_stream()
    {
        var stream = PlexItems.EpisodeWithSource(i =>
        {
            foreach (var kind in new[] { "videoDecision", "audioDecision" }) { i["TranscodeSession"]![kind] = "copy"; }
            i.Stream(0)["decision"] = "copy";
            i.Stream(1)["decision"] = "copy";
        }).Stream;

        Assert.Equal(StreamDecision.DirectStream, stream.Decision);
        Assert.Equal(StreamDecision.DirectStream, stream.Video);
        Assert.Equal(StreamDecision.DirectStream, stream.Audio);
        Assert.Equal(StreamDecision.DirectStream, stream.Container);
        Assert.Equal("mkv", stream.Source.Container);
        Assert.Equal("mp4", stream.Sent.Container);
        Assert.Null(stream.TranscodeReasons);
    }

    [Fact]
    public void Converted_sound_alone_is_a_transcode_that_copies_the_picture()
    {
        var stream = PlexItems.EpisodeWithSource(i => { i["TranscodeSession"]!["videoDecision"] = "copy"; i.Stream(0)["decision"] = "copy"; }).Stream;

        Assert.Equal((StreamDecision.Transcode, StreamDecision.DirectStream, StreamDecision.Transcode), (stream.Decision, stream.Video, stream.Audio));
        Assert.Equal("AudioCodecNotSupported", stream.TranscodeReasons);
    }

    [Fact]
    public void Transcode_session_of_a_direct_play_is_no_transcode()
    {
        var session = PlexItems.Session(PlexItems.Movie, i => i["TranscodeSession"] = JsonNode.Parse("""{"key":"/transcode/sessions/x","progress":0,"speed":0,"videoDecision":"directplay","audioDecision":"directplay"}"""));

        Assert.Equal(StreamDecision.DirectPlay, session.Stream.Decision);
        Assert.Null(session.Transcode);
        Assert.Null(session.Stream.TranscodeReasons);
    }

    [Fact]
    public void Transcode_session_without_decisions_leaves_them_to_the_tracks()
    {
        var stream = PlexItems.Session(PlexItems.Movie, i => i["TranscodeSession"] = JsonNode.Parse("""{"key":"x"}""")).Stream;

        Assert.Equal(StreamDecision.DirectPlay, stream.Decision);
    }

    [Fact]
    public void Tracks_decide_when_there_is_no_transcode_session()
    {
        var stream = PlexItems.Session(PlexItems.Episode, i => i.Remove("TranscodeSession")).Stream;

        Assert.Equal((StreamDecision.Transcode, StreamDecision.Transcode), (stream.Video, stream.Audio));
        Assert.Null(stream.TranscodeReasons);
    }

    [Fact]
    public void Changed_container_alone_is_direct_stream()
    {
        var stream = PlexItems.Session(PlexItems.Movie, i => i.Part()["decision"] = "transcode").Stream;

        Assert.Equal((StreamDecision.DirectStream, StreamDecision.DirectStream), (stream.Decision, stream.Container));
    }

    [Theory]
    [InlineData("""{"id":"21430","streamType":3,"codec":"pgs","selected":true,"decision":"burn","burn":"1"}""")]
    [InlineData("""{"id":"21430","streamType":3,"codec":"pgs","selected":true,"decision":"transcode","burn":"1"}""")]
    public void Burnt_subtitles_force_the_picture_through_the_transcoder(string subtitle)
    {
        var stream = PlexItems.EpisodeWithSource(i => { i.AddSubtitle(subtitle); i["TranscodeSession"]!["videoDecision"] = "copy"; }).Stream;

        Assert.Equal(SubtitleDecision.Burn, stream.Subtitle);
        Assert.Equal(StreamDecision.Transcode, stream.Video);
        Assert.Contains("SubtitleCodecNotSupported", stream.TranscodeReasons, StringComparison.Ordinal);
        Assert.Equal(("pgs", "fra"), (stream.Source.SubtitleCodec, stream.Source.SubtitleLanguage));
        Assert.Null(stream.Sent.SubtitleCodec);
    }

    [Fact]
    public void Converted_subtitles_alone_are_no_transcode()
    {
        var stream = PlexItems.Session(PlexItems.Movie, i => i.Stream(4)["decision"] = "transcode").Stream;

        Assert.Equal((StreamDecision.DirectPlay, SubtitleDecision.Transcode), (stream.Decision, stream.Subtitle));
    }

    [Fact]
    public void Subtitles_that_nobody_chose_are_off()
    {
        var stream = PlexItems.Session(PlexItems.Movie, i => i.Stream(4).Remove("selected")).Stream;

        Assert.Null(stream.Subtitle);
        Assert.Null(stream.Sent.SubtitleCodec);
    }

    [Fact]
    public void Music_has_no_picture()
    {
        var stream = PlexItems.Session(PlexItems.Track).Stream;

        Assert.Equal(StreamDecision.DirectPlay, stream.Decision);
        Assert.Null(stream.Video);
        Assert.Null(stream.Sent.Resolution);
        Assert.Equal(("flac", 2, 1014), (stream.Sent.AudioCodec, stream.Sent.AudioChannels, stream.Sent.BitrateKbps));
    }

    [Fact]
    public void Live_television_copies_what_comes_in()
    {
        var session = PlexSessionMapper.Map(PlexItems.XmlItem("livetv_guided.xml"))!;

        Assert.Equal(StreamDecision.DirectStream, session.Stream.Decision);
        Assert.Equal(("mpeg2video", "ac3"), (session.Stream.Sent.VideoCodec, session.Stream.Sent.AudioCodec));
        Assert.Null(session.Transcode!.Percent);
        Assert.Equal("1080p", session.Stream.Sent.Resolution);
    }

    /// <summary>An older server's live television: no decision anywhere but in the TranscodeSession, and bit/s for kbit/s.</summary>
    [Fact]
    public void Live_television_that_is_converted_lists_what_comes_in()
    {
        var session = Live("""videoDecision="copy" audioDecision="transcode" sourceVideoCodec="h264" sourceAudioCodec="ac3" videoCodec="h264" audioCodec="aac" audioChannels="2" container="mp4" protocol="dash" progress="-1" """);
        var stream = session.Stream;

        Assert.Equal((StreamDecision.Transcode, StreamDecision.DirectStream, StreamDecision.Transcode), (stream.Decision, stream.Video, stream.Audio));
        Assert.Equal(("mpegts", "h264", "720p", "ac3", 6), (stream.Source.Container, stream.Source.VideoCodec, stream.Source.Resolution, stream.Source.AudioCodec, stream.Source.AudioChannels));
        Assert.Equal(("mp4", "h264", "720p", "aac", 2), (stream.Sent.Container, stream.Sent.VideoCodec, stream.Sent.Resolution, stream.Sent.AudioCodec, stream.Sent.AudioChannels));
        Assert.Equal("AudioCodecNotSupported", stream.TranscodeReasons);
        Assert.Equal(10_500, session.BandwidthKbps);
        Assert.Null(session.Media.EpisodeNumber);
    }

    [Fact]
    public void The_picture_of_live_television_that_is_converted_is_the_conversions()
    {
        var stream = Live("""videoDecision="transcode" audioDecision="copy" videoCodec="hevc" audioCodec="*" width="960" height="540" container="mp4" progress="-1" """).Stream;

        Assert.Equal(("h264", "720p"), (stream.Source.VideoCodec, stream.Source.Resolution));
        Assert.Equal(("hevc", 960, 540, "ac3"), (stream.Sent.VideoCodec, stream.Sent.Width, stream.Sent.Height, stream.Sent.AudioCodec));
        Assert.Equal("VideoCodecNotSupported,VideoResolutionNotSupported", stream.TranscodeReasons);
    }

    private static SessionSnapshot Live(string transcode) => PlexSessionMapper.Map(PlexDocument.Rows(PlexItems.Document(
        $"""
        <MediaContainer size="1"><Video key="/livetv/sessions/t1" live="1" index="1" sessionKey="115" title="Live Session" type="clip">
        <Media uuid="t1" origin="livetv" protocol="hls" container="mpegts" width="1280" height="720" videoCodec="h264" audioCodec="ac3" audioChannels="6"><Part container="mpegts" protocol="hls" size="0"/></Media>
        <User id="1" title="Ann"/><Player machineIdentifier="m1" product="Plex Web" state="playing"/><Session id="s" location="lan" bandwidth="10500000"/><TranscodeSession key="/transcode/sessions/k" {transcode}/>
        </Video></MediaContainer>
        """,
        "text/xml")).Single())!; // non-null: it names a session

    [Fact]
    public void Star_for_a_codec_means_as_it_comes_in()
    {
        var stream = PlexItems.Session(PlexItems.Episode, i =>
        {
            i.Stream(0)["codec"] = "*";
            i.Stream(1)["codec"] = "*";
            i["TranscodeSession"]!["videoDecision"] = "copy";
            i["TranscodeSession"]!["audioDecision"] = "copy";
        }).Stream;

        Assert.Equal(("hevc", "truehd"), (stream.Sent.VideoCodec, stream.Sent.AudioCodec));
    }

    [Fact]
    public void Optimized_version_is_told() =>
        Assert.True(PlexItems.Session(PlexItems.Movie, i => i.Media()["proxyType"] = 42).Stream.OptimizedVersion);

    [Theory]
    [InlineData("4k", "2160p")]
    [InlineData("1080p", "1080p")]
    [InlineData("SD", "sd")]
    public void Named_resolution_counts_when_pixels_are_untold(string named, string expected)
    {
        var stream = PlexItems.Session(PlexItems.Movie, i =>
        {
            foreach (var node in new[] { i.Media(), i.Stream(0) }) { node.Remove("width"); node.Remove("height"); }
            i.Media()["videoResolution"] = named;
        }).Stream;

        Assert.Equal(expected, stream.Sent.Resolution);
    }

    [Theory]
    [InlineData("""{"DOVIPresent":true,"colorTrc":"smpte2084"}""", "Dolby Vision")]
    [InlineData("""{"colorTrc":"smpte2084"}""", "HDR10")]
    [InlineData("""{"colorTrc":"smpte2084","displayTitle":"4K HDR10+ (HEVC Main 10)"}""", "HDR10+")]
    [InlineData("""{"colorTrc":"arib-std-b67"}""", "HLG")]
    [InlineData("""{"colorTrc":"bt709"}""", "SDR")]
    [InlineData("""{"bitDepth":"8"}""", "SDR")]
    [InlineData("""{"displayTitle":"4K (HEVC Main 10 HDR)"}""", "HDR")]
    [InlineData("""{"displayTitle":"1080p (H.264)"}""", null)]
    public void Dynamic_range_follows_the_track(string track, string? expected)
    {
        var element = PlexItems.Document("""{"MediaContainer":{"Stream":[TRACK]}}""".Replace("TRACK", track, StringComparison.Ordinal)).Child("Stream");

        Assert.Equal(expected, PlexDynamicRange.Of(element, convertedTo: null));
    }

    [Theory]
    [InlineData("24p", 24.0)]
    [InlineData("PAL", 25.0)]
    [InlineData("NTSC", 29.97)]
    [InlineData("fast", null)]
    public void Frame_rate_falls_back_to_its_name(string named, double? expected)
    {
        var stream = PlexItems.Session(PlexItems.Movie, i => { i.Stream(0).Remove("frameRate"); i.Media()["videoFrameRate"] = named; }).Stream;

        Assert.Equal(expected, stream.Sent.FrameRate);
    }

    [Fact]
    public void Session_without_media_tells_nothing_about_its_stream() =>
        Assert.Equal(StreamDetails.Unknown, PlexItems.Session(PlexItems.Movie, i => i.Remove("Media")).Stream);
}
