using MediaInsight.Platform;
using MediaInsight.Servers.Audiobookshelf;
using MediaInsight.Servers.Emby;
using MediaInsight.Servers.Jellyfin;
using MediaInsight.Servers.Plex;

namespace MediaInsight.Servers;

public static class ServersModule
{
    public static IServiceCollection AddServers(this IServiceCollection services)
    {
        services.AddSingleton<IServerTransport, SocketTransport>();
        services.AddSingleton<ServerHttpFactory>();
        services.AddSingleton<IMediaServerClientFactory, PlexClientFactory>();
        services.AddSingleton<IMediaServerClientFactory, EmbyClientFactory>();
        services.AddSingleton<IMediaServerClientFactory, JellyfinClientFactory>();
        services.AddSingleton<IMediaServerClientFactory, AudiobookshelfClientFactory>();
        services.AddSingleton<IServerSignIn, EmbySignIn>();
        services.AddSingleton<IServerSignIn, JellyfinSignIn>();
        services.AddSingleton<IServerSignIn, AudiobookshelfSignIn>();
        services.AddSingleton<PlexPinSignIn>();
        services.AddSingleton<ILinkSignIn, PlexLinkSignIn>();
        services.AddSingleton<ServerClients>();
        services.AddSingleton<PushTransport>();
        services.AddSingleton<IServerEventsFactory, PlexEventsFactory>();
        services.AddSingleton<IServerEventsFactory, EmbyEventsFactory>();
        services.AddSingleton<IServerEventsFactory, JellyfinEventsFactory>();
        services.AddSingleton<ServerEventSources>();
        services.AddSingleton<ServerHints>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<WebhookCounts>();
        services.AddSingleton<ServerRegistry>();
        services.AddSingleton<ConnectionTest>();
        services.AddSingleton<PollRequests>();
        services.AddSingleton<ImageCache>();
        services.AddSingleton<IJob, ImagePruneJob>();
        services.AddSingleton<ServerGaps>();
        services.AddSingleton<CatchUpRuns>();
        services.AddSingleton<ServerTraffic>();
        return services;
    }
}
