using MediaInsight.Data;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Monitoring;

/// <summary>Takes a sample at the start and then every minute, and lets old ones go.</summary>
internal sealed partial class SystemCollector(SystemSampler sampler, DatabaseWriter writer, SystemNow now, SettingsStore settings, TimeProvider time, ILogger<SystemCollector> logger) : BackgroundService
{
    /// <summary>Between the two readings that the first sample's rates are made of: the first page comes first.</summary>
    public static readonly TimeSpan FirstStretch = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Off the starting thread: files and a process are read.
        await Task.Yield();
        try
        {
            sampler.Begin();
            await Task.Delay(FirstStretch, time, stoppingToken);
            while (true)
            {
                // One sample a wait, and the wait anew after each: a clock that jumped is not caught up with.
                await TryAsync(stoppingToken);
                await Task.Delay(TimeSpan.FromSeconds(Math.Clamp(settings.Get<MonitoringSettings>().IntervalSeconds, 10, 3600)), time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            var wanted = settings.Get<MonitoringSettings>();
            var before = time.GetUtcNow().AddDays(-Math.Clamp(wanted.RetentionDays, 1, 365));
            var sample = wanted.Enabled ? await sampler.ReadAsync(cancellationToken) : null;
            await writer.RunAsync(async (db, token) =>
            {
                await db.SystemMetrics.Where(s => s.RecordedAt < before).ExecuteDeleteAsync(token);
                await db.ServerMetrics.Where(s => s.RecordedAt < before).ExecuteDeleteAsync(token);
                if (sample is not null)
                {
                    db.SystemMetrics.Add(sample);
                }
            }, cancellationToken);
            if (sample is not null)
            {
                now.Publish(sample);
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // A full disk, of all things, must not end the watching of disks.
            LogFailed(e);
        }
    }

    [LoggerMessage(1650, LogLevel.Warning, "A sample of the machine could not be taken or stored; the next one is tried as usual")]
    private partial void LogFailed(Exception e);
}
