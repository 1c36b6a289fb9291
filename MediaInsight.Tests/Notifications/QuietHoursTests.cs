using System.Globalization;
using MediaInsight.Notifications.Channels;

namespace MediaInsight.Tests.Notifications;

public sealed class QuietHoursTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("22:00", "07:00", "2026-11-21T20:59Z", null)] // 21:59
    [InlineData("22:00", "07:00", "2026-11-21T21:00Z", "2026-11-22T06:00Z")] // 22:00, over midnight
    [InlineData("22:00", "07:00", "2026-11-22T05:59Z", "2026-11-22T06:00Z")]
    [InlineData("22:00", "07:00", "2026-11-22T06:00Z", null)]
    [InlineData("13:00", "14:00", "2026-11-21T12:30Z", "2026-11-21T13:00Z")]
    [InlineData("13:00", "13:00", "2026-11-21T12:00Z", null)] // none at all
    [InlineData("01:00", "02:30", "2026-03-29T00:30Z", "2026-03-29T01:00Z")] // 02:00 to 03:00 is skipped: it ends at 03:00
    [InlineData("02:15", "02:45", "2026-03-29T01:00Z", null)] // skipped altogether
    [InlineData("02:00", "02:30", "2026-10-25T00:10Z", "2026-10-25T00:30Z")] // 02:10 for the first time
    [InlineData("02:00", "02:30", "2026-10-25T00:40Z", null)]
    [InlineData("02:00", "02:30", "2026-10-25T01:10Z", "2026-10-25T01:30Z")] // 02:10 for the second time
    public void Quiet_hours_are_clock_times_of_the_site(string from, string to, string now, string? endsAt)
    {
        var (begin, end, at) = (TimeOnly.Parse(from, CultureInfo.InvariantCulture), TimeOnly.Parse(to, CultureInfo.InvariantCulture), DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));

        Assert.Equal(endsAt is not null, QuietHours.Holds(begin, end, at, Berlin));
        Assert.Equal(endsAt is null, QuietHours.BeganAt(begin, end, at, Berlin) is null);
        Assert.Equal(endsAt is null ? at : DateTimeOffset.Parse(endsAt, CultureInfo.InvariantCulture), QuietHours.EndsAt(begin, end, at, Berlin));
    }

    [Theory]
    [InlineData("22:00", "07:00", "2026-11-21T21:30Z", "2026-11-21T21:00Z")]
    [InlineData("22:00", "07:00", "2026-11-22T05:30Z", "2026-11-21T21:00Z")] // since yesterday evening
    [InlineData("02:30", "06:00", "2026-03-29T01:30Z", "2026-03-29T01:00Z")] // a begin that is skipped
    [InlineData("02:30", "06:00", "2026-10-25T02:00Z", "2026-10-25T00:30Z")] // one that comes twice
    public void What_is_older_than_the_quiet_hours_is_told_apart(string from, string to, string now, string beganAt) => Assert.Equal(
        DateTimeOffset.Parse(beganAt, CultureInfo.InvariantCulture),
        QuietHours.BeganAt(TimeOnly.Parse(from, CultureInfo.InvariantCulture), TimeOnly.Parse(to, CultureInfo.InvariantCulture), DateTimeOffset.Parse(now, CultureInfo.InvariantCulture), Berlin));
}
