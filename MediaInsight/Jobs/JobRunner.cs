using System.Collections.Concurrent;
using System.Collections.Immutable;
using MediaInsight.Data;
using MediaInsight.Data.Events;
using MediaInsight.Domain;
using MediaInsight.Platform;
using MediaInsight.Platform.Logging;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Jobs;

/// <summary>Runs one job at a time of its name, remembers how it went, and lets no fault out.</summary>
internal sealed partial class JobRunner(DatabaseWriter writer, EventLog log, TimeProvider time, ILogger<JobRunner> logger)
{
    private const int MaxMessage = 1000;

    /// <summary>Its failures have a topic of their own.</summary>
    private const string BackupJobName = "backup";
    private readonly ConcurrentDictionary<string, DateTimeOffset> _running = new(StringComparer.Ordinal);

    /// <summary>Raised when a run begins or ends.</summary>
    public event Action? Changed;

    /// <summary>What runs now, and since when.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Running => _running.ToImmutableDictionary();

    /// <summary>Null when the job is running already.</summary>
    public async Task<JobOutcome?> RunAsync(IJob job, CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        if (!_running.TryAdd(job.Name, startedAt))
        {
            LogOverlap(job.Name);
            return null;
        }

        try
        {
            var run = await BeginAsync(job, startedAt);
            Changed?.Invoke();
            var began = time.GetTimestamp();
            var (outcome, message) = await TryAsync(job, cancellationToken);
            if (outcome == JobOutcome.Done)
            {
                LogDone(job.Name, time.GetElapsedTime(began).TotalSeconds, message);
            }

            await EndAsync(run, job.Name, startedAt, outcome, message);
            return outcome;
        }
        finally
        {
            _running.TryRemove(job.Name, out _);
            Changed?.Invoke();
        }
    }

    /// <summary>Runs that a crash left behind are not running any more.</summary>
    public Task CloseAbandonedAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return writer.RunAsync((db, token) => db.JobRuns.Where(r => r.Outcome == JobOutcome.Running).ExecuteUpdateAsync(
            s => s.SetProperty(r => r.Outcome, JobOutcome.Interrupted).SetProperty(r => r.EndedAt, now).SetProperty(r => r.Message, "MediaInsight stopped before this was done."), token), cancellationToken);
    }

    private async Task<(JobOutcome Outcome, string Message)> TryAsync(IJob job, CancellationToken cancellationToken)
    {
        try
        {
            return (JobOutcome.Done, await job.RunAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogInterrupted(job.Name);
            return (JobOutcome.Interrupted, "MediaInsight stopped before this was done.");
        }
        catch (Exception e)
        {
            // A job's fault must never end the program, nor the next run.
            LogFailed(e, job.Name);
            return (JobOutcome.Failed, e.Message);
        }
    }

    private async Task<long?> BeginAsync(IJob job, DateTimeOffset startedAt)
    {
        try
        {
            var run = new JobRun { Job = job.Name, StartedAt = startedAt };
            return await writer.RunAsync(async (db, token) =>
            {
                db.JobRuns.Add(run);
                await db.SaveChangesAsync(token);
                return run.Id;
            }, CancellationToken.None);
        }
        catch (Exception e)
        {
            // The work is worth more than its record.
            LogUnrecorded(e, job.Name);
            return null;
        }
    }

    // Without the job's token: a stop must be recorded too.
    private async Task EndAsync(long? run, string job, DateTimeOffset startedAt, JobOutcome outcome, string message)
    {
        if (run is not { } id)
        {
            return;
        }

        var endedAt = time.GetUtcNow();
        var text = Text.Clean(SecretScrubber.Scrub(message), MaxMessage);
        try
        {
            await writer.RunAsync(async (db, token) =>
            {
                await db.JobRuns.Where(r => r.Id == id).ExecuteUpdateAsync(
                    s => s.SetProperty(r => r.Outcome, outcome).SetProperty(r => r.EndedAt, endedAt).SetProperty(r => r.Message, text), token);
                if (outcome == JobOutcome.Failed)
                {
                    await EventLog.AddAsync(db, Failure(job, id, startedAt, endedAt, text), token);
                }
            }, CancellationToken.None);
            if (outcome == JobOutcome.Failed)
            {
                log.Wake();
            }
        }
        catch (Exception e)
        {
            LogUnrecorded(e, "run " + id);
        }
    }

    private static AppEvent Failure(string job, long run, DateTimeOffset startedAt, DateTimeOffset endedAt, string? message) => new()
    {
        Topic = job == BackupJobName ? EventTopics.BackupFailed : EventTopics.JobFailed,
        At = endedAt,
        Key = $"{EventTopics.JobFailed}:{run}",
        Facts = EventLog.Facts(("job", job), ("error", message), ("started_at", startedAt)),
    };

    [LoggerMessage(1600, LogLevel.Debug, "Job {Job} is running already: not started again")]
    private partial void LogOverlap(string job);

    [LoggerMessage(1601, LogLevel.Debug, "Job {Job} done in {Seconds:0.0} s: {Message}")]
    private partial void LogDone(string job, double seconds, string message);

    [LoggerMessage(1602, LogLevel.Information, "Job {Job} was interrupted")]
    private partial void LogInterrupted(string job);

    [LoggerMessage(1603, LogLevel.Error, "Job {Job} failed")]
    private partial void LogFailed(Exception e, string job);

    [LoggerMessage(1604, LogLevel.Warning, "The run of job {Job} could not be recorded")]
    private partial void LogUnrecorded(Exception e, string job);
}
