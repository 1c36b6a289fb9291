using System.Net;
using System.Text.Json;
using MediaInsight.Domain;
using MediaInsight.Libraries;
using MediaInsight.Servers;
using MediaInsight.Tests.Analytics;
using MediaInsight.Tests.Components.Media;
using MediaInsight.Tests.Identity;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Components.Pages.Libraries;

/// <summary>A library and a title, read as pages of the whole program.</summary>
public sealed class LibraryPagesTests : IDisposable
{
    private readonly PagesSite _site = new();
    private readonly Shelves _shelves;

    public LibraryPagesTests() => _shelves = new Shelves(_site.Home.Db, PagesSite.Ann, PagesSite.Ben).Watched();

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData("", "Alien,Stalker,hostile")]
    [InlineData("?sort=-title", "hostile,Stalker,Alien")]
    [InlineData("?sort=-size", "Stalker,Alien,hostile")]
    [InlineData("?sort=-plays", "Stalker,Alien,hostile")]
    [InlineData("?q=STALK", "Stalker")]
    [InlineData("?resolution=2160p&range=HDR*&codec=hevc", "Stalker")]
    [InlineData("?state=removed", "Lost Film")]
    [InlineData("?state=played-only", "Only Played")]
    [InlineData("?sort=nonsense&page=x&kind=??&state=1", "Alien,Stalker,hostile")]
    public async Task Titles_are_searched_sorted_and_filtered_by_the_address(string query, string titles)
    {
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, $"/libraries/{_shelves.Films.Id}{query}");

        Assert.Equal(titles.Replace("hostile", Samples.Hostile, StringComparison.Ordinal).Split(','), page.QuerySelectorAll("main tbody .name").Select(n => n.TextContent));
    }

    [Fact]
    public async Task A_library_of_shows_has_its_kinds_as_tabs()
    {
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, $"/libraries/{_shelves.Shows.Id}?kind=episode");

        Assert.Equal(["Shows2", "Seasons2", "Episodes3"], page.QuerySelectorAll("nav.tabs a").Select(a => a.TextContent));
        Assert.Equal("Episodes3", page.QuerySelector("nav.tabs a[aria-current]")!.TextContent);
        Assert.Contains("Severance · S1 · E1", page.QuerySelector("main tbody")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_readings_tell_what_they_found_different()
    {
        _shelves.Change(db => db.LibrarySyncRuns.AddRange(
            new()
            {
                ServerId = _shelves.Server.Id,
                LibraryId = _shelves.Films.Id,
                IsFull = true,
                StartedAt = _site.Now.AddHours(-5),
                Listed = 30,
                Added = 25,
                Removed = 1,
                ChangesJson = JsonSerializer.Serialize(Enumerable.Range(1, 25).Select(n => new LibraryChange("added", n == 1 ? Samples.Hostile : $"Film {n}", _shelves.Alien.Id.Value)).Append(new("removed", "Lost Film", _shelves.Gone.Id.Value))),
            },
            new() { ServerId = _shelves.Server.Id, LibraryId = _shelves.Films.Id, IsFull = true, StartedAt = _site.Now.AddHours(-1), Outcome = LibrarySyncOutcome.Failed, Message = "8 of 10 titles were missing.", ChangesJson = "{broken" }));
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, $"/libraries/{_shelves.Films.Id}");
        using var other = await PagesSite.ReadAsync(owner, $"/libraries/{_shelves.Shows.Id}");

        var runs = page.QuerySelectorAll("ul[aria-label='Last readings'] > li").Select(l => l.TextContent.Replace('\u00A0', ' ')).ToList();
        Assert.Equal(2, runs.Count);
        Assert.All(["nothing new", "failed", "8 of 10 titles were missing."], part => Assert.Contains(part, runs[0], StringComparison.Ordinal));
        Assert.All(["1 removed, 25 added", "every title", Samples.Hostile, "Film 20", "and 5 more"], part => Assert.Contains(part, runs[1], StringComparison.Ordinal));
        Assert.DoesNotContain("Film 21", runs[1], StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll("ul[aria-label='Last readings'] a"), a => a.GetAttribute("href") == $"items/{_shelves.Gone.Id}" && a.TextContent == "Lost Film");
        Assert.Empty(page.QuerySelectorAll("img[onerror]"));
        Assert.Null(other.QuerySelector("ul[aria-label='Last readings']"));
    }

    [Fact]
    public async Task A_library_of_one_kind_leaves_no_room_for_tabs()
    {
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, $"/libraries/{_shelves.Films.Id}");

        Assert.Empty(page.QuerySelectorAll("nav.tabs"));
        Assert.DoesNotContain(page.QuerySelectorAll("main .stack > *"), e => e.TextContent.Trim().Length == 0);
    }

    [Fact]
    public async Task A_title_tells_facts_files_people_and_plays()
    {
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, $"/items/{_shelves.Stalker.Id}");

        var text = page.QuerySelector("main")!.TextContent.Replace('\u00A0', ' ');
        Assert.All(
            ["Stalker", "1979", "Science Fiction", "4K HDR10 HEVC", "22 GB", "8 GB", $"/media/{_shelves.Stalker.Id}/0.mkv", "2 versions", "per month", "Ann", "100 %"],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.Contains(page.QuerySelectorAll("main a"), a => a.GetAttribute("href") == $"history?item={_shelves.Stalker.Id}");
        Assert.All(
            [$"api/v1/items/{_shelves.Stalker.Id}/files?format=csv&bom=1", $"api/v1/history?item={_shelves.Stalker.Id}&format=json", $"api/v1/analytics/drop-off?item={_shelves.Stalker.Id}&range=all&format=csv&bom=1"],
            href => Assert.Contains(page.QuerySelectorAll("main a[download]"), a => a.GetAttribute("href") == href));
    }

    [Fact]
    public async Task A_show_leads_down_to_its_seasons_and_an_episode_up_again()
    {
        using var owner = await _site.OwnerAsync();

        using var show = await PagesSite.ReadAsync(owner, $"/items/{_shelves.Severance.Id}");
        using var episode = await PagesSite.ReadAsync(owner, $"/items/{_shelves.Episodes[0].Id}");

        Assert.Contains(show.QuerySelectorAll("main tbody a"), a => a.GetAttribute("href") == $"items/{_shelves.Season.Id}");
        Assert.Contains(episode.QuerySelectorAll("main .above a"), a => a.GetAttribute("href") == $"items/{_shelves.Severance.Id}");
        Assert.Contains(show.QuerySelectorAll("main a[download]"), a => a.GetAttribute("href") == $"api/v1/items/{_shelves.Severance.Id}/contents?format=csv&bom=1");
    }

    [Fact]
    public async Task Music_leads_from_the_artist_over_albums_to_tracks_and_up_again()
    {
        var library = _shelves.Library("Music", LibraryContent.Music);
        var artist = _shelves.Add(library, MediaKind.Artist, "Aurora Quartet", i => i.SizeBytes = 300_000_000, external: "artist");
        var late = _shelves.Add(library, MediaKind.Album, "Dusk", i => (i.Year, i.SizeBytes) = (2024, 100_000_000), external: "dusk", grandparent: "artist", show: "Aurora Quartet");
        var early = _shelves.Add(library, MediaKind.Album, "Dawn", i => (i.Year, i.SizeBytes) = (2019, 200_000_000), external: "dawn", grandparent: "artist", show: "Aurora Quartet");
        var tracks = new[] { 2, 1 }.Select(n => _shelves.Add(library, MediaKind.Track, $"Light {n}", i => i.SizeBytes = 100_000_000, parent: "dawn", grandparent: "artist", season: 1, episode: n, show: "Aurora Quartet")).ToList();
        _shelves.Add(library, MediaKind.Track, "Shade", i => i.SizeBytes = 100_000_000, parent: "dusk", grandparent: "artist", season: 1, episode: 1, show: "Aurora Quartet");
        _shelves.Home.Play(_shelves.AnnsAccount, tracks[1], _site.Now.AddDays(-1), TimeSpan.FromMinutes(4));
        _shelves.Home.Play(_shelves.AnnsAccount, tracks[0], _site.Now.AddDays(-1).AddMinutes(5), TimeSpan.FromMinutes(3));
        using var owner = await _site.OwnerAsync();

        using var top = await PagesSite.ReadAsync(owner, $"/items/{artist.Id}");
        using var album = await PagesSite.ReadAsync(owner, $"/items/{early.Id}");
        using var track = await PagesSite.ReadAsync(owner, $"/items/{tracks[1].Id}");

        Assert.Equal(["Aurora Quartet", "Dawn", "Light 1"], new[] { top, album, track }.Select(p => p.QuerySelector("h1")!.TextContent)); // non-null: every page has one
        Assert.Equal([$"items/{early.Id}", $"items/{late.Id}"], Children(top));
        Assert.Equal([$"items/{tracks[1].Id}", $"items/{tracks[0].Id}"], Children(album));
        Assert.Equal(("2", "7\u00A0min", "1", "3"), (Tile(top, "Plays"), Tile(top, "Listened"), Tile(top, "People"), Tile(top, "Tracks")));
        Assert.Equal(("2", "7\u00A0min", "2"), (Tile(album, "Plays"), Tile(album, "Listened"), Tile(album, "Tracks")));
        Assert.Equal(("1", "4\u00A0min"), (Tile(track, "Plays"), Tile(track, "Listened")));
        Assert.Contains(track.QuerySelectorAll("main .above a"), a => a.GetAttribute("href") == $"items/{artist.Id}");
    }

    [Fact]
    public async Task A_book_has_files_and_a_podcast_its_episodes_newest_first()
    {
        var books = _shelves.Library("Books", LibraryContent.Audiobooks);
        var book = _shelves.Add(books, MediaKind.Audiobook, "The Salt Road", i => (i.SizeBytes, i.FileCount) = (500_000_000, 1), show: "N. Writer");
        _shelves.File(book, 0, null, null, null, 500_000_000);
        var podcasts = _shelves.Library("Podcasts", LibraryContent.Podcasts);
        var podcast = _shelves.Add(podcasts, MediaKind.Podcast, "Night Talk", i => i.SizeBytes = 60_000_000, external: "pod");
        var episodes = new[] { 1, 2 }.Select(n => _shelves.Add(podcasts, MediaKind.PodcastEpisode, $"Talk {n}", i => (i.SizeBytes, i.AddedAt) = (30_000_000, Shelves.Now.AddDays(n - 10)), grandparent: "pod", episode: n, show: "Night Talk")).ToList();
        _shelves.Home.Play(_shelves.BensAccount, book, _site.Now.AddDays(-2), TimeSpan.FromHours(2));
        _shelves.Home.Play(_shelves.BensAccount, episodes[0], _site.Now.AddDays(-1), TimeSpan.FromMinutes(30));
        using var owner = await _site.OwnerAsync();

        using var one = await PagesSite.ReadAsync(owner, $"/items/{book.Id}");
        using var show = await PagesSite.ReadAsync(owner, $"/items/{podcast.Id}");

        Assert.Equal(("The Salt Road", "1", "2\u00A0h 00\u00A0min", "1"), (one.QuerySelector("h1")!.TextContent, Tile(one, "Plays"), Tile(one, "Listened"), Tile(one, "Files"))); // non-null: every page has one
        Assert.Contains("N. Writer", one.QuerySelector("main .above")!.TextContent, StringComparison.Ordinal); // non-null: every title has the line
        Assert.Equal([$"items/{episodes[1].Id}", $"items/{episodes[0].Id}"], Children(show));
        Assert.Equal(("1", "30\u00A0min", "2"), (Tile(show, "Plays"), Tile(show, "Listened"), Tile(show, "Episodes")));
        Assert.DoesNotContain("Files and versions", show.Body!.TextContent, StringComparison.Ordinal); // non-null: a page has one
    }

    [Fact]
    public async Task A_title_says_when_nobody_looked()
    {
        _shelves.Change(db => db.ServerGaps.Add(new() { ServerId = _shelves.Server.Id, StartedAt = _site.Now.AddDays(-40), EndedAt = _site.Now.AddDays(-38), Reason = "Cannot connect." }));
        using var owner = await _site.OwnerAsync();

        using var old = await PagesSite.ReadAsync(owner, $"/items/{_shelves.Stalker.Id}");
        using var young = await PagesSite.ReadAsync(owner, $"/items/{_shelves.Alien.Id}");

        Assert.Contains(old.QuerySelectorAll(".legend li"), l => l.TextContent.Contains("Not observed", StringComparison.Ordinal));
        Assert.DoesNotContain(young.QuerySelectorAll(".legend li"), l => l.TextContent.Contains("Not observed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_show_of_many_episodes_is_read_page_by_page()
    {
        _shelves.Change(db => db.Database.ExecuteSql(
            $"""
            WITH RECURSIVE n(i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < 450)
            INSERT INTO media_items (server_id, external_id, fingerprint, kind, title, search_text, parent_external_id, grandparent_external_id, season_number, episode_number, library_id, sort_title, listed_at, file_count, genres)
            SELECT server_id, 'many' || n.i, 9000 + n.i, kind, 'Many ' || n.i, '', parent_external_id, grandparent_external_id, 1, n.i, library_id, 'many', listed_at, 1, genres FROM media_items, n WHERE external_id = 'e11'
            """));
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, $"/items/{_shelves.Season.Id}?page=5");

        var table = page.QuerySelector("table[aria-label='What is in it']")!;   // non-null: the season has episodes
        Assert.Equal(50, table.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("450. Many 450", table.TextContent, StringComparison.Ordinal);
        Assert.Contains("401–450 of 450", page.QuerySelector("nav.pager")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll("nav.pager a"), a => a.GetAttribute("href") == $"items/{_shelves.Season.Id}?page=4");
    }

    [Fact]
    public async Task A_hostile_title_stays_text()
    {
        using var owner = await _site.OwnerAsync();

        using var list = await PagesSite.ReadAsync(owner, $"/libraries/{_shelves.Films.Id}");
        using var title = await PagesSite.ReadAsync(owner, $"/items/{_shelves.Hostile.Id}");

        Assert.Empty(list.QuerySelectorAll("img[onerror]"));
        Assert.Empty(title.QuerySelectorAll("img[onerror]"));
        Assert.Contains(Samples.Hostile, title.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/items/99999")]
    [InlineData("/items/abc")]
    [InlineData("/items/-1")]
    [InlineData("/libraries/99999")]
    [InlineData("/libraries/abc")]
    public async Task What_does_not_exist_is_not_found(string address)
    {
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, address, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_api_tells_the_same_and_keeps_the_readers_limit()
    {
        using var owner = await _site.OwnerAsync();
        using var ann = await _site.LimitedAsync(PagesSite.Ann);

        var libraries = await JsonAsync(owner, "/api/v1/libraries");
        var film = await JsonAsync(owner, $"/api/v1/items/{_shelves.Stalker.Id}");

        Assert.Equal(2, libraries.GetProperty("total").GetInt32());
        Assert.Equal(3, libraries.GetProperty("items")[1].GetProperty("titles").GetProperty("tvshow_episode").GetInt32());
        Assert.Equal(("movie", 1L, 2), (film.GetProperty("content_type").GetString(), film.GetProperty("plays").GetInt64(), film.GetProperty("files").GetArrayLength()));
        Assert.Equal(0, (await JsonAsync(ann, "/api/v1/libraries")).GetProperty("total").GetInt32());
        Assert.Equal("Ann", (await JsonAsync(ann, $"/api/v1/items/{_shelves.Severance.Id}")).GetProperty("viewers").EnumerateArray().Single().GetProperty("viewer_name").GetString());
        await NotFoundAsync(ann, $"/api/v1/items/{_shelves.Alien.Id}");
        await NotFoundAsync(owner, "/api/v1/items/99999");
    }

    [Fact]
    public async Task A_limited_reader_finds_no_library_and_only_what_the_person_played()
    {
        using var ann = await _site.LimitedAsync(PagesSite.Ann);

        using var own = await PagesSite.ReadAsync(ann, $"/items/{_shelves.Stalker.Id}");
        using var show = await PagesSite.ReadAsync(ann, $"/items/{_shelves.Severance.Id}");

        Assert.DoesNotContain("/media/", own.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(own.QuerySelectorAll("a"), a => a.GetAttribute("href")!.StartsWith("libraries", StringComparison.Ordinal));
        Assert.DoesNotContain("Ben", show.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Season 2", show.Body!.TextContent, StringComparison.Ordinal);
        await NotFoundAsync(ann, $"/items/{_shelves.Alien.Id}");
        await NotFoundAsync(ann, $"/items/{_shelves.Other.Id}");
        await NotFoundAsync(ann, $"/libraries/{_shelves.Films.Id}");
        await NotFoundAsync(ann, "/libraries");
    }

    private static async Task<JsonElement> JsonAsync(Browser browser, string path)
    {
        using var answer = await browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await Browser.TextAsync(answer)).RootElement;
    }

    private static async Task NotFoundAsync(Browser browser, string path)
    {
        using var answer = await browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("Alien", await Browser.TextAsync(answer), StringComparison.Ordinal);
    }

    private static List<string?> Children(AngleSharp.Html.Dom.IHtmlDocument page) =>
        [.. page.QuerySelectorAll("table[aria-label='What is in it'] tbody tr").Select(r => r.QuerySelector("a")!.GetAttribute("href"))]; // non-null: every row leads somewhere

    private static string? Tile(AngleSharp.Html.Dom.IHtmlDocument page, string label) =>
        page.QuerySelectorAll("main .tiles > *").FirstOrDefault(t => t.QuerySelector(".label")?.TextContent == label)?.QuerySelector(".value")?.TextContent;
}
