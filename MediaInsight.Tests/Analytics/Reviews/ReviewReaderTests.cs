using System.Globalization;
using MediaInsight.Analytics.Reviews;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.InMemory;

namespace MediaInsight.Tests.Analytics.Reviews;

/// <summary>A review of random plays against the plain definitions.</summary>
public sealed class ReviewReaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T12:00:00Z", 21)]
    [InlineData("America/New_York", "2026-11-01T12:00:00Z", 22)]
    [InlineData("Asia/Kolkata", "2026-06-15T00:00:00Z", 23)]
    public async Task Every_figure_agrees_with_a_slow_computation(string zoneName, string middle, int seed)
    {
        using var home = RandomHousehold.Around(At(middle), seed);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        var day = SiteDays.Of(At(middle), zone);
        var period = new ReviewPeriod(day.AddDays(-4), day.AddDays(4));
        var slow = new SlowStatistics(home, zone);
        foreach (var viewer in home.People.Values.Select(v => (ViewerId?)v.Id).Distinct().Append(null))
        {
            var plays = slow.Counted(viewer).ToList();

            var review = await ReadAsync(home, viewer, period, zone, period.To);

            Assert.NotNull(review);
            Assert.Equal(slow.Plays(plays, period.From, period.To), review.Total.Plays);
            Near(slow.WatchedMs(plays, period.From, period.To), review.Total.WatchedMs);
            Near(slow.WatchedMs(plays, period.Before.From, period.Before.To), review.Before.WatchedMs);
            var days = Enumerable.Range(0, period.Days).Select(period.From.AddDays).ToDictionary(d => d, d => slow.WatchedMs(plays, d, d));
            Assert.Equal(days.Values.Count(w => w >= 1), review.ActiveDays);
            Near(days.Values.Max(), review.LongestDay!.WatchedMs);
            Near(days[review.LongestDay.Day], review.LongestDay.WatchedMs);
            Assert.Equal(Streak(days), review.Streak!.Days);
            Near(BusiestShow(slow, home, plays, period), review.Binge?.WatchedMs ?? 0);
            var hours = plays.SelectMany(p => slow.Spread(p, l => DateOnly.FromDateTime(l) >= period.From && DateOnly.FromDateTime(l) <= period.To ? l.Hour.ToString(CultureInfo.InvariantCulture) : null))
                .ToLookup(s => s.Key, s => s.Value);
            Near(hours.Max(h => h.Sum()), (long)hours[review.Hour!.Id].Sum());
            var touching = plays.Where(p => slow.DayOf(p.StartedAt) <= period.To && slow.WatchedMs(p, period.From, period.To) > 0 || (slow.DayOf(p.StartedAt) >= period.From && slow.DayOf(p.StartedAt) <= period.To)).ToList();
            Assert.Equal(home.Items[touching.MinBy(p => p.StartedAt)!.MediaItemId].Title, review.First!.Item.Label);
            Assert.Equal(touching.Max(p => p.StoppedAt), review.Last!.At);
            Assert.Equal(review.Total.WatchedMs, review.Months.Sum(m => m.Figures.WatchedMs));
        }
    }

    [Fact]
    public async Task A_person_is_compared_with_the_household_by_those_who_may_see_it()
    {
        using var home = new Household();
        var server = home.Server("Attic");
        var film = home.Item(server, MediaKind.Movie, "Stalker", year: 1979);
        var people = new[] { "Ann", "Bob", "Cleo" }.Select(n => home.Person(n)).ToList();
        var start = At("2026-03-01T18:00:00Z");
        foreach (var (person, i) in people.Select((p, i) => (p, i)))
        {
            home.Play(home.Account(server, person), film, start.AddDays(i), TimeSpan.FromHours(i + 1));
        }

        var period = new ReviewPeriod(new(2026, 1, 1), new(2026, 12, 31));
        var bob = await ReadAsync(home, people[1].Id, period, TimeZoneInfo.Utc, new(2026, 6, 1));
        var own = await ReadAsync(home, people[1].Id, period, TimeZoneInfo.Utc, new(2026, 6, 1), ReadScope.Only(people[1].Id));
        var other = await ReadAsync(home, people[0].Id, period, TimeZoneInfo.Utc, new(2026, 6, 1), ReadScope.Only(people[1].Id));
        var all = await ReadAsync(home, null, period, TimeZoneInfo.Utc, new(2026, 6, 1));

        Assert.Equal(new ReviewRank(2, 3, 0.5, 2.0 / 6), bob!.Rank);
        Assert.Null(own!.Rank);
        Assert.Equal(bob.Total, own.Total);
        Assert.Null(other);
        Assert.Equal(["Cleo", "Bob", "Ann"], all!.People.Select(p => p.Key.Label));
        Assert.Equal(152, all.Days);
        Assert.True(all.IsHousehold);
        Assert.Null(await ReadAsync(home, new(999), period, TimeZoneInfo.Utc, new(2026, 6, 1)));
    }

    [Theory]
    [InlineData("2026-01-31", "2025-01-01", "2025-12-31")]
    [InlineData("2026-02-01", "2026-01-01", "2026-02-01")]
    [InlineData("2026-11-21", "2026-01-01", "2026-11-21")]
    public void The_usual_period_is_last_year_until_the_end_of_january(string today, string from, string to) =>
        Assert.Equal(new ReviewPeriod(Day(from), Day(to)), ReviewPeriod.Usual(Day(today)));

    [Theory]
    [InlineData(null, "2026-03-01", "2026-02-01", "from", "The first day is after the last.")]
    [InlineData(null, "1900-01-01", "2026-02-01", "from", "Days go from 1990-01-01 to 2027-11-21.")]
    [InlineData(null, "2026-13-01", "2026-02-01", "from", "Write both days like 2026-01-31.")]
    [InlineData(null, "2001-01-01", "2026-02-01", "from", "A review looks back on ten years at most.")]
    [InlineData(null, "2026-01-01", null, "to", "Write both days like 2026-01-31.")]
    [InlineData("2031", null, null, "year", "Years go from 1990 to 2026.")]
    [InlineData("x", null, null, "year", "Years go from 1990 to 2026.")]
    public void What_cannot_be_used_is_named(string? year, string? from, string? to, string field, string problem)
    {
        var today = new DateOnly(2026, 11, 21);

        var (period, said) = ReviewPeriod.Parse(year, from, to, today);

        Assert.Equal(new FilterProblem(field, problem), said);
        Assert.Equal(ReviewPeriod.Usual(today), period);
    }

    [Fact]
    public void A_year_is_compared_with_the_same_days_a_year_earlier_and_other_days_with_those_before()
    {
        Assert.Equal(new ReviewPeriod(new(2025, 1, 1), new(2025, 11, 21)), new ReviewPeriod(new(2026, 1, 1), new(2026, 11, 21)).Before);
        Assert.Equal(new ReviewPeriod(new(2026, 3, 1), new(2026, 3, 10)), new ReviewPeriod(new(2026, 3, 11), new(2026, 3, 20)).Before);
    }

    private static async Task<ReviewResult?> ReadAsync(Household home, ViewerId? viewer, ReviewPeriod period, TimeZoneInfo zone, DateOnly today, ReadScope? scope = null)
    {
        using var index = new PlayIndex(home.Db);
        return await new ReviewReader(new StatisticReader(index, home.Db), home.Db).ReadAsync(viewer, period, zone, today, scope ?? ReadScope.Everything, Token);
    }

    private static int Streak(Dictionary<DateOnly, double> days)
    {
        var (longest, now) = (0, 0);
        foreach (var day in days.OrderBy(d => d.Key))
        {
            now = day.Value >= 1 ? now + 1 : 0;
            longest = Math.Max(longest, now);
        }

        return longest;
    }

    private static double BusiestShow(SlowStatistics slow, Household home, List<Play> plays, ReviewPeriod period) =>
        plays.Where(p => p.Kind == MediaKind.Episode).GroupBy(p => home.Items[p.MediaItemId].GrandparentTitle)
            .SelectMany(show => Enumerable.Range(0, period.Days).Select(period.From.AddDays).Where(d => slow.Plays(show, d, d) > 1).Select(d => slow.WatchedMs(show, d, d)))
            .DefaultIfEmpty(0).Max();

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Near(double expected, long actual) => Assert.InRange(actual, expected - 400, expected + 400);
}
