using System.Text.Json.Nodes;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers.MediaBrowser;

public sealed class LibraryItemsTests
{
    private static readonly LibraryItemsRequest Films = new("f137a2dd21bbc1b99aa5c0f6bf02a805", LibraryContent.Movies, null, "1:0", 100);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_jellyfin_film_tells_everything_of_itself_and_its_file()
    {
        var film = (await JellyfinAsync("items-movies")).Single(i => i.Media.Title == "Alpha Harbor");

        Assert.Equal(("ba131734d1062c4be224a84c2f456a81", MediaKind.Movie, 2019, Films.LibraryExternalId), (film.Media.ExternalId, film.Media.Kind, film.Media.Year!.Value, film.Media.LibraryExternalId));
        Assert.Equal("imdb://tt9000001", film.Media.LastingId);
        Assert.StartsWith("/Items/ba131734d1062c4be224a84c2f456a81/Images/Primary?tag=", film.Media.PosterPath, StringComparison.Ordinal);
        Assert.StartsWith("/Items/ba131734d1062c4be224a84c2f456a81/Images/Backdrop?tag=", film.Media.BackdropPath, StringComparison.Ordinal);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 20, 39, 34, TimeSpan.Zero), film.AddedAt!.Value, TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromTicks(18000900000), film.Duration);
        Assert.Equal(("PG-13", (string?)null), (film.ContentRating, film.Summary));
        Assert.Equal(["Drama", "Mystery"], film.Genres);
        Assert.Equal([new("imdb", "tt9000001"), new("tmdb", "900001")], film.ProviderIds);
        Assert.False(film.NeedsDetails);
        Assert.Equal(
            new LibraryFile
            {
                Path = "/srv/media/Movies/Alpha Harbor (2019)/Alpha Harbor (2019).mp4",
                SizeBytes = 244003784,
                Container = "mp4",
                Duration = TimeSpan.FromTicks(18000900000),
                BitrateKbps = 1084,
                VideoCodec = "h264",
                Width = 1920,
                Height = 1080,
                Resolution = "1080p",
                DynamicRange = "SDR",
                FrameRate = 23.976,
                AudioCodec = "aac",
                AudioChannels = 1,
                IsAtmos = false,
                AudioLanguages = null,
                SubtitleLanguages = "eng",
                VersionName = "Alpha Harbor (2019)",
            },
            Assert.Single(film.Files));
    }

    [Fact]
    public async Task Versions_of_a_jellyfin_film_are_files_of_one_title()
    {
        var films = await JellyfinAsync("items-movies");

        Assert.Equal(6, films.Count);
        Assert.Equal([("1080p", "1080p"), ("480p", "480p")], films.Single(f => f.Media.Title == "Zeta Valley").Files.Select(f => (f.VersionName!, f.Resolution!)));
        Assert.Equal(("HDR10", "2160p", "eac3", 6), films.Single(f => f.Media.Title == "Gamma Fields").Files[0] is var hdr ? (hdr.DynamicRange, hdr.Resolution, hdr.AudioCodec, hdr.AudioChannels) : default);
    }

    [Fact]
    public async Task Jellyfin_shows_seasons_and_episodes_know_one_another()
    {
        var show = (await JellyfinAsync("items-series")).Single(i => i.Media.Title == "Northern Lights");
        var season = (await JellyfinAsync("items-seasons")).Single(i => i.Media is { SeasonNumber: 2 });
        var special = (await JellyfinAsync("items-seasons")).Single(i => i.Media.Title == "Specials");
        var episode = (await JellyfinAsync("items-episodes")).Single(i => i.Media.Title == "Blackout");

        Assert.Equal((MediaKind.Show, null, 2018, "TV-14"), (show.Media.Kind, show.Media.GrandparentTitle, show.Media.Year, show.ContentRating));
        Assert.Equal([new("imdb", "tt8000001")], show.ProviderIds);
        Assert.Empty(show.Files);
        Assert.Equal((MediaKind.Season, "Season 2", "Northern Lights", show.Media.ExternalId), (season.Media.Kind, season.Media.Title, season.Media.GrandparentTitle, season.Media.GrandparentExternalId));
        Assert.StartsWith($"/Items/{show.Media.ExternalId}/Images/Primary", season.Media.PosterPath, StringComparison.Ordinal);
        Assert.Equal(0, special.Media.SeasonNumber);
        Assert.Equal(
            (MediaKind.Episode, "Northern Lights", "Season 2", 2, 2, season.Media.ExternalId, show.Media.ExternalId),
            (episode.Media.Kind, episode.Media.GrandparentTitle, episode.Media.ParentTitle, episode.Media.SeasonNumber, episode.Media.EpisodeNumber, episode.Media.ParentExternalId, episode.Media.GrandparentExternalId));
        Assert.Single(episode.Files);
    }

    [Fact]
    public async Task Jellyfin_music_is_artists_albums_and_tracks()
    {
        var groups = await JellyfinAsync("items-albums-artists");
        var track = (await JellyfinAsync("items-audio")).Single(i => i.Media.Title == "Low Hum");

        Assert.Equal([MediaKind.Album, MediaKind.Album, MediaKind.Album, MediaKind.Artist, MediaKind.Artist], groups.Select(g => g.Media.Kind));
        var album = groups.Single(g => g.Media.Title == "Pure Tones");
        Assert.Equal(("The Sine Waves", "ba2b9f5f3799ac2bcfd1c2f55a0be138", 2016), (album.Media.GrandparentTitle, album.Media.GrandparentExternalId, album.Media.Year));
        Assert.Equal((MediaKind.Track, "Pure Tones", album.Media.ExternalId, 1), (track.Media.Kind, track.Media.ParentTitle, track.Media.ParentExternalId, track.Media.EpisodeNumber));
        Assert.Equal(("mp3", 2, 192, (string?)null, (string?)null), (track.Files[0].AudioCodec, track.Files[0].AudioChannels, track.Files[0].BitrateKbps, track.Files[0].VideoCodec, track.Files[0].Resolution));
    }

    [Fact]
    public async Task Atmos_is_told_by_jellyfins_spatial_format_and_by_embys_names()
    {
        var row = Row();
        var audio = row["MediaSources"]![0]!["MediaStreams"]!.AsArray().Single(s => s!["Type"]!.GetValue<string>() == "Audio")!;
        audio["AudioSpatialFormat"] = "DolbyAtmos";
        Assert.True((await OneAsync(Wire.Jellyfin(), row)).Files[0].IsAtmos);

        audio["AudioSpatialFormat"] = null;
        audio["DisplayTitle"] = "English Dolby TrueHD 7.1 Atmos (Default)";
        Assert.True((await OneAsync(Wire.Emby(), row)).Files[0].IsAtmos);
    }

    [Fact]
    public async Task A_recorded_emby_film_tells_everything_of_itself_and_its_file()
    {
        if (Recordings.Read("emby", "item_detail_movie_4.9.5.json") is not { } recorded)
        {
            return;
        }

        var film = await OneAsync(Wire.Emby(), JsonNode.Parse(recorded)!["response"]!["body"]!.AsObject());

        Assert.Equal(("18", MediaKind.Movie, "Reference Artwork Film", 2024, "PG-13"), (film.Media.ExternalId, film.Media.Kind, film.Media.Title, film.Media.Year, film.ContentRating));
        Assert.Equal("Reference Artwork Film", film.SortTitle);
        Assert.Equal(new DateTimeOffset(2026, 9, 8, 21, 56, 32, TimeSpan.Zero), film.AddedAt);
        Assert.Equal(TimeSpan.FromSeconds(2), film.Duration);
        Assert.Equal(["Drama", "Science Fiction"], film.Genres);
        Assert.Equal([new("imdb", "tt999999999"), new("tmdb", "999999999")], film.ProviderIds);
        Assert.Equal("/Items/18/Images/Primary?tag=66dcea91e5ed256521d919b37c1e6c4d", film.Media.PosterPath);
        Assert.Equal("/Items/18/Images/Backdrop?tag=ea3300eb80fb72fba2c9eff80d1a45b4", film.Media.BackdropPath);
        Assert.Equal(
            new LibraryFile
            {
                Path = "/opt/goby-fixtures/movies/Goby Sample (2026).mp4",
                SizeBytes = 90299,
                Container = "mp4",
                Duration = TimeSpan.FromSeconds(2),
                BitrateKbps = 361,
                VideoCodec = "h264",
                Width = 160,
                Height = 90,
                Resolution = "sd",
                DynamicRange = "SDR",
                FrameRate = 24,
                AudioCodec = "aac",
                AudioChannels = 1,
                IsAtmos = false,
                VersionName = "Goby Sample (2026)",
            },
            Assert.Single(film.Files));
    }

    [Fact]
    public async Task Pages_follow_one_another_containers_first()
    {
        var wire = Wire.Jellyfin();
        wire.On("/Items", """{"Items":[{"Id":"a1","Name":"A","Type":"Series"},{"Id":"a2","Name":"B","Type":"Series"}],"TotalRecordCount":3}""");
        var first = await wire.Client.GetItemsAsync(Films with { Cursor = null, PageSize = 2 }, Token);
        var second = await wire.Client.GetItemsAsync(Films with { Cursor = first.Next, PageSize = 2 }, Token);

        Assert.Equal(("0:2", 2, 6), (first.Next, first.Rows, first.Total));
        Assert.Equal("1:0", second.Next);
        Assert.Contains("IncludeItemTypes=Series,Season,MusicArtist,MusicAlbum&", wire.Replay.Requests[0].RequestUri!.Query, StringComparison.Ordinal);
        Assert.Contains($"ParentId={Films.LibraryExternalId}&Recursive=true", wire.Replay.Requests[0].RequestUri!.Query, StringComparison.Ordinal);
        Assert.Contains("StartIndex=2&Limit=2", wire.Replay.Requests[^1].RequestUri!.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jellyfin_needs_an_account_to_tell_what_changed()
    {
        var wire = Wire.Jellyfin().On("/Users", Fixture.Read("jellyfin/users.json")).On("/Items", """{"Items":[],"TotalRecordCount":0}""");

        var page = await wire.Client.GetItemsAsync(Films with { Cursor = null, ChangedSince = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero) }, Token);

        Assert.Null(page.Next);
        Assert.EndsWith("&Limit=25&userId=a9538786daf94afa8308a8cdb8892917&minDateLastSaved=2026-01-02T03:04:05Z", wire.Replay.Requests[^1].RequestUri!.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Emby_is_read_newest_first_until_the_instant_is_reached()
    {
        var wire = Wire.Emby().On("/Items", """{"Items":[{"Id":"1","Name":"A","Type":"Movie","DateCreated":"2026-02-02T00:00:00Z"},{"Id":"2","Name":"B","Type":"Movie","DateCreated":"2026-01-01T00:00:00Z"}],"TotalRecordCount":900}""");

        var page = await wire.Client.GetItemsAsync(Films with { Cursor = null, PageSize = 2, ChangedSince = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero) }, Token);

        Assert.Null(page.Next);
        Assert.Contains("SortOrder=Descending", wire.Replay.Requests[0].RequestUri!.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Odd_rows_cost_only_themselves()
    {
        var page = await Wire.Jellyfin().On("/Items", """
            {"Items":[null,{},{"Id":"00000000000000000000000000000000","Name":"none","Type":"Movie"},{"Id":"v","Name":"virtual","Type":"Episode","LocationType":"Virtual"},
            {"Id":"b","Name":"box","Type":"BoxSet"},{"Id":"x","Name":"<img src=x onerror=alert(1)>","Type":"Movie","MediaSources":[null,{"Size":-5,"RunTimeTicks":-1,"MediaStreams":[null,{}]}],"Genres":[null,"","A|B"],"ProviderIds":{"":"1","Imdb":null}}],"TotalRecordCount":6}
            """).Client.GetItemsAsync(Films, Token);

        var film = Assert.Single(page.Items);
        Assert.Equal("<img src=x onerror=alert(1)>", film.Media.Title);
        Assert.Equal(["A/B"], film.Genres);
        Assert.Empty(film.ProviderIds);
        Assert.Equal((null, null), (film.Files[0].SizeBytes, film.Files[0].Duration));
    }

    [Fact]
    public async Task Odd_rows_do_not_shorten_a_list()
    {
        var rows = string.Join(',', Enumerable.Range(0, Films.PageSize).Select(i => i == 3 ? "\"odd\"" : $$"""{"Id":"f{{i}}","Name":"Film {{i}}","Type":"Movie"}"""));
        var page = await Wire.Jellyfin().On("/Items", $$"""{"Items":[{{rows}}]}""").Client.GetItemsAsync(Films with { Cursor = LibraryWords.Cursor(1, 0) }, Token);

        Assert.Equal((Films.PageSize - 1, Films.PageSize, LibraryWords.Cursor(1, Films.PageSize)), (page.Items.Count, page.Rows, page.Next));
    }

    private static JsonObject Row() => JsonNode.Parse(Fixture.Read("jellyfin/items-movies.json"))!["Items"]![0]!.DeepClone().AsObject();

    private static async Task<IReadOnlyList<LibraryItemSnapshot>> JellyfinAsync(string fixture) =>
        (await Wire.Jellyfin().On("/Items", Fixture.Read($"jellyfin/{fixture}.json")).Client.GetItemsAsync(Films, Token)).Items;

    private static async Task<LibraryItemSnapshot> OneAsync(Wire wire, JsonObject row) => Assert.Single(
        (await wire.On("/Items", new JsonObject { ["Items"] = new JsonArray(row.DeepClone()), ["TotalRecordCount"] = 1 }.ToJsonString()).Client.GetItemsAsync(Films, Token)).Items);
}
