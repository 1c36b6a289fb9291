using System.Globalization;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Jobs;
using MediaInsight.Platform;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Newsletters;

/// <summary>Sends the newsletters that are due, and those whose channel is back.</summary>
public sealed class NewsletterJob(IDbContextFactory<MediaInsightDb> factory, NewsletterSending sending, HeldIssues held, SettingsStore settings, TimeProvider time) : IJob
{
    public string Name => "newsletters";
    public string Description => "Sends newsletters and reports that are due.";
    public JobSchedule Schedule => JobSchedule.EveryMinutes(10);

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var all = await db.Newsletters.AsNoTracking().Where(n => n.IsEnabled).ToListAsync(cancellationToken);
        var (zone, now) = (settings.Get<SiteSettings>().Zone(), time.GetUtcNow());
        var lookedAt = await db.JobRuns.AsNoTracking().Where(r => r.Job == Name && r.Outcome == JobOutcome.Done && r.StartedAt < now).MaxAsync(r => (DateTimeOffset?)r.StartedAt, cancellationToken);
        var waiting = await held.ReadAsync(cancellationToken);
        List<string> said = [];
        foreach (var newsletter in all)
        {
            var latest = NewsletterSchedule.Latest(newsletter, zone, now);
            var isHeld = waiting[newsletter.Id].Contains(latest.Day) && now - latest.At <= NewsletterSchedule.HoldFor(newsletter);
            if ((NewsletterSchedule.Due(newsletter, zone, now, lookedAt) ?? (isHeld ? latest : null)) is { } issue)
            {
                said.Add(await SendAsync(newsletter, issue, isHeld, cancellationToken));
            }
        }

        foreach (var (id, day) in waiting.SelectMany(w => w.Select(day => (w.Key, day))))
        {
            said.AddRange(await LookAsync(id, day, all.Find(n => n.Id == id), zone, now, cancellationToken));
        }

        return said.Count > 0 ? string.Join(" ", said) : "Nothing was due.";
    }

    private async Task<string> SendAsync(Newsletter newsletter, IssueTime issue, bool isHeld, CancellationToken cancellationToken)
    {
        if (await sending.SendAsync(newsletter, issue, cancellationToken) is not { } run)
        {
            await held.HoldAsync(newsletter, issue.Day, cancellationToken);
            return $"{newsletter.Name}: its channel is missing or switched off.";
        }

        if (isHeld)
        {
            await held.ReleaseAsync(newsletter.Id, issue.Day, cancellationToken);
        }

        return run is { Queued: 0, Empty: > 0 }
            ? $"{newsletter.Name}: there was nothing to tell."
            : $"{newsletter.Name}: {run.Queued} mail{(run.Queued == 1 ? "" : "s")}{(run.OptedOut > 0 ? $", {run.OptedOut} opted out" : "")}.";
    }

    /// <summary>Tells, once, of an issue that waited in vain.</summary>
    private async Task<IReadOnlyList<string>> LookAsync(int id, DateOnly day, Newsletter? newsletter, TimeZoneInfo zone, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var why = newsletter is null ? "Skipped: the newsletter was switched off or deleted while its channel was off."
            : NewsletterSchedule.Latest(newsletter, zone, now) is var latest && latest.Day != day ? "Skipped: its channel was off or missing until the next issue, or its day was changed."
            : now - latest.At > NewsletterSchedule.HoldFor(newsletter) ? $"Skipped: its channel was off or missing for {NewsletterSchedule.HoldFor(newsletter).TotalDays:0} days."
            : null;
        return why is not null && await held.SkipAsync(id, day, why, cancellationToken) ? [$"{newsletter?.Name ?? "A newsletter"}: the issue of {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} was skipped."] : [];
    }
}
