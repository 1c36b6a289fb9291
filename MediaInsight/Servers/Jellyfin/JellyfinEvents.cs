using MediaInsight.Domain;
using MediaInsight.Servers.MediaBrowser;

namespace MediaInsight.Servers.Jellyfin;

internal sealed class JellyfinEventsFactory(PushTransport transport) : IServerEventsFactory
{
    /// <summary>
    /// The activity log names starts and stops, too: a word for the keys to which the server announces no sessions
    /// (jellyfin#13479). Its messages are empty, so that each is a hint and no more.
    /// </summary>
    private static readonly string[] Subscriptions = ["Sessions", "ActivityLogEntry"];

    private static readonly HashSet<string> Hints = new(["ActivityLogEntry"], StringComparer.Ordinal);

    public ServerKind Kind => ServerKind.Jellyfin;

    public IServerEvents Create(ServerConnection connection) => new MediaBrowserEvents(
        transport,
        new(connection, "socket", new Dictionary<string, string> { ["Authorization"] = JellyfinWire.Authorization(connection) }, Subscriptions, Hints, AskAgain: false));
}
