using System.Net;
using System.Text.Json;
using MediaInsight.Demo;
using MediaInsight.Domain;

namespace MediaInsight.Tests.Demo;

public sealed class WireTests
{
    private static readonly CatalogueItem Movie = Catalogue.Instance.Movies.First(m => Catalogue.IsOn(ServerKind.Emby, m) && Catalogue.IsOn(ServerKind.Jellyfin, m));
    private static readonly CatalogueItem Book = Catalogue.Instance.Books[0];

    public static TheoryData<ServerKind, string> Routes()
    {
        var data = new TheoryData<ServerKind, string>();
        foreach (var path in new[]
        {
            "identity", "", "status/sessions", "accounts", "library/sections", "library/sections/1/all?type=1", "library/sections/2/all?type=4&sort=addedAt:desc&X-Plex-Container-Start=0&X-Plex-Container-Size=20",
            "library/sections/3/all?type=9", "library/sections/3/all?type=10&X-Plex-Container-Start=0&X-Plex-Container-Size=0", "library/sections/2/all", "library/sections/2/all?type=3", "library/sections/3/all",
            "library/sections/2/recentlyAdded", "library/recentlyAdded", $"library/metadata/{PlexItems.Id(Movie.Number)}", $"library/metadata/{PlexItems.Id(Catalogue.Instance.Episodes[0].Group.Number)},{PlexItems.Id(Movie.Number)}",
        })
        {
            data.Add(ServerKind.Plex, path);
        }

        foreach (var (kind, prefix) in new[] { (ServerKind.Emby, "emby/"), (ServerKind.Jellyfin, "") })
        {
            var user = Household.AccountsOn(kind).First().ExternalId;
            foreach (var path in new[]
            {
                "System/Info/Public", "System/Info", "Auth/Keys", "Sessions", "Users", $"Users/{user}", "Library/VirtualFolders", "Items/Counts", $"Items?Ids={DemoIds.Item(kind, Movie.Number)}",
                "Items?Recursive=true&IncludeItemTypes=Movie,Episode,MusicAlbum&SortBy=DateCreated,SortName&SortOrder=Descending&Limit=50", $"Users/{user}/Items?Limit=3",
            })
            {
                data.Add(kind, prefix + path);
            }
        }

        data.Add(ServerKind.Emby, "emby/Users/Query");
        data.Add(ServerKind.Emby, "emby/Library/VirtualFolders/Query");
        foreach (var path in new[]
        {
            "status", "api/me", "api/users", "api/sessions/open", "api/sessions?sort=updatedAt&desc=1&itemsPerPage=25", "api/sessions?page=2", "api/libraries",
            $"api/libraries/{AudiobookshelfItems.BookLibrary}/items?limit=5&page=1&sort=addedAt&desc=1&minified=1", $"api/libraries/{AudiobookshelfItems.PodcastLibrary}/items?limit=0",
            $"api/libraries/{AudiobookshelfItems.PodcastLibrary}/recent-episodes?limit=25&page=0", $"api/items/{AudiobookshelfItems.Id(Book.Number)}?expanded=1",
            $"api/items/{AudiobookshelfItems.Id(Catalogue.Instance.Podcasts[0].Group.Number)}?expanded=1", "audiobookshelf/api/me",
        })
        {
            data.Add(ServerKind.Audiobookshelf, path);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Every_route_answers_json_with_the_households_clock(ServerKind kind, string path)
    {
        using var client = new DemoClock(DemoClock.Friday).Client(kind);
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(DemoClock.Friday, response.Headers.Date);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.NotEqual(JsonValueKind.Null, document.RootElement.ValueKind);
    }

    [Fact]
    public async Task Jellyfin_lists_what_was_saved_since_and_nothing_else()
    {
        using var client = new DemoClock(DemoClock.Friday).Client(ServerKind.Jellyfin);

        async Task<int> RowsAsync(DateTimeOffset? since)
        {
            var filter = since is { } instant ? $"&minDateLastSaved={instant.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}" : "";
            using var list = JsonDocument.Parse(await client.GetStringAsync(new Uri($"Items?Recursive=true&IncludeItemTypes=Movie,Episode&Limit=25{filter}", UriKind.Relative), TestContext.Current.CancellationToken));
            return list.RootElement.GetProperty("TotalRecordCount").GetInt32();
        }

        var all = await RowsAsync(null);
        Assert.InRange(await RowsAsync(DemoClock.Friday.AddDays(-60)), 1, all / 4);
        Assert.Equal(0, await RowsAsync(DemoClock.Friday.AddMinutes(1)));
    }

    [Theory]
    [InlineData(ServerKind.Plex, "status/sessions", "text/html")]
    [InlineData(ServerKind.Emby, "emby/Sessions", "text/plain")]
    [InlineData(ServerKind.Jellyfin, "Sessions", null)]
    [InlineData(ServerKind.Audiobookshelf, "api/sessions/open", null)]
    public async Task A_wrong_token_is_refused_as_the_product_does(ServerKind kind, string path, string? mediaType)
    {
        using var client = new DemoClock(DemoClock.Friday).Client(kind, "wrong");
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(mediaType, response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Pictures_come_from_all_four_servers()
    {
        (ServerKind, string)[] paths =
        [
            (ServerKind.Plex, $"photo/:/transcode?width=200&height=200&url={Uri.EscapeDataString(PlexItems.Thumb(Movie.Number))}"),
            (ServerKind.Plex, $"photo/:/transcode?width=200&height=200&url={Uri.EscapeDataString(PlexSessions.Avatar(Household.Mara.On(ServerKind.Plex)!))}"),
            (ServerKind.Emby, $"emby/Items/{DemoIds.Item(ServerKind.Emby, Movie.Number)}/Images/Backdrop?tag=x&maxWidth=300"),
            (ServerKind.Jellyfin, $"Items/{DemoIds.Item(ServerKind.Jellyfin, Movie.Number)}/Images/Primary?tag=x&maxWidth=300"),
            (ServerKind.Jellyfin, $"Users/{Household.Amal.On(ServerKind.Jellyfin)!.ExternalId}/Images/Primary?tag=x"),
            (ServerKind.Audiobookshelf, $"api/items/{AudiobookshelfItems.Id(Book.Number)}/cover?width=400&format=jpeg"),
        ];
        foreach (var (kind, path) in paths)
        {
            using var client = new DemoClock(DemoClock.Friday).Client(kind);
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal("image/png", response.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task Nothing_can_be_changed_in_the_household()
    {
        using var client = new DemoClock(DemoClock.Friday).Client(ServerKind.Jellyfin);
        using var response = await client.PostAsync(new Uri("Users/New", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public void Only_the_demo_hosts_lead_into_the_simulation()
    {
        Assert.NotNull(DemoHousehold.At(new Uri("https://PLEX.demo.invalid/base/")));
        Assert.Null(DemoHousehold.At(new Uri("http://plex.example.invalid/")));
    }
}
