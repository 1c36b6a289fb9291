using MediaInsight.Domain;
using MediaInsight.Sessions;
using MediaInsight.Tests.Drivers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Ingest;

/// <summary>What was ended by hand, when the program is started again.</summary>
public sealed class GhostRestartTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_ended_by_hand_stays_ended_across_a_restart()
    {
        await using var rig = await GhostAsync();
        await rig.RestartAsync();
        await rig.SeeAsync(rig.Evening.Readings(1.Minutes()));

        Assert.Empty(rig.Live.Feed.Current.Sessions);
        await using var db = rig.Db.CreateDbContext();
        Assert.Equal(StopReason.ByHand, Assert.Single(await db.Plays.AsNoTracking().ToListAsync(Cancel)).StopReason);
        var memory = Assert.Single(await db.ActivePlays.AsNoTracking().ToListAsync(Cancel));
        Assert.DoesNotContain("ann", memory.SessionJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_a_new_play_when_it_moves_after_the_restart()
    {
        await using var rig = await GhostAsync();
        await rig.RestartAsync();
        await rig.SeeAsync(rig.Evening.Readings(10.Seconds()));
        var reading = rig.Evening.Reading();
        await rig.SeeAsync([reading with { Sessions = [reading.Sessions[0] with { State = PlaybackState.Playing, Position = 9.Minutes() }] }]);

        Assert.Single(rig.Live.Feed.Current.Sessions);
        await using var db = rig.Db.CreateDbContext();
        Assert.Equal(2, await db.Plays.CountAsync(Cancel));
        Assert.Single(await db.ActivePlays.AsNoTracking().ToListAsync(Cancel));
    }

    [Fact]
    public async Task Its_memory_goes_when_its_server_no_longer_lists_it()
    {
        await using var rig = await GhostAsync();
        await rig.RestartAsync();
        for (var i = 0; i < 4; i++)
        {
            rig.Evening.Time.Advance(rig.Evening.Poll);
            await rig.SeeAsync([ServerSnapshot.Good(rig.Evening.Server, rig.Evening.Time.GetUtcNow(), [])]);
        }

        await using var db = rig.Db.CreateDbContext();
        await PipelineRig.UntilAsync(() => !db.ActivePlays.AsNoTracking().Any());
    }

    /// <summary>Ann's film stands still since five minutes; somebody ends it, and its server goes on listing it.</summary>
    private static async Task<PipelineRig> GhostAsync()
    {
        var rig = await PipelineRig.StartAsync();
        rig.Evening.Viewer("ann").Plays(Films.Film).For(5.Minutes()).Pauses(300.Minutes());
        await rig.SeeAsync(rig.Evening.Readings(10.Minutes()));
        rig.Queue.End(rig.Evening.Server, Assert.Single(rig.Live.Feed.Current.Sessions).Id, rig.Evening.Time.GetUtcNow());
        await PipelineRig.UntilAsync(() => rig.Live.Feed.Current.Sessions.IsEmpty);
        await rig.SeeAsync(rig.Evening.Readings(30.Seconds()));
        return rig;
    }
}
