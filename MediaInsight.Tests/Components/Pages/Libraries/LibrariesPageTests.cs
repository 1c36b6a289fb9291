using AngleSharp.Dom;
using Bunit;
using MediaInsight.Analytics;
using MediaInsight.Components;
using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Libraries;
using MediaInsight.Live;
using MediaInsight.Servers;
using MediaInsight.Tests.Analytics;
using MediaInsight.Tests.Components.Media;
using MediaInsight.Tests.Infrastructure;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Page = MediaInsight.Components.Pages.Libraries.LibrariesPage;

namespace MediaInsight.Tests.Components.Pages.Libraries;

public sealed class LibrariesPageTests : BunitContext
{
    private readonly Shelves _shelves = new Shelves().Watched();
    private readonly WriteGate _gate = new();
    private readonly Asked _asked = new();
    private readonly LibrarySyncProgress _progress;
    private readonly LiveServers _servers;

    public LibrariesPageTests()
    {
        var time = new ManualTime(Samples.Now);
        _progress = new(TimeProvider.System);
        _servers = new(TimeProvider.System);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(time);
        Services.AddSingleton(new SiteSettings { TimeZone = "Europe/Berlin", Culture = "en-GB" });
        Services.AddUi();
        Services.AddSingleton(_shelves.Home.Db);
        Services.AddSingleton(new DatabaseWriter(_shelves.Home.Db, _gate, time));
        Services.AddSingleton<AuditLog>();
        Services.AddSingleton<MediaInsight.Analytics.Statistics.SavedFilters>();
        Services.AddSingleton(_shelves.Home.Index);
        Services.AddSingleton<PlayTotals>();
        Services.AddSingleton<LibraryList>();
        Services.AddSingleton<RecentlyAdded>();
        Services.AddSingleton<Handover>();
        Services.AddSingleton<ILibrarySyncs>(_asked);
        Services.AddSingleton(_progress.Feed);
        Services.AddSingleton(_servers.Feed);
        SetRendererInfo(new("Server", isInteractive: true));
    }

    [Fact]
    public void Each_library_tells_what_is_in_it_how_large_it_is_and_how_it_is_used()
    {
        var cards = Draw().FindAll(".library");

        Assert.Equal(2, cards.Count);
        Assert.All(["Films", "3 films", "4 files · 39 GB", "2 plays"], part => Assert.Contains(part, Words(cards[0]), StringComparison.Ordinal));
        Assert.All(["Shows", "2 shows · 2 seasons · 3 episodes", "3 files · 3 GB", "4 plays"], part => Assert.Contains(part, Words(cards[1]), StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_added_lately_hangs_on_a_wall_newest_first()
    {
        var wall = Draw().FindAll("ol[aria-label='Recently added'] li");

        Assert.Equal([$"items/{_shelves.Alien.Id}", $"items/{_shelves.Stalker.Id}", $"items/{_shelves.Hostile.Id}"], wall.Select(l => l.QuerySelector("a")!.GetAttribute("href"))); // non-null: each leads to its title
        Assert.Contains("Alien", wall[0].TextContent, StringComparison.Ordinal);
        Assert.Contains(wall[0].QuerySelectorAll("img"), i => i.GetAttribute("src")!.Contains($"/{_shelves.Alien.Id}/poster", StringComparison.Ordinal)); // non-null: a picture has a source
        Assert.Empty(wall.SelectMany(l => l.QuerySelectorAll("img[onerror]")));
    }

    [Fact]
    public async Task A_manager_starts_a_reading_watches_it_and_cancels_it()
    {
        var cut = Draw();

        await cut.FindAll(".sync button").First(b => b.TextContent.Contains("Refresh", StringComparison.Ordinal)).ClickAsync(new());
        _progress.Set(new(_shelves.Server.Id, "Attic", false, LibrarySyncPhase.Reading, "Films", 250, 1000, Samples.Now, null, null));
        cut.WaitForAssertion(() => Assert.Contains("Reading Films: 250 of 1,000", Words(cut.Find(".sync")), StringComparison.Ordinal));
        Assert.Equal("25", cut.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
        await cut.FindAll(".sync button").First(b => b.TextContent.Contains("Cancel", StringComparison.Ordinal)).ClickAsync(new());

        Assert.Equal([$"start {_shelves.Server.Id} False", $"cancel {_shelves.Server.Id}"], _asked.All);
        await using var db = await _shelves.Home.Db.CreateDbContextAsync(Xunit.TestContext.Current.CancellationToken);
        Assert.Equal(["library.refresh", "library.refresh-cancel"], await db.AuditEntries.OrderBy(e => e.Id).Select(e => e.Action).ToListAsync(Xunit.TestContext.Current.CancellationToken));
    }

    [Fact]
    public void What_went_wrong_is_told()
    {
        _progress.Set(new(_shelves.Server.Id, "Attic", true, LibrarySyncPhase.Failed, null, 0, null, Samples.Now, Samples.Now, "Can't reach Attic (timed out)."));

        Assert.Contains("Can't reach Attic (timed out).", Words(Draw().Find(".sync")), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_may_not_manage_servers_reads_only()
    {
        var cut = Draw(manager: false);

        Assert.Equal(2, cut.FindAll(".library").Count);
        Assert.Empty(cut.FindAll(".sync button"));
        Assert.DoesNotContain("Refresh all", cut.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_libraries_the_page_says_what_it_will_show()
    {
        _shelves.Change(db => db.Libraries.ExecuteDelete());

        Assert.Contains("No library yet", Draw(ready: ".empty").Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_be_read_is_named_and_no_other_is_asked_for()
    {
        _shelves.Change(db => db.Libraries.ExecuteDelete());
        Offline(_shelves.Server.Id, "Attic");

        var cut = Draw(ready: ".empty");

        Assert.DoesNotContain("Add a server", cut.Markup, StringComparison.Ordinal);
        Assert.Contains("No library could be read yet", cut.Markup, StringComparison.Ordinal);
        Assert.Contains("Attic: its libraries could not be read yet. Can't reach Attic (connection refused).", Words(cut.Find(".notice")), StringComparison.Ordinal);
        Assert.Equal($"collector?server={_shelves.Server.Id}", cut.Find(".notice a").GetAttribute("href"));
        _servers.Update(_shelves.Server.Id, s => s with { Health = ServerHealth.Online, Failure = null, FailureKind = null });
        await cut.WaitForAssertionAsync(() => Assert.Contains("have not been read yet", Words(cut.Find(".notice")), StringComparison.Ordinal));
    }

    [Fact]
    public void A_server_that_cannot_be_read_stands_beside_those_that_can()
    {
        Offline(new(77), "Cellar");

        var cut = Draw(manager: false);

        Assert.Equal(2, cut.FindAll(".library").Count);
        Assert.Contains("Cellar: its libraries could not be read yet.", Words(cut.Find(".notice")), StringComparison.Ordinal);
        Assert.Empty(cut.FindAll(".notice a"));
    }

    private void Offline(ServerId id, string name) => _servers.Feed.Publish(new(
        [new(id, name, ServerKind.Plex, false, ServerHealth.Offline, Samples.Now, null, null, ServerFailureKind.Unreachable, "Cannot connect: connection refused.", Samples.Now, null, null, 0)]));

    private static string Words(IElement element) => element.TextContent.Replace('\u00A0', ' ');

    private IRenderedComponent<Page> Draw(bool manager = true, string ready = ".library")
    {
        var reader = manager ? Readers.Admin() : Readers.Of(null);
        var cut = Render<Page>(p => p.AddCascadingValue(Task.FromResult(new AuthenticationState(reader))));
        cut.WaitForState(() => cut.FindAll(ready).Count > 0);
        return cut;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _shelves.Dispose();
        }
    }

    private sealed class Asked : ILibrarySyncs
    {
        public List<string> All { get; } = [];

        public void Start(ServerId? server, bool full) => All.Add($"start {server} {full}");

        public void Cancel(ServerId? server) => All.Add($"cancel {server}");
    }
}
