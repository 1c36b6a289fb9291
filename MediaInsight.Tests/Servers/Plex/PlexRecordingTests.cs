using System.Net;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Servers.Plex;
using MediaInsight.Sessions;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers.Plex;

/// <summary>Recordings of real servers, where they are available: nothing of them is part of this repository.</summary>
public sealed class PlexRecordingTests
{
    private static readonly Dictionary<string, Action<IReadOnlyList<SessionSnapshot>>> Facts = new(StringComparer.Ordinal)
    {
        ["sessions_empty.json"] = Assert.Empty,
        ["sessions_empty.xml"] = Assert.Empty,
        // Optimising jobs, not sessions.
        ["sessions_background.official.json"] = Assert.Empty,
        ["sessions_clip_preroll.xml"] = sessions =>
        {
            var clip = Assert.Single(sessions);
            Assert.Equal((MediaKind.Extra, StreamDecision.Transcode), (clip.Media.Kind, clip.Stream.Decision));
            Assert.Equal("95/1234567890123456-com-plexapp-android", clip.Key.Slot);
            Assert.Null(clip.Media.LibraryExternalId);
            Assert.Equal(1981, clip.BandwidthKbps);
        },
        ["sessions_livetv_2018.xml"] = sessions =>
        {
            var live = Assert.Single(sessions);
            Assert.Equal((MediaKind.LiveTv, "00000000-0000-0000-0000-000000000001"), (live.Media.Kind, live.Key.Item));
            Assert.Null(live.BandwidthKbps);
        },
        ["sessions_movie_paused_audio_transcode.xml"] = sessions =>
        {
            var movie = Assert.Single(sessions);
            Assert.Equal((PlaybackState.Paused, TimeSpan.FromMilliseconds(6262249)), (movie.State, movie.Duration));
            Assert.Equal((StreamDecision.Transcode, StreamDecision.DirectStream, StreamDecision.Transcode), (movie.Stream.Decision, movie.Stream.Video, movie.Stream.Audio));
            Assert.Equal(("dca", "aac", "1080p"), (movie.Stream.Source.AudioCodec, movie.Stream.Sent.AudioCodec, movie.Stream.Sent.Resolution));
            Assert.Equal("AudioCodecNotSupported", movie.Stream.TranscodeReasons);
            Assert.Null(movie.Media.Year);
            Assert.Null(movie.Stream.HardwareDecoder);
        },
        ["sessions_movie_relayed_RECONSTRUCTED.json"] = sessions =>
        {
            var movie = Assert.Single(sessions);
            Assert.Equal(new NetworkRef(null, NetworkLocation.Wan, true, true), movie.Network);
            Assert.Equal((SubtitleDecision.Burn, "vaapi", "vaapi"), (movie.Stream.Subtitle, movie.Stream.HardwareDecoder, movie.Stream.HardwareEncoder));
            Assert.Equal(("hevc", "HDR", "2160p", "h264", "720p"), (movie.Stream.Source.VideoCodec, movie.Stream.Source.DynamicRange, movie.Stream.Source.Resolution, movie.Stream.Sent.VideoCodec, movie.Stream.Sent.Resolution));
        },
        ["sessions_photo_RECONSTRUCTED.json"] = sessions => Assert.Equal((MediaKind.Photo, StreamDecision.DirectPlay), (Assert.Single(sessions).Media.Kind, sessions[0].Stream.Decision)),
        ["sessions_track_directplay.json"] = sessions =>
        {
            var track = Assert.Single(sessions);
            Assert.Equal((MediaKind.Track, StreamDecision.DirectPlay, "flac"), (track.Media.Kind, track.Stream.Decision, track.Stream.Sent.AudioCodec));
            Assert.Equal(("Green Day", "Saviors", "67085"), (track.Media.GrandparentTitle, track.Media.ParentTitle, track.Key.Item));
        },
    };

    // Names re-cased by a library: not what a server sends, so it must be refused.
    private static readonly HashSet<string> NotWire = ["sessions_track_sdk_camelcase.json"];

    [Fact]
    public void Recorded_sessions_are_read_without_failure()
    {
        var files = Recordings.Files("plex", "sessions_*");
        TestContext.Current.TestOutputHelper?.WriteLine(files.Count == 0 ? "recordings: not available" : $"recordings: {files.Count} files");

        foreach (var file in files)
        {
            var name = Path.GetFileName(file);
            if (NotWire.Contains(name))
            {
                Assert.Equal(ServerFailureKind.Protocol, Assert.Throws<ServerFailure>(() => Read(file)).Kind);
                continue;
            }

            var rows = PlexDocument.Rows(Read(file)).ToList();
            var sessions = rows.Select(row => PlexSessionMapper.Map(row)).OfType<SessionSnapshot>().ToList();
            Assert.Equal(rows.Count, sessions.Count);
            Assert.All(sessions, s => Assert.True(s.Media.Title.Length > 0 && s.Key.Item.Length > 0 && s.Stream.Decision is not null, name));
            if (Facts.TryGetValue(name, out var facts)) { facts(sessions); }
        }

        Assert.True(files.Count == 0 || files.Any(f => Facts.ContainsKey(Path.GetFileName(f))), "Recordings are there and none of the known ones is among them.");
    }

    [Fact]
    public void Recorded_library_answers_are_read_without_failure()
    {
        foreach (var file in Recordings.Files("plex", "library_*").Concat(Recordings.Files("plex", "recentlyAdded*")).Where(f => !f.Contains("/pairs/", StringComparison.Ordinal)))
        {
            var rows = PlexDocument.Rows(Read(file)).ToList();
            Assert.All(rows, row => Assert.NotEqual("Untitled", PlexMediaMapper.Map(row, "1").Title));
        }

        if (Recordings.Read("plex", "server/accounts.xml") is { } accounts)
        {
            Assert.Equal(["1", "1000", "1001"], PlexItems.Document(accounts, "text/xml").All("Account").Select(PlexLibraryMapper.User).OfType<ServerUserSnapshot>().Select(u => u.ExternalId));
        }

        if (Recordings.Read("plex", "server/library_size_only.xml") is { } size)
        {
            Assert.Equal(1, PlexLibraryMapper.Count(PlexItems.Document(size, "text/xml")));
        }
    }

    private static PlexElement Read(string file) =>
        PlexDocument.Read(new(HttpStatusCode.OK, file.EndsWith(".xml", StringComparison.Ordinal) ? "text/xml" : "application/json", File.ReadAllBytes(file)));
}
