using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Pages.Statistics;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;
using MediaInsight.Tests.Analytics;

namespace MediaInsight.Tests.Components.Pages.Statistics;

public sealed class PanelQuestionTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    private static FilterWords Words(string range) => FilterWords.Of(range, Today);

    private static PanelSpec Spec(string section, string key) => PanelCatalogue.Find(section)!.Panels.First(p => p.Key == key);

    [Theory]
    [InlineData("30d", StatisticSplit.Day, "per day")]
    [InlineData("365d", StatisticSplit.Day, "per day")]
    [InlineData("500d", StatisticSplit.Month, "per month")]
    [InlineData("all", StatisticSplit.Month, "per month")]
    public void Long_ranges_are_drawn_by_month(string range, StatisticSplit by, string words)
    {
        var question = PanelQuestion.Of(Spec("when", "days"), PanelView.Default, Words(range), Today);

        Assert.Equal(by, question.Now!.By);
        Assert.Equal(words, question.Words);
    }

    [Fact]
    public void The_calendar_shows_a_year_whatever_the_range()
    {
        var question = PanelQuestion.Of(Spec("when", "calendar"), PanelView.Default, Words("7d"), Today);

        Assert.Equal((Today.AddDays(-364), Today), (question.Now!.Filter.From, question.Now.Filter.To));
    }

    [Fact]
    public void A_panel_about_movies_asks_nothing_when_the_filter_wants_music()
    {
        var words = Words("30d") with { Filter = Words("30d").Filter with { Kind = MediaKind.Track } };

        Assert.Null(PanelQuestion.Of(Spec("what", "movies"), PanelView.Default, words, Today).Now);
        Assert.NotNull(PanelQuestion.Of(Spec("what", "genres"), PanelView.Default, words, Today).Now);
    }

    [Fact]
    public void Comparing_asks_for_the_same_days_before()
    {
        var question = PanelQuestion.Of(Spec("what", "movies"), PanelView.Default, Words("7d") with { Compare = true }, Today);

        Assert.Equal((Today.AddDays(-13), Today.AddDays(-7)), (question.Before!.Filter.From, question.Before.Filter.To));
        Assert.Equal(MediaKind.Movie, question.Before.Filter.Kind);
        Assert.Null(PanelQuestion.Of(Spec("what", "movies"), PanelView.Default, Words("all") with { Compare = true }, Today).Before);
    }

    [Fact]
    public async Task Every_panel_is_answered_in_every_measure_and_split()
    {
        using var home = RandomHousehold.Around(new(2026, 11, 10, 12, 0, 0, TimeSpan.Zero), 3);
        using var index = new PlayIndex(home.Db);
        var reader = new StatisticReader(index, home.Db);
        var sections = PanelCatalogue.Sections.Concat(PanelCatalogue.Kinds).ToList();

        var total = await reader.ReadAsync(new() { Filter = Words("30d").Filter }, TimeZoneInfo.Utc, Today, ReadScope.Everything, TestContext.Current.CancellationToken);
        Assert.False(total.Total.IsEmpty);
        Assert.All(sections.Where(s => s.Panels.Count > 0), s => Assert.InRange(s.Panels.Count, 3, 9));
        Assert.All(sections, s => Assert.Equal(s.Panels.Count, s.Panels.Select(p => p.Key).Distinct().Count()));
        foreach (var spec in sections.SelectMany(s => s.Panels))
        {
            foreach (var measure in spec.Measures)
            {
                foreach (var stack in spec.Stacks.Append(StatisticSplit.None))
                {
                    var question = PanelQuestion.Of(spec, new(measure, stack), Words("30d") with { Compare = true }, Today);
                    var now = await reader.ReadAsync(question.Now!, TimeZoneInfo.Utc, Today, ReadScope.Everything, TestContext.Current.CancellationToken);
                    var before = question.Before is { } former ? await reader.ReadAsync(former, TimeZoneInfo.Utc, Today, ReadScope.Everything, TestContext.Current.CancellationToken) : null;

                    var drawing = new PanelDrawing(new(now, before), measure, System.Globalization.CultureInfo.GetCultureInfo("en-GB"), Today);
                    Assert.All(drawing.Series, s => Assert.Equal(now.Rows.Count, s.Values.Count));
                    Assert.Equal(now.Rows.Count, drawing.Ranks(_ => null).Count);
                    Assert.Equal(drawing.RowNames.Count, drawing.Matrix.Count);
                    Assert.All(drawing.Matrix, r => Assert.Equal(drawing.ColumnNames.Count, r.Count));
                    if (spec.Chart == PanelChart.WeekHours)
                    {
                        Assert.Equal(drawing.Values.Sum(), drawing.WeekHours.Sum(d => d.Sum()), 6);
                    }
                }
            }
        }
    }
}
