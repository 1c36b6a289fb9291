using MediaInsight.Data.Events;
using MediaInsight.Domain;
using MediaInsight.Ingest;
using MediaInsight.Platform;
using MediaInsight.Servers;
using MediaInsight.Tests.Drivers;
using MediaInsight.Tests.Infrastructure;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace MediaInsight.Tests.Ingest;

/// <summary>A server read every five seconds: what is a gap, and what the tracker bridges without loss.</summary>
public sealed class GapLogTests
{
    private static readonly TimeSpan Interval = 5.Seconds();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, false)]
    [InlineData(31, true)]
    public async Task A_gap_begins_beyond_thirty_seconds(int seconds, bool isGap)
    {
        using var rig = await LibraryRig.StartAsync();
        using var log = await StartAsync(rig);
        log.Good(rig.Server.Id, rig.Time.GetUtcNow(), Interval);
        var from = rig.Time.GetUtcNow();
        rig.Time.Advance(seconds.Seconds());
        log.Good(rig.Server.Id, rig.Time.GetUtcNow(), Interval);
        await log.StopAsync(Token);

        var ended = (await GapsAsync(rig)).Where(g => g.EndedAt is not null);
        Assert.Equal(isGap ? [(from, from + seconds.Seconds())] : [], ended.Select(g => (g.StartedAt, g.EndedAt!.Value))); // non-null: filtered
    }

    [Theory]
    [InlineData(29, false)]
    [InlineData(31, true)]
    public async Task After_an_orderly_stop_the_time_without_the_program_is_known_to_the_moment(int seconds, bool isGap)
    {
        using var rig = await LibraryRig.StartAsync();
        var from = await BeatAsync(rig, isOrderly: true);
        var left = Assert.Single(await GapsAsync(rig));
        rig.Time.Advance(from + seconds.Seconds() - rig.Time.GetUtcNow());
        using var log = await StartAsync(rig);
        log.Good(rig.Server.Id, rig.Time.GetUtcNow(), Interval);
        var to = rig.Time.GetUtcNow();
        rig.Time.Advance(1.Seconds());
        log.Good(rig.Server.Id, rig.Time.GetUtcNow(), Interval);
        await log.StopAsync(Token);

        Assert.Equal((from, null), (left.StartedAt, left.EndedAt));
        Assert.Equal(isGap ? [(from, to, "MediaInsight was not running.")] : [], (await GapsAsync(rig)).Where(g => g.EndedAt is not null).Select(g => (g.StartedAt, g.EndedAt!.Value, g.Reason))); // non-null: filtered
    }

    [Theory]
    [InlineData(89, false)]
    [InlineData(91, true)]
    public async Task After_a_crash_only_the_last_heartbeat_is_known(int seconds, bool isGap)
    {
        using var rig = await LibraryRig.StartAsync();
        var beat = rig.Time.GetUtcNow();
        await BeatAsync(rig, isOrderly: false);
        rig.Time.Advance(beat + seconds.Seconds() - rig.Time.GetUtcNow());
        using var log = await StartAsync(rig);
        log.Good(rig.Server.Id, rig.Time.GetUtcNow(), Interval);
        await log.StopAsync(Token);

        Assert.Equal(isGap ? [beat] : [], (await GapsAsync(rig)).Where(g => g.EndedAt is not null).Select(g => g.StartedAt));
    }

    /// <summary>Reads for 40 seconds and ends. The instant of the last good reading.</summary>
    private static async Task<DateTimeOffset> BeatAsync(LibraryRig rig, bool isOrderly)
    {
        using var log = await StartAsync(rig);
        log.Good(rig.Server.Id, rig.Time.GetUtcNow(), Interval);
        await PipelineRig.UntilAsync(() =>
        {
            using var db = rig.Db.CreateDbContext();
            return db.Servers.Single().LastGoodAt is not null;
        });
        for (var i = 0; i < 8; i++)
        {
            rig.Time.Advance(Interval);
            log.Good(rig.Server.Id, rig.Time.GetUtcNow(), Interval);
        }

        var last = rig.Time.GetUtcNow();
        rig.Time.Advance(2.Seconds());
        if (isOrderly)
        {
            await log.StopAsync(Token);
        }

        return isOrderly ? last : rig.Time.GetUtcNow();
    }

    private static async Task<GapLog> StartAsync(LibraryRig rig)
    {
        var registry = new ServerRegistry(rig.Db, rig.Writer, new SecretProtector(new EphemeralDataProtectionProvider()), rig.Time);
        await registry.LoadAsync(Token);
        var log = new GapLog(rig.Writer, registry, new EventLog(rig.Writer), rig.Time, NullLogger<GapLog>.Instance);
        await log.StartAsync(Token);
        return log;
    }

    private static Task<List<ServerGap>> GapsAsync(LibraryRig rig) => rig.AskAsync(db => db.ServerGaps.AsNoTracking().OrderBy(g => g.StartedAt).ToListAsync(Token));
}
