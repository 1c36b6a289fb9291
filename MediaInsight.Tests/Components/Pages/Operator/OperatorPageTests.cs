using System.Net;
using AngleSharp.Html.Dom;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Identity;
using MediaInsight.Live;
using MediaInsight.Monitoring;
using MediaInsight.Servers;
using MediaInsight.Tests.Components.Media;

namespace MediaInsight.Tests.Components.Pages.Operator;

public sealed class OperatorPageTests : IDisposable
{
    private readonly PagesSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task The_overview_has_every_figure_and_its_links_before_any_script_runs()
    {
        _site.Watched();
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, "/analytics");

        Assert.Equal(
            ["Active streams", "Bandwidth now", "Plays today", "Plays this week", "People today", "Data today", "Library", "Storage", "Direct plays", "Direct streams", "Transcodes", "Failures today"],
            page.QuerySelectorAll(".tile .label").Select(l => l.TextContent));
        Assert.Equal("3", Tile(page, "Plays this week"));
        Assert.Equal("of 2 known", page.QuerySelectorAll(".tile").Single(t => t.TextContent.Contains("People today", StringComparison.Ordinal)).QuerySelector(".sub")!.TextContent);
        Assert.Contains("estimate", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("[aria-label='Plays per day, last 30 days']"));
        Assert.Contains(page.QuerySelectorAll("nav a"), a => a.TextContent.Trim() == "Operations" && a.GetAttribute("href") == "analytics");
    }

    [Theory]
    [InlineData("/analytics", true)]
    [InlineData("/analytics?show=storage", false)]
    [InlineData("/analytics?tab=streams", true)]
    public async Task Charts_of_days_say_when_nobody_looked(string path, bool isTold)
    {
        _site.Watched();
        await _site.MissedAsync();
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, path);

        Assert.Equal(isTold, page.QuerySelectorAll(".chart .legend li").Any(l => l.TextContent.Contains("Not observed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Failures_are_marked_as_dangerous_and_lead_to_their_list()
    {
        _site.Watched();
        await FailAsync();
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, "/analytics");
        using var list = await PagesSite.ReadAsync(owner, "/analytics?tab=transcodes&failed=1");

        var tile = page.QuerySelectorAll("a.tile").Single(t => t.TextContent.Contains("Failures today", StringComparison.Ordinal));
        Assert.Equal(("Danger", "1"), (tile.GetAttribute("data-tone"), tile.QuerySelector(".value")!.TextContent));
        Assert.Equal("analytics?tab=transcodes&failed=1", tile.GetAttribute("href"));
        var row = Assert.Single(list.QuerySelectorAll("table[aria-label='Conversions'] tbody tr"));
        Assert.Contains("Failed (derived)", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Slower than the picture", row.TextContent, StringComparison.Ordinal);
        Assert.Equal(("1", "0.0\u00A0%"), (Tile(list, "Failures"), Tile(list, "Success rate")));
        Assert.Equal(["Title", "Outcome", "From", "To", "By", "Took", "File", "When"], list.QuerySelectorAll("table[aria-label='Conversions'] thead th").Select(h => h.TextContent.Trim()));
        Assert.Contains(list.QuerySelectorAll(".tile .label"), l => l.TextContent.Contains("ardware", StringComparison.Ordinal));
        Assert.Contains(list.QuerySelectorAll("main h2"), h => h.TextContent.Trim() == "Codecs in");
    }

    [Fact]
    public async Task The_machine_is_a_gauge_each_once_it_is_measured()
    {
        await using (var db = await _site.Home.Db.CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            db.Add(new SystemSample { RecordedAt = _site.Now, CpuPercent = 42, MemoryPercent = 97, DiskTotalGb = 1000, DiskUsedGb = 250, DiskFreeGb = 750 });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        using var owner = await _site.OwnerAsync();
        using var page = await PagesSite.ReadAsync(owner, "/analytics");

        Assert.Equal(
            [("CPU", "42", "Good"), ("Memory", "97", "Danger"), ("Disk", "25", "Good")],
            page.QuerySelectorAll("[role=meter]").Select(m => (m.GetAttribute("aria-label")!, m.GetAttribute("aria-valuenow")!, m.GetAttribute("data-tone")!)));
    }

    [Fact]
    public async Task Activity_is_narrowed_by_person_days_and_kind_in_the_address()
    {
        _site.Watched();
        using var owner = await _site.OwnerAsync();

        using var all = await PagesSite.ReadAsync(owner, "/analytics?tab=activity");
        using var films = await PagesSite.ReadAsync(owner, $"/analytics?tab=activity&viewer={PagesSite.Ann}&kind=movie");
        using var none = await PagesSite.ReadAsync(owner, "/analytics?tab=activity&from=2020-01-01&to=2020-01-02");
        using var wrong = await PagesSite.ReadAsync(owner, "/analytics?tab=activity&kind=painting&page=x");

        Assert.Equal(3, Rows(all).Count);
        Assert.Equal(["Title", "Person", "Stream", "When", "Watched", "Done"], all.QuerySelectorAll("main thead th").Select(h => h.TextContent.Trim()));
        var film = Assert.Single(Rows(films));
        Assert.All(new[] { "Stalker", "Ann", "1\u00A0h 00\u00A0min" }, words => Assert.Contains(words, film, StringComparison.Ordinal));
        Assert.Contains("Nothing fits.", none.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("“painting” is no kind of media", wrong.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, Rows(wrong).Count);
    }

    [Fact]
    public async Task Streams_tell_ways_and_the_last_plays_with_their_estimates()
    {
        _site.Watched();
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, "/analytics?tab=streams&days=7");

        Assert.Contains("Nothing is playing", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, page.QuerySelectorAll("table[aria-label='Recent streams'] tbody tr").Length);
        Assert.Equal(["Title", "Person", "Stream", "Quality", "When", "Watched", "Done", "Served"], page.QuerySelectorAll("table[aria-label='Recent streams'] thead th").Select(h => h.TextContent.Trim()));
        Assert.Equal("7 days", page.QuerySelector("[aria-label=Days] [aria-pressed=true]")!.TextContent);
        Assert.NotNull(page.QuerySelector("[aria-label='Plays by how they were sent, last 7 days']"));
    }

    [Fact]
    public async Task A_running_stream_stands_in_the_table_with_its_quality_and_an_estimate()
    {
        using var owner = await _site.OwnerAsync();
        _site.Get<LiveSessions>().Feed.Publish(Samples.Live(Samples.Session()));

        using var page = await PagesSite.ReadAsync(owner, "/analytics?tab=streams");

        var row = Assert.Single(page.QuerySelectorAll("table[aria-label='Streams that run now'] tbody tr"));
        var cells = row.QuerySelectorAll("td, th").Select(c => c.TextContent.Trim()).ToList();
        Assert.Contains("Stalker", cells[0], StringComparison.Ordinal);
        Assert.EndsWith("Ann", cells[1], StringComparison.Ordinal);
        Assert.NotNull(row.QuerySelector("[data-decision], .decision"));
        Assert.Contains("4K", cells[3], StringComparison.Ordinal);
        Assert.Equal(["30\u00A0min", "1.8\u00A0GB"], cells[4..]);
    }

    [Fact]
    public async Task What_plex_servers_counted_stands_below_the_streams_as_theirs()
    {
        var server = (await _site.Get<ServerRegistry>().AddAsync(new(ServerKind.Plex, "Attic", "http://attic/", "token", null), null, TestContext.Current.CancellationToken)).Server!; // non-null: the entry is valid
        _site.Get<ServerTraffic>().Store(server.Id, _site.Now.AddDays(-31), [new(_site.Now.AddHours(-1), 3_000_000_000, 1_000_000_000)]);
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, "/analytics?tab=streams");

        var counted = Assert.Single(page.QuerySelectorAll("table[aria-label='Data that Plex servers counted themselves'] tbody tr"));
        Assert.Equal("4\u00A0GB", counted.QuerySelectorAll("td, th")[^1].TextContent.Trim());
    }

    [Fact]
    public async Task Codecs_that_were_converted_are_bars_as_long_as_they_have_plays()
    {
        var server = _site.Home.Server("Attic");
        var ann = _site.Home.Account(server, _site.Home.Person("Ann", PagesSite.Ann));
        var film = _site.Home.Item(server, MediaKind.Movie, "Stalker", year: 1979);
        foreach (var (codec, hours) in new[] { ("hevc", 3), ("hevc", 9), ("hevc", 15), ("hevc", 21), ("av1", 27) })
        {
            _site.Home.Play(ann, film, _site.Now.AddHours(-hours), TimeSpan.FromHours(1), stream: new() { Decision = StreamDecision.Transcode, Video = StreamDecision.Transcode, Source = new() { VideoCodec = codec }, Sent = new() { VideoCodec = "h264" } });
        }

        using var owner = await _site.OwnerAsync();
        using var page = await PagesSite.ReadAsync(owner, "/analytics?tab=transcodes");

        var bars = page.QuerySelectorAll("ol[aria-label='Converted plays by codec of the file'] li");
        Assert.Equal([("HEVC", "4\u00A0plays"), ("AV1", "1\u00A0play")], bars.Select(b => (b.QuerySelector(".name")!.TextContent, b.QuerySelector(".text")!.TextContent)));
        Assert.Equal([1.0, 0.25], bars.Select(b => double.Parse(b.QuerySelector(".part")!.GetAttribute("style")!.Split("--share:")[1].Trim(' ', ';'), System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task An_empty_installation_is_told_what_will_be_there()
    {
        using var owner = await _site.OwnerAsync();
        foreach (var (query, words) in new[]
        {
            ("", "Not measured yet"),
            ("?tab=activity", "Nothing was played yet."),
            ("?tab=streams", "Nothing is playing"),
            ("?tab=transcodes", "Nothing was converted"),
            ("?tab=library-health", "No library was read yet"),
            ("?tab=no-such-tab", "Not measured yet"),
        })
        {
            using var page = await PagesSite.ReadAsync(owner, "/analytics" + query);

            Assert.Contains(words, page.Body!.TextContent, StringComparison.Ordinal);
            Assert.Empty(page.QuerySelectorAll(".skeleton"));
        }
    }

    [Theory]
    [InlineData("", "trends")]
    [InlineData("?tab=activity&kind=movie", "history?kind=movie")]
    [InlineData("?tab=streams&days=7", "decisions-by-day?days=7", "history")]
    [InlineData("?tab=transcodes&failed=1", "transcodes?days=30&success=false")]
    public async Task What_a_tab_shows_is_there_as_a_file(string tab, params string[] files)
    {
        _site.Watched();
        using var owner = await _site.OwnerAsync();

        using var page = await PagesSite.ReadAsync(owner, "/analytics" + tab);

        var links = page.QuerySelectorAll("main a[download]").Select(a => a.GetAttribute("href")!).Where(h => h.Contains("format=csv", StringComparison.Ordinal)).ToList(); // non-null: a link has an address
        Assert.Equal(files.Order(), links.Select(l => l.Replace("api/v1/analytics/", "", StringComparison.Ordinal).Replace("api/v1/", "", StringComparison.Ordinal)[..^"?format=csv&bom=1".Length]).Order());
        foreach (var link in links)
        {
            using var file = await owner.GetAsync("/" + link);
            Assert.Equal((HttpStatusCode.OK, "text/csv"), (file.StatusCode, file.Content.Headers.ContentType?.MediaType));
        }
    }

    [Fact]
    public async Task Who_is_no_admin_neither_sees_the_entry_nor_opens_the_page()
    {
        _site.Watched();
        using var ben = await _site.LimitedAsync(PagesSite.Ben);

        using var dashboard = await PagesSite.ReadAsync(ben, "/");
        using var refused = await ben.GetAsync("/analytics");

        Assert.DoesNotContain(dashboard.QuerySelectorAll("nav a"), a => a.GetAttribute("href") == "analytics");
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
    }

    [Fact]
    public async Task Library_health_shows_each_library_with_what_it_misses()
    {
        var server = _site.Home.Server("Attic");
        var library = _site.Home.Library(server, "Films");
        var film = _site.Home.Item(server, MediaKind.Movie, "Stalker", year: 1979);
        await using (var db = await _site.Home.Db.CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            var stored = (await db.MediaItems.FindAsync([film.Id], TestContext.Current.CancellationToken))!;   // non-null: just added
            (stored.LibraryId, stored.SortTitle, stored.ListedAt, stored.FileCount, stored.SizeBytes) = (library.Id, "stalker", _site.Now, 1, 30_000_000_000);
            db.Add(new MediaInsight.Libraries.MediaFile { MediaItemId = film.Id, Ordinal = 0, Resolution = "2160p", VideoCodec = "hevc", DynamicRange = "HDR10", IsAtmos = true });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        using var owner = await _site.OwnerAsync();
        using var page = await PagesSite.ReadAsync(owner, "/analytics?tab=library-health");
        Assert.Contains(page.QuerySelectorAll("main a[download]"), a => a.GetAttribute("href") == "api/v1/analytics/library-health?format=json");

        var card = page.QuerySelector("article[aria-label=Films]")!;   // non-null: asserted by its use
        Assert.Equal(["1", "0", "1", "1"], card.QuerySelectorAll("dd").Select(d => d.TextContent));
        Assert.Equal(["HEVC 1"], card.QuerySelectorAll("ul[aria-label='Codecs, files'] li").Select(l => l.TextContent.Trim()));
        Assert.Equal(["4K 1"], card.QuerySelectorAll("ul[aria-label='Resolutions, files'] li").Select(l => l.TextContent.Trim()));
        Assert.Contains("30\u00A0GB", card.TextContent, StringComparison.Ordinal);
        Assert.Equal(("1", "30\u00A0GB"), (Tile(page, "HDR"), Tile(page, "Storage")));
    }

    /// <summary>Ann's film was converted too slowly, a moment ago.</summary>
    private async Task FailAsync()
    {
        await using var db = await _site.Home.Db.CreateDbContextAsync(TestContext.Current.CancellationToken);
        var play = _site.Home.Plays[0];
        db.Add(new TranscodeRecord
        {
            PlayNumber = play.Number,
            Ordinal = 0,
            StartedAt = _site.Now,
            EndedAt = _site.Now,
            StreamProfileId = play.StreamProfileId,
            SlowMs = 90_000,
            Failure = TranscodeFailure.TooSlow,
        });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private static List<string> Rows(IHtmlDocument page) => [.. page.QuerySelectorAll("table[aria-label=Plays] tbody tr").Select(r => r.TextContent)];

    private static string? Tile(IHtmlDocument page, string label) =>
        page.QuerySelectorAll(".tile").Single(t => t.QuerySelector(".label")!.TextContent == label).QuerySelector(".value")?.TextContent;
}
