namespace MediaInsight.Live;

public static class LiveModule
{
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSingleton<LiveSessions>();
        services.AddSingleton<LiveServers>();
        return services;
    }
}
