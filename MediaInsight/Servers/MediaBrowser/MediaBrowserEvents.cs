using System.Text.Json;
using MediaInsight.Platform.Json;

namespace MediaInsight.Servers.MediaBrowser;

/// <summary>Where and how one of the two products is listened to.</summary>
/// <param name="Path">Relative to the connection's base address.</param>
/// <param name="Subscriptions">Names of the messages that are asked for, "Sessions" among them.</param>
/// <param name="Hints">Further messages from which it follows that something changed.</param>
/// <param name="AskAgain">A first request can be lost right after opening: it is repeated while nothing was heard.</param>
internal sealed record EventDoor(ServerConnection Connection, string Path, IReadOnlyDictionary<string, string> Headers, IReadOnlyList<string> Subscriptions, IReadOnlySet<string> Hints, bool AskAgain);

/// <summary>The WebSocket of Emby and Jellyfin: asks for the sessions and tells when they are others than before.</summary>
internal sealed class MediaBrowserEvents(PushTransport transport, EventDoor door) : IServerEvents
{
    /// <summary>A server drops a client that is silent for 60 s.</summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(5);

    private static readonly byte[] Alive = """{"MessageType":"KeepAlive"}"""u8.ToArray();

    private bool _heard;

    public async Task ListenAsync(Action<ServerHint> onHint, CancellationToken cancellationToken)
    {
        _heard = false;
        var digest = new SessionDigest();
        using var socket = await transport.OpenSocketAsync(door.Connection, door.Connection.Kind.ToString(), door.Path, door.Headers, cancellationToken);
        await AskAsync(socket, cancellationToken);
        onHint(new ServerHint.Opened(PushChannel.WebSocket));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var keeping = KeepAliveAsync(socket, stop.Token);
        try
        {
            while (await socket.ReceiveAsync(cancellationToken) is { } message)
            {
                if (Read(message, digest) is { } hint)
                {
                    onHint(hint);
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await keeping;
        }

        throw socket.Closed();
    }

    public void Dispose()
    {
        // Every connection ends with its ListenAsync.
    }

    /// <summary>Delay and interval in ms: at once after a change, and for what only moves on every 1.5 s.</summary>
    private async Task AskAsync(PushSocket socket, CancellationToken cancellationToken)
    {
        foreach (var name in door.Subscriptions)
        {
            await socket.SendAsync(System.Text.Encoding.UTF8.GetBytes($$"""{"MessageType":"{{name}}Start","Data":"0,1500"}"""), cancellationToken);
        }
    }

    private async Task KeepAliveAsync(PushSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            if (door.AskAgain)
            {
                await Task.Delay(AskAgainAfter, transport.Time, cancellationToken);
                if (!_heard)
                {
                    await AskAsync(socket, cancellationToken);
                }
            }

            using var timer = new PeriodicTimer(KeepAlive, transport.Time);
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await socket.SendAsync(Alive, cancellationToken);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ServerFailure)
        {
            // The reading side ends for the same reason and tells it.
        }
    }

    /// <summary>Sample: <c>{"MessageType":"Sessions","MessageId":"a249…","Data":[{…as in GET /Sessions…}]}</c>.</summary>
    private ServerHint? Read(ReadOnlyMemory<byte> message, SessionDigest digest)
    {
        try
        {
            using var json = JsonDocument.Parse(message);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("MessageType", out var told) || LenientJson.TextOf(told) is not { } type)
            {
                return null;
            }

            if (type == "Sessions" && json.RootElement.TryGetProperty("Data", out var data) && data.ValueKind == JsonValueKind.Array)
            {
                _heard = true;
                return digest.IsNew(data.Deserialize<List<SessionDto?>>(LenientJson.Options) ?? []) ? new ServerHint.Changed(AboutSessions: true) : new ServerHint.Unchanged();
            }

            return door.Hints.Contains(type) ? new ServerHint.Changed(AboutSessions: false) : null;
        }
        catch (JsonException)
        {
            // A broken message costs a hint, no more: the next poll sees what it told.
            return null;
        }
    }
}
