using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Sessions;
using MediaInsight.Tests.Drivers;

namespace MediaInsight.Tests.History;

public sealed class TranscodeRecordTests : IDisposable
{
    private static readonly StreamDetails Vaapi = Films.Transcoded with { HardwareDecoder = "vaapi", HardwareEncoder = "vaapi", Source = Films.Direct.Source with { VideoCodec = "hevc", Resolution = "2160p" }, Sent = Films.Transcoded.Sent with { Resolution = "720p" } };

    private readonly Studio _studio = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _studio.Dispose();

    [Fact]
    public async Task Each_converted_stretch_is_a_row_with_what_was_made_of_what()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film).For(5.Minutes()).Streaming(Vaapi).For(10.Minutes()).Streaming(Films.Direct).For(5.Minutes()).Stops();
        await _studio.RecordAsync(_studio.Evening.Readings());

        var row = Assert.Single(await RowsAsync());
        Assert.Equal(("ann", "The Long Evening", "Cinema"), (row.ViewerName, row.Title, row.ServerName));
        Assert.Equal(("hevc", "2160p", "h264", "720p"), (row.Stream.Source.VideoCodec, row.Stream.Source.Resolution, row.Stream.Sent.VideoCodec, row.Stream.Sent.Resolution));
        Assert.Equal("h264_vaapi", row.Encoder);
        Assert.Equal(10 * 60_000, row.DurationMs);
        Assert.Null(row.Failure);
        Assert.Null(row.SizeBytes);
        Assert.Equal(Assert.Single(await _studio.PlaysAsync()).Id, row.PlayId);
    }

    [Theory]
    [InlineData("1080p|h264|8", 8L)]
    [InlineData("2160p|hevc|22,1080p|h264|8", 22L)]
    [InlineData("1080p|h264|8,2160p|hevc|22", 22L)]
    [InlineData("1080p|h264|8,720p|h264|4", null)]
    [InlineData("2160p|hevc|22,2160p|hevc|23", null)]
    public async Task The_size_is_that_of_the_version_that_was_played_or_not_told(string versions, long? size)
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film).Streaming(Vaapi).For(5.Minutes()).Stops();
        await _studio.RecordAsync(_studio.Evening.Readings());
        foreach (var (version, i) in versions.Split(',').Select((v, i) => (v.Split('|'), i)))
        {
            await _studio.SqlAsync(FormattableString.Invariant($"INSERT INTO media_files (media_item_id, ordinal, resolution, video_codec, size_bytes) SELECT id, {i}, '{version[0]}', '{version[1]}', {version[2]} FROM media_items"));
        }

        Assert.Equal(size, Assert.Single(await RowsAsync()).SizeBytes);
    }

    [Fact]
    public async Task A_play_without_conversion_leaves_none()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film).For(20.Minutes()).Stops();
        await _studio.RecordAsync(_studio.Evening.Readings());

        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task Who_leaves_within_seconds_of_the_switch_saw_it_fail()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film).For(5.Minutes()).Streaming(Vaapi).For(6.Seconds()).Stops();
        await _studio.RecordAsync(_studio.Evening.Readings());

        Assert.Equal(TranscodeFailure.EndedEarly, Assert.Single(await RowsAsync()).Failure);
    }

    [Fact]
    public async Task A_switch_back_and_a_next_episode_are_no_failure()
    {
        _studio.Evening.Viewer("ann").Plays(Films.First).For(5.Minutes()).Streaming(Vaapi).For(6.Seconds()).Streaming(Films.Direct).For(5.Minutes()).Stops();
        _studio.Evening.Viewer("bob").Plays(Films.First).For(5.Minutes()).Streaming(Vaapi).For(6.Seconds()).Plays(Films.Second).Streaming(Films.Direct).For(5.Minutes()).Stops();
        await _studio.RecordAsync(_studio.Evening.Readings());

        Assert.Equal([null, null], (await RowsAsync()).Select(r => r.Failure));
    }

    [Theory]
    [InlineData(0.8, null, null, TranscodeFailure.TooSlow)]
    [InlineData(1.2, null, null, null)]
    [InlineData(0.8, true, null, null)]
    [InlineData(0.8, null, 100.0, null)]
    public async Task A_conversion_that_was_slower_than_the_picture_for_long_failed(double speed, bool? throttled, double? percent, TranscodeFailure? failure)
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film).Streaming(Vaapi).For(5.Minutes()).Stops();
        await _studio.RecordAsync(_studio.Evening.Readings().Select(r => With(r, new(speed, percent, throttled, null))));

        var row = Assert.Single(await RowsAsync());
        Assert.Equal(failure, row.Failure);
        Assert.Equal(failure is null ? 0 : 295_000, row.SlowMs);
    }

    [Fact]
    public async Task Frames_per_second_are_measured_against_the_files_own()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film).Streaming(Vaapi with { Source = Vaapi.Source with { FrameRate = 24 } }).For(5.Minutes()).Stops();
        await _studio.RecordAsync(_studio.Evening.Readings().Select(r => With(r, new(null, null, null, 12))));

        Assert.Equal(TranscodeFailure.TooSlow, Assert.Single(await RowsAsync()).Failure);
    }

    [Fact]
    public async Task A_short_weakness_is_none_and_what_the_server_reports_is_believed()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film).Streaming(Vaapi).For(10.Minutes()).Stops();
        _studio.Evening.Viewer("bob").Plays(Films.Film).Streaming(Vaapi).For(10.Minutes()).Stops();
        var count = 0;
        await _studio.RecordAsync(_studio.Evening.Readings().Select(r => r with
        {
            Sessions = [.. r.Sessions.Select(s => s with { Transcode = s.User.Name == "bob" ? new(2, null, null, null, HasFailed: count++ == 40 ? true : null) : new(count < 20 ? 0.5 : 3, null, null, null) })],
        }));

        Assert.Equal([("ann", null), ("bob", TranscodeFailure.Reported)], (await RowsAsync()).OrderBy(r => r.ViewerName).Select(r => (r.ViewerName, r.Failure)));
        Assert.Equal("bob", Assert.Single(await RowsAsync(new() { Failed = true })).ViewerName);
        Assert.Equal("ann", Assert.Single(await RowsAsync(new() { Failed = false, Server = _studio.Server })).ViewerName);
        Assert.Empty(await RowsAsync(new() { Server = new(999) }));
    }

    [Fact]
    public async Task An_end_that_is_told_twice_is_one_row_and_a_deleted_play_takes_it_along()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film).Streaming(Vaapi).For(5.Minutes()).Stops();
        await _studio.RecordAsync(_studio.Evening.Readings(5.Minutes()));
        var before = _studio.Tracking.State;
        _studio.Tracking.Close(_studio.Evening.Time.GetUtcNow());
        var stop = _studio.Tracking.Events.OfType<SessionStopped>().Single();
        await _studio.Recorder.RecordAsync([stop], [], Token);
        await _studio.RestartAsync();
        Assert.Single(await RowsAsync());
        Assert.NotEmpty(before.Sessions);

        await _studio.SqlAsync("DELETE FROM plays");
        Assert.Empty(await _studio.RowsAsync(db => db.TranscodeRecords));
    }

    [Fact]
    public async Task A_limited_reader_sees_the_own_and_a_crash_keeps_what_was_seen_so_far()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film).Streaming(Vaapi).For(5.Minutes()).Stops();
        _studio.Evening.Viewer("bob").Plays(Films.Film).Streaming(Vaapi).For(5.Minutes()).Stops();
        await _studio.RecordAsync(_studio.Evening.Readings(3.Minutes()).Select(r => With(r, new(0.5, null, null, null))));
        await _studio.RestartAsync();
        await _studio.RecordAsync(_studio.Evening.Readings());
        var bob = (await _studio.RowsAsync(db => db.Viewers)).Single(v => v.Name == "bob").Id;

        var page = await new TranscodeHistoryQuery(_studio.Db).PageAsync(new(), ReadScope.Only(bob), Token);

        var row = Assert.Single(page.Items);
        Assert.Equal("bob", row.ViewerName);
        Assert.Equal(TranscodeFailure.TooSlow, row.Failure);
        Assert.Equal(0, (await new TranscodeHistoryQuery(_studio.Db).PageAsync(new(), ReadScope.None, Token)).Total);
    }

    [Fact]
    public async Task A_play_whose_memory_is_lost_leaves_its_conversion_without_a_judgement()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film).Streaming(Vaapi).For(5.Minutes()).Stops();
        await _studio.RecordAsync(_studio.Evening.Readings(3.Minutes()));
        await _studio.SqlAsync("UPDATE active_plays SET session_json = 'broken', clocks_json = 'broken'");
        await _studio.RestartAsync();

        Assert.NotNull(Assert.Single(await _studio.PlaysAsync()).StoppedAt);
        Assert.Null(Assert.Single(await RowsAsync()).Failure);
    }

    [Fact]
    public async Task Conversions_of_a_server_are_counted_those_of_running_plays_too()
    {
        _studio.Evening.Viewer("ann").Plays(Films.Film).Streaming(Vaapi).For(5.Minutes()).Streaming(Films.Direct).For(5.Minutes()).Streaming(Vaapi).For(6.Seconds()).Stops();
        _studio.Evening.Viewer("bob").Plays(Films.Film).Streaming(Vaapi).For(6.Minutes()).Streaming(Films.Direct).For(60.Minutes());
        await _studio.RecordAsync(_studio.Evening.Readings(20.Minutes()));
        var (records, plays) = (await _studio.RowsAsync(db => db.TranscodeRecords), await _studio.PlaysAsync());
        using var index = new MediaInsight.History.InMemory.PlayIndex(_studio.Db);
        var counts = new TranscodeCounts(_studio.Db, index);

        Assert.Equal((3, 1, 1), (records.Count, records.Count(r => r.Failure is not null), plays.Count(p => p.StoppedAt is null)));
        foreach (var since in records.SelectMany(r => new[] { r.StartedAt.AddMilliseconds(-1), r.StartedAt, r.StartedAt.AddMilliseconds(1) }))
        {
            var expected = ((long)records.Count(r => r.StartedAt >= since), (long)records.Count(r => r.StartedAt >= since && r.Failure is not null));
            Assert.Equal(expected, await counts.CountAsync(null, since, ReadScope.Everything, Token));
            Assert.Equal(expected, await counts.CountAsync(plays[0].ServerId, since, ReadScope.Everything, Token));
        }

        Assert.Equal((0L, 0L), await counts.CountAsync(new(plays[0].ServerId.Value + 1), default, ReadScope.Everything, Token));
    }

    private static ServerSnapshot With(ServerSnapshot reading, TranscodeProgress progress) =>
        reading with { Sessions = [.. reading.Sessions.Select(s => s with { Transcode = progress })] };

    private async Task<IReadOnlyList<TranscodeRow>> RowsAsync(TranscodeFilter? filter = null) =>
        (await new TranscodeHistoryQuery(_studio.Db).PageAsync(filter ?? new(), ReadScope.Everything, Token)).Items;
}
