using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.InMemory;

namespace MediaInsight.Tests.Analytics.Viewing;

/// <summary>The most plays at once, against looking at every instant at which a play or a day begins.</summary>
public sealed class ConcurrencyReaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T12:00:00Z", 1)]
    [InlineData("America/New_York", "2026-11-01T12:00:00Z", 4)]
    [InlineData("Asia/Kolkata", "2026-01-01T00:00:00Z", 5)]
    public async Task Every_day_and_the_range_have_their_exact_maximum(string zoneName, string middle, int seed)
    {
        var at = DateTimeOffset.Parse(middle, CultureInfo.InvariantCulture);
        using var home = RandomHousehold.Around(at, seed);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        var slow = new SlowStatistics(home, zone);
        var (from, to) = (slow.DayOf(at).AddDays(-4), slow.DayOf(at).AddDays(4));

        var result = await AskAsync(home, new() { From = from, To = to }, zone, to, ReadScope.Everything);

        Assert.Equal(9, result.Days.Count);
        foreach (var day in result.Days)
        {
            var instants = slow.Instants(day.Day);
            Assert.Equal(instants.Max(i => slow.On(i).Count), day.Peak.Streams);
            Assert.Equal(instants.Max(i => slow.On(i).Count(p => p.Decision == StreamDecision.DirectPlay)), day.Peak.DirectPlays);
            Assert.Equal(instants.Max(i => slow.On(i).Count(p => p.Decision == StreamDecision.DirectStream)), day.Peak.DirectStreams);
            Assert.Equal(instants.Max(i => slow.On(i).Count(p => p.Decision == StreamDecision.Transcode)), day.Peak.Transcodes);
            Assert.Equal(instants.Max(i => slow.On(i).Sum(slow.Kbps)), day.Peak.Kbps);
            Assert.Equal(instants.Max(i => slow.On(i).Where(p => p.Location == NetworkLocation.Lan).Sum(slow.Kbps)), day.Peak.LanKbps);
            Assert.Equal(instants.Max(i => slow.On(i).Where(p => p.Location == NetworkLocation.Wan).Sum(slow.Kbps)), day.Peak.WanKbps);
            Assert.Equal(instants.First(i => slow.On(i).Count == day.Peak.Streams), day.Peak.At);
        }

        Assert.Equal(result.Days.Max(d => d.Peak.Streams), result.Peak.Streams);
        Assert.Equal(result.Days.Max(d => d.Peak.Kbps), result.Peak.Kbps);
        Assert.Equal(slow.On(result.Peak.At!.Value).Select(p => p.Id).Order(Comparer<PlayId>.Create((a, b) => a.Value.CompareTo(b.Value))), result.AtPeak.Select(r => r.Id).Order(Comparer<PlayId>.Create((a, b) => a.Value.CompareTo(b.Value))));
        Assert.True(result.Peak.Streams > 2);
    }

    [Fact]
    public async Task A_long_range_has_the_days_of_its_parts()
    {
        var at = new DateTimeOffset(2026, 6, 15, 0, 0, 0, TimeSpan.Zero);
        using var home = RandomHousehold.Around(at, 11, days: 280, plays: 2600);
        var first = new DateOnly(2026, 1, 20);

        var whole = await AskAsync(home, new() { From = first, To = first.AddDays(299) }, TimeZoneInfo.Utc, first.AddDays(299), ReadScope.Everything);

        var parts = new List<ConcurrencyDay>();
        for (var month = 0; month < 10; month++)
        {
            var from = first.AddDays(30 * month);
            parts.AddRange((await AskAsync(home, new() { From = from, To = from.AddDays(29) }, TimeZoneInfo.Utc, from.AddDays(29), ReadScope.Everything)).Days);
        }

        Assert.Equal(parts, whole.Days);
        Assert.True(whole.Days.Count(d => d.Peak.Streams > 1) > 100);
    }

    [Fact]
    public async Task A_play_that_ends_as_another_begins_is_not_beside_it_and_midnight_counts_on_both_days()
    {
        using var home = new Household();
        var server = home.Server("Attic");
        var user = home.Account(server, home.Person("Ann"));
        var film = home.Item(server, MediaKind.Movie, "Stalker");
        var noon = new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
        home.Play(user, film, noon, TimeSpan.FromHours(1));
        home.Play(user, film, noon.AddHours(1), TimeSpan.FromHours(1));
        home.Play(user, film, noon.AddHours(11), TimeSpan.FromHours(3));
        home.Play(user, film, noon.AddHours(2), TimeSpan.Zero);

        var result = await AskAsync(home, AnalyticsFilter.AllTime, TimeZoneInfo.Utc, new(2026, 5, 6), ReadScope.Everything);

        Assert.Equal([1, 1, 0], result.Days.Select(d => d.Peak.Streams));
        Assert.Equal(new(2026, 5, 4), result.From);
        Assert.Equal(noon.AddHours(12), result.Days[1].Peak.At);
        Assert.Null(result.Days[2].Peak.At);
    }

    [Fact]
    public async Task A_limited_reader_sees_the_own_plays_only_and_an_empty_history_has_no_peak()
    {
        using var home = RandomHousehold.Around(new(2026, 6, 15, 0, 0, 0, TimeSpan.Zero), 7);
        var bob = home.People.Values.First(p => p.Name == "Bob").Id;
        var today = new DateOnly(2026, 6, 22);

        var own = await AskAsync(home, AnalyticsFilter.AllTime, TimeZoneInfo.Utc, today, ReadScope.Only(bob));
        var none = await AskAsync(home, AnalyticsFilter.AllTime, TimeZoneInfo.Utc, today, ReadScope.None);

        Assert.NotEmpty(own.AtPeak);
        Assert.All(own.AtPeak, r => Assert.Equal(bob, r.ViewerId));
        Assert.Equal(own.Peak.Streams, own.AtPeak.Count);
        Assert.Equal(0, none.Peak.Streams);
        Assert.Empty(none.AtPeak);
    }

    private static async Task<ConcurrencyResult> AskAsync(Household home, AnalyticsFilter filter, TimeZoneInfo zone, DateOnly today, ReadScope scope)
    {
        using var index = new PlayIndex(home.Db);
        return await new ConcurrencyReader(index, home.Db).ReadAsync(filter, zone, today, scope, Token);
    }
}
