using MediaInsight.Domain;

namespace MediaInsight.Servers;

/// <summary>Finds the way by which a stored server announces changes.</summary>
public sealed class ServerEventSources(IEnumerable<IServerEventsFactory> factories, ServerClients clients, PushTransport transport)
{
    private readonly Dictionary<ServerKind, IServerEventsFactory> _factories = factories.ToDictionary(f => f.Kind);

    /// <summary>Null where there is none: a product without, a simulated server. Throws <see cref="ServerFailure"/> when the stored token cannot be decrypted any more.</summary>
    public IServerEvents? Open(MediaServer server)
    {
        if (!_factories.TryGetValue(server.Kind, out var factory))
        {
            return null;
        }

        var connection = clients.ConnectionOf(server);
        return transport.Reaches(connection) ? factory.Create(connection) : null;
    }
}
