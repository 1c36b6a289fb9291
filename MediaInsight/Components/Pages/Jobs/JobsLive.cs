using MediaInsight.Jobs;
using MediaInsight.Live;

namespace MediaInsight.Components.Pages.Jobs;

/// <summary>"A run began or ended": pages read again.</summary>
public sealed record JobsSignal(long Number);

public static class JobsLive
{
    public static IServiceCollection AddJobsLive(this IServiceCollection services) => services.AddSingleton(provider =>
    {
        var number = 0L;
        var feed = new LiveFeed<JobsSignal>(new(0), provider.GetRequiredService<TimeProvider>(), TimeSpan.FromMilliseconds(250));
        provider.GetRequiredService<ScheduledJobs>().Changed += () => feed.Publish(new(Interlocked.Increment(ref number)));
        return feed;
    });
}
