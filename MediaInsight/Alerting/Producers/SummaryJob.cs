using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Data.Events;
using MediaInsight.Domain;
using MediaInsight.Jobs;
using MediaInsight.Platform;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Alerting.Producers;

/// <summary>Sums up yesterday for the rules, and on Mondays last week; later if the program was off at the hour.</summary>
internal sealed class SummaryJob(
    StatisticReader statistics, TopMedia media, UnobservedTimes unobserved, IDbContextFactory<MediaInsightDb> factory, EventLog log, SettingsStore settings, TimeProvider time) : IJob
{
    private const int Top = 5;
    private static readonly TimeOnly Hour = new(8, 0);

    /// <summary>A timer may ring a moment early.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(1);
    private const int MaxProblems = 10;

    public string Name => "summaries";

    public string Description => "Sums up yesterday, and on Mondays last week, for notification rules.";

    public JobSchedule Schedule => JobSchedule.Daily(Hour.Hour, Hour.Minute, atStart: true);

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var zone = settings.Get<SiteSettings>().Zone();
        var local = TimeZoneInfo.ConvertTime(time.GetUtcNow() + Early, zone);
        if (TimeOnly.FromTimeSpan(local.TimeOfDay) < Hour)
        {
            return "Nothing is summed up before 08:00.";
        }

        // The program may have been off at the hour: the newest day and week are told later then, older ones no more.
        var today = DateOnly.FromDateTime(local.DateTime);
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var day = await TellAsync(EventTopics.DailySummary, today.AddDays(-1), today.AddDays(-1), zone, cancellationToken);
        var week = await TellAsync(EventTopics.WeeklySummary, monday.AddDays(-7), monday.AddDays(-1), zone, cancellationToken);
        return (day, week) switch
        {
            (true, true) => "Summed up yesterday and last week.",
            (true, false) => "Summed up yesterday.",
            (false, true) => "Summed up last week.",
            _ => "Nothing to sum up that was not told.",
        };
    }

    /// <summary>False: told before.</summary>
    private async Task<bool> TellAsync(string topic, DateOnly from, DateOnly to, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{topic}:{from:yyyy-MM-dd}");
        if (await IsToldAsync(key, cancellationToken))
        {
            return false;
        }

        var filter = new AnalyticsFilter { From = from, To = to };
        var people = await statistics.ReadAsync(new() { Filter = filter, By = StatisticSplit.Viewer, Order = StatisticMeasure.Plays, Limit = Top }, zone, to, ReadScope.Everything, cancellationToken);
        var titles = await media.ReadAsync(filter, TopBy.Plays, Top, zone, ReadScope.Everything, cancellationToken);
        var problems = await ProblemsAsync(SiteDays.Start(from, zone), SiteDays.Start(to.AddDays(1), zone), cancellationToken);
        var words = new Facts.SiteWords(settings.Get<SiteSettings>());
        await log.RecordAsync(new()
        {
            Topic = topic,
            At = time.GetUtcNow(),
            Key = key,
            Facts = EventLog.Facts(
                ("period", from == to ? words.Date(from) : $"{words.Date(from)} – {words.Date(to)}"),
                ("plays", people.Total.Plays),
                ("hours", Math.Round(people.Total.WatchedMs / 3_600_000.0, 1)),
                ("people", people.Groups),
                ("top_titles", titles.Count == 0 ? null : titles.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Title} ({t.Plays})"))),
                ("top_people", people.Rows.Count == 0 ? null : people.Rows.Where(r => r.Key.Viewer is not null).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Key.Label} ({r.Figures.Plays})"))),
                ("problems", problems.Count == 0 ? null : problems)),
        }, cancellationToken);
        return true;
    }

    private async Task<bool> IsToldAsync(string key, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.AppEvents.AsNoTracking().AnyAsync(e => e.Key == key, cancellationToken);
    }

    private async Task<IReadOnlyList<string>> ProblemsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var failed = await db.JobRuns.AsNoTracking().Where(r => r.Outcome == JobOutcome.Failed && r.StartedAt >= from && r.StartedAt < to).GroupBy(r => r.Job).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var conversions = await db.TranscodeRecords.AsNoTracking().CountAsync(t => t.Failure != null && t.StartedAt >= from && t.StartedAt < to, cancellationToken);
        var gaps = await unobserved.ReadAsync(null, null, from, to, ReadScope.Everything, cancellationToken);
        IEnumerable<string> all =
        [
            .. gaps.GroupBy(g => g.ServerName).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key} was not observed for {Math.Ceiling(g.Sum(s => (s.To - s.From).TotalMinutes))} minutes.")),
            .. failed.Select(f => string.Create(CultureInfo.InvariantCulture, $"The job {f.Key} failed{(f.Count > 1 ? $" {f.Count} times" : "")}.")),
            .. conversions > 0 ? [string.Create(CultureInfo.InvariantCulture, $"{conversions} {(conversions == 1 ? "conversion" : "conversions")} failed.")] : Array.Empty<string>(),
        ];
        return [.. all.Take(MaxProblems)];
    }
}
