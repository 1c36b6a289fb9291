using System.Globalization;
using MediaInsight.Platform;
using Quartz;

namespace MediaInsight.Jobs;

/// <summary>A schedule as the scheduler wants it, and as a reader reads it.</summary>
internal static class JobTriggers
{
    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(20);

    /// <summary>A missed time is not made up for: the next one comes soon enough.</summary>
    public static ITrigger Regular(string job, JobSchedule schedule, TimeZoneInfo zone, DateTimeOffset now)
    {
        var trigger = TriggerBuilder.Create().WithIdentity(KeyOf(job)).ForJob(new JobKey(job));
        if (schedule.DailyAt is { } at)
        {
            var cron = string.Create(CultureInfo.InvariantCulture, $"0 {at.Minute} {at.Hour} * * ?");
            return trigger.StartAt(now).WithSchedule(CronScheduleBuilder.Create(cron).InTimeZone(zone).WithMisfireInstruction(CronTriggerMisfireInstruction.DoNothing)).Build();
        }

        var every = schedule.Every ?? TimeSpan.FromDays(1);
        return trigger.StartAt(now + every).WithSchedule(SimpleScheduleBuilder.Create().WithInterval(every).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)).Build();
    }

    /// <summary>Shortly after the program's start, one after the other.</summary>
    public static ITrigger Start(string job, int place, DateTimeOffset now) =>
        TriggerBuilder.Create().WithIdentity(job + ".start").ForJob(new JobKey(job)).StartAt(now + AfterStart + TimeSpan.FromSeconds(3 * place)).Build();

    public static TriggerKey KeyOf(string job) => new(job);

    public static TriggerKey StartKeyOf(string job) => new(job + ".start");

    public static string Words(JobSchedule schedule)
    {
        var regular = schedule.DailyAt is { } at ? string.Create(CultureInfo.InvariantCulture, $"Daily at {at:HH\\:mm}") : "Every " + Words(schedule.Every ?? TimeSpan.FromDays(1));
        return schedule.AtStart ? regular + ", and at start" : regular;
    }

    private static string Words(TimeSpan every) => every switch
    {
        { TotalDays: >= 1 } when every.TotalDays % 1 == 0 => Count((int)every.TotalDays, "day"),
        { TotalHours: >= 1 } when every.TotalHours % 1 == 0 => Count((int)every.TotalHours, "hour"),
        { TotalMinutes: >= 1 } when every.TotalMinutes % 1 == 0 => Count((int)every.TotalMinutes, "minute"),
        _ => Count((int)every.TotalSeconds, "second"),
    };

    private static string Count(int n, string unit) => n == 1 ? unit : string.Create(CultureInfo.InvariantCulture, $"{n} {unit}s");
}
