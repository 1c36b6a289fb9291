using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Pages.History;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.History;
using Microsoft.AspNetCore.WebUtilities;

namespace MediaInsight.Tests.Components.Pages.History;

public sealed class HistoryUrlTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void Any_state_comes_back_from_its_address()
    {
        var random = new Random(20_261_121);
        for (var i = 0; i < 2_000; i++)
        {
            var state = Any(random);

            var (read, problems) = Parse(state.ToString());

            Assert.Equal(state, read);
            Assert.Empty(problems);
        }
    }

    [Fact]
    public void The_plain_list_has_a_plain_address() => Assert.Equal("history", new HistoryUrl().ToString());

    [Theory]
    [InlineData("history?viewer=abc")]
    [InlineData("history?viewer=-1")]
    [InlineData("history?viewer=99999999999999999999")]
    [InlineData("history?server=1;drop")]
    [InlineData("history?library=x")]
    [InlineData("history?kind=nonsense")]
    [InlineData("history?decision=2")]
    [InlineData("history?from=2026-13-01")]
    [InlineData("history?from=yesterday")]
    [InlineData("history?to=0001-01-01")]
    [InlineData("history?to=9999-12-31")]
    [InlineData("history?short=maybe")]
    [InlineData("history?sort=password")]
    [InlineData("history?page=0")]
    [InlineData("history?page=-3")]
    [InlineData("history?size=7")]
    [InlineData("history?size=100000")]
    [InlineData("history?play=1234")]
    [InlineData("history?viewer=%00%3Cimg+src%3Dx%3E")]
    public void A_value_that_cannot_be_used_is_named_and_left_out(string address)
    {
        var (read, problems) = Parse(address);

        Assert.Equal(new HistoryUrl(), read);
        Assert.Single(problems);
    }

    [Theory]
    [InlineData("history?range=last-month", "2026-10-01", "2026-10-31")]
    [InlineData("history?range=7d&tz=Pacific%2FKiritimati", "2026-11-16", "2026-11-22")]
    [InlineData("history?from=2026-11-01", "2026-11-01", null)]
    public void A_stretch_keeps_its_word_so_that_a_link_of_today_is_right_tomorrow(string address, string? from, string? to)
    {
        var (read, problems) = Parse(address);

        Assert.Empty(problems);
        Assert.Equal((from, to), (FilterRange.Day(read.From), FilterRange.Day(read.To)));
        Assert.Equal(address, read.ToString());
        Assert.Equal("api/v1/" + address, read.DataAddress);
        Assert.Equal(address, new HistoryUrl { Zone = read.Zone }.Within(read.Days).ToString());
    }

    [Fact]
    public void Days_begin_and_end_in_the_zone_that_the_address_names() =>
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero), Parse("history?from=2026-11-22&tz=Pacific/Kiritimati").Url.Filter(Berlin).From);

    [Fact]
    public void Days_in_the_wrong_order_are_turned_round()
    {
        var (read, problems) = Parse("history?from=2026-03-05&to=2026-03-01");

        Assert.Equal((new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 5)), (read.From, read.To));
        Assert.Single(problems);
    }

    [Fact]
    public void The_last_day_counts_whole_in_the_sites_zone()
    {
        // The night when clocks go forward: the day has 23 hours.
        var filter = (new HistoryUrl { From = new(2026, 3, 29), To = new(2026, 3, 29) }).Filter(Berlin);

        Assert.Equal(new DateTimeOffset(2026, 3, 28, 23, 0, 0, TimeSpan.Zero), filter.From);
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 22, 0, 0, TimeSpan.Zero), filter.Before);
    }

    [Fact]
    public void Narrowing_begins_at_the_first_page_again() =>
        Assert.Equal(new HistoryUrl { Sort = HistorySort.Watched }, (new HistoryUrl { Sort = HistorySort.Watched, Page = 7, Play = new(Guid.Empty) }).Narrowed);

    [Fact]
    public void Opening_a_play_lists_the_same() => Assert.True(new HistoryUrl { Page = 3 }.ListsSameAs(new HistoryUrl { Page = 3, Play = new(Guid.Empty) }));

    [Fact]
    public void Sorting_by_an_unknown_column_changes_nothing() => Assert.Equal(new HistoryUrl { Page = 2 }, new HistoryUrl { Page = 2 }.SortedBy(new SortState("nonsense", true)));

    private static (HistoryUrl Url, IReadOnlyList<string> Problems) Parse(string address)
    {
        var query = QueryHelpers.ParseQuery(address.Contains('?', StringComparison.Ordinal) ? address[address.IndexOf('?', StringComparison.Ordinal)..] : "");
        var reading = HistoryUrl.Parse(name => query.TryGetValue(name, out var values) ? values[^1] : null, TimeZoneInfo.Utc, new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
        return (reading.Url, reading.Problems);
    }

    private static HistoryUrl Any(Random random)
    {
        var from = Maybe(() => new DateOnly(1995, 1, 1).AddDays(random.Next(11_000)));
        return new HistoryUrl
        {
            Viewer = Maybe(() => new ViewerId(random.Next())),
            Server = Maybe(() => new ServerId(random.Next(50))),
            Library = Maybe(() => new LibraryId(random.Next(50))),
            Kind = Maybe(() => HistoryUrl.KindChoices.ElementAt(random.Next(HistoryUrl.KindChoices.Count()))),
            Decision = Maybe(() => (StreamDecision)random.Next(3)),
            Zone = random.Next(2) == 0 ? null : Berlin.Id,
            From = from,
            To = from is { } first ? first.AddDays(random.Next(400)) : Maybe(() => new DateOnly(2027, 6, 1)),
            Text = random.Next(2) == 0 ? null : Text.Clean(new string([.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => (char)random.Next(0x20, 0x2FF))])),
            IncludeShort = random.Next(2) == 0,
            Sort = (HistorySort)random.Next(5),
            Ascending = random.Next(2) == 0,
            Page = random.Next(1, 1_000_000),
            Size = HistoryUrl.PageSizes[random.Next(HistoryUrl.PageSizes.Count)],
            Play = Maybe(() => PlayId.New(DateTimeOffset.UnixEpoch.AddSeconds(random.Next()))),
        };

        T? Maybe<T>(Func<T> make)
            where T : struct => random.Next(2) == 0 ? null : make();
    }
}
