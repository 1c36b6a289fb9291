using MediaInsight.Monitoring;
using MediaInsight.Platform;
using MediaInsight.Viewers;

namespace MediaInsight.Live;

public static class LiveModule
{
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSingleton<LiveSessions>();
        services.AddSingleton<LiveServers>();
        services.AddSingleton(provider => provider.GetRequiredService<LiveSessions>().Feed);
        services.AddSingleton(provider => provider.GetRequiredService<LiveServers>().Feed);
        services.AddSingleton<IStreamGauge, LiveStreamGauge>();
        services.AddSingleton<SessionControl>();
        services.AddSingleton<SessionActionLog>();
        services.AddSingleton<IPersonTraces, SessionActionTraces>();
        services.AddSingleton<IJob, SessionActionCleanupJob>();
        services.AddSingleton<LibrarySyncProgress>();
        services.AddSingleton(provider => provider.GetRequiredService<LibrarySyncProgress>().Feed);
        return services;
    }
}
