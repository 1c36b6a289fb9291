using System.Text.Json.Nodes;
using MediaInsight.Domain;
using MediaInsight.Tests.Infrastructure;
using MediaInsight.Tests.Servers.MediaBrowser;

namespace MediaInsight.Tests.Servers.Jellyfin;

/// <summary>Who is there and who is not: devices, accounts, reports, conversions of others.</summary>
public sealed class JellyfinSessionTests
{
    private const string Playing = "jellyfin/sessions-playing-all.json";
    private const string Mixed = "jellyfin/sessions-episode-remux-musictranscode.json";

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

    /// <summary>The plug-in for DLNA opens a session for every renderer that it finds: without account, and with the page of its description as address.</summary>
    [Fact]
    public async Task A_renderer_without_account_is_watched_all_the_same()
    {
        var s = await Wire.Jellyfin().OneAsync("""
            [{"Id":"d1","UserId":"00000000000000000000000000000000","Client":"DLNA","DeviceId":"9ab0c000-f668-11de-9976-00a0de0ee66c","DeviceName":"Kitchen radio",
            "RemoteEndPoint":"http://192.168.1.31:49154/MediaRenderer/desc.xml","PlayState":{"PositionTicks":120000000,"PlayMethod":"DirectPlay"},
            "NowPlayingItem":{"Id":"3f1ef0fc7ae14c0aa2bc5b4a6b1a0001","Name":"Slow Boat","Type":"Audio","MediaType":"Audio","RunTimeTicks":2400000000}}]
            """);

        Assert.Equal(("0", "Unknown"), (s.User.ExternalId, s.User.Name));
        Assert.Equal(("Kitchen radio", "DLNA", "192.168.1.31"), (s.Device.Name, s.Device.ClientName, s.Network.Address));
        Assert.Equal((MediaKind.Track, StreamDecision.DirectPlay, TimeSpan.FromSeconds(12)), (s.Media.Kind, s.Stream.Decision, s.Position));
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
}
