using MediaInsight.Data;
using MediaInsight.Platform;
using Microsoft.EntityFrameworkCore;
using Quartz;
using IJob = MediaInsight.Platform.IJob;

namespace MediaInsight.Jobs;

/// <param name="Schedule">In words.</param>
/// <param name="NextRunAt">Null while the scheduler is not started.</param>
/// <param name="RunningSince">Null when it is not running.</param>
/// <param name="LastRun">The newest that has ended; null: never yet.</param>
public sealed record JobState(string Name, string Description, string Schedule, DateTimeOffset? NextRunAt, DateTimeOffset? RunningSince, JobRun? LastRun);

/// <summary>Every <see cref="IJob"/> of the program: what it does, when, how it went; and "now".</summary>
public sealed partial class ScheduledJobs
{
    private readonly Dictionary<string, IJob> _jobs;
    private readonly JobRunner _runner;
    private readonly ISchedulerFactory _schedulers;
    private readonly IDbContextFactory<MediaInsightDb> _factory;
    private readonly ILogger<ScheduledJobs> _logger;

    internal ScheduledJobs(IEnumerable<IJob> jobs, JobRunner runner, ISchedulerFactory schedulers, IDbContextFactory<MediaInsightDb> factory, ILogger<ScheduledJobs> logger)
    {
        _jobs = jobs.ToDictionary(j => j.Name, StringComparer.Ordinal);
        _runner = runner;
        _schedulers = schedulers;
        _factory = factory;
        _logger = logger;
        runner.Changed += () => Changed?.Invoke();
    }

    /// <summary>Raised when a run begins or ends; must return at once.</summary>
    public event Action? Changed;

    internal IReadOnlyCollection<IJob> Jobs => _jobs.Values;

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<JobState>> ListAsync(CancellationToken cancellationToken)
    {
        var scheduler = await _schedulers.GetScheduler(cancellationToken);
        await using var db = await _factory.CreateDbContextAsync(cancellationToken);
        var running = _runner.Running;
        var states = new List<JobState>();
        foreach (var job in _jobs.Values.OrderBy(j => j.Name, StringComparer.Ordinal))
        {
            var last = await db.JobRuns.AsNoTracking().Where(r => r.Job == job.Name && r.Outcome != JobOutcome.Running).OrderByDescending(r => r.StartedAt).FirstOrDefaultAsync(cancellationToken);
            states.Add(new(job.Name, job.Description, JobTriggers.Words(job.Schedule), await NextAsync(scheduler, job.Name, cancellationToken), running.TryGetValue(job.Name, out var since) ? since : null, last));
        }

        return states;
    }

    /// <summary>Newest first, of one job.</summary>
    public async Task<IReadOnlyList<JobRun>> RunsAsync(string job, int limit, CancellationToken cancellationToken)
    {
        await using var db = await _factory.CreateDbContextAsync(cancellationToken);
        return await db.JobRuns.AsNoTracking().Where(r => r.Job == job).OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id).Take(limit).ToListAsync(cancellationToken);
    }

    /// <summary>Starts a job besides its schedule and returns at once. False when there is no such job, or it is running.</summary>
    /// <param name="actor">Who asked, for the log.</param>
    public async Task<bool> RunNowAsync(string name, string actor, CancellationToken cancellationToken)
    {
        if (!_jobs.ContainsKey(name) || _runner.Running.ContainsKey(name))
        {
            return false;
        }

        var scheduler = await _schedulers.GetScheduler(cancellationToken);
        LogAsked(name, actor);
        await scheduler.TriggerJob(new JobKey(name), new JobDataMap(), cancellationToken);
        return true;
    }

    internal Task<JobOutcome?> RunAsync(string name, CancellationToken cancellationToken) =>
        _jobs.TryGetValue(name, out var job) ? _runner.RunAsync(job, cancellationToken) : Task.FromResult<JobOutcome?>(null);

    private static async Task<DateTimeOffset?> NextAsync(IScheduler scheduler, string job, CancellationToken cancellationToken)
    {
        var regular = (await scheduler.GetTrigger(JobTriggers.KeyOf(job), cancellationToken))?.NextFireTimeUtc;
        var start = (await scheduler.GetTrigger(JobTriggers.StartKeyOf(job), cancellationToken))?.NextFireTimeUtc;
        return start is { } s && (regular is not { } r || s < r) ? s : regular;
    }

    [LoggerMessage(1610, LogLevel.Information, "Job {Job} was started by {Actor}")]
    private partial void LogAsked(string job, string actor);
}
