using MediaInsight.Data;
using MediaInsight.Data.Events;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Live;
using MediaInsight.Sessions;
using MediaInsight.Tests.Components.Pages.History;
using MediaInsight.Tests.History.Changes;

namespace MediaInsight.Tests.History;

/// <summary>What the night takes away, and what it leaves.</summary>
public sealed class HistoryCleanupJobTests : IDisposable
{
    private readonly CareRig _rig = new(6);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Zero_days_keep_every_play()
    {
        _rig.Sql("UPDATE plays SET started_at = 1000, stopped_at = 2000 WHERE number = 6");

        Assert.Equal("Plays are kept for ever; 0 old events deleted.", await Job().RunAsync(Token));

        Assert.Equal(["6"], _rig.Ask("SELECT COUNT(*) FROM plays"));
    }

    [Fact]
    public async Task Older_plays_go_with_their_segments_and_younger_and_running_ones_stay()
    {
        PlaySeed.Split(_rig.Db, 2);
        PlaySeed.Split(_rig.Db, 5);
        Ended(2, days: 91);
        Ended(3, days: 200);
        Ended(5, days: 89);
        Ended(6, days: 200);
        _rig.Sql("UPDATE plays SET stopped_at = NULL WHERE number = 6");
        await _rig.Settings.SetAsync(new HistorySettings { RetentionDays = 90 }, Token);

        Assert.Equal(MediaInsight.Platform.JobSchedule.Daily(4, 0), Job().Schedule);
        Assert.Equal("2 plays older than 90 days and 0 old events deleted.", await Job().RunAsync(Token));

        Assert.Equal(["1", "4", "5", "6"], _rig.Ask("SELECT number FROM plays ORDER BY number"));
        Assert.Equal(["5", "5"], _rig.Ask("SELECT play_number FROM play_segments"));
    }

    [Fact]
    public async Task Events_and_closed_gaps_go_by_their_own_days_and_an_open_gap_stays()
    {
        await using (var db = _rig.Db.CreateDbContext())
        {
            foreach (var days in new[] { 36, 34 })
            {
                db.PlayEvents.Add(new() { PlayId = PlaySeed.Id(1), ServerId = new(1), Kind = PlayEventKind.Started, At = CareRig.Now.AddDays(-days) });
                db.AppEvents.Add(new() { Topic = EventTopics.ServerDown, At = CareRig.Now.AddDays(-days), ServerId = new(1), Facts = "{}" });
            }

            db.ServerGaps.Add(new() { ServerId = new(1), StartedAt = CareRig.Now.AddDays(-12), EndedAt = CareRig.Now.AddDays(-11), Reason = "long ago" });
            db.ServerGaps.Add(new() { ServerId = new(1), StartedAt = CareRig.Now.AddDays(-11.5), EndedAt = CareRig.Now.AddDays(-9), Reason = "lately" });
            db.ServerGaps.Add(new() { ServerId = new(2), StartedAt = CareRig.Now.AddDays(-300), Reason = "open" });
            await db.SaveChangesAsync(Token);
        }

        await Job().RunAsync(Token);
        Assert.Equal(["3"], _rig.Ask("SELECT COUNT(*) FROM server_gaps"));
        Assert.Equal(["1", "1"], _rig.Ask("SELECT COUNT(*) FROM play_events UNION ALL SELECT COUNT(*) FROM app_events"));

        await _rig.Settings.SetAsync(new RetentionSettings { GapDays = 10, EventDays = 33 }, Token);
        Assert.Equal("Plays are kept for ever; 2 old events deleted.", await Job().RunAsync(Token));
        Assert.Equal(["lately", "open"], _rig.Ask("SELECT reason FROM server_gaps ORDER BY reason"));
    }

    [Fact]
    public async Task What_was_done_to_sessions_is_forgotten_with_the_audit_log()
    {
        await using (var db = _rig.Db.CreateDbContext())
        {
            foreach (var days in new[] { 401, 399, 61, 59 })
            {
                db.SessionActions.Add(new() { At = CareRig.Now.AddDays(-days), Actor = "admin", PlayId = PlaySeed.Id(1), ServerId = new(1), ServerName = "Attic", ViewerName = "Ann", Title = $"{days}", Verb = SessionVerb.Stop, Outcome = ControlOutcome.Done });
            }

            await db.SaveChangesAsync(Token);
        }

        var job = new SessionActionCleanupJob(_rig.Writer, _rig.Settings, _rig.Time);
        Assert.Equal("1 entry forgotten.", await job.RunAsync(Token));
        await _rig.Settings.SetAsync(new RetentionSettings { AuditDays = 60 }, Token);
        Assert.Equal("2 entries forgotten.", await job.RunAsync(Token));

        Assert.Equal(["59"], _rig.Ask("SELECT title FROM session_actions"));
    }

    private HistoryCleanupJob Job() => new(_rig.Writer, _rig.Settings, _rig.Time);

    private void Ended(int number, int days) =>
        _rig.Sql(FormattableString.Invariant($"UPDATE plays SET started_at = {CareRig.Now.AddDays(-days).AddHours(-1).ToUnixTimeMilliseconds()}, stopped_at = {CareRig.Now.AddDays(-days).ToUnixTimeMilliseconds()} WHERE number = {number}"));
}
