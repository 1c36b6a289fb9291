using MediaInsight.Analytics.Dashboards;
using MediaInsight.Data;
using MediaInsight.Identity;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Analytics.Dashboards;

public sealed class DashboardLayoutsTests : IDisposable
{
    private readonly ManualTime _time = new(new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
    private readonly TestDb _db = new();
    private readonly WriteGate _gate = new();
    private readonly DashboardLayouts _layouts;

    public DashboardLayoutsTests()
    {
        _layouts = new(_db, new DatabaseWriter(_db, _gate, _time), _time);
        using var db = _db.CreateDbContext();
        db.Users.AddRange(new AppUser { Id = "ann", UserName = "ann" }, new AppUser { Id = "bob", UserName = "bob" });
        db.SaveChanges();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_has_the_usual_dashboard_until_they_arrange_their_own()
    {
        await _layouts.SaveAsync("ann", [WidgetList.Usual[6], WidgetList.Usual[0] with { IsHalf = true }], Token);

        Assert.Equal("servers:full,tiles:half", WidgetList.Write(await _layouts.ReadAsync("ann", Token)));
        Assert.Equal(WidgetList.Usual, await _layouts.ReadAsync("bob", Token));
        Assert.Equal(WidgetList.Usual, await _layouts.ReadAsync(null, Token));
        await _layouts.ResetAsync("ann", Token);
        Assert.Equal(WidgetList.Usual, await _layouts.ReadAsync("ann", Token));
    }

    [Fact]
    public async Task An_empty_dashboard_stays_empty()
    {
        await _layouts.SaveAsync("ann", [], Token);

        Assert.Empty(await _layouts.ReadAsync("ann", Token));
    }

    [Fact]
    public async Task A_report_is_pinned_to_the_end_once_and_not_to_a_full_dashboard()
    {
        Assert.True(await _layouts.PinAsync("ann", DashboardWidget.OfReport(3), Token));
        Assert.True(await _layouts.PinAsync("ann", DashboardWidget.OfReport(3), Token));

        Assert.Equal([.. WidgetList.Usual, DashboardWidget.OfReport(3)], await _layouts.ReadAsync("ann", Token));
        await _layouts.SaveAsync("ann", [.. Enumerable.Range(10, WidgetList.MaxWidgets + 5).Select(DashboardWidget.OfReport)], Token);
        Assert.Equal(WidgetList.MaxWidgets, (await _layouts.ReadAsync("ann", Token)).Count);
        Assert.False(await _layouts.PinAsync("ann", DashboardWidget.OfReport(3), Token));
    }

    [Theory]
    [InlineData("tiles:full,tiles:half", "tiles:full")]
    [InlineData("statistic.top-movies:half:90d,tiles:full:90d,statistic.top-shows:full:nonsense,now:full:7d:7d", "statistic.top-movies:half:90d,tiles:full,statistic.top-shows:full")]
    [InlineData("statistic.top-movies:half,statistic.gone:half,report.7:full,report.x:full", "statistic.top-movies:half,report.7:full")]
    [InlineData("<script>:full,tiles,tiles:wide,:half,statistic:half,now.3:half", "")]
    public void What_is_not_known_is_left_out(string text, string read) => Assert.Equal(read, WidgetList.Write(WidgetList.Read(text)));

    [Fact]
    public void What_is_written_is_read_again() => Assert.Equal(WidgetList.Usual, WidgetList.Read(WidgetList.Write(WidgetList.Usual)));

    public void Dispose()
    {
        _gate.Dispose();
        _db.Dispose();
    }
}
