using MediaInsight.Platform;

namespace MediaInsight.Servers;

public static class ServersModule
{
    public static IServiceCollection AddServers(this IServiceCollection services)
    {
        services.AddSingleton<IServerTransport, SocketTransport>();
        services.AddSingleton<ServerHttpFactory>();
        services.AddSingleton<ServerClients>();
        services.AddSingleton<ServerRegistry>();
        services.AddSingleton<ConnectionTest>();
        services.AddSingleton<PollRequests>();
        services.AddSingleton<ImageCache>();
        services.AddSingleton<IJob, ImagePruneJob>();
        return services;
    }
}
