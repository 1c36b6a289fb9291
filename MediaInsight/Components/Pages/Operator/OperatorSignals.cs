using MediaInsight.Alerting.Alerts;
using MediaInsight.Live;
using MediaInsight.Monitoring;

namespace MediaInsight.Components.Pages.Operator;

/// <summary>"A sample was taken": pages read again.</summary>
public sealed record SystemSignal(long Number);

/// <summary>"An alert rule, its state or the log changed": pages read again.</summary>
public sealed record AlertsSignal(long Number);

public static class OperatorSignals
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);

    public static IServiceCollection AddOperatorSignals(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var number = 0L;
            var feed = new LiveFeed<SystemSignal>(new(0), provider.GetRequiredService<TimeProvider>(), Rest);
            provider.GetRequiredService<SystemNow>().Changed += () => feed.Publish(new(Interlocked.Increment(ref number)));
            return feed;
        });
        services.AddSingleton(provider =>
        {
            var number = 0L;
            var feed = new LiveFeed<AlertsSignal>(new(0), provider.GetRequiredService<TimeProvider>(), Rest);
            provider.GetRequiredService<AlertChanges>().Changed += () => feed.Publish(new(Interlocked.Increment(ref number)));
            return feed;
        });
        return services;
    }
}
