using MediaInsight.Domain;

namespace MediaInsight.Servers.Plex;

internal sealed class PlexClientFactory(ServerHttpFactory http) : IMediaServerClientFactory
{
    public ServerKind Kind => ServerKind.Plex;

    public IMediaServerClient Create(ServerConnection connection) => new PlexClient(http, connection);
}
