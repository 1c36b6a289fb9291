using MediaInsight.Analytics;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Libraries;

namespace MediaInsight.Tests.Analytics;

public sealed class ItemProfileTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    private readonly Shelves _shelves = new Shelves().Watched();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _shelves.Dispose();

    [Fact]
    public async Task A_film_tells_its_files_who_watched_it_and_how_far()
    {
        var profile = await ReadAsync(_shelves.Stalker);

        Assert.Equal(["2160p", "1080p"], profile.Facts.Files.Select(f => f.Resolution!));
        Assert.Equal(["Drama", "Science Fiction"], profile.Facts.Genres);
        Assert.Equal((1L, (long)TimeSpan.FromHours(2.5).TotalMilliseconds), (profile.Plays, profile.WatchedMs));
        var ann = Assert.Single(profile.Viewers);
        Assert.Equal(("Ann", 1L, 1000, 1), (ann.Name, ann.Plays, ann.FurthestPermille, ann.Completed));
        Assert.Equal(2, profile.Recent.Count);
    }

    [Fact]
    public async Task Sittings_that_belong_together_reach_as_far_as_the_farthest()
    {
        var watched = await ReadAsync(_shelves.Stalker);
        var half = await ReadAsync(_shelves.Alien);

        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], watched.Reached);
        Assert.Equal([1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0], half.Reached);
        Assert.Equal(520, Assert.Single(half.Viewers).FurthestPermille);
    }

    [Fact]
    public async Task A_show_sums_its_episodes_and_lists_its_seasons()
    {
        var profile = await ReadAsync(_shelves.Severance);

        Assert.Equal((4L, 3), (profile.Plays, profile.Below));
        Assert.Equal([("Season 1", 1, 2, 4L), ("Season 2", 2, 1, 0L)], profile.Children.Select(c => (c.Title, c.Number!.Value, c.Below, c.Plays)));
        Assert.Equal([("Ben", 3L, 2, 1), ("Ann", 1L, 1, 0)], profile.Viewers.Select(v => (v.Name, v.Plays, v.Titles, v.Completed)));
    }

    [Fact]
    public async Task A_season_lists_its_episodes_and_an_episode_leads_up_again()
    {
        var season = await ReadAsync(_shelves.Season);
        var episode = await ReadAsync(_shelves.Episodes[1]);

        Assert.Equal([("Part 1.1", 3L), ("Part 1.2", 1L)], season.Children.Select(c => (c.Title, c.Plays)));
        Assert.Equal((_shelves.Season.Id, _shelves.Severance.Id), (episode.Facts.ParentId, episode.Facts.GrandparentId));
    }

    [Fact]
    public async Task Plays_of_an_old_title_are_told_by_month_and_of_a_new_one_by_day()
    {
        var old = await ReadAsync(_shelves.Stalker);
        var lately = await ReadAsync(_shelves.Severance);

        Assert.True(old.Course.ByMonth);
        Assert.Equal((new DateOnly(2026, 5, 1), 1L), (old.Course.Steps[0].From, old.Course.Steps[0].Plays));
        Assert.Equal(7, old.Course.Steps.Count);
        Assert.False(lately.Course.ByMonth);
        Assert.Equal((14, 4L, Today), (lately.Course.Steps.Count, lately.Course.Steps.Sum(s => s.Plays), lately.Course.Steps[^1].From));
    }

    [Fact]
    public async Task A_limited_reader_opens_what_the_person_played_and_sees_nobody_else()
    {
        var scope = ReadScope.Only(_shelves.Ann.Id);

        var show = await ReadAsync(_shelves.Severance, scope);
        var film = await ReadAsync(_shelves.Stalker, scope);

        Assert.Equal((1L, "Ann"), (show.Plays, Assert.Single(show.Viewers).Name));
        Assert.Equal("Season 1", Assert.Single(show.Children).Title);
        Assert.All(show.Recent, r => Assert.Equal(_shelves.Ann.Id, r.ViewerId));
        Assert.All(film.Facts.Files, f => Assert.Null(f.Path));
        Assert.Null(film.Facts.ServerLink);
        Assert.Null(await MayAsync(_shelves.Alien, scope));
        Assert.Null(await MayAsync(_shelves.Other, scope));
        Assert.Null(await MayAsync(_shelves.Stalker, ReadScope.None));
    }

    [Fact]
    public async Task A_title_that_came_back_leads_to_where_its_plays_went()
    {
        _shelves.Change(db => db.Add(new MediaRelink { OldItemId = _shelves.Gone.Id, NewItemId = _shelves.Alien.Id, At = Shelves.Now, Reason = "same id", PlaysJson = "[]" }));

        Assert.Equal(_shelves.Alien.Id, (await ReadAsync(_shelves.Gone)).Facts.RelinkedTo);
    }

    [Fact]
    public async Task The_history_is_narrowed_to_a_title_and_what_lies_in_it()
    {
        var history = new HistoryQuery(_shelves.Home.Db, _shelves.Home.Index);

        Assert.Equal(4, (await history.PageAsync(new() { Item = _shelves.Severance.Id }, ReadScope.Everything, Token)).Total);
        Assert.Equal(1, (await history.PageAsync(new() { Item = _shelves.Episodes[1].Id }, ReadScope.Everything, Token)).Total);
        Assert.Equal(1, (await history.PageAsync(new() { Item = _shelves.Severance.Id }, ReadScope.Only(_shelves.Ann.Id), Token)).Total);
    }

    private async Task<ItemProfileResult> ReadAsync(MediaItem item, ReadScope? scope = null) => (await MayAsync(item, scope ?? ReadScope.Everything))!;

    private Task<ItemProfileResult?> MayAsync(MediaItem item, ReadScope scope) =>
        new ItemProfile(_shelves.Home.Db, new(), new(_shelves.Home.Db, _shelves.Home.Index), _shelves.Home.Index, new(_shelves.Home.Db), TimeProvider.System).ReadAsync(item.Id, TimeZoneInfo.Utc, Today, scope, Token);
}
