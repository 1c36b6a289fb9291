using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Pages.Statistics;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;

namespace MediaInsight.Tests.Components.Pages.Statistics;

public sealed class StatisticAddressTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 11, 21);

    internal static StatisticAddress Read(string address)
    {
        var (path, query) = address.Split('?') is [var p, var q] ? (p, q) : (address, "");
        var values = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=', 2)).ToDictionary(v => v[0], v => Uri.UnescapeDataString(v[1]));
        return new(path is "statistics" ? "" : path["statistics/".Length..], FilterWords.Parse(values.GetValueOrDefault, TimeZoneInfo.Utc, Now).Words, StatisticAddress.ReadViews(values.GetValueOrDefault));
    }

    [Theory]
    [InlineData("statistics")]
    [InlineData("statistics/when")]
    [InlineData("statistics?range=last-month&compare=previous")]
    [InlineData("statistics/who?from=2026-01-01&to=2026-02-01&server=2&viewer=7&account=9&library=3&kind=movie&decision=transcode&item=12")]
    [InlineData("statistics/when?view=days%3Aplays%3Aby-viewer%2Chours%3Aby-none%2Cweekdays%3Aplays")]
    [InlineData("statistics/streams?range=7d&tz=Europe%2FBerlin&view=reasons%3Atime")]
    public void What_it_writes_is_read_as_the_same(string address) => Assert.Equal(address, Read(address).ToString());

    [Theory]
    [InlineData("statistics/when?view=")]
    [InlineData("statistics/when?view=%2C%2C%3A%3A%2C")]
    [InlineData("statistics/when?view=%3Cscript%3E%3Aplays")]
    public void Choices_of_no_panel_are_left_out(string address) => Assert.Equal("statistics/when", Read(address).ToString());

    [Fact]
    public void A_measure_or_split_that_a_panel_does_not_have_is_its_own_first()
    {
        var spec = PanelCatalogue.Find("when")!.Panels.First(p => p.Key == "hours");
        var view = Read("statistics/when?view=hours%3Abitrate%3Aby-encoder").ViewOf(spec);

        Assert.Equal(PanelMeasure.Time, view.MeasureFor(spec));
        Assert.Equal(spec.Stacks[0], view.StackFor(spec));
    }

    [Fact]
    public void Choosing_what_stands_first_anyway_leaves_no_word()
    {
        var spec = PanelCatalogue.Find("when")!.Panels.First(p => p.Key == "hours");
        var address = Read("statistics/when?range=7d&view=hours%3Aplays");

        Assert.Equal("statistics/when?range=7d", address.With(spec, new(PanelMeasure.Time)).ToString());
    }

    [Fact]
    public void Another_page_keeps_the_filter_and_leaves_choices_behind() =>
        Assert.Equal("statistics/streams?range=90d&viewer=7", Read("statistics/when?range=90d&viewer=7&view=hours%3Aplays").To("streams").ToString());

    [Fact]
    public void Rows_lead_on_with_the_filter_as_it_is()
    {
        var address = Read("statistics?range=last-month&kind=movie");

        Assert.Equal("viewers/7?range=2026-10-01..2026-10-31", StatisticLinks.Of(StatisticSplit.Viewer, new("7", "Ann") { Viewer = new(7) }, address));
        Assert.Equal("statistics?range=last-month&server=2&kind=movie", StatisticLinks.Of(StatisticSplit.Server, new("2", "Attic") { Server = new(2) }, address));
        Assert.Equal("statistics/tv?range=last-month", StatisticLinks.Of(StatisticSplit.Kind, new("episode", null) { Kind = MediaKind.Episode }, address));
        Assert.Equal("items/5", StatisticLinks.Of(StatisticSplit.Title, new("x", "Stalker") { Item = new(5) }, address));
        Assert.Equal("history?q=News", StatisticLinks.Of(StatisticSplit.Title, new("x", "News"), address));
        Assert.Null(StatisticLinks.Of(StatisticSplit.Platform, new("roku", "Roku"), address));
    }

    [Fact]
    public void Pages_of_people_and_titles_lead_to_all_their_statistics()
    {
        Assert.Equal("statistics?viewer=7", StatisticLinks.All(new() { Viewer = new(7) }, DateRange.Of("30d", Today), Today));
        Assert.Equal("statistics?from=2026-01-01&to=2026-01-31&viewer=7", StatisticLinks.All(new() { Viewer = new(7) }, new(new(2026, 1, 1), new(2026, 1, 31), DateRange.Custom), Today));
        Assert.Equal("statistics?range=all&item=4", StatisticLinks.All(new() { Item = new(4) }));
    }
}
