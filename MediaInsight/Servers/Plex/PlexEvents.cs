using System.Text.Json;
using MediaInsight.Domain;

namespace MediaInsight.Servers.Plex;

internal sealed class PlexEventsFactory(PushTransport transport) : IServerEventsFactory
{
    public ServerKind Kind => ServerKind.Plex;

    public IServerEvents Create(ServerConnection connection) => new PlexEvents(transport, connection);
}

/// <summary>Plex' notifications: by WebSocket, and by Server-Sent Events where something between refuses or swallows the former.</summary>
internal sealed class PlexEvents(PushTransport transport, ServerConnection connection) : IServerEvents
{
    // The colon segment must not be taken for a scheme: "./" keeps it a path.
    private const string SocketPath = "./:/websockets/notifications?filters=playing";
    private const string StreamPath = "./:/eventsource/notifications?filters=playing";

    private readonly Dictionary<string, string> _headers = PlexHeaders.For(connection.InstallationId, connection.Token);

    public async Task ListenAsync(Action<ServerHint> onHint, CancellationToken cancellationToken)
    {
        var heard = false;
        try
        {
            await ListenBySocketAsync(
                hint =>
                {
                    heard |= hint is not ServerHint.Opened;
                    onHint(hint);
                },
                cancellationToken);
        }
        catch (ServerFailure failure) when (!heard && MayPassOtherwise(failure))
        {
            await ListenByStreamAsync(onHint, cancellationToken);
        }
    }

    public void Dispose()
    {
        // Every connection ends with its ListenAsync.
    }

    /// <summary>A server that is not reached or does not take the token answers alike on every way.</summary>
    private static bool MayPassOtherwise(ServerFailure failure) => failure.Kind is not (ServerFailureKind.Unauthorized or ServerFailureKind.Tls);

    private async Task ListenBySocketAsync(Action<ServerHint> onHint, CancellationToken cancellationToken)
    {
        var notifications = new PlexNotifications();
        using var socket = await transport.OpenSocketAsync(connection, "Plex", SocketPath, _headers, cancellationToken);
        onHint(new ServerHint.Opened(PushChannel.WebSocket));
        while (await socket.ReceiveAsync(cancellationToken) is { } message)
        {
            Tell(notifications, message, onHint);
        }

        throw socket.Closed();
    }

    private async Task ListenByStreamAsync(Action<ServerHint> onHint, CancellationToken cancellationToken)
    {
        var notifications = new PlexNotifications();
        using var stream = await transport.OpenStreamAsync(connection, "Plex", StreamPath, _headers, cancellationToken);
        onHint(new ServerHint.Opened(PushChannel.ServerSentEvents));
        while (await stream.ReadAsync(cancellationToken) is { } told)
        {
            if (told.Name == "playing")
            {
                Tell(notifications, told.Data, onHint);
            }
        }

        throw stream.Ended();
    }

    private static void Tell(PlexNotifications notifications, ReadOnlyMemory<byte> message, Action<ServerHint> onHint)
    {
        try
        {
            using var json = JsonDocument.Parse(message);
            foreach (var hint in notifications.Read(json.RootElement))
            {
                onHint(hint);
            }
        }
        catch (JsonException)
        {
            // A broken message costs a hint, no more: the next poll sees what it told.
        }
    }
}
