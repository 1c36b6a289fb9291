using Bunit;
using MediaInsight.Components;
using MediaInsight.Components.Charts;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Tests.Infrastructure;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Components.Ui;

public sealed class UiTests : BunitContext
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public UiTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(new ManualTime(Now));
        Services.AddSingleton(new SiteSettings { TimeZone = "Europe/Berlin", Culture = "en-GB" });
        Services.AddUi();
    }

    [Fact]
    public void A_table_draws_its_columns_and_labels_cells_for_phones()
    {
        var cut = RenderTable();

        Assert.Equal(["Name", "Plays"], cut.FindAll("th").Select(h => h.TextContent.Trim()));
        Assert.Equal(["Ann", "3", "Bob", "7"], cut.FindAll("td").Select(c => c.TextContent));
        Assert.Null(cut.Find("td.primary").GetAttribute("data-label"));
        Assert.Equal("Plays", cut.Find("td.numeric").GetAttribute("data-label"));
    }

    [Fact]
    public void A_heading_sorts_downwards_first_where_told_and_turns_on_the_second_click()
    {
        SortState? asked = null;
        var cut = RenderTable(sort: null, sorted: s => asked = s);
        cut.Find("th button").Click();
        Assert.Equal(new SortState("plays", true), asked);
        Assert.Equal("none", cut.Find("th[aria-sort]").GetAttribute("aria-sort"));

        cut = RenderTable(asked, s => asked = s);
        Assert.Equal("descending", cut.Find("th[aria-sort]").GetAttribute("aria-sort"));
        cut.Find("th button").Click();
        Assert.Equal(new SortState("plays", false), asked);
    }

    [Fact]
    public void What_is_settled_is_drawn_again_only_for_another_value()
    {
        var drawn = 0;
        var cut = Render<Settled>(p => p.Add(s => s.Of, (1, "plays")).Add(s => s.ChildContent, $"drawing {++drawn}"));
        cut.Render(p => p.Add(s => s.Of, (1, "plays")).Add(s => s.ChildContent, $"drawing {++drawn}"));
        Assert.Equal("drawing 1", cut.Markup);

        cut.Render(p => p.Add(s => s.Of, (2, "plays")).Add(s => s.ChildContent, $"drawing {++drawn}"));
        Assert.Equal("drawing 3", cut.Markup);
    }

    [Fact]
    public void A_row_opens_by_pointer_and_by_enter()
    {
        var opened = new List<string>();
        var cut = RenderTable(onRow: r => opened.Add(r.Name));

        cut.FindAll("tbody tr")[0].Click();
        cut.FindAll("tbody tr")[1].KeyDown("Enter");
        cut.FindAll("tbody tr")[1].KeyDown("a");

        Assert.Equal(["Ann", "Bob"], opened);
    }

    [Theory]
    [InlineData(1, 10, "1")]
    [InlineData(1, 120, "1 2 3")]
    [InlineData(1, 500, "1 2 … 10")]
    [InlineData(5, 500, "1 … 4 5 6 … 10")]
    [InlineData(10, 500, "1 … 9 10")]
    [InlineData(500_000, 50_000_000, "1 … 499999 500000 500001 … 1000000")]
    public void A_pager_names_the_first_the_last_and_the_neighbours(int page, long total, string expected)
    {
        var cut = Render<Pager>(p => p.Add(x => x.Page, page).Add(x => x.PageSize, 50).Add(x => x.Total, total));

        Assert.Equal(expected, string.Join(' ', cut.FindAll(".page, .gap").Select(e => e.TextContent)));
    }

    [Fact]
    public void A_pager_links_and_says_where_it_is()
    {
        var cut = Render<Pager>(p => p.Add(x => x.Page, 2).Add(x => x.PageSize, 50).Add(x => x.Total, 120).Add(x => x.Href, n => $"history?page={n}"));

        Assert.Equal("2", cut.Find("[aria-current=page]").TextContent);
        Assert.Equal("history?page=3", cut.Find("[aria-label='Next page']").GetAttribute("href"));
        Assert.Contains("51–100 of 120", cut.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_page_shows_no_pager() =>
        Assert.Empty(Render<Pager>(p => p.Add(x => x.Total, 0)).Markup.Trim());

    [Fact]
    public void A_dangerous_question_waits_for_the_typed_word()
    {
        bool? answer = null;
        var cut = Render<ConfirmDialog>(p => p
            .Add(x => x.Request, new ConfirmRequest("Delete?", "It is gone then.", "Delete") { IsDangerous = true, TypeToConfirm = "Attic" })
            .Add(x => x.OnAnswer, a => answer = a));

        Assert.True(cut.Find("button.danger").HasAttribute("disabled"));
        cut.Find("input").Input("attic");
        Assert.True(cut.Find("button.danger").HasAttribute("disabled"));
        cut.Find("input").Input("Attic");
        cut.Find("button.danger").Click();

        Assert.True(answer);
    }

    [Fact]
    public void A_question_can_be_declined()
    {
        bool? answer = null;
        var cut = Render<ConfirmDialog>(p => p.Add(x => x.Request, new ConfirmRequest("Go?", "On.", "Go")).Add(x => x.OnAnswer, a => answer = a));

        cut.Find("button.quiet").Click();

        Assert.False(answer);
    }

    [Fact]
    public void A_panel_shows_each_of_its_states()
    {
        var loading = LoadState.Loading<string[]>();

        Assert.Single(RenderPanel(loading).FindAll("[role=status][aria-label=Loading]"));
        Assert.Contains("nothing yet", RenderPanel(LoadState.Loaded(Array.Empty<string>())).Markup, StringComparison.Ordinal);
        Assert.Equal("one", RenderPanel(LoadState.Loaded<string[]>(["one"])).Find("b").TextContent);
        Assert.Contains("no route", RenderPanel(LoadState.Failed<string[]>("no route")).Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_could_not_be_renewed_stays_and_says_how_old_it_is()
    {
        var cut = RenderPanel(LoadState.Loaded<string[]>(["one"]).Stale("server unreachable", Now));

        Assert.Equal("one", cut.Find("b").TextContent);
        Assert.Equal("As of 13:00, server unreachable", cut.Find("[role=note]").TextContent.Trim());

        var empty = RenderPanel(LoadState.Loaded(Array.Empty<string>()).Unread("not read", "why", Now));
        Assert.Contains("nothing yet", empty.Markup, StringComparison.Ordinal);
        Assert.Equal("As of 13:00, the database did not answer", empty.Find("[role=note]").TextContent.Trim());
    }

    [Fact]
    public void A_failure_can_be_tried_again()
    {
        var tries = 0;
        var cut = Render<Panel<string[]>>(p => p.Add(x => x.State, LoadState.Failed<string[]>("no route")).Add(x => x.OnRetry, () => tries++));

        cut.Find("[role=alert] button").Click();

        Assert.Equal(1, tries);
    }

    [Fact]
    public void Progress_is_told_with_the_time_gone_by_since_it_was_measured()
    {
        var cut = Render<LiveProgress>(p => p.Add(x => x.PositionMs, 60_000).Add(x => x.DurationMs, 120_000).Add(x => x.At, Now.AddSeconds(-10)).Add(x => x.IsPlaying, true));

        Assert.Equal("70000", cut.Find("[data-live-progress]").GetAttribute("data-position"));
        Assert.Equal("1:10", cut.Find("[data-live-position]").TextContent);
        Assert.Equal("ends at 13:00", cut.Find(".end").TextContent);
    }

    [Fact]
    public void A_pause_stands_still_and_an_overrun_stops_at_the_end()
    {
        var paused = Render<LiveProgress>(p => p.Add(x => x.PositionMs, 60_000).Add(x => x.DurationMs, 120_000).Add(x => x.At, Now.AddHours(-1)).Add(x => x.IsPlaying, false));
        var overrun = Render<LiveProgress>(p => p.Add(x => x.PositionMs, 60_000).Add(x => x.DurationMs, 120_000).Add(x => x.At, Now.AddHours(-1)).Add(x => x.IsPlaying, true));

        Assert.Equal("60000", paused.Find("[data-live-progress]").GetAttribute("data-position"));
        Assert.Equal("120000", overrun.Find("[data-live-progress]").GetAttribute("data-position"));
    }

    [Fact]
    public void A_chart_is_handed_figures_and_its_table_shows_names_as_text()
    {
        const string Nasty = "<img src=x onerror=alert(1)>";
        var module = JSInterop.SetupModule(i => i.Identifier == "import" && i.Arguments[0]!.ToString()!.Contains("js/chart.js", StringComparison.Ordinal));
        var chart = module.SetupModule("create", _ => true);
        chart.Mode = JSRuntimeMode.Loose;

        var cut = Render<StackedDaysChart>(p => p
            .Add(x => x.Label, "Plays per day")
            .Add(x => x.Days, [new DateOnly(2026, 11, 20), new DateOnly(2026, 11, 21)])
            .Add(x => x.Series, [new ChartSeries(Nasty, [3, null])]));

        Assert.Equal("Plays per day", cut.Find("[role=img]").GetAttribute("aria-label"));
        cut.Find("[aria-label='Show as a table']").Click();
        Assert.Empty(cut.FindAll("img"));
        Assert.Equal([Nasty], cut.FindAll("thead th").Skip(1).Select(h => h.TextContent));
        Assert.Equal(["3", "–"], cut.FindAll("td").Select(c => c.TextContent));
    }

    [Fact]
    public void A_donut_shares_out_the_whole()
    {
        var cut = Render<DonutChart>(p => p.Add(x => x.Label, "Decisions").Add(x => x.Slices, [new ChartSlice("Direct play", 3), new ChartSlice("Transcode", 1)]));

        Assert.Equal(["75 %", "25 %"], cut.FindAll(".share").Select(s => s.TextContent.Replace('\u00A0', ' ')));
    }

    [Theory]
    [InlineData("", "account/sign-in")]
    [InlineData("history?q=a&page=2", "account/sign-in?returnUrl=history%3Fq%3Da%26page%3D2")]
    public void Signing_in_remembers_the_way_back(string from, string expected) => Assert.Equal(expected, AppUrls.SignIn(from));

    private IRenderedComponent<Table<Row>> RenderTable(SortState? sort = null, Action<SortState>? sorted = null, Action<Row>? onRow = null) => Render<Table<Row>>(p =>
    {
        p.Add(x => x.Items, [new Row("Ann", 3), new Row("Bob", 7)]).Add(x => x.Label, "People").Add(x => x.Sort, sort);
        if (sorted is not null)
        {
            p.Add(x => x.SortChanged, sorted);
        }

        if (onRow is not null)
        {
            p.Add(x => x.OnRow, onRow);
        }

        p.Add(x => x.Columns, b =>
        {
            b.OpenComponent<Column<Row>>(0);
            b.AddAttribute(1, nameof(Column<Row>.Title), "Name");
            b.AddAttribute(2, nameof(Column<Row>.Primary), true);
            b.AddAttribute(3, nameof(Column<Row>.ChildContent), (RenderFragment<Row>)(r => c => c.AddContent(0, r.Name)));
            b.CloseComponent();
            b.OpenComponent<Column<Row>>(4);
            b.AddAttribute(5, nameof(Column<Row>.Title), "Plays");
            b.AddAttribute(6, nameof(Column<Row>.Numeric), true);
            b.AddAttribute(7, nameof(Column<Row>.SortKey), "plays");
            b.AddAttribute(8, nameof(Column<Row>.DescendingFirst), true);
            b.AddAttribute(9, nameof(Column<Row>.ChildContent), (RenderFragment<Row>)(r => c => c.AddContent(0, r.Plays)));
            b.CloseComponent();
        });
    });

    private IRenderedComponent<Panel<string[]>> RenderPanel(LoadState<string[]> state) => Render<Panel<string[]>>(p => p
        .Add(x => x.Title, "Things")
        .Add(x => x.State, state)
        .Add(x => x.EmptyContent, b => b.AddContent(0, "nothing yet"))
        .Add(x => x.ChildContent, items => b =>
        {
            b.OpenElement(0, "b");
            b.AddContent(1, string.Join(',', items));
            b.CloseElement();
        }));

    private sealed record Row(string Name, int Plays);
}
