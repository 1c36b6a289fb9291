using MediaInsight.Analytics;
using MediaInsight.Domain;
using MediaInsight.Libraries;

namespace MediaInsight.Tests.Analytics;

public sealed class LibraryListTests : IDisposable
{
    private readonly Shelves _shelves = new Shelves().Watched();
    private readonly PlayTotals _totals;

    public LibraryListTests() => _totals = new(_shelves.Home.Index);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _shelves.Dispose();

    [Fact]
    public async Task Titles_and_files_are_counted_apart()
    {
        var libraries = await new LibraryList(_shelves.Home.Db, _totals).ReadAsync(ReadScope.Everything, Token);

        Assert.Equal(["Films", "Shows"], libraries.Select(l => l.Name));
        var films = libraries[0];
        Assert.Equal((3, 4, 39_001_000_000L), (films.Titles, films.Files, films.SizeBytes));
        var shows = libraries[1];
        Assert.Equal([new(MediaKind.Show, 2), new(MediaKind.Season, 2), new(MediaKind.Episode, 3)], shows.Kinds);
        Assert.Equal((3, 3_000_000_000L), (shows.Files, shows.SizeBytes));
    }

    [Fact]
    public async Task Plays_of_a_library_count_a_resumed_play_once_and_short_ones_never()
    {
        var libraries = await new LibraryList(_shelves.Home.Db, _totals).ReadAsync(ReadScope.Everything, Token);

        Assert.Equal((2L, (long)TimeSpan.FromHours(3.5).TotalMilliseconds), (libraries[0].Played!.Plays, libraries[0].Played!.WatchedMs));
        Assert.Equal((4L, Shelves.Now.AddDays(-1).AddMinutes(45)), (libraries[1].Played!.Plays, libraries[1].Played!.LastPlayedAt));
    }

    [Fact]
    public async Task A_limited_reader_gets_no_library()
    {
        Assert.Empty(await new LibraryList(_shelves.Home.Db, _totals).ReadAsync(ReadScope.Only(_shelves.Ben.Id), Token));
        Assert.Null(await Items.ReadAsync(new() { Library = _shelves.Films.Id }, ReadScope.Only(_shelves.Ben.Id), Token));
        Assert.Null(await Items.ReadAsync(new() { Library = _shelves.Films.Id }, ReadScope.None, Token));
        Assert.Same(QualityChoices.None, await Items.ChoicesAsync(ReadScope.Only(_shelves.Ben.Id), Token));
    }

    [Theory]
    [InlineData(LibrarySort.Title, false, "Alien,Stalker,x")]
    [InlineData(LibrarySort.Title, true, "x,Stalker,Alien")]
    [InlineData(LibrarySort.Added, true, "Alien,Stalker,x")]
    [InlineData(LibrarySort.Size, true, "Stalker,Alien,x")]
    [InlineData(LibrarySort.LastPlayed, true, "Alien,Stalker,x")]
    [InlineData(LibrarySort.LastPlayed, false, "x,Stalker,Alien")]
    public async Task Films_are_sorted(LibrarySort sort, bool descending, string titles)
    {
        var page = await ReadAsync(new() { Library = _shelves.Films.Id, Sort = sort, Descending = descending });

        Assert.Equal(titles.Replace("x", _shelves.Hostile.Title, StringComparison.Ordinal).Split(','), page.Items.Select(i => i.Title));
        Assert.Equal(3, page.Total);
    }

    [Fact]
    public async Task Shows_are_sorted_by_the_plays_of_their_episodes_and_tell_how_many_they_have()
    {
        var page = await ReadAsync(new() { Library = _shelves.Shows.Id, Sort = LibrarySort.Plays, Descending = true });

        Assert.Equal(MediaKind.Show, page.Kind);
        Assert.Equal([("Severance", 3, 4L), ("Andor", 0, 0L)], page.Items.Select(i => (i.Title, i.Below, i.Played?.Plays ?? 0)));
    }

    [Theory]
    [InlineData("2160p", null, null, "Stalker")]
    [InlineData("2160p", "HDR*", "hevc", "Stalker")]
    [InlineData("1080p", "HDR*", null, "")]
    [InlineData("1080p", null, null, "Alien,Stalker")]
    [InlineData(null, "SDR", "h264", "Alien,Stalker")]
    public async Task One_file_must_have_all_of_the_quality(string? resolution, string? range, string? codec, string titles)
    {
        var page = await ReadAsync(new() { Library = _shelves.Films.Id, Resolution = resolution, DynamicRange = range, VideoCodec = codec });

        Assert.Equal(titles.Split(',', StringSplitOptions.RemoveEmptyEntries), page.Items.Select(i => i.Title));
    }

    [Fact]
    public async Task Asked_for_a_quality_a_library_of_shows_answers_with_episodes()
    {
        var page = await ReadAsync(new() { Library = _shelves.Shows.Id, Kind = MediaKind.Show, Resolution = "1080p" });

        Assert.Equal(MediaKind.Episode, page.Kind);
        Assert.Equal("Part 1.1", Assert.Single(page.Items).Title);
    }

    [Fact]
    public async Task Removed_titles_and_those_only_plays_tell_of_have_lists_of_their_own()
    {
        var removed = await ReadAsync(new() { Library = _shelves.Films.Id, State = ItemState.Removed });
        var played = await ReadAsync(new() { Library = _shelves.Films.Id, State = ItemState.PlayedOnly });

        Assert.Equal("Lost Film", Assert.Single(removed.Items).Title);
        Assert.NotNull(removed.Items[0].RemovedAt);
        Assert.Equal("Only Played", Assert.Single(played.Items).Title);
        Assert.Equal((3, 1, 1), (removed.States[ItemState.Listed], removed.States[ItemState.Removed], removed.States[ItemState.PlayedOnly]));
    }

    [Fact]
    public async Task A_library_that_was_not_read_yet_shows_what_plays_tell_of()
    {
        _shelves.Change(db => db.MediaItems.RemoveRange(db.MediaItems.Where(i => i.LibraryId == _shelves.Films.Id && i.SortTitle != null)));

        var page = await ReadAsync(new() { Library = _shelves.Films.Id });

        Assert.Equal((ItemState.PlayedOnly, "Only Played"), (page.State, Assert.Single(page.Items).Title));
    }

    [Theory]
    [InlineData("STALK", 1)]
    [InlineData("stalker alien", 0)]
    [InlineData("zzz", 0)]
    public async Task Titles_are_searched(string text, int found) => Assert.Equal(found, (await ReadAsync(new() { Library = _shelves.Films.Id, Text = text })).Total);

    [Fact]
    public async Task Pages_follow_one_another_without_a_gap()
    {
        var titles = new List<string>();
        for (var page = 1; page <= 4; page++)
        {
            titles.AddRange((await ReadAsync(new() { Library = _shelves.Films.Id, Sort = LibrarySort.Plays, Descending = true, Page = page, PageSize = 1 })).Items.Select(i => i.Title));
        }

        Assert.Equal(3, titles.Distinct().Count());
        Assert.Equal(3, titles.Count);
    }

    [Fact]
    public async Task Totals_follow_plays_that_end_plays_that_are_deleted_and_titles_that_are_linked_anew()
    {
        Assert.Null(await OfAsync(_shelves.Hostile));
        var running = _shelves.Home.Play(_shelves.BensAccount, _shelves.Hostile, Shelves.Now.AddHours(-1), TimeSpan.FromHours(1), running: true);
        Assert.Null(await OfAsync(_shelves.Hostile));

        _shelves.Change(db => db.Plays.Single(p => p.Number == running.Number).StoppedAt = Shelves.Now);
        Assert.Equal(1, (await OfAsync(_shelves.Hostile))?.Plays);

        _shelves.Change(db =>
        {
            db.Plays.Single(p => p.Number == running.Number).MediaItemId = _shelves.Alien.Id;
            db.Add(new MediaRelink { OldItemId = _shelves.Hostile.Id, NewItemId = _shelves.Alien.Id, At = Shelves.Now, Reason = "same", PlaysJson = "[]" });
        });
        Assert.Null(await OfAsync(_shelves.Hostile));
        Assert.Equal(2, (await OfAsync(_shelves.Alien))?.Plays);

        _shelves.Change(db => db.Plays.Remove(db.Plays.Single(p => p.Number == running.Number)));
        Assert.Equal(1, (await OfAsync(_shelves.Alien))?.Plays);
    }

    private LibraryItems Items => new(_shelves.Home.Db, _totals);

    private async Task<LibraryTitles> ReadAsync(LibraryItemsFilter filter) => (await Items.ReadAsync(filter, ReadScope.Everything, Token))!;

    private async Task<PlayTotal?> OfAsync(MediaItem item) => (await _totals.ReadAsync(Token)).Of(item.Id, item.Kind, item.ServerId, item.ExternalId);
}
