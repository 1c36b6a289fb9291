using System.Globalization;
using MediaInsight.Newsletters;

namespace MediaInsight.Tests.Newsletters;

public sealed class NewsletterScheduleTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData(NewsletterSchedule.Weekly, 1, "09:00", "2026-03-04T12:00:00Z", "2026-03-02T08:00:00Z", "2026-02-23", "2026-03-01")]
    [InlineData(NewsletterSchedule.Weekly, 1, "09:00", "2026-03-02T07:59:59Z", "2026-02-23T08:00:00Z", "2026-02-16", "2026-02-22")]
    [InlineData(NewsletterSchedule.Weekly, 0, "09:00", "2026-03-29T08:00:00Z", "2026-03-29T07:00:00Z", "2026-03-22", "2026-03-28")]
    [InlineData(NewsletterSchedule.Monthly, 1, "00:15", "2026-03-31T22:20:00Z", "2026-03-31T22:15:00Z", "2026-03-01", "2026-03-31")]
    [InlineData(NewsletterSchedule.Monthly, 28, "09:00", "2026-03-27T12:00:00Z", "2026-02-28T08:00:00Z", "2026-01-28", "2026-02-27")]
    [InlineData(NewsletterSchedule.Yearly, 12, "09:00", "2026-11-30T12:00:00Z", "2025-12-01T08:00:00Z", "2024-12-01", "2025-11-30")]
    public void The_newest_issue_and_the_days_it_tells_of_are_those_of_the_site(int every, int on, string at, string now, string issue, string from, string to)
    {
        var newsletter = Newsletter(every, on, at);

        var latest = NewsletterSchedule.Latest(newsletter, Berlin, At(now));

        Assert.Equal(At(issue), latest.At);
        Assert.Equal((Day(from), Day(to)), NewsletterSchedule.Period(newsletter, latest.Day));
    }

    [Theory]
    [InlineData("2026-03-29", "02:30", "2026-03-29T01:00:00Z")]
    [InlineData("2026-10-25", "02:30", "2026-10-25T00:30:00Z")]
    public void Hours_that_the_clocks_skip_or_repeat_have_one_issue(string day, string at, string issue)
    {
        var newsletter = Newsletter(NewsletterSchedule.Weekly, 0, at);

        // Every ten minutes of the day: the issue is due from its moment on, once.
        var times = Enumerable.Range(0, 300).Select(i => At($"{day}T00:00:00Z").AddHours(-2).AddMinutes(10 * i));
        List<DateTimeOffset> sent = [];
        foreach (var now in times)
        {
            if (NewsletterSchedule.Due(newsletter, Berlin, now) is { } due && due.Day == Day(day))
            {
                Assert.Equal(At(issue), due.At);
                sent.Add(now);
                newsletter.LastSentAt = now;
            }
        }

        Assert.Equal([At(issue)], sent);
    }

    [Fact]
    public void What_was_missed_while_the_program_was_off_is_due_however_late_and_tells_of_all_since_the_last()
    {
        var newsletter = Newsletter(NewsletterSchedule.Weekly, 1, "09:00");
        newsletter.LastSentAt = At("2026-02-16T08:05:00Z");

        var due = NewsletterSchedule.Due(newsletter, Berlin, At("2026-03-06T20:00:00Z"), At("2026-02-20T12:00:00Z"));

        Assert.Equal(Day("2026-03-02"), due!.Day); // non-null: it is due
        Assert.Equal((Day("2026-02-16"), Day("2026-03-01")), NewsletterSchedule.PeriodSinceSent(newsletter, due.Day, Berlin));
        newsletter.LastSentAt = At("2026-03-06T20:00:00Z");
        Assert.Null(NewsletterSchedule.Due(newsletter, Berlin, At("2026-03-06T20:10:00Z"), At("2026-02-20T12:00:00Z")));
        newsletter.LastSentAt = At("2026-02-23T08:05:00Z");
        Assert.Equal(NewsletterSchedule.Period(newsletter, due.Day), NewsletterSchedule.PeriodSinceSent(newsletter, due.Day, Berlin));
    }

    [Fact]
    public void What_a_clock_set_back_has_made_the_future_keeps_no_issue_waiting()
    {
        var newsletter = Newsletter(NewsletterSchedule.Weekly, 1, "09:00");
        newsletter.LastSentAt = At("2027-01-04T08:00:00Z");
        var young = new Newsletter { Name = "New", Kind = NewsletterKind.RecentlyAdded, Recipients = "[]", OnDay = 1, CreatedAt = At("2027-01-04T08:05:00Z") };

        Assert.NotNull(NewsletterSchedule.Due(newsletter, Berlin, At("2026-03-02T08:10:00Z")));
        Assert.NotNull(NewsletterSchedule.Due(young, Berlin, At("2026-03-02T08:10:00Z")));
    }

    [Fact]
    public void A_missed_issue_is_due_for_a_day_and_then_waits_for_the_next()
    {
        var newsletter = Newsletter(NewsletterSchedule.Weekly, 1, "09:00");

        Assert.NotNull(NewsletterSchedule.Due(newsletter, Berlin, At("2026-03-03T07:59:00Z")));
        Assert.Null(NewsletterSchedule.Due(newsletter, Berlin, At("2026-03-03T08:10:00Z")));
        Assert.Equal(At("2026-03-09T08:00:00Z"), NewsletterSchedule.Next(newsletter, Berlin, At("2026-03-03T08:10:00Z")).At);
    }

    [Fact]
    public void What_was_sent_or_lies_before_the_newsletter_is_not_due()
    {
        var sent = Newsletter(NewsletterSchedule.Weekly, 1, "09:00");
        sent.LastSentAt = At("2026-03-02T08:03:00Z");
        var young = new Newsletter { Name = "New", Kind = NewsletterKind.RecentlyAdded, Recipients = "[]", OnDay = 1, CreatedAt = At("2026-03-02T08:05:00Z") };

        Assert.Null(NewsletterSchedule.Due(sent, Berlin, At("2026-03-02T09:00:00Z")));
        Assert.Null(NewsletterSchedule.Due(young, Berlin, At("2026-03-02T09:00:00Z")));
    }

    private static Newsletter Newsletter(int every, int on, string at) => new()
    {
        Name = "News",
        Kind = NewsletterKind.RecentlyAdded,
        Recipients = "[]",
        EveryDays = every,
        OnDay = on,
        At = TimeOnly.Parse(at, CultureInfo.InvariantCulture),
        CreatedAt = At("2020-01-01T00:00:00Z"),
    };

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
