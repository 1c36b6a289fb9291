using System.Net;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Servers.Plex;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers.Plex;

public sealed class PlexLibraryItemsTests : IDisposable
{
    private const string Film = """
        {"ratingKey":"704","guid":"plex://movie/5d77","type":"movie","title":"The Salt Road","titleSort":"Salt Road","contentRating":"PG","summary":"A road.","year":2019,"thumb":"/library/metadata/704/thumb/1","art":"/library/metadata/704/art/1",
        "duration":7200000,"addedAt":1700000000,"updatedAt":1700000100,"Guid":[{"id":"imdb://tt1"},{"id":"tmdb://2"}],"Genre":[{"tag":"Drama"}],
        "Media":[{"id":1,"duration":7200000,"bitrate":20000,"width":3840,"height":1600,"audioChannels":8,"audioCodec":"truehd","videoCodec":"hevc","container":"mkv","videoFrameRate":"24p","Part":[{"file":"/films/a.mkv","size":100},{"file":"/films/b.mkv","size":50}]},
        {"id":2,"duration":7200000,"bitrate":4000,"width":1280,"height":534,"videoResolution":"720","audioChannels":2,"audioCodec":"aac","videoCodec":"h264","container":"mp4","title":"Extended","Part":[{"file":"/films/c.mp4","size":20}]}]}
        """;

    private static readonly LibraryItemsRequest Films = new("1", LibraryContent.Movies, null, null, 2);
    private readonly WireReplay _wire = new();
    private readonly PlexClient _client;

    public PlexLibraryItemsTests() => _client = new(_wire.Factory(new ManualTime(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))), WireReplay.Connection(ServerKind.Plex));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _wire.Dispose();
    }

    [Fact]
    public async Task A_film_tells_everything_of_itself_and_its_versions()
    {
        _wire.On("/library/sections/1/all", Page(1, Film));

        var film = Assert.Single((await _client.GetItemsAsync(Films, Token)).Items);

        Assert.Equal(("704", MediaKind.Movie, "The Salt Road", 2019, "1", "plex://movie/5d77"), (film.Media.ExternalId, film.Media.Kind, film.Media.Title, film.Media.Year, film.Media.LibraryExternalId, film.Media.LastingId));
        Assert.Equal(("/library/metadata/704/thumb/1", "/library/metadata/704/art/1"), (film.Media.PosterPath, film.Media.BackdropPath));
        Assert.Equal(("Salt Road", "A road.", "PG"), (film.SortTitle, film.Summary, film.ContentRating));
        Assert.Equal((1700000000, 1700000100), (film.AddedAt!.Value.ToUnixTimeSeconds(), film.UpdatedAt!.Value.ToUnixTimeSeconds()));
        Assert.Equal(TimeSpan.FromHours(2), film.Duration);
        Assert.Equal(["Drama"], film.Genres);
        Assert.Equal([new("imdb", "tt1"), new("plex", "plex://movie/5d77"), new("tmdb", "2")], film.ProviderIds);
        Assert.True(film.NeedsDetails);
        Assert.Equal(
            new LibraryFile { Path = "/films/a.mkv", SizeBytes = 150, Container = "mkv", Duration = TimeSpan.FromHours(2), BitrateKbps = 20000, VideoCodec = "hevc", Width = 3840, Height = 1600, Resolution = "2160p", FrameRate = 24, AudioCodec = "truehd", AudioChannels = 8 },
            film.Files[0]);
        Assert.Equal(("Extended", "/films/c.mp4", 20L), (film.Files[1].VersionName, film.Files[1].Path, film.Files[1].SizeBytes));
    }

    [Fact]
    public async Task Tracks_of_a_file_are_asked_for_by_id()
    {
        _wire.On("/library/sections/1/all", Page(1, Film));
        _wire.On("/library/metadata/704", Page(1, Film.Replace("\"size\":100}", """
            "size":100,"Stream":[{"streamType":1,"codec":"hevc","width":3840,"height":1600,"frameRate":23.976,"DOVIPresent":true,"displayTitle":"4K DoVi"},
            {"streamType":2,"codec":"eac3","channels":6,"languageCode":"deu","displayTitle":"Deutsch"},{"streamType":2,"default":true,"codec":"truehd","channels":8,"languageCode":"eng","extendedDisplayTitle":"English (TrueHD Atmos 7.1)"},{"streamType":3,"codec":"srt","languageCode":"eng"}]}
            """.Trim(), StringComparison.Ordinal)));
        var listed = (await _client.GetItemsAsync(Films, Token)).Items;

        var film = Assert.Single(await _client.CompleteAsync(listed, Token));

        Assert.Equal(("Dolby Vision", true, "deu,eng", "eng", 23.976), (film.Files[0].DynamicRange, film.Files[0].IsAtmos, film.Files[0].AudioLanguages, film.Files[0].SubtitleLanguages, film.Files[0].FrameRate));
        Assert.Equal(("truehd", 8), (film.Files[0].AudioCodec, film.Files[0].AudioChannels));
        Assert.False(film.NeedsDetails);
    }

    [Fact]
    public async Task What_is_deleted_before_its_details_are_read_stays_as_listed()
    {
        _wire.On("/library/sections/1/all", Page(1, Film)).On("/library/metadata/704", "<html></html>", "text/html", HttpStatusCode.NotFound);
        var listed = (await _client.GetItemsAsync(Films, Token)).Items;

        Assert.Equal(listed, await _client.CompleteAsync(listed, Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_row_that_cannot_be_told_costs_nobody_else_the_details(bool isGone)
    {
        _wire.On("/library/sections/1/all", Page(7, [.. Enumerable.Range(701, 7).Select(n => Film.Replace("\"704\"", $"\"{n}\"", StringComparison.Ordinal))]));
        foreach (var ids in new[] { "701,702,703,704,705,706,707", "701,702,703", "704,705,706,707", "704,705", "706,707", "704", "705" })
        {
            if (ids.Contains("705", StringComparison.Ordinal))
            {
                _wire.On("/library/metadata/" + ids, isGone ? "<html></html>" : "{\"MediaContainer\":{\"Metadata\":[{", isGone ? "text/html" : "application/json", isGone ? HttpStatusCode.NotFound : HttpStatusCode.OK);
            }
            else
            {
                _wire.On("/library/metadata/" + ids, Page(9, [.. ids.Split(',').Select(n => Film.Replace("\"704\"", $"\"{n}\"", StringComparison.Ordinal))]));
            }
        }

        var full = await _client.CompleteAsync((await _client.GetItemsAsync(Films with { PageSize = 10 }, Token)).Items, Token);

        Assert.Equal(["705"], full.Where(f => f.NeedsDetails).Select(f => f.Media.ExternalId));
        Assert.Equal(7, full.Count);
        Assert.Empty(_wire.Unexpected);
    }

    [Fact]
    public async Task A_show_library_is_shows_then_seasons_then_episodes()
    {
        var shows = Films with { LibraryExternalId = "2", Content = LibraryContent.Shows };
        _wire.On("/library/sections/2/all", r => WireReplay.Text(r.RequestUri!.Query.Contains("Container-Size=0", StringComparison.Ordinal) ? Page(5) : Page(3,
            """{"ratingKey":"10","type":"show","title":"Polar Days","guid":"com.plexapp.agents.thetvdb://268592?lang=en"}""",
            """{"ratingKey":"11","type":"season","title":"Specials","index":0,"parentRatingKey":"10","parentTitle":"Polar Days","thumb":"/library/metadata/11/thumb/1"}""")));

        var first = await _client.GetItemsAsync(shows, Token);

        Assert.Equal(("0:2", 2, 13), (first.Next, first.Rows, first.Total));
        Assert.Equal([new("tvdb", "268592")], first.Items[0].ProviderIds);
        Assert.Equal((MediaKind.Season, "Specials", "Polar Days", "10", 0, (string?)null), first.Items[1].Media is var season ? (season.Kind, season.Title, season.GrandparentTitle, season.GrandparentExternalId, season.SeasonNumber, season.ParentTitle) : default);
        Assert.Equal("1:0", (await _client.GetItemsAsync(shows with { Cursor = "0:2", PageSize = 3 }, Token)).Next);
        Assert.Null((await _client.GetItemsAsync(shows with { Cursor = "2:2", PageSize = 3 }, Token)).Next);
        Assert.Contains("type=4&includeGuids=1&sort=addedAt:asc&X-Plex-Container-Start=2&X-Plex-Container-Size=3", _wire.Requests[^1].RequestUri!.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_are_read_until_the_instant_is_reached()
    {
        _wire.On("/library/sections/1/all", Page(500, Film, Film.Replace("1700000100", "1600000000", StringComparison.Ordinal)));

        var page = await _client.GetItemsAsync(Films with { ChangedSince = DateTimeOffset.FromUnixTimeSeconds(1700000000) }, Token);

        Assert.Null(page.Next);
        Assert.Contains("sort=updatedAt:desc", Assert.Single(_wire.Requests).RequestUri!.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_ignores_paging_is_read_once()
    {
        _wire.On("/library/sections/1/all", $$$"""{"MediaContainer":{"size":3,"Metadata":[{{{Film}}},{{{Film}}},{{{Film}}}]}}""");

        Assert.Null((await _client.GetItemsAsync(Films, Token)).Next);
    }

    [Fact]
    public async Task Recorded_lists_give_every_row()
    {
        foreach (var (file, kind, count) in new[]
        {
            ("library_section_all_movies.json", MediaKind.Movie, 4), ("library_section_all_shows.json", MediaKind.Show, 2), ("library_show_seasons.json", MediaKind.Season, 2),
            ("library_season_episodes.json", MediaKind.Episode, 3), ("library_section_all_artists.json", MediaKind.Artist, 2), ("library_artist_albums.json", MediaKind.Album, 1), ("library_album_tracks.json", MediaKind.Track, 3),
        })
        {
            if (Recordings.Read("plex", "server/" + file) is not { } recorded)
            {
                continue;
            }

            _wire.On("/library/sections/1/all", recorded);
            var items = (await _client.GetItemsAsync(Films with { PageSize = 100 }, Token)).Items;

            Assert.All(items, i => Assert.Equal(kind, i.Media.Kind));
            Assert.True(items.Count == count, $"{file}: {items.Count}");
            Assert.All(items.Where(i => !kind.IsContainer()), i => Assert.True(i.Files is [{ Path: not null, SizeBytes: > 0, Container: not null }, ..]));
        }
    }

    [Fact]
    public async Task A_recorded_film_of_two_versions_counts_parts_once()
    {
        if (Recordings.Read("plex", "server/metadata_episode_multistream.json") is not { } recorded)
        {
            return;
        }

        _wire.On("/library/sections/1/all", recorded);
        var film = Assert.Single((await _client.GetItemsAsync(Films, Token)).Items);

        Assert.Equal([10638512184L, 2 * 5638512184L], film.Files.Select(f => f.SizeBytes!.Value));
        Assert.Equal(("HDR10", "2160p", "eng", "eng"), (film.Files[0].DynamicRange, film.Files[0].Resolution, film.Files[0].AudioLanguages, film.Files[0].SubtitleLanguages));
    }

    private static string Page(int total, params string[] rows) =>
        $$$"""{"MediaContainer":{"size":{{{rows.Length}}},"totalSize":{{{total}}},"offset":0,"Metadata":[{{{string.Join(',', rows)}}}]}}""";
}
