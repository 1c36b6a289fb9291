using System.Text.RegularExpressions;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Domain;

namespace MediaInsight.Tests.Analytics;

public sealed partial class StatisticCatalogueTests
{
    [Fact]
    public void Every_split_is_asked_for_by_some_statistic_and_no_id_is_used_twice()
    {
        var used = StatisticCatalogue.All.SelectMany(e => new[] { e.By, e.Then }).Append(StatisticSplit.None).Distinct().Order();

        Assert.Equal(Enum.GetValues<StatisticSplit>(), used);
        Assert.Equal(StatisticCatalogue.All.Count, StatisticCatalogue.All.Select(e => e.Id).Distinct().Count());
        Assert.All(StatisticCatalogue.All, e => Assert.Matches(Ids(), e.Id));
        Assert.All(StatisticCatalogue.All, e => Assert.EndsWith(".", e.Says, StringComparison.Ordinal));
    }

    [Fact]
    public void Words_of_splits_and_measures_read_as_they_are_written()
    {
        Assert.All(Enum.GetValues<StatisticSplit>(), s => Assert.Equal(s, StatisticWords.Split(StatisticWords.Of(s))));
        Assert.All(Enum.GetValues<StatisticMeasure>(), m => Assert.Equal(m, StatisticWords.Measure(StatisticWords.Of(m))));
        Assert.Equal(("hour-of-day", "watch-time"), (StatisticWords.Of(StatisticSplit.HourOfDay), StatisticWords.Of(StatisticMeasure.WatchTime)));
        Assert.Null(StatisticWords.Split("zodiac"));
    }

    [Fact]
    public void A_statistic_of_one_kind_narrows_the_filter_and_does_not_fit_another_kind()
    {
        var movies = StatisticCatalogue.Find("top-movies")!; // non-null: it is in the list

        Assert.Equal(MediaKind.Movie, movies.Request(AnalyticsFilter.AllTime).Filter.Kind);
        Assert.True(movies.Fits(AnalyticsFilter.AllTime));
        Assert.False(movies.Fits(new() { Kind = MediaKind.Track }));
    }

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex Ids();
}
