using MediaInsight.Data.Backup;
using MediaInsight.History.Quality;
using MediaInsight.Platform;
using MediaInsight.Tests.Components.Pages.History;
using MediaInsight.Tests.History.Changes;
using Microsoft.Extensions.Logging.Abstractions;

namespace MediaInsight.Tests.History.Quality;

/// <summary>Twelve sound plays and one planted fault per check: each finds its own, and only it.</summary>
public sealed class QualityTests : IDisposable
{
    private readonly CareRig _rig = new(12);
    private readonly AppPaths _paths = new(Directory.CreateTempSubdirectory("mi-care-").FullName);
    private readonly DatabaseBackup _backup;
    private readonly BackupShelf _shelf;
    private readonly QualityReport _report;
    private readonly QualityRepair _repair;

    public QualityTests()
    {
        _backup = new(_paths, _rig.Time, NullLogger<DatabaseBackup>.Instance);
        _shelf = new(_paths, _rig.Settings, NullLogger<BackupShelf>.Instance);
        _report = new(_rig.Db, _rig.Settings);
        _repair = new(_report, _backup, _shelf, _rig.Changes, _rig.Bin);

        // The backup looks at the data folder's file: it is the test's.
        File.CreateSymbolicLink(_paths.Database, _rig.Db.File);
        for (var number = 1; number <= 12; number++)
        {
            _rig.Sql($"INSERT INTO play_segments (play_number, ordinal, started_at, ended_at, watched_ms, paused_ms, buffering_ms, decision, stream_profile_id) SELECT number, 0, started_at, stopped_at, watched_ms, paused_ms, buffering_ms, decision, stream_profile_id FROM plays WHERE number = {number}");
        }

        _rig.Sql("UPDATE play_devices SET external_id = 'tv-1'");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _rig.Dispose();
        _backup.Dispose();
        Directory.Delete(_paths.Data, recursive: true);
    }

    [Fact]
    public async Task Sound_plays_are_not_suspicious() => Assert.All(await _report.SummaryAsync(Cancel), c => Assert.Equal((c.Key, 0), (c.Key, c.Found)));

    [Theory]
    [InlineData("too-long", "UPDATE plays SET watched_ms = 90000000, stopped_at = started_at + 90300000 WHERE number = 2; UPDATE play_segments SET watched_ms = 90000000, ended_at = (SELECT stopped_at FROM plays WHERE number = 2) WHERE play_number = 2", 2, "1 d 1 h watched", "watched_ms=1860000")]
    [InlineData("negative", "UPDATE plays SET paused_ms = -5000 WHERE number = 3; UPDATE play_segments SET paused_ms = -5000 WHERE play_number = 3", 3, "−5 s", "paused_ms=0")]
    [InlineData("negative", "UPDATE plays SET stopped_at = started_at - 60000 WHERE number = 4", 4, "before it begins", "stopped_at - started_at=2100000")]
    [InlineData("wrong-units", "UPDATE plays SET position_ms = 18000000000 WHERE number = 5", 5, "Position", "position_ms=1800000")]
    [InlineData("totals", "UPDATE plays SET watched_ms = 900000 WHERE number = 6", 6, "add up to 30 min", "watched_ms=1800000")]
    [InlineData("totals", "UPDATE play_segments SET ended_at = NULL WHERE play_number = 7", 7, "has no end", "(SELECT ended_at FROM play_segments WHERE play_number = number) = stopped_at=1")]
    [InlineData("missing-decision", "UPDATE plays SET decision = NULL WHERE number = 8", 8, "known", "decision=2")]
    [InlineData("overlapping", "UPDATE plays SET stopped_at = started_at + 8000000 WHERE number = 9; UPDATE play_segments SET ended_at = (SELECT stopped_at FROM plays WHERE number = 9) WHERE play_number = 9", 9, "Play 7 of the same account", "stopped_at=(SELECT started_at FROM plays WHERE number = 7)")]
    public async Task Each_check_finds_its_planted_play_puts_it_right_and_back(string key, string plant, int number, string reason, string right)
    {
        _rig.Sql(plant);
        var before = _rig.Dump("plays", "play_segments");

        var summary = await _report.SummaryAsync(Cancel);
        var found = await _report.FindAsync(key, 1, Cancel);
        var plan = Assert.Single(await _report.PlanAsync(key, [number, 1], Cancel));
        var outcome = await _repair.ApplyAsync(key, null, CareRig.Admin, null, Cancel);
        var after = await _report.SummaryAsync(Cancel);
        var (column, value) = right.LastIndexOf('=') is var at && right.Contains("=(", StringComparison.Ordinal) ? (right[..right.IndexOf('=', StringComparison.Ordinal)], right[(right.IndexOf('=', StringComparison.Ordinal) + 1)..]) : (right[..at], right[(at + 1)..]);
        var isRight = _rig.Ask($"SELECT ({column}) = {value} FROM plays WHERE number = {number}");
        await _rig.Undo.UndoAsync(outcome.ChangeId!.Value, CareRig.Admin, null, Cancel); // non-null: one was fixed

        Assert.Equal([(key, 1L)], summary.Where(c => c.Found > 0).Select(c => (c.Key, c.Found)));
        var item = Assert.Single(found!.Items); // non-null: the check exists
        Assert.Equal(number, item.Row.Number);
        Assert.Contains(reason, item.Reason, StringComparison.Ordinal);
        Assert.Equal((number, false, false), (plan.Row.Number, plan.IsDelete, plan.IsOpen));
        Assert.Equal((1, 1), (outcome.Found, outcome.Fixed));
        Assert.Contains(_shelf.List(), f => f.Name == outcome.Backup && f.Proof is not null);
        Assert.All(after, c => Assert.Equal((c.Key, 0), (c.Key, c.Found)));
        Assert.Equal(["1"], isRight);
        Assert.Equal(before, _rig.Dump("plays", "play_segments"));
    }

    [Theory]
    [InlineData("zero-length", "UPDATE plays SET watched_ms = 0, paused_ms = 0 WHERE number = 2; UPDATE play_segments SET watched_ms = 0, paused_ms = 0 WHERE play_number = 2", 2)]
    [InlineData("duplicate", "UPDATE plays SET started_at = (SELECT started_at + 20000 FROM plays WHERE number = 5), stopped_at = (SELECT stopped_at FROM plays WHERE number = 5), watched_ms = 1700000 WHERE number = 3; UPDATE play_segments SET watched_ms = 1700000 WHERE play_number = 3", 3)]
    public async Task Ghosts_and_doubles_go_to_the_bin_and_come_back(string key, string plant, int number)
    {
        _rig.Sql(plant);
        var before = _rig.Dump("plays", "play_segments");

        var plan = Assert.Single(await _report.PlanAsync(key, [number], Cancel));
        var outcome = await _repair.ApplyAsync(key, [number], CareRig.Admin, null, Cancel);
        var left = _rig.Ask($"SELECT COUNT(*) FROM plays WHERE number = {number}");
        var undone = await _rig.Undo.UndoAsync(outcome.ChangeId!.Value, CareRig.Admin, null, Cancel); // non-null: one was fixed

        Assert.True(plan.IsDelete);
        Assert.Equal((1, 1), (outcome.Fixed, undone.Done));
        Assert.Equal(["0"], left);
        Assert.Equal(before, _rig.Dump("plays", "play_segments"));
    }

    [Theory]
    [InlineData("on another device", "INSERT INTO play_devices (server_id, hash, external_id, device_type) SELECT server_id, hash + 1, 'phone-1', device_type FROM play_devices LIMIT 1; UPDATE plays SET device_id = (SELECT id FROM play_devices WHERE external_id = 'phone-1'), started_at = (SELECT started_at + 20000 FROM plays WHERE number = 5), stopped_at = (SELECT stopped_at FROM plays WHERE number = 5), watched_ms = 1700000 WHERE number = 3; UPDATE play_segments SET watched_ms = 1700000 WHERE play_number = 3")]
    [InlineData("begun anew after 20 s", "UPDATE plays SET started_at = (SELECT started_at - 20000 FROM plays WHERE number = 5), stopped_at = (SELECT started_at - 5000 FROM plays WHERE number = 5), watched_ms = 15000, paused_ms = 0 WHERE number = 3; UPDATE play_segments SET watched_ms = 15000, paused_ms = 0 WHERE play_number = 3")]
    public async Task Two_plays_of_one_title_are_not_one_recorded_twice(string how, string plant)
    {
        _rig.Sql(plant);

        var found = await _report.FindAsync("duplicate", 1, Cancel);
        var outcome = await _repair.ApplyAsync("duplicate", null, CareRig.Admin, null, Cancel);

        Assert.Equal((how, 0, 0), (how, found!.Items.Count, outcome.Fixed)); // non-null: the check exists
    }

    [Fact]
    public async Task A_double_whose_device_is_not_known_is_still_one()
    {
        _rig.Sql("INSERT INTO play_devices (server_id, hash, device_type) SELECT server_id, hash + 1, device_type FROM play_devices LIMIT 1; UPDATE plays SET device_id = (SELECT id FROM play_devices WHERE external_id IS NULL), started_at = (SELECT started_at + 20000 FROM plays WHERE number = 5), stopped_at = (SELECT stopped_at FROM plays WHERE number = 5), watched_ms = 1700000 WHERE number = 3; UPDATE play_segments SET watched_ms = 1700000 WHERE play_number = 3");

        Assert.Equal(3, Assert.Single((await _report.FindAsync("duplicate", 1, Cancel))!.Items).Row.Number); // non-null: the check exists
    }

    [Fact]
    public async Task What_an_import_only_concluded_is_no_ghost()
    {
        _rig.Sql("UPDATE plays SET watched_ms = 0, paused_ms = 0, certainty = 2 WHERE number = 2; DELETE FROM play_segments WHERE play_number = 2");

        Assert.All(await _report.SummaryAsync(Cancel), c => Assert.Equal((c.Key, 0), (c.Key, c.Found)));
    }

    [Fact]
    public async Task What_is_no_longer_suspicious_is_left_alone_and_without_permission_nothing_happens()
    {
        _rig.Sql("UPDATE plays SET decision = NULL WHERE number = 8");

        var outcome = await _repair.ApplyAsync("missing-decision", [7, 8], CareRig.Admin, null, Cancel);
        var refused = await Assert.ThrowsAsync<UnauthorizedAccessException>(() => _repair.ApplyAsync("missing-decision", null, CareRig.Reader, null, Cancel));

        Assert.Equal((2, 1), (outcome.Found, outcome.Fixed));
        Assert.Contains("settings.manage", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_no_backup_can_be_made_nothing_is_changed()
    {
        _rig.Sql("UPDATE plays SET decision = NULL WHERE number = 8");
        File.Delete(_paths.Database);
        await File.WriteAllTextAsync(_paths.Database, "no database", Cancel);

        await Assert.ThrowsAsync<BackupFailed>(() => _repair.ApplyAsync("missing-decision", null, CareRig.Admin, null, Cancel));

        Assert.Equal(["8"], _rig.Ask("SELECT number FROM plays WHERE decision IS NULL"));
    }
}
