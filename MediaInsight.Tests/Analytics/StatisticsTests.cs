using MediaInsight.Analytics;
using MediaInsight.Domain;
using MediaInsight.History;

namespace MediaInsight.Tests.Analytics;

/// <summary>The cases worth naming.</summary>
public sealed class StatisticsTests : IDisposable
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly DateOnly Day = new(2026, 6, 15);

    private readonly Household _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task An_empty_database_answers_thirty_days_of_nothing()
    {
        var figures = await new DashboardFigures(_home.Statistics, new(_home.Statistics)).ReadAsync(AnalyticsFilter.AllTime, Berlin, Day, ReadScope.Everything, Token);

        Assert.Equal(0, figures.TotalPlays);
        Assert.Equal(30, figures.Month.Days.Count);
        Assert.Equal(Day, figures.Month.Days[^1]);
        Assert.All(figures.Month.PerDay(r => r.Plays), plays => Assert.Equal(0, plays));
    }

    [Fact]
    public async Task A_play_over_midnight_gives_each_day_its_share_and_counts_once()
    {
        var (user, film) = Simple();

        // 23:30 to 01:00 in Berlin, an hour of it watched.
        _home.Play(user, film, new(2026, 6, 14, 21, 30, 0, TimeSpan.Zero), TimeSpan.FromMinutes(90), TimeSpan.FromMinutes(60));

        var days = await Days(Day.AddDays(-1), Day);
        Assert.Equal([1, 0], days.PerDay(r => r.Plays));
        Assert.Equal([20 * 60_000L, 40 * 60_000L], days.PerDay(r => r.WatchedMs));
        Assert.Equal([40 * 60_000L], (await Days(Day, Day)).PerDay(r => r.WatchedMs));
    }

    [Fact]
    public async Task Resumed_plays_are_one_play_on_the_day_the_first_began()
    {
        var (user, film) = Simple();
        var first = _home.Play(user, film, new(2026, 6, 13, 18, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1));
        _home.Play(user, film, new(2026, 6, 15, 18, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1), resumes: first);

        var days = await Days(Day.AddDays(-2), Day);

        Assert.Equal([1, 0, 0], days.PerDay(r => r.Plays));
        Assert.Equal(2 * 3_600_000, days.WatchedMs);
    }

    [Fact]
    public async Task A_chain_that_begins_with_a_short_play_counts_from_the_next_one()
    {
        var (user, film) = Simple();
        var mistaken = _home.Play(user, film, new(2026, 6, 13, 18, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(20), isShort: true);
        _home.Play(user, film, new(2026, 6, 14, 18, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1), resumes: mistaken);

        Assert.Equal([0, 1, 0], (await Days(Day.AddDays(-2), Day)).PerDay(r => r.Plays));
    }

    [Fact]
    public async Task Running_and_short_plays_do_not_count()
    {
        var (user, film) = Simple();
        _home.Play(user, film, new(2026, 6, 15, 8, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1), running: true);
        _home.Play(user, film, new(2026, 6, 15, 9, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(30), isShort: true);

        Assert.Empty((await Days(Day, Day)).Rows);
        Assert.Empty(await new TopViewers(_home.Statistics).ReadAsync(AnalyticsFilter.AllTime, TopBy.Plays, 5, Berlin, ReadScope.Everything, Token));
    }

    [Fact]
    public async Task Two_accounts_of_one_person_are_one_viewer()
    {
        var (user, film) = Simple();
        var other = _home.Server("Cellar", ServerKind.Emby);
        var second = _home.Account(other, _home.People[user.Id], "ann.emby");
        _home.Play(user, film, new(2026, 6, 15, 8, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1));
        _home.Play(second, _home.Item(other, MediaKind.Movie, "stalker", year: 1979), new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(2));

        var viewer = Assert.Single(await new TopViewers(_home.Statistics).ReadAsync(AnalyticsFilter.AllTime, TopBy.Plays, 5, Berlin, ReadScope.Everything, Token));
        var film2 = Assert.Single(await new TopMedia(_home.Statistics).ReadAsync(AnalyticsFilter.AllTime, TopBy.Plays, 5, Berlin, ReadScope.Everything, Token));
        var found = await new ViewerList(_home.Db, _home.Statistics).ReadAsync(new() { Text = "EMBY" }, Berlin, ReadScope.Everything, Token);

        Assert.Equal((2, 3 * 3_600_000), (viewer.Plays, viewer.WatchedMs));
        Assert.Equal((2, 2), (film2.Plays, film2.Titles));
        Assert.Equal(["Attic", "Cellar"], Assert.Single(found.Items).Accounts.Select(a => a.ServerName));
    }

    [Fact]
    public async Task A_title_with_a_picture_stands_for_its_show()
    {
        var (user, _) = Simple();
        var pictured = _home.Item(_home.Servers[0], MediaKind.Episode, "One", show: "Severance", season: 1, episode: 1);
        var plain = _home.Item(_home.Servers[0], MediaKind.Episode, "Two", show: "Severance", season: 1, episode: 2, poster: null);
        _home.Play(user, pictured, new(2026, 6, 15, 8, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1));
        _home.Play(user, plain, new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1));

        var show = Assert.Single(await new TopMedia(_home.Statistics).ReadAsync(AnalyticsFilter.AllTime, TopBy.Plays, 5, Berlin, ReadScope.Everything, Token));

        Assert.Equal(("Severance", pictured.Id, 2L), (show.Title, show.ItemId, show.Titles));
    }

    [Fact]
    public async Task People_without_plays_are_listed_last_when_the_last_seen_come_first()
    {
        var (user, film) = Simple();
        _home.Account(_home.Servers[0], _home.Person("Aaron"));
        _home.Play(user, film, new(2026, 6, 15, 8, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1));

        var byTime = await new ViewerList(_home.Db, _home.Statistics).ReadAsync(new(), Berlin, ReadScope.Everything, Token);
        var byName = await new ViewerList(_home.Db, _home.Statistics).ReadAsync(new() { Sort = ViewerSort.Name, Ascending = true, PageSize = 1 }, Berlin, ReadScope.Everything, Token);

        Assert.Equal(["Ann", "Aaron"], byTime.Items.Select(i => i.Name));
        Assert.Null(byTime.Items[1].LastSeenAt);
        Assert.Equal("Aaron", Assert.Single(byName.Items).Name);
        Assert.Equal(2, byName.Total);
    }

    [Fact]
    public async Task Episodes_that_came_within_a_day_are_one_tile()
    {
        var server = _home.Server("Attic");
        var now = new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
        for (var i = 1; i <= 3; i++)
        {
            _home.Item(server, MediaKind.Episode, $"Part {i}", show: "Severance", season: 2, episode: i, addedAt: now.AddHours(i));
        }

        _home.Item(server, MediaKind.Episode, "Old", show: "Severance", season: 1, episode: 9, addedAt: now.AddDays(-3));
        _home.Item(server, MediaKind.Movie, "Stalker", year: 1979, addedAt: now.AddHours(2.5));
        _home.Item(_home.Server("Gone", removedAt: now), MediaKind.Movie, "Lost", addedAt: now);

        var recent = await new RecentlyAdded(_home.Db).ReadAsync(null, 10, ReadScope.Everything, Token);

        Assert.Equal([("Severance", 3, "Season 2"), ("Stalker", 1, null), ("Severance", 1, "S1 · E9")], recent.Select(r => (r.Title, r.Count, r.Detail)));
    }

    [Fact]
    public async Task What_two_servers_got_is_told_once()
    {
        var now = new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
        _home.Item(_home.Server("Attic"), MediaKind.Episode, "One", show: "Severance", season: 2, episode: 1, addedAt: now);
        _home.Item(_home.Server("Cellar", ServerKind.Emby), MediaKind.Episode, "One", show: "SEVERANCE", season: 2, episode: 1, addedAt: now.AddHours(-2));

        var tile = Assert.Single(await new RecentlyAdded(_home.Db).ReadAsync(null, 10, ReadScope.Everything, Token));

        Assert.Equal(("Attic", 1, "S2 · E1"), (tile.ServerName, tile.Count, tile.Detail));
    }

    [Fact]
    public async Task Many_episodes_at_once_do_not_hide_what_came_before()
    {
        var server = _home.Server("Attic");
        var now = new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
        await using (var db = _home.Db.CreateDbContext())
        {
            db.AddRange(Enumerable.Range(1, 900).Select(i => new Libraries.MediaItem
            {
                ServerId = server.Id,
                ExternalId = $"e{i}",
                Fingerprint = i,
                Kind = MediaKind.Episode,
                Title = $"Part {i}",
                GrandparentTitle = "Long",
                AddedAt = now.AddSeconds(-i),
                SearchText = "",
            }));
            await db.SaveChangesAsync(Token);
        }

        _home.Item(server, MediaKind.Movie, "Stalker", addedAt: now.AddDays(-2));

        var recent = await new RecentlyAdded(_home.Db).ReadAsync(null, 10, ReadScope.Everything, Token);

        Assert.Equal([("Long", 900), ("Stalker", 1)], recent.Select(r => (r.Title, r.Count)));
    }

    [Fact]
    public async Task A_profile_tells_devices_without_versions_and_addresses_with_first_and_last_sight()
    {
        var (user, film) = Simple();
        var old = _home.Device(_home.Servers[0], "Living room", "App", "1.0");
        var newer = _home.Device(_home.Servers[0], "Living room", "App", "1.1");
        var start = new DateTimeOffset(2026, 6, 15, 8, 0, 0, TimeSpan.Zero);
        _home.Play(user, film, start, TimeSpan.FromHours(1), device: old, address: "192.168.1.5", location: NetworkLocation.Lan);
        _home.Play(user, film, start.AddDays(1), TimeSpan.FromHours(1), device: newer, address: "192.168.1.5", location: NetworkLocation.Lan);
        _home.Play(user, film, start.AddDays(2), TimeSpan.FromHours(1), device: newer, address: "203.0.113.9", location: NetworkLocation.Wan);

        var profile = await new ViewerProfile(_home.Db, _home.Index, _home.Statistics, new(_home.Statistics), new(_home.Statistics), new HistoryQuery(_home.Db, _home.Index), new(_home.Db), TimeProvider.System)
            .ReadAsync(_home.People[user.Id].Id, AnalyticsFilter.AllTime, true, Berlin, Day.AddDays(9), ReadScope.Everything, Token);

        var device = Assert.Single(profile!.Devices);
        Assert.Equal(("Living room", "1.1", 3L), (device.Name, device.ClientVersion, device.Plays));
        Assert.Equal(
            [("203.0.113.9", NetworkLocation.Wan, start.AddDays(2)), ("192.168.1.5", NetworkLocation.Lan, start)],
            profile.Addresses!.Select(a => (a.Address, a.Location!.Value, a.FirstSeenAt)));
        Assert.Equal(start.AddDays(1).AddHours(1), profile.Addresses![1].LastSeenAt);
        Assert.Equal(3, profile.Recent.Count);
        Assert.Equal((start, start.AddDays(2).AddHours(1)), (profile.FirstSeenAt!.Value, profile.LastSeenAt!.Value));
    }

    private Task<PlaysByDayResult> Days(DateOnly from, DateOnly to) =>
        new PlaysByDay(_home.Statistics).ReadAsync(new() { From = from, To = to }, Berlin, to, ReadScope.Everything, Token);

    private (MediaInsight.Viewers.ServerUser User, Libraries.MediaItem Film) Simple()
    {
        var server = _home.Server("Attic");
        return (_home.Account(server, _home.Person("Ann")), _home.Item(server, MediaKind.Movie, "Stalker", year: 1979));
    }
}
