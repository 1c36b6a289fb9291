using Bunit;
using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Libraries;
using MediaInsight.Tests.Components.Media;
using MediaInsight.Tests.Infrastructure;
using Microsoft.AspNetCore.Authorization;
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
