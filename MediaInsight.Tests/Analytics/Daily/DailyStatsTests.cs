using MediaInsight.Analytics.Daily;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.InMemory;
using MediaInsight.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace MediaInsight.Tests.Analytics.Daily;

/// <summary>The table of days: what stands in it, when it is written, and that it is never doubled.</summary>
public sealed class DailyStatsTests : IDisposable
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly DateTimeOffset Middle = new(2026, 3, 29, 12, 0, 0, TimeSpan.Zero);

    // The clock of the site says 01:30 of the 4th of April; in Greenwich it is still the 3rd.
    private readonly ManualTime _time = new(new(2026, 4, 3, 23, 30, 0, TimeSpan.Zero));
    private readonly WriteGate _gate = new();
    private readonly Household _home = RandomHousehold.Around(Middle, 6);
    private readonly PlayIndex _index;

    public DailyStatsTests() => _index = new(_home.Db);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _index.Dispose();
        _home.Dispose();
        _gate.Dispose();
    }

    [Fact]
    public async Task Yesterday_and_the_days_before_it_agree_with_their_plays()
    {
        var said = await Job().RunAsync(Token);

        var days = await ReadAsync();
        var slow = new SlowStatistics(_home, Berlin);
        Assert.Equal("30 days added, 0 brought up to date.", said);
        Assert.Equal((new DateOnly(2026, 3, 5), new DateOnly(2026, 4, 3)), (days[0].StatDate, days[^1].StatDate));
        foreach (var day in days)
        {
            var begun = slow.Counted().Where(p => slow.IsFirst(p) && slow.DayOf(p.StartedAt) == day.StatDate).ToList();
            Assert.Equal(begun.Count, day.TotalPlays);
            Assert.Equal(begun.Count(p => p.Decision == StreamDecision.Transcode), day.Transcodes);
            Assert.Equal(begun.Count(p => p.Decision == StreamDecision.DirectPlay), day.DirectPlays);
            Assert.Equal(begun.Count(p => p.Decision == StreamDecision.DirectStream), day.DirectStreams);
            Assert.InRange(day.TotalWatchMinutes, (slow.WatchedMs(slow.Counted(), day.StatDate, day.StatDate) / 60_000) - 1, (slow.WatchedMs(slow.Counted(), day.StatDate, day.StatDate) / 60_000) + 1);
            Assert.Equal(slow.Counted().Where(p => begun.Contains(p) || slow.WatchedMs(p, day.StatDate, day.StatDate) >= 1).Select(p => _home.People[p.UserId].Id).Distinct().Count(), day.UniqueUsers);
            var touching = slow.Touching(slow.Counted(), day.StatDate, day.StatDate);
            var bytes = slow.Bytes(touching, day.StatDate, day.StatDate);
            var rounding = (touching.Sum(slow.Kbps) / 8.0) + 1;
            Assert.InRange(day.TotalBytesServed, bytes - rounding, bytes + rounding);
        }

        Assert.True(days.Sum(d => d.TotalPlays) > 50 && days.Count(d => d.TotalBytesServed > 0) > 5);
    }

    [Fact]
    public async Task Another_run_overwrites_and_takes_in_what_came_later()
    {
        await Job().RunAsync(Token);
        var before = await ReadAsync();
        await using var db = _home.Db.CreateDbContext();
        var account = await db.ServerUsers.FirstAsync(u => u.ServerId == _home.Servers[0].Id, Token);
        var item = _home.Items.Values.First(i => i.ServerId == _home.Servers[0].Id && i.Kind == MediaKind.Movie);
        _home.Play(account, item, Middle, TimeSpan.FromHours(1));
        _time.Advance(TimeSpan.FromDays(1));

        Assert.Equal("1 days added, 29 brought up to date.", await Job().RunAsync(Token));
        Assert.Equal("0 days added, 30 brought up to date.", await Job().RunAsync(Token));

        var after = await ReadAsync();
        Assert.Equal(31, after.Count);
        Assert.Equal(before.Single(d => d.StatDate == new DateOnly(2026, 3, 29)).TotalPlays + 1, after.Single(d => d.StatDate == new DateOnly(2026, 3, 29)).TotalPlays);
        Assert.Equal(before[0].ComputedAt, after[0].ComputedAt);
    }

    [Fact]
    public async Task Libraries_and_failed_conversions_are_told_as_they_were_on_each_day()
    {
        await using (var db = _home.Db.CreateDbContext())
        {
            var items = await db.MediaItems.OrderBy(i => i.Id).Take(3).ToListAsync(Token);
            List(0, new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), null, 100);

            // 23:30 in Greenwich is the next day of the site.
            List(1, new(2026, 3, 31, 23, 30, 0, TimeSpan.Zero), null, 20);
            List(2, new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 30, 12, 0, 0, TimeSpan.Zero), 3);
            var play = await db.Plays.OrderBy(p => p.Number).FirstAsync(Token);
            db.Add(new TranscodeRecord { PlayNumber = play.Number, Ordinal = 0, StartedAt = Middle, EndedAt = Middle, StreamProfileId = play.StreamProfileId, Failure = TranscodeFailure.EndedEarly });
            db.Add(new TranscodeRecord { PlayNumber = play.Number, Ordinal = 1, StartedAt = Middle, EndedAt = Middle, StreamProfileId = play.StreamProfileId });
            await db.SaveChangesAsync(Token);

            void List(int item, DateTimeOffset added, DateTimeOffset? removed, long size) =>
                (items[item].AddedAt, items[item].ListedAt, items[item].RemovedAt, items[item].SizeBytes) = (added, added, removed, size);
        }

        await Job().RunAsync(Token);

        var days = (await ReadAsync()).ToDictionary(d => d.StatDate.Day);
        Assert.Equal((2, 103L), (days[29].LibrarySizeTotal, days[29].StorageUsedBytes));
        Assert.Equal((1, 100L), (days[30].LibrarySizeTotal, days[30].StorageUsedBytes));
        Assert.Equal((0, 1), (days[31].NewMediaAdded, days[1].NewMediaAdded));
        Assert.Equal((2, 120L), (days[1].LibrarySizeTotal, days[1].StorageUsedBytes));
        Assert.Equal((1, 0), (days[29].TranscodeFailures, days[30].TranscodeFailures));
        Assert.Empty(await new DailyStatsReader(_home.Db).ReadAsync(new(2026, 1, 1), new(2026, 12, 31), ReadScope.None, Token));
    }

    [Fact]
    public void It_runs_at_the_start_and_five_minutes_past_midnight()
    {
        var schedule = Job().Schedule;

        Assert.True(schedule.AtStart);
        Assert.Equal(new TimeOnly(0, 5), schedule.DailyAt);
    }

    private DailyStatsJob Job()
    {
        var writer = new DatabaseWriter(_home.Db, _gate, TimeProvider.System);
        return new(new(new(new StatisticReader(_index, _home.Db), _home.Db, _time), writer, _home.Db), Settings(writer), _time);
    }

    private SettingsStore Settings(DatabaseWriter writer) =>
        new(_home.Db, writer, new ConfigurationBuilder().AddInMemoryCollection([new("MediaInsight:Site:TimeZone", Berlin.Id)]).Build(), TimeProvider.System);

    private Task<IReadOnlyList<DailyStat>> ReadAsync() => new DailyStatsReader(_home.Db).ReadAsync(new(2026, 1, 1), new(2026, 12, 31), ReadScope.Everything, Token);
}
