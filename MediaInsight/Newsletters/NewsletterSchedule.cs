using MediaInsight.Domain;

namespace MediaInsight.Newsletters;

/// <summary>One issue: the day of the site it is due on, and that moment on the world's clock.</summary>
public sealed record IssueTime(DateOnly Day, DateTimeOffset At);

/// <summary>When issues are due, in the site's zone.</summary>
public static class NewsletterSchedule
{
    public const int Weekly = 7;
    public const int Monthly = 30;
    public const int Yearly = 365;

    /// <summary>
    /// An issue that could not be sent while the program ran is looked for so long. What was missed because the program was off is
    /// sent however late: the newest one.
    /// </summary>
    public static readonly TimeSpan Late = TimeSpan.FromHours(24);

    /// <summary>So long after its time an issue whose channel was off is still news: it is sent when the channel is back.</summary>
    public static TimeSpan HoldFor(Newsletter newsletter) => TimeSpan.FromDays(newsletter.EveryDays switch
    {
        Yearly => 14,
        Monthly => 7,
        _ => 3,
    });

    /// <summary>The issue that is to be sent now; null: none.</summary>
    /// <param name="lookedAt">When it was looked before this time; null: not known. What lies between is not sent for a change of its day.</param>
    public static IssueTime? Due(Newsletter newsletter, TimeZoneInfo zone, DateTimeOffset now, DateTimeOffset? lookedAt = null)
    {
        var issue = Latest(newsletter, zone, now);

        // Sent or made in the future was by a clock that has been set back since; who got the issue gets it no second time by its key.
        var isNew = newsletter.LastSentAt is not { } sent || sent < issue.At || sent > now;
        return isNew && (newsletter.CreatedAt <= issue.At || newsletter.CreatedAt > now) && (now - issue.At <= Late || issue.At > lookedAt) ? issue : null;
    }

    public static IssueTime Next(Newsletter newsletter, TimeZoneInfo zone, DateTimeOffset now)
    {
        var day = Latest(newsletter, zone, now).Day;
        return Issue(newsletter, Step(newsletter, day, 1), zone);
    }

    /// <summary>The newest issue that is not in the future.</summary>
    public static IssueTime Latest(Newsletter newsletter, TimeZoneInfo zone, DateTimeOffset now)
    {
        var day = FirstBefore(newsletter, SiteDays.Of(now, zone));
        var issue = Issue(newsletter, day, zone);
        return issue.At <= now ? issue : Issue(newsletter, Step(newsletter, day, -1), zone);
    }

    /// <summary>As <see cref="Period"/>, but from the issue before that was sent, should others in between have been missed.</summary>
    public static (DateOnly From, DateOnly To) PeriodSinceSent(Newsletter newsletter, DateOnly day, TimeZoneInfo zone)
    {
        var (from, to) = Period(newsletter, day);
        return newsletter.LastSentAt is { } sent && Latest(newsletter, zone, sent).Day is var last && last < from ? (last, to) : (from, to);
    }

    /// <summary>The days an issue tells of, both included.</summary>
    public static (DateOnly From, DateOnly To) Period(Newsletter newsletter, DateOnly day) => (Step(newsletter, day, -1), day.AddDays(-1));

    private static IssueTime Issue(Newsletter newsletter, DateOnly day, TimeZoneInfo zone) => new(day, Moment(day, newsletter.At, zone));

    private static DateOnly Step(Newsletter newsletter, DateOnly day, int by) => newsletter.EveryDays switch
    {
        Yearly => day.AddYears(by),
        Monthly => day.AddMonths(by),
        _ => day.AddDays(7 * by),
    };

    private static DateOnly FirstBefore(Newsletter newsletter, DateOnly today)
    {
        switch (newsletter.EveryDays)
        {
            case Yearly:
                var inYear = new DateOnly(today.Year, Math.Clamp(newsletter.OnDay, 1, 12), 1);
                return inYear <= today ? inYear : inYear.AddYears(-1);
            case Monthly:
                var inMonth = new DateOnly(today.Year, today.Month, Math.Clamp(newsletter.OnDay, 1, 28));
                return inMonth <= today ? inMonth : inMonth.AddMonths(-1);
            default:
                return today.AddDays(-(((int)today.DayOfWeek - newsletter.OnDay + 7) % 7));
        }
    }

    /// <summary>Of a time that daylight saving skips the first that exists; of one that comes twice the first.</summary>
    private static DateTimeOffset Moment(DateOnly day, TimeOnly at, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(at);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
