using MediaInsight.Analytics;
using MediaInsight.Analytics.Daily;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Monitoring;
using MediaInsight.Tests.Infrastructure;

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
    public async Task Days_come_from_the_table_of_days_and_from_the_plays_where_it_has_none()
    {
        _shelves.Change(db => db.Add(new DailyStat { StatDate = Today.AddDays(-2), TotalPlays = 77, TranscodeFailures = 4, StorageUsedBytes = 9 }));
        var trends = new DailyTrends(_shelves.Home.Statistics, new(_shelves.Home.Db));

        var days = await trends.ReadAsync(Today.AddDays(-6), Today, TimeZoneInfo.Utc, Today, ReadScope.Everything, Token);

        Assert.Equal(7, days.Count);
        Assert.Equal((77L, 4L, 9L), (days[4].Plays, days[4].Failures, days[4].StorageBytes));
        Assert.Equal((1L, null, null), (days[5].Plays, days[5].Failures, days[5].StorageBytes));
    }

    private Task<OperatorResult> ReadAsync(DateTimeOffset? at = null)
    {
        var home = _shelves.Home;
        var figures = new OperatorFigures(home.Statistics, new(home.Db), new TranscodeHistoryQuery(home.Db), new(home.Db, new()), new ManualTime(at ?? Shelves.Now));
        return figures.ReadAsync(TimeZoneInfo.Utc, Today, ReadScope.Everything, Token);
    }
}
