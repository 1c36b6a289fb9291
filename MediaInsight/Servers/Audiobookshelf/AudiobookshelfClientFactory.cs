using MediaInsight.Domain;

namespace MediaInsight.Servers.Audiobookshelf;

/// <summary>Makes clients of Audiobookshelf servers, 2.11 and newer.</summary>
public sealed class AudiobookshelfClientFactory(ServerHttpFactory http) : IMediaServerClientFactory
{
    public ServerKind Kind => ServerKind.Audiobookshelf;

    public IMediaServerClient Create(ServerConnection connection) => new AudiobookshelfClient(AudiobookshelfHttp.Open(http, connection), http.Time);
}
