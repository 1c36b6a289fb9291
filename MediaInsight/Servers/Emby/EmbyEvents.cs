using MediaInsight.Domain;
using MediaInsight.Servers.MediaBrowser;

namespace MediaInsight.Servers.Emby;

internal sealed class EmbyEventsFactory(PushTransport transport) : IServerEventsFactory
{
    private static readonly string[] Subscriptions = ["Sessions"];

    /// <summary>Sent unasked, to whom depends on the version; user data change about half a second after a start and a stop.</summary>
    private static readonly HashSet<string> Hints = new(["PlaybackStart", "PlaybackStopped", "SessionEnded", "UserDataChanged"], StringComparer.Ordinal);

    public ServerKind Kind => ServerKind.Emby;

    /// <summary>The token stands in the address, for Emby's socket takes it nowhere else; nothing of ours writes such an address down.</summary>
    public IServerEvents Create(ServerConnection connection) => new MediaBrowserEvents(
        transport,
        new(
            connection,
            $"{EmbyWire.SocketRoot(connection)}embywebsocket?api_key={Uri.EscapeDataString(connection.Token.Trim())}&deviceId={Uri.EscapeDataString(connection.InstallationId)}",
            new Dictionary<string, string>(),
            Subscriptions,
            Hints,
            AskAgain: true));
}
