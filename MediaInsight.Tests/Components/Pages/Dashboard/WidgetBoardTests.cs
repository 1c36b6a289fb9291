using Bunit;
using MediaInsight.Analytics.Dashboards;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Pages.Dashboard;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Components.Pages.Dashboard;

/// <summary>Arranging, with the buttons a keyboard reaches.</summary>
public sealed class WidgetBoardTests : BunitContext
{
    private static readonly DashboardWidget TopMovies = DashboardWidget.Of(StatisticCatalogue.Find("top-movies")!);   // non-null: in the catalogue

    private IReadOnlyList<DashboardWidget> _widgets = WidgetList.Usual;

    public WidgetBoardTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(new ManualTime(DateTimeOffset.UnixEpoch));
        Services.AddSingleton(new SiteSettings());
        Services.AddUi();
    }

    [Fact]
    public void The_parts_stand_in_their_order_without_any_button()
    {
        var cut = Draw(arranging: false);

        Assert.Equal(["tiles", "plays", "viewers", "titles", "recent", "servers"], Keys(cut));
        Assert.Equal(["viewers", "titles"], cut.FindAll(".half").Select(e => e.GetAttribute("data-widget")));
        Assert.Empty(cut.FindAll("button, select"));
    }

    [Fact]
    public void While_arranging_everything_stands_there_and_can_be_moved_widened_and_removed()
    {
        var cut = Draw(arranging: true);
        Assert.Equal(["tiles", "now", "plays", "viewers", "titles", "recent", "servers"], Keys(cut));
        Assert.True(cut.Find("button[aria-label='Move Figures up']").HasAttribute("disabled"));
        Assert.True(cut.Find("button[aria-label='Move Servers down']").HasAttribute("disabled"));

        Press(cut, "Move Top viewers up");
        Assert.Equal(["tiles", "now", "viewers", "plays", "titles", "recent", "servers"], _widgets.Select(w => w.Key));
        Assert.Equal("Top viewers is number 3 of 7 now.", cut.Find("[role=status]").TextContent);

        Press(cut, "Make Top viewers full width");
        Press(cut, "Remove Recently added");
        Press(cut, "Move Figures down");

        Assert.Equal("now:full,tiles:full,viewers:full,plays:full,titles:half,servers:full", WidgetList.Write(_widgets));
        Assert.Equal(_widgets.Select(w => w.Key), Keys(cut));
    }

    [Fact]
    public void A_statistic_has_days_of_its_own()
    {
        _widgets = [WidgetList.Usual[0], TopMovies];
        var cut = Draw(arranging: true);
        var days = Assert.Single(cut.FindAll(".tools select"));
        Assert.Equal("30d", days.GetAttribute("value"));

        days.Change("last-month");

        Assert.Equal("tiles:full,statistic.top-movies:half:last-month", WidgetList.Write(_widgets));
        Assert.EndsWith("is of last month now.", cut.Find("[role=status]").TextContent, StringComparison.Ordinal);
        var (panel, words) = WidgetPanels.Of(_widgets[1], [], null, TimeZoneInfo.Utc, new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero))!.Value; // non-null: it is a statistic
        Assert.EndsWith(", last month", panel.Title, StringComparison.Ordinal);
        Assert.Equal(("last-month", new DateOnly(2026, 2, 1), new DateOnly(2026, 2, 28)), (words.Range, words.Filter.From, words.Filter.To));
    }

    [Fact]
    public void A_statistic_is_added_once_and_what_was_removed_can_come_back()
    {
        var cut = Draw(arranging: true);
        Press(cut, "Remove Servers");

        Add(cut, TopMovies.Key);
        Add(cut, "servers");

        Assert.Equal(["statistic.top-movies", "servers"], _widgets.TakeLast(2).Select(w => w.Key));
        Assert.DoesNotContain(cut.FindAll("option"), o => o.GetAttribute("value") is "statistic.top-movies" or "servers");
        Add(cut, "nothing.of-the-kind");
        Assert.Equal(8, _widgets.Count);
    }

    private static List<string?> Keys(IRenderedComponent<WidgetBoard> cut) => [.. cut.FindAll("[data-widget]").Select(e => e.GetAttribute("data-widget"))];

    private void Add(IRenderedComponent<WidgetBoard> cut, string key)
    {
        cut.Find("select").Change(key);
        cut.FindAll("button").Single(b => b.TextContent.Trim() == "Add").Click();
        cut.Render(Parameters(true));
    }

    private void Press(IRenderedComponent<WidgetBoard> cut, string label)
    {
        cut.Find($"button[aria-label='{label}']").Click();
        cut.Render(Parameters(true));
    }

    private IRenderedComponent<WidgetBoard> Draw(bool arranging) => Render(Parameters(arranging));

    private Action<ComponentParameterCollectionBuilder<WidgetBoard>> Parameters(bool arranging) => p => p
        .Add(c => c.Widgets, _widgets)
        .Add(c => c.OnChange, w => _widgets = w)
        .Add(c => c.Choices, WidgetPanels.Choices([], seesLibraries: true))
        .Add(c => c.IsSeen, w => w.Kind != WidgetKind.Now)
        .Add(c => c.IsArranging, arranging)
        .Add(c => c.Part, w => $"<p>{w.Key}</p>");
}
