using MediaInsight.Demo;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Demo;

/// <summary>A household at a chosen instant, reached as connectors reach it.</summary>
internal sealed class DemoClock(DateTimeOffset now)
{
    public static readonly DateTimeOffset Friday = new(2026, 11, 20, 20, 15, 0, TimeSpan.Zero);

    public ManualTime Time { get; } = new(now);

    public ServerHttpFactory Factory => new(new DemoTransport(new SocketTransport(), Time), Time);

    public static ServerConnection Connection(ServerKind kind, string? token = null)
    {
        var server = DemoHousehold.Servers.Single(s => s.Kind == kind);
        return new(kind, server.Url, token ?? server.Token, "installation-of-the-tests");
    }

    /// <summary>A raw client with the token where the product wants it.</summary>
    public HttpClient Client(ServerKind kind, string? token = null)
    {
        var connection = Connection(kind, token);
        var client = new HttpClient(new DemoTransport(new SocketTransport(), Time).Open(connection)) { BaseAddress = connection.BaseUrl };
        var (name, value) = kind switch
        {
            ServerKind.Plex => ("X-Plex-Token", connection.Token),
            ServerKind.Emby => ("X-Emby-Token", connection.Token),
            ServerKind.Jellyfin => ("Authorization", $"MediaBrowser Client=\"MediaInsight\", Token=\"{connection.Token}\""),
            _ => ("Authorization", $"Bearer {connection.Token}"),
        };
        client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        return client;
    }
}
