using System.Globalization;
using MediaInsight.Components.Media;
using MediaInsight.Domain;

namespace MediaInsight.Tests.Components.Media;

public sealed class StreamWordsTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    private static readonly StreamDetails Transcode = new()
    {
        Decision = StreamDecision.Transcode,
        Video = StreamDecision.Transcode,
        Audio = StreamDecision.DirectStream,
        Source = new() { Container = "mkv", VideoCodec = "hevc", Resolution = "2160p", DynamicRange = "HDR10", BitrateKbps = 18_200, AudioCodec = "eac3", AudioChannels = 6, AudioLanguage = "ger" },
        Sent = new() { Container = "hls", VideoCodec = "h264", Resolution = "1080p", DynamicRange = "SDR", BitrateKbps = 4_000, AudioCodec = "eac3", AudioChannels = 6, AudioLanguage = "ger" },
    };

    [Fact]
    public void Quality_line_shows_both_sides_of_a_transcode() =>
        Assert.Equal("4K HDR10 HEVC 18.2 Mbit/s → 1080p H.264 4 Mbit/s", Plain(QualityLine.Of(Transcode, MediaKind.Movie, English)));

    [Fact]
    public void Quality_line_of_direct_play_has_one_side() =>
        Assert.Equal("4K HDR10 HEVC 18.2 Mbit/s", Plain(QualityLine.Of(Transcode with { Decision = StreamDecision.DirectPlay, Video = StreamDecision.DirectPlay, Sent = Transcode.Source }, MediaKind.Movie, English)));

    [Fact]
    public void Quality_line_of_an_audio_transcode_shows_the_sound() =>
        Assert.Equal(
            "4K HDR10 HEVC 18.2 Mbit/s · E-AC-3 5.1 → AAC stereo",
            Plain(QualityLine.Of(Transcode with { Video = StreamDecision.DirectStream, Audio = StreamDecision.Transcode, Sent = Transcode.Source with { AudioCodec = "aac", AudioChannels = 2 } }, MediaKind.Movie, English)));

    [Fact]
    public void Quality_line_of_music_is_about_sound() =>
        Assert.Equal(
            "FLAC 912 kbit/s → MP3 320 kbit/s",
            Plain(QualityLine.Of(new() { Decision = StreamDecision.Transcode, Source = new() { AudioCodec = "flac", AudioChannels = 2, BitrateKbps = 912 }, Sent = new() { AudioCodec = "mp3", BitrateKbps = 320 } }, MediaKind.Track, English)));

    [Fact]
    public void Quality_that_nobody_told_is_no_line() => Assert.Null(QualityLine.Of(StreamDetails.Unknown, MediaKind.Movie, English));

    [Fact]
    public void Rows_mark_what_differs_and_nothing_else()
    {
        var rows = StreamRows.Of(Transcode, English).ToDictionary(r => r.Name);

        Assert.True(rows["Container"].Differs);
        Assert.True(rows["Video"].Differs);
        Assert.True(rows["Dynamic range"].Differs);
        Assert.False(rows["Audio"].Differs);
        Assert.Equal("E-AC-3 5.1, German", rows["Audio"].Source);
        Assert.Equal("converted", rows["Video"].Treatment);
        Assert.DoesNotContain("Subtitles", rows.Keys);
    }

    [Fact]
    public void A_side_that_is_not_told_does_not_differ() => Assert.False(new StreamRow("Video", "HEVC", null, null).Differs);

    [Fact]
    public void Burned_subtitles_are_said_to_be_in_the_picture() =>
        Assert.Equal("In the picture", StreamRows.Of(Transcode with { Subtitle = SubtitleDecision.Burn, Source = Transcode.Source with { SubtitleCodec = "pgs" } }, English).Single(r => r.Name == "Subtitles").Sent);

    [Theory]
    [InlineData(NetworkLocation.Lan, null, "Home")]
    [InlineData(NetworkLocation.Wan, null, "Remote")]
    [InlineData(NetworkLocation.Wan, true, "Remote, relayed")]
    [InlineData(null, null, null)]
    public void Location_is_said_in_words(NetworkLocation? location, bool? relayed, string? words) => Assert.Equal(words, LocationWords.Of(location, relayed));

    [Theory]
    [InlineData("Living room", "Plex for LG", "webOS", "Living room · Plex for LG · webOS")]
    [InlineData("Chrome", "Jellyfin Web", "Chrome", "Chrome · Jellyfin Web")]
    [InlineData("iPad", "Swiftfin iPad", null, "Swiftfin iPad")]
    [InlineData(null, null, null, null)]
    [InlineData(" ", "Plexamp", null, "Plexamp")]
    public void Device_line_says_nothing_twice(string? name, string? client, string? platform, string? line) =>
        Assert.Equal(line, DeviceLine.Of(new DeviceRef { Name = name, ClientName = client, Platform = platform }));

    [Theory]
    [InlineData("mov,mp4,m4a,3gp,3g2,mj2", "MP4")]
    [InlineData("mkv", "MKV")]
    [InlineData("avi", "AVI")]
    [InlineData("", null)]
    public void Containers_have_one_name(string code, string? name) => Assert.Equal(name, FormatNames.Container(code));

    [Theory]
    [InlineData("eng", "English")]
    [InlineData("ger", "German")]
    [InlineData("pt-BR", "Portuguese")]
    [InlineData("und", null)]
    [InlineData("tlh9", "tlh9")]
    public void Languages_are_named(string code, string? name) => Assert.Equal(name, FormatNames.Language(code));

    private static string? Plain(string? text) => text?.Replace('\u00A0', ' ');
}
