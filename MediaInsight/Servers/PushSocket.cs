using System.Net.WebSockets;

namespace MediaInsight.Servers;

/// <summary>An open WebSocket with bounded messages. Reading and sending may go on at the same time; each by one caller.</summary>
internal sealed class PushSocket(WebSocket socket, HttpMessageInvoker invoker, string product) : IDisposable
{
    /// <summary>Largest message that is read, in bytes: several hundred sessions.</summary>
    public const int MaxMessageBytes = 4 * 1024 * 1024;

    private byte[] _buffer = new byte[16 * 1024];

    /// <summary>Messages that were too large or not text, and passed over.</summary>
    public int Skipped { get; private set; }

    /// <summary>The next text message, valid until the next call; null when the server closes.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var (length, skip) = (0, false);
                while (true)
                {
                    if (length == _buffer.Length && !skip)
                    {
                        if (length >= MaxMessageBytes)
                        {
                            skip = true;
                        }
                        else
                        {
                            Array.Resize(ref _buffer, Math.Min(length * 2, MaxMessageBytes));
                        }
                    }

                    // The rest of a message that is too large is read over and over into the same place.
                    var got = await socket.ReceiveAsync(skip ? _buffer : _buffer.AsMemory(length), cancellationToken);
                    if (got.MessageType == WebSocketMessageType.Close)
                    {
                        return null;
                    }

                    skip |= got.MessageType != WebSocketMessageType.Text;
                    length = skip ? 0 : length + got.Count;
                    if (got.EndOfMessage)
                    {
                        break;
                    }
                }

                if (!skip)
                {
                    return _buffer.AsMemory(0, length);
                }

                Skipped++;
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException)
        {
            throw Broken(e);
        }
    }

    public async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException)
        {
            throw Broken(e);
        }
    }

    public ServerFailure Closed() => new(ServerFailureKind.Unreachable, $"{product} closed the WebSocket.");

    public void Dispose()
    {
        socket.Dispose();
        invoker.Dispose();
    }

    private ServerFailure Broken(Exception e) => new(ServerFailureKind.Unreachable, $"The WebSocket to {product} broke.", e);
}
