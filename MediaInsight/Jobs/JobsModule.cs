using MediaInsight.Data;
using Microsoft.EntityFrameworkCore;
using Quartz;
using IJob = MediaInsight.Platform.IJob;

namespace MediaInsight.Jobs;

public static class JobsModule
{
    /// <summary>After every module that registers an <see cref="IJob"/> or before: they are collected at the start.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore(_ => { });
            quartz.UseDefaultThreadPool(4);
            quartz.ConfigureScheduler(o => o.ShutdownJobInterruption = ShutdownJobInterruption.Always);
        });
        services.AddSingleton<IJob, CleanupJob>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton(p => new ScheduledJobs(p.GetServices<IJob>(), p.GetRequiredService<JobRunner>(), p.GetRequiredService<ISchedulerFactory>(), p.GetRequiredService<IDbContextFactory<MediaInsightDb>>(), p.GetRequiredService<ILogger<ScheduledJobs>>()));
        services.AddHostedService<JobSchedulerHost>();
        return services;
    }
}
