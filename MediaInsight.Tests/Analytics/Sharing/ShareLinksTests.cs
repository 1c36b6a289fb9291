using MediaInsight.Analytics.Sharing;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Analytics.Sharing;

public sealed class ShareLinksTests : IDisposable
{
    private readonly ManualTime _time = new(new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
    private readonly TestDb _db = new();
    private readonly WriteGate _gate;
    private readonly ShareLinks _links;

    public ShareLinksTests()
    {
        _gate = new();
        var writer = new DatabaseWriter(_db, _gate, _time);
        _links = new(_db, writer, new AuditLog(writer, _time), _time);
        using var db = _db.CreateDbContext();
        db.Users.AddRange(new AppUser { Id = "ann", UserName = "ann" }, new AppUser { Id = "bob", UserName = "bob" });
        db.SaveChanges();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_opens_until_its_last_moment_and_not_after_it()
    {
        var token = await CreateAsync("ann", days: 7);

        _time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMilliseconds(1));
        Assert.NotNull(await _links.FindOpenAsync(token, Token));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(await _links.FindOpenAsync(token, Token));
    }

    [Fact]
    public async Task Nothing_stored_opens_a_link()
    {
        var token = await CreateAsync("ann");

        await using var db = _db.CreateDbContext();
        var link = await db.ShareLinks.SingleAsync(Token);
        var stored = string.Join('|', link.Title, link.Words, Convert.ToBase64String(link.TokenHash), Convert.ToHexString(link.TokenHash), string.Join(' ', db.AuditEntries.Select(e => e.Target + e.Detail)));
        Assert.Equal(32, link.TokenHash.Length);
        Assert.Equal(22, token.Length);
        Assert.DoesNotContain(token, stored, StringComparison.Ordinal);
        Assert.Null(await _links.FindOpenAsync(Convert.ToHexString(link.TokenHash), Token));
        Assert.Null(await _links.FindOpenAsync("", Token));
        Assert.Null(await _links.FindOpenAsync(token[..^1] + (token[^1] == 'A' ? 'B' : 'A'), Token));
        Assert.NotEqual(token, await CreateAsync("ann"));
    }

    [Fact]
    public async Task Only_the_owner_and_admins_see_a_link_and_take_it_back()
    {
        var token = await CreateAsync("ann");
        var (ann, bob, admin) = (Reader("ann"), Reader("bob"), Reader("bob", Roles.Admin));
        var id = Assert.Single(await _links.ListAsync(ann, Token)).Id;

        Assert.Empty(await _links.ListAsync(bob, Token));
        Assert.False(await _links.RevokeAsync(By("bob"), bob, id, Token));
        Assert.NotNull(await _links.FindOpenAsync(token, Token));
        Assert.Equal("ann", Assert.Single(await _links.ListAsync(admin, Token)).Owner);
        Assert.True(await _links.RevokeAsync(By("bob"), admin, id, Token));
        Assert.Null(await _links.FindOpenAsync(token, Token));

        await using var db = _db.CreateDbContext();
        Assert.Equal(["share.create", "share.revoke"], await db.AuditEntries.OrderBy(e => e.Id).Select(e => e.Action).ToListAsync(Token));
    }

    [Fact]
    public async Task A_deleted_account_takes_its_links_along()
    {
        var token = await CreateAsync("ann");

        await using var db = _db.CreateDbContext();
        await db.Users.Where(u => u.Id == "ann").ExecuteDeleteAsync(Token);

        Assert.Null(await _links.FindOpenAsync(token, Token));
    }

    [Fact]
    public async Task There_is_an_end_to_open_links()
    {
        for (var i = 0; i < ShareLinks.MaxOpen; i++)
        {
            await CreateAsync("ann", days: 1);
        }

        Assert.Null(await _links.CreateAsync(By("ann"), Wish(1), Token));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.NotNull(await _links.CreateAsync(By("ann"), Wish(1), Token));
    }

    [Fact]
    public void Names_are_told_as_the_owner_wishes()
    {
        StatisticRow Row(string id, string label, string? detail = null) => new(new(id, label) { Viewer = new(7), Server = new(1), Detail = detail }, default, []);
        StatisticResult Of(StatisticSplit by, params StatisticRow[] rows) => new(new() { By = by }, null, null, rows, [], default, rows.Length);

        var first = SharedNames.Of(Of(StatisticSplit.Viewer, Row("7", "Ann Lee"), Row("8", "bob.dee@example.org")), ShareNames.FirstOnly);
        var none = SharedNames.Of(Of(StatisticSplit.Account, Row("7", "Ann Lee", "Lee family"), Row("8", "bob")), ShareNames.Anonymous);
        var devices = SharedNames.Of(Of(StatisticSplit.Device, Row("7", "Ann's phone", "App"), Row("8", "Bob's TV")), ShareNames.FirstOnly);

        Assert.Equal(["Ann", "bob"], first.Rows.Select(r => r.Key.Label));
        Assert.Equal([("1", "Account 1", null), ("2", "Account 2", null)], none.Rows.Select(r => (r.Key.Id, r.Key.Label!, r.Key.Detail)));
        Assert.Equal(["App", "Device 2"], devices.Rows.Select(r => r.Key.Label));
        Assert.All(first.Rows.Concat(none.Rows).Concat(devices.Rows), r => Assert.Null(r.Key.Viewer));
    }

    public void Dispose()
    {
        _gate.Dispose();
        _db.Dispose();
    }

    private async Task<string> CreateAsync(string owner, int days = 30) => (await _links.CreateAsync(By(owner), Wish(days), Token))!;   // non-null: few links

    private static ShareWish Wish(int days) => new(ShareKind.Review, "Review of 2026, everybody", "from=2026-01-01&to=2026-11-21", null, ShareNames.Full, days);

    private static AuditContext By(string account) => new(account, account, null);

    private static CurrentReader Reader(string account, string role = Roles.Viewer) =>
        new(account, account, null, ReadScope.Everything, Roles.PermissionsOf(role));
}
