using System.Net;
using System.Net.Http.Headers;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers.MediaBrowser;

public sealed class CatalogueTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private const string Poster = "/Items/4711/Images/Primary?tag=9bc17029fd89f3b06fe355bfdc43a5e9";

    [Fact]
    public async Task Jellyfin_users_tell_who_is_administrator()
    {
        var users = await Wire.Jellyfin().On("/Users", Fixture.Read("jellyfin/users.json")).Client.GetUsersAsync(Token);

        Assert.Equal(["admin", "alice", "bob", "carol"], users.Select(u => u.Name));
        Assert.Equal(new ServerUserSnapshot("a9538786daf94afa8308a8cdb8892917", "admin", true, null, null), users[0]);
        Assert.False(users[1].IsAdministrator);
    }

    [Fact]
    public async Task Emby_users_are_read_from_the_list_or_the_query()
    {
        var list = await Wire.Emby().On("/Users", Fixture.Read("emby/users.json")).Client.GetUsersAsync(Token);
        var query = await Wire.Emby()
            .On("/Users", "Unable to find the specified file.", HttpStatusCode.NotFound, "text/plain")
            .On("/Users/Query", Fixture.Read("emby/users-query.json")).Client.GetUsersAsync(Token);

        Assert.Equal(list, query);
        Assert.Equal(
            new ServerUserSnapshot("a0b1c2d3e4f5061728394a5b6c7d8e9f", "dora", true, null, "/Users/a0b1c2d3e4f5061728394a5b6c7d8e9f/Images/Primary?tag=605eed331af1e1a8770643ee6fd1c2b9"),
            list[0]);
    }

    [Fact]
    public async Task Jellyfin_libraries_tell_what_they_hold()
    {
        var libraries = await Wire.Jellyfin().On("/Library/VirtualFolders", Fixture.Read("jellyfin/library-virtualfolders.json")).Client.GetLibrariesAsync(Token);

        Assert.Equal(
            [
                new("7e64e319657a9516ec78490da03edccb", "Music", LibraryContent.Music, null),
                new("f137a2dd21bbc1b99aa5c0f6bf02a805", "Movies", LibraryContent.Movies, null),
                new("767bffe4f11c93ef34b805451a696a4e", "TV Shows", LibraryContent.Shows, null),
            ],
            libraries);
    }

    [Fact]
    public async Task Emby_libraries_are_read_from_the_query_or_the_list()
    {
        var query = await Wire.Emby().On("/Library/VirtualFolders/Query", Fixture.Read("emby/virtualfolders-query.json")).Client.GetLibrariesAsync(Token);
        var list = await Wire.Emby()
            .On("/Library/VirtualFolders/Query", "", HttpStatusCode.NotFound, "text/plain")
            .On("/Library/VirtualFolders", Fixture.Read("emby/virtualfolders.json")).Client.GetLibrariesAsync(Token);

        Assert.Equal(query, list);
        Assert.Equal(
            [LibraryContent.Movies, LibraryContent.Shows, LibraryContent.Music, LibraryContent.Audiobooks, LibraryContent.Mixed, LibraryContent.Other],
            query.Select(l => l.Content));
    }

    [Fact]
    public async Task Emby_recent_items_are_dated_newest_first_and_real()
    {
        var wire = Wire.Emby().On("/Items", Fixture.Read("emby/items-recent.json"));
        var recent = await wire.Client.GetRecentlyAddedAsync(50, Token);

        Assert.Equal(["Lantern Bay", "Thaw", "Dawn"], recent.Select(r => r.Media.Title));
        Assert.Equal(new DateTimeOffset(2026, 2, 28, 10, 0, 0, TimeSpan.Zero), recent[0].AddedAt);
        Assert.Equal(TimeSpan.FromHours(2), recent[0].Duration);
        Assert.Equal((MediaKind.Album, "Aurora Quartet", null), (recent[2].Media.Kind, recent[2].Media.GrandparentTitle, recent[2].Media.ParentTitle));
        Assert.Equal("/Items/554/Images/Primary?tag=00000000000000000000000000000002", recent[2].Media.PosterPath);
        Assert.Contains("IncludeItemTypes=Movie,Episode,MusicAlbum,AudioBook&", wire.Replay.Requests[0].RequestUri!.Query, StringComparison.Ordinal);
        Assert.EndsWith("&Limit=50", wire.Replay.Requests[0].RequestUri!.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jellyfin_recent_items_are_dated_newest_first()
    {
        var songs = await Wire.Jellyfin().On("/Items", Fixture.Read("jellyfin/items-page2.json")).Client.GetRecentlyAddedAsync(2, Token);
        var albums = await Wire.Jellyfin().On("/Items", Fixture.Read("jellyfin/items-albums-artists.json")).Client.GetRecentlyAddedAsync(200, Token);

        Assert.Equal(["Whistle", "Concert A"], songs.Select(r => r.Media.Title));
        Assert.Equal("Pure Tones", songs[0].Media.ParentTitle);
        var album = Assert.Single(albums, a => a.Media.Title == "Harmonics");
        Assert.Equal((MediaKind.Album, "The Sine Waves", "d890bdb231e5292ccfce2525611ec360"), (album.Media.Kind, album.Media.GrandparentTitle, album.Media.ExternalId));
        Assert.Equal("/Items/d890bdb231e5292ccfce2525611ec360/Images/Primary?tag=795e7fc491c8937de22b9c3937c384f2", album.Media.PosterPath);
    }

    [Theory]
    [InlineData("image/jpeg", true)]
    [InlineData("image/webp", true)]
    [InlineData("image/svg+xml", false)]
    [InlineData("text/html", false)]
    public async Task Only_pictures_are_passed_on(string type, bool passed)
    {
        var wire = Wire.Emby();
        wire.Replay.On("/emby/Items/4711/Images/Primary?tag=9bc17029fd89f3b06fe355bfdc43a5e9&maxWidth=300&quality=90", _ => Picture(type));
        var image = await wire.Client.GetImageAsync(Poster, 300, Token);

        Assert.Empty(wire.Replay.Unexpected);
        Assert.Equal(passed, image is not null);
        if (passed)
        {
            Assert.Equal(type, image?.ContentType);
            Assert.Equal([1, 2, 3], image?.Content);
        }
    }

    [Theory]
    [InlineData("/Items/../Users?tag=ab")]
    [InlineData("/Items/4711/Images/Primary")]
    [InlineData("/Items/4711/Images/Primary?tag=ab&api_key=x")]
    [InlineData("/Items/4711/Images/Primary?tag=ab\n")]
    [InlineData("//evil.test/Items/4711/Images/Primary?tag=ab")]
    [InlineData("http://evil.test/Items/4711/Images/Primary?tag=ab")]
    [InlineData("/Items/47%2F11/Images/Primary?tag=ab")]
    [InlineData("")]
    public async Task Nothing_but_a_key_is_asked_of_the_server(string path)
    {
        var wire = Wire.Jellyfin();

        Assert.Null(await wire.Client.GetImageAsync(path, 300, Token));
        Assert.Empty(wire.Replay.Requests);
    }

    [Fact]
    public async Task A_missing_picture_is_no_picture()
    {
        var jellyfin = Wire.Jellyfin().On("/Items/4711/Images/Primary", "", HttpStatusCode.NotFound);
        var emby = Wire.Emby().On("/Items/4711/Images/Primary", "Object reference not set", HttpStatusCode.InternalServerError, "text/plain");
        var broken = Wire.Jellyfin().On("/Items/4711/Images/Primary", "", HttpStatusCode.InternalServerError);

        Assert.Null(await jellyfin.Client.GetImageAsync(Poster, 300, Token));
        Assert.Null(await emby.Client.GetImageAsync(Poster, 300, Token));
        Assert.Equal(ServerFailureKind.Unavailable, (await broken.FailsAsync(c => c.GetImageAsync(Poster, 300, Token))).Kind);
    }

    [Fact]
    public async Task A_picture_of_more_than_eight_megabytes_is_not_read()
    {
        var wire = Wire.Emby();
        wire.Replay.On("/emby/Items/4711/Images/Primary", _ => Picture("image/png", (8 * 1024 * 1024) + 1));

        Assert.Equal(ServerFailureKind.TooLarge, (await wire.FailsAsync(c => c.GetImageAsync(Poster, 300, Token))).Kind);
    }

    private static HttpResponseMessage Picture(string type, int size = 3)
    {
        var content = new ByteArrayContent(size == 3 ? [1, 2, 3] : new byte[size]);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return new(HttpStatusCode.OK) { Content = content };
    }
}
