using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Jobs;
using MediaInsight.Platform;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Newsletters;

/// <summary>Sends the newsletters that are due.</summary>
public sealed class NewsletterJob(IDbContextFactory<MediaInsightDb> factory, NewsletterSending sending, SettingsStore settings, TimeProvider time) : IJob
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
        List<string> said = [];
        foreach (var newsletter in all)
        {
            if (NewsletterSchedule.Due(newsletter, zone, now, lookedAt) is not { } issue)
            {
                continue;
            }

            said.Add(await sending.SendAsync(newsletter, issue, cancellationToken) switch
            {
                null => $"{newsletter.Name}: its channel is missing or switched off.",
                { Queued: 0, Empty: > 0 } => $"{newsletter.Name}: there was nothing to tell.",
                var run => $"{newsletter.Name}: {run.Queued} mail{(run.Queued == 1 ? "" : "s")}{(run.OptedOut > 0 ? $", {run.OptedOut} opted out" : "")}.",
            });
        }

        return said.Count > 0 ? string.Join(" ", said) : "Nothing was due.";
    }
}
