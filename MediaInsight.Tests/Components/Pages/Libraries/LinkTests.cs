using MediaInsight.Analytics;
using MediaInsight.Components.Pages.Libraries;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Servers;

namespace MediaInsight.Tests.Components.Pages.Libraries;

public sealed class LinkTests
{
    [Theory]
    [InlineData("imdb", "tt0079944", MediaKind.Movie, "https://www.imdb.com/title/tt0079944/")]
    [InlineData("tmdb", "1398", MediaKind.Movie, "https://www.themoviedb.org/movie/1398")]
    [InlineData("tmdb", "1396", MediaKind.Show, "https://www.themoviedb.org/tv/1396")]
    [InlineData("tvdb", "81189", MediaKind.Show, "https://thetvdb.com/dereferrer/series/81189")]
    [InlineData("musicbrainz", "6a3bd9d0-5a57-4b6f-9aa6-2b7c0a6fd0c5", MediaKind.Artist, "https://musicbrainz.org/artist/6a3bd9d0-5a57-4b6f-9aa6-2b7c0a6fd0c5")]
    [InlineData("isbn", "978-3-16-148410-0", MediaKind.Audiobook, "https://openlibrary.org/isbn/9783161484100")]
    [InlineData("imdb", "tt1/../../evil", MediaKind.Movie, null)]
    [InlineData("imdb", "javascript:alert(1)", MediaKind.Movie, null)]
    [InlineData("tmdb", "1398?x=1", MediaKind.Movie, null)]
    [InlineData("tmdb", "1398\n", MediaKind.Movie, null)]
    [InlineData("unheard", "1", MediaKind.Movie, null)]
    public void Only_an_id_that_looks_like_one_becomes_a_link(string provider, string value, MediaKind kind, string? link) =>
        Assert.Equal(link, ProviderLinks.Of(provider, value, kind));

    [Theory]
    [InlineData(ServerKind.Plex, "m1", "42", "https://app.plex.tv/desktop/#!/server/m1/details?key=%2Flibrary%2Fmetadata%2F42")]
    [InlineData(ServerKind.Plex, null, "42", null)]
    [InlineData(ServerKind.Emby, "m1", "42", "http://host:8096/base/web/index.html#!/item?id=42&serverId=m1")]
    [InlineData(ServerKind.Jellyfin, null, "a\"b", "http://host:8096/base/web/#/details?id=a%22b")]
    [InlineData(ServerKind.Audiobookshelf, null, "li_1/../x", "http://host:8096/base/item/li_1%2F..%2Fx")]
    public void A_title_opens_in_the_servers_own_interface(ServerKind kind, string? machine, string id, string? link) =>
        Assert.Equal(link, ServerLinks.Of(new() { Kind = kind, Name = "x", Url = "http://host:8096/base/", EncryptedToken = "", MachineId = machine }, id));

    [Fact]
    public void A_library_address_read_again_is_the_same()
    {
        var url = new LibraryUrl(new(3))
        {
            Kind = MediaKind.Episode,
            State = ItemState.Removed,
            Text = "a & b",
            Resolution = "1080p",
            DynamicRange = LibraryItemsFilter.AnyHdr,
            VideoCodec = "hevc",
            Sort = LibrarySort.LastPlayed,
            Descending = true,
            Page = 4,
        };
        var query = new Uri("http://x/" + url).Query.TrimStart('?').Split('&').Select(p => p.Split('=')).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1]));

        Assert.Equal(url, LibraryUrl.Parse(new(3), query.GetValueOrDefault));
        Assert.Equal(5, url.ActiveFilters);
        Assert.Equal(LibrarySort.Size, url.SortedBy(new SortState("size", true)).Sort);
    }
}
