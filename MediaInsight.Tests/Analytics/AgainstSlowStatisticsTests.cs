using MediaInsight.Analytics;
using MediaInsight.Domain;
using MediaInsight.History;

namespace MediaInsight.Tests.Analytics;

/// <summary>Every query over random plays, in zones and on days with odd clocks, against the plain definition.</summary>
public sealed class AgainstSlowStatisticsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, int> Cases { get; } = new()
    {
        { "Europe/Berlin", "2026-03-29T12:00:00Z", 1 },
        { "Europe/Berlin", "2026-10-25T12:00:00Z", 2 },
        { "America/New_York", "2026-03-08T12:00:00Z", 3 },
        { "America/New_York", "2026-11-01T12:00:00Z", 4 },
        { "Asia/Kolkata", "2026-01-01T00:00:00Z", 5 },
        { "UTC", "2026-06-15T00:00:00Z", 6 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Days_agree(string zoneName, string middle, int seed)
    {
        using var home = RandomHousehold.Around(At(middle), seed);
        var (slow, zone, from, to) = Range(home, zoneName, middle);

        var result = await new PlaysByDay(home.Statistics).ReadAsync(new() { From = from, To = to }, zone, to, ReadScope.Everything, Token);

        Assert.Equal(Enumerable.Range(0, 9).Select(from.AddDays), result.Days);
        foreach (var day in result.Days)
        {
            foreach (var kind in new[] { MediaKind.Movie, MediaKind.Episode, MediaKind.Track, MediaKind.Audiobook })
            {
                var plays = slow.Counted().Where(p => p.Kind == kind).ToList();
                var row = result.Rows.SingleOrDefault(r => r.Day == day && r.Kind == kind);
                Assert.Equal(slow.Plays(plays, day, day), row?.Plays ?? 0);
                Near(slow.WatchedMs(plays, day, day), row?.WatchedMs ?? 0);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Days_of_all_time_add_up_to_every_watched_millisecond(string zoneName, string middle, int seed)
    {
        using var home = RandomHousehold.Around(At(middle), seed);
        var (slow, zone, _, _) = Range(home, zoneName, middle);

        var result = await new PlaysByDay(home.Statistics).ReadAsync(AnalyticsFilter.AllTime, zone, SiteDays.Of(At(middle).AddDays(20), zone), ReadScope.Everything, Token);

        Assert.Equal(slow.Counted().Sum(p => p.WatchedMs), result.WatchedMs);
        Assert.Equal(slow.Counted().Select(p => p.ChainNumber).Distinct().Count(), result.Plays);
        Assert.Equal(slow.DayOf(slow.Counted().Min(p => p.StartedAt)), result.Days[0]);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Dashboard_figures_agree(string zoneName, string middle, int seed)
    {
        using var home = RandomHousehold.Around(At(middle), seed);
        var (slow, zone, _, to) = Range(home, zoneName, middle);

        var figures = await new DashboardFigures(home.Statistics, new(home.Statistics)).ReadAsync(AnalyticsFilter.AllTime, zone, to, ReadScope.Everything, Token);

        Assert.Equal(slow.Counted().Select(p => p.ChainNumber).Distinct().Count(), figures.TotalPlays);
        Assert.Equal(slow.Plays(slow.Counted(), to, to), figures.PlaysToday);
        Near(slow.WatchedMs(slow.Counted(), to, to), figures.WatchedTodayMs);
        Assert.Equal(slow.Plays(slow.Counted(), to.AddDays(-29), to), figures.MonthPlays);
        Near(slow.WatchedMs(slow.Counted(), to.AddDays(-29), to), figures.MonthWatchedMs);
        Assert.Equal(30, figures.Month.Days.Count);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Top_viewers_agree(string zoneName, string middle, int seed)
    {
        using var home = RandomHousehold.Around(At(middle), seed);
        var (slow, zone, from, to) = Range(home, zoneName, middle);

        var top = await new TopViewers(home.Statistics).ReadAsync(new() { From = from, To = to }, TopBy.WatchTime, 10, zone, ReadScope.Everything, Token);

        Assert.Equal(["Ann", "Bob", "Cleo"], top.Select(t => t.Name).Order());
        Assert.Equal(top.OrderByDescending(t => t.WatchedMs), top);
        foreach (var row in top)
        {
            var plays = slow.Counted(row.Id).ToList();
            Assert.Equal(slow.Plays(plays, from, to), row.Plays);
            Near(slow.WatchedMs(plays, from, to), row.WatchedMs);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Top_media_agree(string zoneName, string middle, int seed)
    {
        using var home = RandomHousehold.Around(At(middle), seed);
        var (slow, zone, from, to) = Range(home, zoneName, middle);

        var top = await new TopMedia(home.Statistics).ReadAsync(new() { From = from, To = to }, TopBy.Plays, 50, zone, ReadScope.Everything, Token);

        var expected = slow.Counted().GroupBy(p => Group(home, p)).ToDictionary(g => g.Key);
        Assert.Equal(["Andor", "Arte", "BBC", "Dune", "Emma", "Miles Davis", "Serial", "Severance", "Solaris 1972", "Solaris 2002", "Stalker 1979", "Thriller", "Weather"], top.Select(t => $"{t.Title} {t.Year}".Trim()).Order());
        Assert.Equal(top.OrderByDescending(t => t.Plays).ThenByDescending(t => t.WatchedMs), top);
        foreach (var row in top)
        {
            var plays = expected[$"{row.Title} {row.Year}".Trim()].ToList();
            Assert.Equal(slow.Plays(plays, from, to), row.Plays);
            Near(slow.WatchedMs(plays, from, to), row.WatchedMs);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Servers_agree(string zoneName, string middle, int seed)
    {
        using var home = RandomHousehold.Around(At(middle), seed);
        var (slow, zone, from, to) = Range(home, zoneName, middle);

        var servers = await new ServerActivity(home.Db, home.Statistics).ReadAsync(new() { From = from, To = to }, zone, ReadScope.Everything, Token);

        Assert.Equal(["Attic", "Cellar"], servers.Select(s => s.Name));
        foreach (var row in servers)
        {
            var plays = slow.Counted().Where(p => p.ServerId == row.Id).ToList();
            Assert.Equal(slow.Plays(plays, from, to), row.Plays);
            Near(slow.WatchedMs(plays, from, to), row.WatchedMs);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task People_and_profiles_agree(string zoneName, string middle, int seed)
    {
        using var home = RandomHousehold.Around(At(middle), seed);
        var (slow, zone, from, to) = Range(home, zoneName, middle);
        var profiles = new ViewerProfile(home.Db, home.Index, home.Statistics, new(home.Statistics), new(home.Statistics), new HistoryQuery(home.Db, home.Index), new(home.Db), TimeProvider.System);

        var list = await new ViewerList(home.Db, home.Statistics).ReadAsync(new(), zone, ReadScope.Everything, Token);

        Assert.Equal(3, list.Total);
        foreach (var row in list.Items)
        {
            var plays = slow.Counted(row.Id).ToList();
            Assert.Equal(plays.Select(p => p.ChainNumber).Distinct().Count(), row.Plays);
            Assert.Equal(plays.Sum(p => p.WatchedMs), row.WatchedMs);
            Assert.Equal(plays.Max(p => p.StoppedAt), row.LastSeenAt);

            var profile = await profiles.ReadAsync(row.Id, new() { From = from, To = to }, true, zone, to, ReadScope.Everything, Token);
            Assert.NotNull(profile);
            Assert.Equal(slow.Plays(plays, from, to), profile.Plays);
            Near(slow.WatchedMs(plays, from, to), profile.WatchedMs);
            Assert.Equal(365, profile.Calendar.Days.Count);
            Assert.Equal(profile.Plays, profile.Devices.Sum(d => d.Plays));
            Assert.Equal(profile.Plays, profile.ByKind.Sum(k => k.Plays));
            var most = plays.GroupBy(p => Group(home, p)).Select(g => slow.WatchedMs(g, from, to)).OrderDescending().Take(10).Sum();
            Near(most, profile.MostWatched.Sum(m => m.WatchedMs));
            Assert.All(profile.Recent, r => Assert.Equal(row.Id, r.ViewerId));
        }
    }

    private static string Group(Household home, Play play) => SlowSplits.Title(home.Items[play.MediaItemId]);

    private static (SlowStatistics Slow, TimeZoneInfo Zone, DateOnly From, DateOnly To) Range(Household home, string zoneName, string middle)
    {
        var info = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        var day = SiteDays.Of(At(middle), info);
        return (new(home, info), info, day.AddDays(-4), day.AddDays(4));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Each play's share of a range is cut to whole milliseconds at both ends.</summary>
    private static void Near(double expected, long actual) => Assert.InRange(actual, expected - 400, expected + 400);
}
