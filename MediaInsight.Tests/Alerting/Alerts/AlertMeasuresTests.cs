using MediaInsight.Alerting.Alerts;
using MediaInsight.Data.Backup;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Libraries;
using MediaInsight.Live;
using MediaInsight.Servers;
using MediaInsight.Sessions;
using MediaInsight.Tests.Analytics;
using MediaInsight.Tests.Drivers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Alerting.Alerts;

/// <summary>Where the figures come from.</summary>
public sealed class AlertMeasuresTests : IDisposable
{
    private readonly AlertRig _rig = new();
    private readonly Household _home;

    public AlertMeasuresTests() => _home = new(_rig.Db);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _rig.Time.GetUtcNow();

    public void Dispose()
    {
        _home.Dispose();
        _rig.Dispose();
    }

    [Fact]
    public async Task Every_condition_has_a_figure_and_unknown_ones_are_not_measured()
    {
        var readings = await _rig.Measures.ReadAsync(AlertConditions.All.Select(c => c.Word).Append("moon_phase"), Token);

        Assert.Equal(AlertConditions.All.Count + 1, readings.Count);
        Assert.Equal(AlertReading.NotMeasured, readings["moon_phase"]);
        Assert.Equal(AlertReading.NotMeasured, readings[AlertConditions.ViolationCount]);
        Assert.Null(readings[AlertConditions.DiskSpaceLow].Value);
    }

    [Fact]
    public async Task The_fullest_disk_and_the_hottest_card_count()
    {
        _rig.Measure(1600, temperature: 71);

        Assert.Equal(new(1500, "/data"), await ReadAsync(AlertConditions.DiskSpaceLow));
        Assert.Equal(71, (await ReadAsync(AlertConditions.GpuTempHigh)).Value);
    }

    [Fact]
    public async Task Load_is_the_average_of_five_minutes()
    {
        await using var db = _rig.Db.CreateDbContext();
        db.SystemMetrics.AddRange(Enumerable.Range(0, 10).Select(i => new MediaInsight.Monitoring.SystemSample { RecordedAt = Now.AddMinutes(-i), CpuPercent = i <= 5 ? 95 : 0, MemoryPercent = i <= 5 ? 10 + (i * 10) : 0 }));
        await db.SaveChangesAsync(Token);

        Assert.Equal((95.0, 35.0), ((await ReadAsync(AlertConditions.CpuHigh)).Value, (await ReadAsync(AlertConditions.MemoryHigh)).Value));
        _rig.Time.Jump(TimeSpan.FromMinutes(6));
        Assert.Null((await ReadAsync(AlertConditions.CpuHigh)).Value);
    }

    [Fact]
    public async Task Streams_that_ended_at_once_within_the_hour_are_broken()
    {
        var server = _home.Server("Attic");
        var ann = _home.Account(server, _home.Person("Ann"));
        var (film, song) = (_home.Item(server, MediaKind.Movie, "Film"), _home.Item(server, MediaKind.Track, "Song"));
        Ended(film, 5, 3, StopReason.Stopped);
        Ended(film, 59, 9, StopReason.Vanished);
        Ended(film, 10, 10, StopReason.Stopped);       // long enough
        Ended(film, 61, 3, StopReason.Stopped);        // too long ago
        Ended(film, 5, 3, StopReason.NextItem);        // went on with another title
        Ended(film, 5, 3, StopReason.ByHand);
        Ended(song, 5, 3, StopReason.Stopped);         // skipped

        Assert.Equal(2, (await ReadAsync(AlertConditions.StreamError)).Value);

        void Ended(MediaItem item, int minutesAgo, int seconds, StopReason reason)
        {
            var play = _home.Play(ann, item, Now.AddMinutes(-minutesAgo), TimeSpan.FromSeconds(seconds));
            using var db = _rig.Db.CreateDbContext();
            db.Plays.Where(p => p.Number == play.Number).ExecuteUpdate(p => p.SetProperty(x => x.StopReason, reason));
        }
    }

    [Fact]
    public async Task Failed_transcodes_count_by_their_end()
    {
        var server = _home.Server("Attic");
        var ann = _home.Account(server, _home.Person("Ann"));
        var play = _home.Play(ann, _home.Item(server, MediaKind.Movie, "Film"), Now.AddHours(-3), TimeSpan.FromHours(2));
        await using var db = _rig.Db.CreateDbContext();
        db.TranscodeRecords.AddRange(
            Record(0, 180, 59, TranscodeFailure.TooSlow), Record(1, 30, 30, TranscodeFailure.EndedEarly), Record(2, 180, 61, TranscodeFailure.TooSlow), Record(3, 10, 5, null));
        await db.SaveChangesAsync(Token);

        Assert.Equal(2, (await ReadAsync(AlertConditions.TranscodeFailure)).Value);

        TranscodeRecord Record(int ordinal, int began, int ended, TranscodeFailure? failure) => new()
        {
            PlayNumber = play.Number,
            Ordinal = ordinal,
            StartedAt = Now.AddMinutes(-began),
            EndedAt = Now.AddMinutes(-ended),
            StreamProfileId = play.StreamProfileId,
            Failure = failure,
        };
    }

    [Fact]
    public async Task Bandwidth_is_that_of_all_streams_together_and_the_gauge_counts_them()
    {
        Assert.Equal(0, (await ReadAsync(AlertConditions.BandwidthHigh)).Value);
        var tracking = new Tracking(server: new ServerId(1));
        var evening = new Evening(new ServerId(1));
        evening.Viewer("ann").Plays(Films.Film).For(1.Minutes());
        evening.Viewer("ben").Plays(Films.Second).Streaming(Films.Transcoded).For(1.Minutes());
        tracking.See(evening.Readings().First());
        _rig.Sessions.Feed.Publish(new([.. tracking.State.Sessions.Values.Select((s, i) => new LiveSession(s with { Latest = s.Latest with { BandwidthKbps = 4000 + (8000 * i) } }, "Attic", ServerKind.Plex, false, null, null, "somebody", null))], false));

        Assert.Equal(16, (await ReadAsync(AlertConditions.BandwidthHigh)).Value);
        Assert.Equal(new MediaInsight.Monitoring.StreamCounts(2, 1), new LiveStreamGauge(_rig.Sessions).Read());
    }

    [Fact]
    public async Task Servers_that_cannot_be_reached_are_named_with_their_minutes()
    {
        Assert.Equal(AlertReading.NotMeasured, await ReadAsync(AlertConditions.ServerDown));
        var (attic, cellar) = (_home.Server("Attic"), _home.Server("Cellar"));
        _rig.Servers.Configure([attic, cellar]);
        Assert.Equal(new(0), await ReadAsync(AlertConditions.ServerDown));

        _rig.Servers.Update(cellar.Id, s => s with { Health = ServerHealth.Offline, FailingSince = Now.AddMinutes(-12) });
        _rig.Servers.Update(attic.Id, s => s with { Health = ServerHealth.Degraded, FailingSince = Now.AddMinutes(-1) });

        Assert.Equal(new(12, "Cellar 12\u00A0min, Attic 1\u00A0min"), await ReadAsync(AlertConditions.ServerDown));
    }

    [Fact]
    public async Task The_slowest_server_counts()
    {
        var (attic, cellar) = (_home.Server("Attic"), _home.Server("Cellar"));
        _rig.Servers.Configure([attic, cellar]);
        Assert.Null((await ReadAsync(AlertConditions.PollLatencyHigh)).Value);
        _rig.Servers.Collector.Good(attic.Id, 20);
        _rig.Servers.Collector.Good(cellar.Id, 3000);

        Assert.Equal(new(3000, "Cellar"), await ReadAsync(AlertConditions.PollLatencyHigh));
    }

    [Fact]
    public async Task The_database_and_its_newest_backup_are_measured()
    {
        await File.WriteAllBytesAsync(_rig.Paths.Database, new byte[3_000_000], Token);
        await File.WriteAllTextAsync(Path.Combine(_rig.Paths.Backups, BackupFile.NameOf(BackupReason.Nightly, Now.AddHours(-72))), "", Token);
        await File.WriteAllTextAsync(Path.Combine(_rig.Paths.Backups, BackupFile.NameOf(BackupReason.Manual, Now.AddHours(-30))), "", Token);

        Assert.Equal(0.003, (await ReadAsync(AlertConditions.DatabaseSize)).Value!.Value, 6);
        Assert.Equal(30, (await ReadAsync(AlertConditions.BackupAge)).Value!.Value, 3);
    }

    private async Task<AlertReading> ReadAsync(string condition) => (await _rig.Measures.ReadAsync([condition], Token))[condition];
}
