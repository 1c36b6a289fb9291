using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Platform;
using Quartz;

namespace MediaInsight.Jobs;

/// <summary>Puts every job on the clock when the program starts, moves daily ones when the site's zone changes, and lets what runs end when it stops.</summary>
internal sealed class JobSchedulerHost(ScheduledJobs jobs, JobRunner runner, ISchedulerFactory schedulers, SettingsStore settings, TimeProvider time) : BackgroundService
{
    private readonly SemaphoreSlim _moved = new(0, int.MaxValue);
    private IScheduler? _scheduler;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        settings.Changed -= OnSettings;
        await base.StopAsync(cancellationToken);

        // A host may be stopped twice; a scheduler may not.
        if (Interlocked.Exchange(ref _scheduler, null) is { } scheduler)
        {
            await scheduler.Shutdown(waitForJobsToComplete: true, cancellationToken);
        }
    }

    public override void Dispose()
    {
        _moved.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await runner.CloseAbandonedAsync(stoppingToken);
            var scheduler = await schedulers.GetScheduler(stoppingToken);
            _scheduler = scheduler;
            await ScheduleAsync(scheduler, stoppingToken);
            await scheduler.Start(stoppingToken);
            settings.Changed += OnSettings;
            while (true)
            {
                await _moved.WaitAsync(stoppingToken);
                await MoveDailyAsync(scheduler, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private TimeZoneInfo Zone => TimeZoneInfo.TryFindSystemTimeZoneById(settings.Get<SiteSettings>().TimeZone, out var zone) ? zone : time.LocalTimeZone;

    private async Task ScheduleAsync(IScheduler scheduler, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var place = 0;
        foreach (var job in jobs.Jobs)
        {
            List<ITrigger> triggers = [JobTriggers.Regular(job.Name, job.Schedule, Zone, now)];
            if (job.Schedule.AtStart)
            {
                triggers.Add(JobTriggers.Start(job.Name, place++, now));
            }

            var detail = JobBuilder.Create<QuartzJob>().WithIdentity(job.Name).StoreDurably().Build();
            await scheduler.ScheduleJob(detail, triggers, new ScheduleJobOptions { Replace = true }, cancellationToken);
        }
    }

    private async Task MoveDailyAsync(IScheduler scheduler, CancellationToken cancellationToken)
    {
        foreach (var job in jobs.Jobs.Where(j => j.Schedule.DailyAt is not null))
        {
            await scheduler.RescheduleJob(JobTriggers.KeyOf(job.Name), JobTriggers.Regular(job.Name, job.Schedule, Zone, time.GetUtcNow()), cancellationToken);
        }
    }

    private void OnSettings(string section)
    {
        if (section == SettingsStore.SectionOf<SiteSettings>())
        {
            _moved.Release();
        }
    }
}

/// <summary>What the scheduler calls: the job's key names ours.</summary>
[DisallowConcurrentExecution]
internal sealed class QuartzJob(ScheduledJobs jobs) : Quartz.IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await jobs.RunAsync(context.JobDetail.Key.Name, cancellationToken);
}
