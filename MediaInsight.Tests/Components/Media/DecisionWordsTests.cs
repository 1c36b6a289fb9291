using MediaInsight.Components.Media;
using MediaInsight.Domain;

namespace MediaInsight.Tests.Components.Media;

public sealed class DecisionWordsTests
{
    private static readonly MediaFormat Film = new()
    {
        Container = "mkv",
        VideoCodec = "hevc",
        VideoProfile = "Main 10",
        BitDepth = 10,
        Resolution = "2160p",
        DynamicRange = "Dolby Vision",
        AudioCodec = "truehd",
        AudioChannels = 8,
        SubtitleCodec = "pgssub",
    };

    [Theory]
    [InlineData("VideoCodecNotSupported", "Transcoding video: the player can't play HEVC")]
    [InlineData("VideoProfileNotSupported", "Transcoding video: the player can't play HEVC Main 10")]
    [InlineData("VideoBitDepthNotSupported", "Transcoding video: the player can't play 10-bit colour")]
    [InlineData("VideoRangeTypeNotSupported", "Transcoding video: the player can't show Dolby Vision")]
    [InlineData("VideoRangeNotSupported", "Transcoding video: the player can't show Dolby Vision")]
    [InlineData("VideoResolutionNotSupported", "Transcoding video: the player takes no picture as large as 4K")]
    [InlineData("ContainerBitrateExceedsLimit", "Transcoding video: the bitrate is over the limit")]
    [InlineData("SubtitleCodecNotSupported", "Transcoding video: the player can't show PGS subtitles")]
    [InlineData("ContainerNotSupported,VideoCodecNotSupported", "Transcoding video: the player can't play HEVC")]
    [InlineData("videocodecnotsupported", "Transcoding video: the player can't play HEVC")]
    [InlineData("SomethingNewNotSupported", "Transcoding video: something new not supported")]
    [InlineData("HDRBroken", "Transcoding video: hdr broken")]
    [InlineData(null, "Transcoding video")]
    public void A_video_transcode_says_why(string? reasons, string words) =>
        Assert.Equal(words, DecisionWords.Of(new StreamDetails() { Decision = StreamDecision.Transcode, Video = StreamDecision.Transcode, Audio = StreamDecision.DirectStream, TranscodeReasons = reasons, Source = Film }));

    [Theory]
    [InlineData("AudioCodecNotSupported", "Transcoding audio: the player can't play TrueHD")]
    [InlineData("AudioChannelsNotSupported", "Transcoding audio: the player can't play 7.1 sound")]
    [InlineData("ContainerNotSupported,AudioCodecNotSupported", "Transcoding audio: the player can't play TrueHD")]
    public void An_audio_transcode_names_the_sound_first(string reasons, string words) =>
        Assert.Equal(words, DecisionWords.Of(new StreamDetails() { Decision = StreamDecision.Transcode, Video = StreamDecision.DirectStream, Audio = StreamDecision.Transcode, TranscodeReasons = reasons, Source = Film }));

    [Fact]
    public void Burned_subtitles_explain_a_transcode_without_reasons() =>
        Assert.Equal(
            "Transcoding video: subtitles are drawn into the picture for the player",
            DecisionWords.Of(new StreamDetails() { Decision = StreamDecision.Transcode, Video = StreamDecision.Transcode, Subtitle = SubtitleDecision.Burn }));

    [Fact]
    public void A_browser_is_called_one() =>
        Assert.Equal(
            "Transcoding video: the browser can't play HEVC",
            DecisionWords.Of(new StreamDetails() { Decision = StreamDecision.Transcode, Video = StreamDecision.Transcode, TranscodeReasons = "VideoCodecNotSupported", Source = Film }, "web"));

    [Theory]
    [InlineData(null, null, null, "Direct stream (container changed)")]
    [InlineData("mkv", "mpegts", null, "Direct stream (container changed)")]
    [InlineData("mkv", "hls", "ContainerNotSupported", "Direct stream: the player can't open MKV files")]
    public void A_direct_stream_says_that_only_the_container_changed(string? from, string? to, string? reasons, string words) =>
        Assert.Equal(words, DecisionWords.Of(new StreamDetails() { Decision = StreamDecision.DirectStream, TranscodeReasons = reasons, Source = new() { Container = from }, Sent = new() { Container = to } }));

    [Fact]
    public void Direct_play_needs_no_reason() => Assert.Equal("Direct play", DecisionWords.Of(new StreamDetails() { Decision = StreamDecision.DirectPlay }));

    [Fact]
    public void An_untold_decision_is_not_guessed() => Assert.Equal("Not told how", DecisionWords.Of(StreamDetails.Unknown));

    [Fact]
    public void Every_known_reason_makes_sense_without_any_detail()
    {
        foreach (var name in TranscodeReasons.KnownNames)
        {
            var words = DecisionWords.Of(new StreamDetails() { Decision = StreamDecision.Transcode, Video = StreamDecision.Transcode, TranscodeReasons = name });

            Assert.StartsWith("Transcoding video: ", words, StringComparison.Ordinal);
            Assert.DoesNotContain("  ", words, StringComparison.Ordinal);
            Assert.DoesNotContain(name, words, StringComparison.OrdinalIgnoreCase);
        }
    }
}
