using MediaInsight.Analytics;
using MediaInsight.Domain;
using MediaInsight.History;

namespace MediaInsight.Tests.Analytics;

/// <summary>A reader limited to one person learns nothing of others, from any statistic.</summary>
public sealed class ScopeTests : IDisposable
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.Utc;
    private static readonly DateOnly Today = new(2026, 6, 18);

    private readonly Household _home = RandomHousehold.Around(new(2026, 6, 15, 0, 0, 0, TimeSpan.Zero), 7);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ViewerId Bob => _home.People.Values.First(p => p.Name == "Bob").Id;
    private ViewerId Ann => _home.People.Values.First(p => p.Name == "Ann").Id;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Own_figures_are_all_a_limited_reader_sees()
    {
        var slow = new SlowStatistics(_home, TimeZoneInfo.Utc);
        var own = slow.Counted(Bob).ToList();
        var scope = ReadScope.Only(Bob);

        var figures = await new DashboardFigures(_home.Statistics, new(_home.Statistics)).ReadAsync(AnalyticsFilter.AllTime, Zone, Today, scope, Token);
        var days = await new PlaysByDay(_home.Statistics).ReadAsync(AnalyticsFilter.AllTime, Zone, new(2026, 7, 10), scope, Token);
        var viewers = await new TopViewers(_home.Statistics).ReadAsync(AnalyticsFilter.AllTime, TopBy.Plays, 10, Zone, scope, Token);
        var media = await new TopMedia(_home.Statistics).ReadAsync(AnalyticsFilter.AllTime, TopBy.Plays, 50, Zone, scope, Token);
        var servers = await new ServerActivity(_home.Db, _home.Statistics).ReadAsync(AnalyticsFilter.AllTime, Zone, scope, Token);
        var people = await new ViewerList(_home.Db, _home.Statistics).ReadAsync(new(), Zone, scope, Token);

        var plays = own.Select(p => p.ChainNumber).Distinct().Count();
        Assert.Equal(plays, figures.TotalPlays);
        Assert.Equal(plays, days.Plays);
        Assert.Equal(own.Sum(p => p.WatchedMs), days.WatchedMs);
        Assert.Equal(Bob, Assert.Single(viewers).Id);
        Assert.Equal(own.Sum(p => p.WatchedMs), media.Sum(m => m.WatchedMs));
        Assert.Equal(("Attic", (long)plays), servers.Select(s => (s.Name, s.Plays)).Single());
        Assert.Equal(Bob, Assert.Single(people.Items).Id);
    }

    [Fact]
    public async Task Asking_for_another_person_gets_nothing()
    {
        var scope = ReadScope.Only(Bob);
        var filter = new AnalyticsFilter { Viewer = Ann };

        Assert.Equal(0, (await new DashboardFigures(_home.Statistics, new(_home.Statistics)).ReadAsync(filter, Zone, Today, scope, Token)).TotalPlays);
        Assert.Empty((await new PlaysByDay(_home.Statistics).ReadAsync(filter with { From = Today.AddDays(-9) }, Zone, Today, scope, Token)).Rows);
        Assert.Empty(await new TopViewers(_home.Statistics).ReadAsync(filter, TopBy.Plays, 10, Zone, scope, Token));
        Assert.Empty(await new TopMedia(_home.Statistics).ReadAsync(filter, TopBy.Plays, 10, Zone, scope, Token));
        Assert.All(await new ServerActivity(_home.Db, _home.Statistics).ReadAsync(filter, Zone, scope, Token), s => Assert.Equal(0, s.Plays));
        Assert.Null(await Profile.ReadAsync(Ann, AnalyticsFilter.AllTime, true, Zone, Today, scope, Token));
        Assert.NotNull(await Profile.ReadAsync(Bob, AnalyticsFilter.AllTime, true, Zone, Today, scope, Token));
    }

    [Fact]
    public async Task A_reader_without_a_person_sees_nothing()
    {
        var scope = ReadScope.None;

        Assert.Equal(0, (await new DashboardFigures(_home.Statistics, new(_home.Statistics)).ReadAsync(AnalyticsFilter.AllTime, Zone, Today, scope, Token)).TotalPlays);
        Assert.Empty((await new PlaysByDay(_home.Statistics).ReadAsync(AnalyticsFilter.AllTime, Zone, Today, scope, Token)).Rows);
        Assert.Empty(await new TopViewers(_home.Statistics).ReadAsync(AnalyticsFilter.AllTime, TopBy.Plays, 10, Zone, scope, Token));
        Assert.Empty(await new TopMedia(_home.Statistics).ReadAsync(AnalyticsFilter.AllTime, TopBy.Plays, 10, Zone, scope, Token));
        Assert.Empty(await new ServerActivity(_home.Db, _home.Statistics).ReadAsync(AnalyticsFilter.AllTime, Zone, scope, Token));
        Assert.Empty((await new ViewerList(_home.Db, _home.Statistics).ReadAsync(new(), Zone, scope, Token)).Items);
        Assert.Null(await Profile.ReadAsync(Ann, AnalyticsFilter.AllTime, true, Zone, Today, scope, Token));
    }

    [Fact]
    public async Task Recently_added_is_only_for_readers_of_everything()
    {
        _home.Item(_home.Servers[0], MediaKind.Movie, "New", addedAt: new(2026, 6, 14, 0, 0, 0, TimeSpan.Zero));

        Assert.Empty(await new RecentlyAdded(_home.Db).ReadAsync(null, 10, ReadScope.Only(Bob), Token));
        Assert.Empty(await new RecentlyAdded(_home.Db).ReadAsync(null, 10, ReadScope.None, Token));
        Assert.Single(await new RecentlyAdded(_home.Db).ReadAsync(null, 10, ReadScope.Everything, Token));
    }

    [Fact]
    public async Task Addresses_are_told_only_when_asked_for()
    {
        Assert.Null((await Profile.ReadAsync(Ann, AnalyticsFilter.AllTime, false, Zone, Today, ReadScope.Everything, Token))!.Addresses);
        Assert.NotNull((await Profile.ReadAsync(Ann, AnalyticsFilter.AllTime, true, Zone, Today, ReadScope.Everything, Token))!.Addresses);
    }

    private ViewerProfile Profile => new(_home.Db, _home.Index, _home.Statistics, new(_home.Statistics), new(_home.Statistics), new HistoryQuery(_home.Db, _home.Index), new(_home.Db), TimeProvider.System);
}
