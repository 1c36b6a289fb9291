using MediaInsight.Analytics;
using MediaInsight.Analytics.Daily;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Monitoring;
using MediaInsight.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Analytics;

/// <summary>What the operator's page and its API tell on top.</summary>
public sealed class OperatorFiguresTests : IDisposable
{
    private readonly Shelves _shelves = new Shelves().Watched();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DateOnly Today => DateOnly.FromDateTime(Shelves.Now.UtcDateTime);

    public void Dispose() => _shelves.Dispose();

    [Fact]
    public async Task Today_and_the_week_agree_with_the_plays()
    {
        var figures = await ReadAsync();

        // Of today there is only a play that is too short to count.
        Assert.Equal((0L, 0, 0L), (figures.Today.Plays, figures.PersonsToday, figures.FailuresToday));
        Assert.Equal(_shelves.Home.Plays.Count(p => p.StartedAt > Shelves.Now.AddDays(-6.5) && !p.IsShort), figures.Week.Plays);
        Assert.Equal(6, figures.Libraries.Playable);
    }

    [Fact]
    public async Task The_machine_is_told_of_while_its_last_reading_is_fresh()
    {
        Assert.Null((await ReadAsync()).System);

        _shelves.Change(db => db.Add(new SystemSample { RecordedAt = Shelves.Now.AddMinutes(-1), CpuPercent = 42, MemoryPercent = 61.5, DiskFreeGb = 812 }));

        Assert.Equal((42.0, 61.5, 812.0), (await ReadAsync()).System is { } now ? (now.CpuPercent, now.MemoryPercent, now.DiskFreeGb) : default);
        Assert.Null((await ReadAsync(Shelves.Now.AddHours(2))).System);
    }

    [Fact]
    public async Task Days_tell_the_plays_as_they_are_now_and_of_libraries_and_failures_what_the_table_of_days_kept()
    {
        var old = _shelves.Home.Play(_shelves.AnnsAccount, _shelves.Alien, Shelves.Now.AddDays(-40), TimeSpan.FromHours(1));
        foreach (var ago in new[] { 40, 4 })
        {
            _shelves.Change(db => db.Add(new DailyStat { StatDate = Today.AddDays(-ago), TotalPlays = 1, UniqueUsers = 1, TotalWatchMinutes = 60, TranscodeFailures = 4, StorageUsedBytes = 9 }));
        }

        // Rows of days are written before plays are deleted and given to others.
        var given = _shelves.Home.Plays.Single(p => p.StartedAt == Shelves.Now.AddDays(-4));
        _shelves.Change(db => db.Plays.Where(p => p.Number == old.Number).ExecuteDelete());
        _shelves.Change(db => db.Plays.Where(p => p.Number == given.Number).ExecuteUpdate(s => s.SetProperty(p => p.WatchedMs, 60_000)));

        var days = await TrendsAsync(AnalyticsFilter.Last(41, Today), TimeZoneInfo.Utc);

        Assert.Equal(41, days.Count);
        Assert.Equal((0L, 0, 0L, 4L, 9L), (days[0].Plays, days[0].Persons, days[0].WatchedMinutes, days[0].Failures, days[0].StorageBytes));
        Assert.Equal((1L, 1, 1L, 4L, 9L), (days[36].Plays, days[36].Persons, days[36].WatchedMinutes, days[36].Failures, days[36].StorageBytes));
        Assert.Equal((1L, null, null), (days[39].Plays, days[39].Failures, days[39].StorageBytes));
    }

    [Fact]
    public async Task The_table_of_days_is_not_asked_for_other_days_than_the_sites_nor_for_a_part_of_the_plays()
    {
        _shelves.Change(db => db.Add(new DailyStat { StatDate = Today.AddDays(-4), TotalPlays = 77, TranscodeFailures = 4, StorageUsedBytes = 9 }));
        var week = AnalyticsFilter.Last(7, Today);

        var elsewhere = await TrendsAsync(week, TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"));
        var anns = await TrendsAsync(week with { Viewer = _shelves.Ann.Id }, TimeZoneInfo.Utc);

        Assert.All(elsewhere.Concat(anns), d => Assert.Equal((null, null), (d.Failures, d.StorageBytes)));
        Assert.Equal(5, elsewhere.Sum(d => d.Plays));
        Assert.Equal([Today.AddDays(-5)], anns.Where(d => d.Plays > 0).Select(d => d.Day));
    }

    private Task<IReadOnlyList<DailyTrend>> TrendsAsync(AnalyticsFilter filter, TimeZoneInfo zone) =>
        new DailyTrends(_shelves.Home.Statistics, new(_shelves.Home.Db)).ReadAsync(filter, zone, TimeZoneInfo.Utc, Today, ReadScope.Everything, Token);

    private Task<OperatorResult> ReadAsync(DateTimeOffset? at = null)
    {
        var home = _shelves.Home;
        var figures = new OperatorFigures(home.Statistics, new(home.Db), new TranscodeHistoryQuery(home.Db), new(home.Db, new()), new ManualTime(at ?? Shelves.Now));
        return figures.ReadAsync(TimeZoneInfo.Utc, Today, ReadScope.Everything, Token);
    }
}
