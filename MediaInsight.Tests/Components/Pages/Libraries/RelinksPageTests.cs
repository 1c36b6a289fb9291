using Bunit;
using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.Changes;
using MediaInsight.Identity;
using MediaInsight.Libraries;
using MediaInsight.Tests.Components.Media;
using MediaInsight.Tests.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Page = MediaInsight.Components.Pages.Libraries.RelinksPage;

namespace MediaInsight.Tests.Components.Pages.Libraries;

public sealed class RelinksPageTests : BunitContext
{
    private readonly TestDb _db = new();
    private readonly WriteGate _gate = new();
    private readonly Linked _linked = new();

    public RelinksPageTests()
    {
        var time = new ManualTime(Samples.Now);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(time);
        Services.AddSingleton(new SiteSettings { TimeZone = "Europe/Berlin", Culture = "en-GB" });
        Services.AddUi();
        Services.AddSingleton(new DatabaseWriter(_db, _gate, time));
        Services.AddSingleton<AuditLog>();
        Services.AddSingleton<IRelinks>(_linked);
        Services.AddSingleton(new RelinkByHand(_db));
        Services.AddSingleton<IDbContextFactory<MediaInsightDb>>(_db);
        Services.AddSingleton<ChangeLog>();
        Services.AddSingleton<ServerMove>();
    }

    [Fact]
    public void The_page_is_for_those_who_manage_servers() =>
        Assert.Equal(Permissions.ManageServers, typeof(Page).GetCustomAttributes(true).OfType<AuthorizeAttribute>().Single().Policy);

    [Fact]
    public async Task A_re_link_tells_its_reason_and_is_undone()
    {
        var cut = Draw();
        var text = cut.Find(".link").TextContent.Replace('\u00A0', ' ');
        Assert.All([Samples.Hostile, "Same id at IMDb.", "7 plays", "by the reading of the library"], part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.Empty(cut.FindAll("img[onerror]"));

        await cut.FindAll(".link button").Single().ClickAsync(new());

        cut.WaitForAssertion(() => Assert.Contains("Undone", cut.Find(".link").TextContent, StringComparison.Ordinal));
        Assert.Empty(cut.FindAll(".link button"));
        Assert.Equal(["undo 5 by olga"], _linked.Acts);
        Assert.Equal([("relink.undo", Samples.Hostile)], await AuditAsync());
    }

    [Fact]
    public async Task A_person_decides_what_is_not_certain()
    {
        var cut = Draw();

        await cut.FindAll(".choices button")[1].ClickAsync(new());

        Assert.Equal(["link 3 to 12 by olga"], _linked.Acts);
        cut.WaitForAssertion(() => Assert.Contains("Nothing to decide", cut.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_so_already_leaves_no_trace_in_the_audit_log()
    {
        _linked.Outcome = RelinkOutcome.Unchanged;

        await Draw().FindAll(".link button").Single().ClickAsync(new());

        Assert.Empty(await AuditAsync());
    }

    [Fact]
    public async Task By_hand_a_title_that_is_gone_its_successor_and_the_preview_are_three_steps_of_the_address()
    {
        Seed();
        var navigation = Services.GetRequiredService<NavigationManager>();

        var cut = Draw();
        Assert.Equal([$"libraries/relinks?title={Gone}"], Offered(cut));

        navigation.NavigateTo($"libraries/relinks?title={Gone}");
        cut.WaitForAssertion(() => Assert.Equal(2, Offered(cut).Count));
        await cut.Find("input[type=search]").ChangeAsync(new() { Value = "MIRROR" });
        cut.WaitForAssertion(() => Assert.Equal([$"libraries/relinks?title={Gone}&to={Listed}"], Offered(cut)));

        navigation.NavigateTo($"libraries/relinks?title={Gone}&to={Listed}");
        cut.WaitForAssertion(() => Assert.Contains("1\u00A0play of “The Glass” will be of “Mirror”.", cut.Markup, StringComparison.Ordinal));
        await cut.FindAll("button").Single(b => b.TextContent.Contains("Move 1", StringComparison.Ordinal)).ClickAsync(new());

        Assert.Equal([$"link {Gone} to {Listed} by olga"], _linked.Acts);
        Assert.Equal([("relink.link", "The Glass")], await AuditAsync());
        Assert.EndsWith("libraries/relinks", navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_moving_a_servers_history_would_do_is_told_before()
    {
        Seed();
        using (var db = _db.CreateDbContext())
        {
            db.Servers.Add(new() { Id = new(2), Kind = ServerKind.Plex, Name = "Attic anew", Url = "http://2/", EncryptedToken = "", CreatedAt = Samples.Now });
            db.SaveChanges();
        }

        var cut = Draw();
        cut.WaitForState(() => cut.FindAll(".choice select")[0].Children.Length == 2);
        await cut.FindAll(".choice select")[0].ChangeAsync(new() { Value = "1" });
        await cut.FindAll(".choice select")[1].ChangeAsync(new() { Value = "1" });
        await cut.Find(".choice button").ClickAsync(new());

        cut.WaitForAssertion(() => Assert.Contains("1\u00A0play stay where they are.", cut.Find(".plan").TextContent, StringComparison.Ordinal));
        Assert.Contains("Titles without a certain counterpart: 1", cut.Find(".plan").TextContent, StringComparison.Ordinal);
        Assert.True(cut.FindAll("button").Single(b => b.TextContent.Contains("Move 0", StringComparison.Ordinal)).HasAttribute("disabled"));
    }

    [Fact]
    public async Task What_was_read_before_is_moved_with_one_click_and_told()
    {
        Seed();
        using (var db = _db.CreateDbContext())
        {
            db.Servers.Add(new() { Id = new(2), Kind = ServerKind.Plex, Name = "Attic anew", Url = "http://2/", EncryptedToken = "", CreatedAt = Samples.Now });
            db.Viewers.Add(new() { Id = new(1), Name = "Ann" });
            db.ServerUsers.AddRange(new[] { 1, 2 }.Select(id => new MediaInsight.Viewers.ServerUser { Id = new(id), ServerId = new(id), ExternalId = $"u{id}", ViewerId = new(1), Name = "ann", FirstSeenAt = Samples.Now }));
            db.MediaItems.Add(new() { Id = new(31), ServerId = new(2), ExternalId = "31", Fingerprint = 31, Kind = MediaKind.Movie, Title = "The Glass", SearchText = "the glass", ListedAt = Samples.Now });
            db.MediaProviderIds.AddRange(new[] { Gone, 31 }.Select(id => new MediaProviderId { MediaItemId = new(id), Provider = "tmdb", Value = "1398" }));
            db.SaveChanges();
        }

        var cut = Draw();
        cut.WaitForState(() => cut.FindAll(".choice select")[0].Children.Length == 2);
        await cut.FindAll(".choice select")[0].ChangeAsync(new() { Value = "1" });
        await cut.FindAll(".choice select")[1].ChangeAsync(new() { Value = "1" });
        await cut.Find(".choice button").ClickAsync(new());
        cut.WaitForAssertion(() => Assert.Contains("Nothing stays behind.", cut.Find(".plan").TextContent, StringComparison.Ordinal));
        await cut.FindAll("button").Single(b => b.TextContent.Trim() == "Move 1\u00A0play").ClickAsync(new());

        cut.WaitForAssertion(() => Assert.Empty(cut.FindAll(".plan")));
        await using var after = _db.CreateDbContext();
        var play = await after.Plays.SingleAsync(Xunit.TestContext.Current.CancellationToken);
        Assert.Equal((2, 2, 31), (play.ServerId.Value, play.UserId.Value, play.MediaItemId.Value));
        Assert.Equal([("server.move-history", "History of Attic moved to Attic anew")], await AuditAsync());
    }

    private const int Gone = 21;
    private const int Listed = 22;

    private static List<string?> Offered(IRenderedComponent<Page> cut) => [.. cut.FindAll(".found a.button").Select(a => a.GetAttribute("href"))];

    /// <summary>A film with a play that is gone, and two of other names; a show that it cannot be.</summary>
    private void Seed()
    {
        using var db = _db.CreateDbContext();
        db.Servers.Add(new() { Id = new(1), Kind = ServerKind.Plex, Name = "Attic", Url = "http://1/", EncryptedToken = "", CreatedAt = Samples.Now });
        foreach (var (id, kind, title) in new[] { (Gone, MediaKind.Movie, "The Glass"), (Listed, MediaKind.Movie, "Mirror"), (23, MediaKind.Movie, "Another"), (24, MediaKind.Episode, "Mirror") })
        {
            db.MediaItems.Add(new()
            {
                Id = new(id),
                ServerId = new(1),
                ExternalId = $"{id}",
                Fingerprint = id,
                Kind = kind,
                Title = title,
                SearchText = Folding.Fold(title),
                ListedAt = Samples.Now,
                RemovedAt = id == Gone ? Samples.Now : null,
            });
        }

        db.Plays.Add(new() { Id = Samples.Id(1), ServerId = new(1), UserId = new(1), MediaItemId = new(Gone), Kind = MediaKind.Movie, DeviceId = 1, StartedAt = Samples.Now, StoppedAt = Samples.Now });
        db.SaveChanges();
    }

    private async Task<List<(string, string?)>> AuditAsync()
    {
        await using var db = _db.CreateDbContext();
        return [.. (await db.AuditEntries.ToListAsync(Xunit.TestContext.Current.CancellationToken)).Select(e => (e.Action, e.Target))];
    }

    private IRenderedComponent<Page> Draw()
    {
        var cut = Render<Page>(p => p.AddCascadingValue(Task.FromResult(new AuthenticationState(Readers.Admin()))));
        cut.WaitForState(() => cut.FindAll(".link").Count > 0);
        return cut;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _db.Dispose();
        }
    }

    private sealed class Linked : IRelinks
    {
        private bool _undone;
        private bool _decided;

        public RelinkOutcome Outcome { get; set; } = RelinkOutcome.Done;
        public List<string> Acts { get; } = [];

        public Task<IReadOnlyList<RelinkRow>> ListAsync(int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<RelinkRow>>(
            [new(5, Title(1, Samples.Hostile), Title(2, "Stalker"), Samples.Now.AddDays(-1), "Same id at IMDb.", null, 7, _undone ? Samples.Now : null)]);

        public Task<IReadOnlyList<RelinkCandidate>> CandidatesAsync(int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<RelinkCandidate>>(
            _decided ? [] : [new(Title(3, "Solaris"), 2, [Title(11, "Solaris"), Title(12, "Solaris")])]);

        public Task<RelinkOutcome> UndoAsync(long id, string by, CancellationToken cancellationToken)
        {
            Acts.Add($"undo {id} by {by}");
            _undone = Outcome == RelinkOutcome.Done;
            return Task.FromResult(Outcome);
        }

        public Task<RelinkOutcome> LinkAsync(MediaItemId removed, MediaItemId listed, string by, CancellationToken cancellationToken)
        {
            Acts.Add($"link {removed} to {listed} by {by}");
            _decided = Outcome == RelinkOutcome.Done;
            return Task.FromResult(Outcome);
        }

        private static RelinkTitle Title(int id, string title) => new(new(id), new(1), MediaKind.Movie, title, null, 1972, null, null, Samples.Now);
    }
}
