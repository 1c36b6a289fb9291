using System.Globalization;
using MediaInsight.Domain;

namespace MediaInsight.Tests.Analytics;

public sealed class SiteDaysTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z", 23)]
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00Z", 25)]
    [InlineData("America/New_York", "2026-03-08", "2026-03-08T05:00:00Z", 23)]
    [InlineData("America/New_York", "2026-11-01", "2026-11-01T04:00:00Z", 25)]
    [InlineData("Asia/Kolkata", "2026-06-01", "2026-05-31T18:30:00Z", 24)]
    [InlineData("UTC", "2026-06-01", "2026-06-01T00:00:00Z", 24)]
    public void A_day_lasts_from_midnight_to_midnight_of_the_zone(string name, string day, string start, int hours)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);

        Assert.Equal(DateTimeOffset.Parse(start, CultureInfo.InvariantCulture), SiteDays.Start(DateOnly.Parse(day, CultureInfo.InvariantCulture), zone));
        Assert.Equal(TimeSpan.FromHours(hours), SiteDays.Start(DateOnly.Parse(day, CultureInfo.InvariantCulture).AddDays(1), zone) - SiteDays.Start(DateOnly.Parse(day, CultureInfo.InvariantCulture), zone));
    }

    [Fact]
    public void Where_midnight_is_left_out_the_day_begins_with_the_end_of_the_gap()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/Sao_Paulo");

        Assert.Equal(DateTimeOffset.Parse("2018-11-04T03:00:00Z", null), SiteDays.Start(new(2018, 11, 4), zone));
    }

    [Fact]
    public void Where_midnight_comes_twice_the_day_begins_with_the_first()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/Havana");

        Assert.Equal(DateTimeOffset.Parse("2025-11-02T04:00:00Z", null), SiteDays.Start(new(2025, 11, 2), zone));
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("America/Sao_Paulo")]
    [InlineData("Africa/Cairo")]
    public void Every_instant_lies_in_the_day_it_belongs_to(string name)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);

        for (var day = new DateOnly(2011, 1, 1); day < new DateOnly(2019, 1, 1); day = day.AddDays(1))
        {
            var (start, end) = (SiteDays.Start(day, zone), SiteDays.Start(day.AddDays(1), zone));
            if (start < end)
            {
                Assert.Equal(day, SiteDays.Of(start, zone));
                Assert.Equal(day, SiteDays.Of(end.AddTicks(-1), zone));
            }
        }
    }
}
