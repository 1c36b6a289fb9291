using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>A simulated server as it is added to the installation.</summary>
public sealed record DemoServer(ServerKind Kind, string Name, Uri Url, string Token);

/// <summary>The four servers of the demo household. The hosts are under a top-level domain that can never exist.</summary>
public static class DemoHousehold
{
    public const string PlexHost = "plex.demo.invalid";
    public const string EmbyHost = "emby.demo.invalid";
    public const string JellyfinHost = "jellyfin.demo.invalid";
    public const string AudiobookshelfHost = "audiobookshelf.demo.invalid";

    public const string PlexName = "Demo Plex";
    public const string EmbyName = "Demo Emby";
    public const string JellyfinName = "Demo Jellyfin";
    public const string AudiobookshelfName = "Demo Audiobookshelf";

    /// <summary>The tokens open nothing but the simulation.</summary>
    public static IReadOnlyList<DemoServer> Servers { get; } =
    [
        new(ServerKind.Plex, PlexName, new Uri($"http://{PlexHost}:32400/"), "demo-plex-token"),
        new(ServerKind.Emby, EmbyName, new Uri($"http://{EmbyHost}:8096/"), "d0e1f2a3b4c5d6e7f8090a1b2c3d4e5f"),
        new(ServerKind.Jellyfin, JellyfinName, new Uri($"http://{JellyfinHost}:8096/"), "0f1e2d3c4b5a69788796a5b4c3d2e1f0"),
        new(ServerKind.Audiobookshelf, AudiobookshelfName, new Uri($"http://{AudiobookshelfHost}:13378/"), "demo.audiobookshelf.key"),
    ];

    /// <summary>The simulated server behind an address; null for every real one.</summary>
    public static DemoServer? At(Uri url) => Servers.FirstOrDefault(s => string.Equals(s.Url.Host, url.Host, StringComparison.OrdinalIgnoreCase));

    internal static ISimulatedServer Open(DemoServer server, DemoRemote remote) => server.Kind switch
    {
        ServerKind.Plex => new PlexWire(server.Token, remote),
        ServerKind.Emby => new EmbyWire(server.Token, remote),
        ServerKind.Jellyfin => new JellyfinWire(server.Token, remote),
        _ => new AudiobookshelfWire(server.Token),
    };
}
