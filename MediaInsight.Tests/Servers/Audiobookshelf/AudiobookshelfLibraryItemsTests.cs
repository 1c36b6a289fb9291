using System.Net;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Servers.Audiobookshelf;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers.Audiobookshelf;

public sealed class AudiobookshelfLibraryItemsTests : IDisposable
{
    private const string Books = "314804e8-fcf6-4f3d-acbb-ec18c414d53f";
    private const string Podcasts = "4d7445b0-fa1c-460b-9688-5b0424f722c8";
    private readonly WireReplay _wire = new();
    private readonly IMediaServerClient _client;

    public AudiobookshelfLibraryItemsTests() => _client = new AudiobookshelfClientFactory(_wire.Factory(new ManualTime(Shelf.Noon))).Create(WireReplay.Connection(ServerKind.Audiobookshelf));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _wire.Dispose();
    }

    [Fact]
    public async Task A_book_tells_everything_of_itself_and_its_files()
    {
        _wire.On($"/api/libraries/{Books}/items", Recorded.Text("library_book_items"))
            .On("/api/items/47f8441a-d796-4996-a2b8-6883e73f7a5f", Recorded.Text("item_book_expanded"));
        var page = await _client.GetItemsAsync(new(Books, LibraryContent.Audiobooks, null, null, 4), Token);

        var book = (await _client.CompleteAsync([.. page.Items.Where(i => i.Media.Title == "The Salt Road")], Token)).Single();

        Assert.Equal((4, 6, "0:4"), (page.Rows, page.Total, page.Next));
        Assert.Equal(("47f8441a-d796-4996-a2b8-6883e73f7a5f", MediaKind.Audiobook, "Aria Northwind", "Tidewater Cycle #1", 2019), (book.Media.ExternalId, book.Media.Kind, book.Media.GrandparentTitle, book.Media.ParentTitle, book.Media.Year));
        Assert.Equal(("Noor Haddad", "Salt Road, The", "Generated test book The Salt Road"), (book.Narrators, book.SortTitle, book.Summary));
        Assert.Equal(["Fantasy"], book.Genres);
        Assert.Equal((1795207253709, 1795207253709), (book.AddedAt!.Value.ToUnixTimeMilliseconds(), book.UpdatedAt!.Value.ToUnixTimeMilliseconds()));
        Assert.Equal(TimeSpan.FromMinutes(30), book.Duration);
        Assert.Equal("/api/items/47f8441a-d796-4996-a2b8-6883e73f7a5f/cover", book.Media.PosterPath);
        Assert.Equal(
            new LibraryFile
            {
                Path = "/srv/abs/media/audiobooks/Aria Northwind/Tidewater Cycle/Vol 1 - The Salt Road/The Salt Road.m4b",
                SizeBytes = 5590989,
                Container = "m4b",
                Duration = TimeSpan.FromMinutes(30),
                BitrateKbps = 24,
                AudioCodec = "aac",
                AudioChannels = 1,
                IsAtmos = false,
            },
            Assert.Single(book.Files));
    }

    [Fact]
    public async Task Podcasts_come_before_their_episodes()
    {
        _wire.On($"/api/libraries/{Podcasts}/items", Recorded.Text("library_podcast_items"))
            .On("/api/items/25166244-1290-4f7a-bf34-de267dcf3325", Recorded.Text("item_podcast_expanded"));
        var request = new LibraryItemsRequest(Podcasts, LibraryContent.Podcasts, null, null, 100);

        var podcasts = await _client.GetItemsAsync(request, Token);
        var episodes = await _client.GetItemsAsync(request with { Cursor = podcasts.Next }, Token);

        Assert.Equal([(MediaKind.Podcast, "Null Route", "Otis Marlow"), (MediaKind.Podcast, "Loopback Weekly", "Vera Quill")], podcasts.Items.Select(p => (p.Media.Kind, p.Media.Title, p.Media.GrandparentTitle!)));
        Assert.Equal(("1:0", "1:1"), (podcasts.Next, episodes.Next));
        var first = episodes.Items.Single(e => e.Media.Title == "Episode 1: topic 1");
        Assert.Equal((MediaKind.PodcastEpisode, "Loopback Weekly", "1e619529-d047-4f2c-9d84-58dec954bac5", 1), (first.Media.Kind, first.Media.GrandparentTitle, first.Media.GrandparentExternalId, first.Media.EpisodeNumber));
        Assert.Equal(("/srv/abs/media/podcasts/Loopback Weekly/Loopback Weekly - Episode 1.mp3", 1080669L, "mp3", 24), (first.Files[0].Path, first.Files[0].SizeBytes, first.Files[0].AudioCodec, first.Files[0].BitrateKbps));
        Assert.Equal(4, episodes.Items.Count);
        Assert.Null((await _client.GetItemsAsync(request with { Cursor = "1:1" }, Token)).Next);
    }

    [Fact]
    public async Task New_episodes_are_read_from_the_servers_own_list()
    {
        _wire.On($"/api/libraries/{Podcasts}/items", """{"results":[],"total":0}""").On($"/api/libraries/{Podcasts}/recent-episodes", Recorded.Text("library_podcast_recent_episodes"));
        var request = new LibraryItemsRequest(Podcasts, LibraryContent.Podcasts, Shelf.Noon, null, 100);

        var episodes = await _client.GetItemsAsync(request with { Cursor = (await _client.GetItemsAsync(request, Token)).Next }, Token);

        Assert.Null(episodes.Next);
        Assert.Equal(3, episodes.Items.Count);
        Assert.All(episodes.Items, e => Assert.Equal("Loopback Weekly", e.Media.GrandparentTitle));
    }

    [Fact]
    public async Task Books_whose_files_are_gone_are_not_listed_and_odd_rows_cost_only_themselves()
    {
        _wire.On($"/api/libraries/{Books}/items", """{"results":[null,{},{"id":"../../x"},{"id":"gone","isMissing":true,"media":{}},{"id":"ok","media":{"metadata":{"title":"<b>x</b>","genres":[null],"publishedYear":"soon"},"size":-1,"duration":1e99}}],"total":5}""")
            .On("/api/items/ok", "Not Found", "text/plain", HttpStatusCode.NotFound);

        var page = await _client.GetItemsAsync(new(Books, LibraryContent.Audiobooks, null, null, 100), Token);
        var book = Assert.Single(await _client.CompleteAsync(page.Items, Token));

        Assert.Equal(("<b>x</b>", (int?)null, (TimeSpan?)null), (book.Media.Title, book.Media.Year, book.Duration));
        Assert.Empty(book.Files);
    }
}
