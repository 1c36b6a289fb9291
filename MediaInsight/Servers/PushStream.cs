using System.Buffers;
using System.Text;

namespace MediaInsight.Servers;

/// <param name="Name">"playing", "ping"; "message" when none was given.</param>
/// <param name="Data">Valid until the next one is read.</param>
internal readonly record struct StreamEvent(string Name, ReadOnlyMemory<byte> Data);

/// <summary>An open stream of Server-Sent Events (https://html.spec.whatwg.org/multipage/server-sent-events.html), bounded in time and size.</summary>
internal sealed class PushStream(HttpResponseMessage response, Stream stream, HttpMessageInvoker invoker, TimeProvider time, string product) : IDisposable
{
    /// <summary>Largest event that is read, in bytes.</summary>
    public const int MaxEventBytes = 256 * 1024;

    /// <summary>Plex sends a ping every 10 s: a stream that says nothing for this long is dead.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private readonly byte[] _read = new byte[8 * 1024];
    private readonly ArrayBufferWriter<byte> _line = new(256);
    private readonly ArrayBufferWriter<byte> _data = new(1024);
    private int _from;
    private int _until;
    private bool _isTooLarge;

    /// <summary>The next event that has data and is not too large; null when the server ends the stream.</summary>
    public async Task<StreamEvent?> ReadAsync(CancellationToken cancellationToken)
    {
        var name = "message";
        _data.ResetWrittenCount();
        _isTooLarge = false;
        while (await ReadLineAsync(cancellationToken))
        {
            if (Line.IsEmpty)
            {
                if (_data.WrittenCount > 0 && !_isTooLarge)
                {
                    return new(name, _data.WrittenMemory);
                }

                name = "message";
                _data.ResetWrittenCount();
                _isTooLarge = false;
            }
            else if (Field("event", Line) is { IsEmpty: false } told)
            {
                name = Encoding.UTF8.GetString(told[..Math.Min(told.Length, 100)]);
            }
            else if (Field("data", Line) is { IsEmpty: false } data && !_isTooLarge)
            {
                _isTooLarge = _data.WrittenCount + data.Length > MaxEventBytes;
                if (!_isTooLarge)
                {
                    _data.Write(data);
                }
            }
        }

        return null;
    }

    /// <summary>The line that was read, without the carriage return that some servers end it with.</summary>
    private ReadOnlySpan<byte> Line => _line.WrittenSpan is [.. var kept, (byte)'\r'] ? kept : _line.WrittenSpan;

    public ServerFailure Ended() => new(ServerFailureKind.Unreachable, $"{product} ended the event stream.");

    public void Dispose()
    {
        response.Dispose();
        invoker.Dispose();
    }

    /// <summary>What follows "name:" and one space; empty when the line is about something else.</summary>
    private static ReadOnlySpan<byte> Field(string name, ReadOnlySpan<byte> line)
    {
        if (line.Length <= name.Length || line[name.Length] != (byte)':' || !Ascii.Equals(line[..name.Length], name))
        {
            return [];
        }

        var value = line[(name.Length + 1)..];
        return value is [(byte)' ', ..] ? value[1..] : value;
    }

    /// <summary>False at the end of the stream.</summary>
    private async Task<bool> ReadLineAsync(CancellationToken cancellationToken)
    {
        _line.ResetWrittenCount();
        while (true)
        {
            if (_from == _until && !await FillAsync(cancellationToken))
            {
                return false;
            }

            var waiting = _read.AsSpan(_from, _until - _from);
            var end = waiting.IndexOf((byte)'\n');
            var part = end < 0 ? waiting : waiting[..end];
            if (_line.WrittenCount + part.Length > MaxEventBytes)
            {
                _isTooLarge = true;
            }
            else
            {
                _line.Write(part);
            }

            _from += end < 0 ? part.Length : end + 1;
            if (end >= 0)
            {
                return true;
            }
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Silence, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            (_from, _until) = (0, await stream.ReadAsync(_read, both.Token));
            return _until > 0;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ServerFailure(ServerFailureKind.TimedOut, $"{product}'s event stream said nothing for {Silence.TotalSeconds:0} s.", e);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or ObjectDisposedException)
        {
            throw new ServerFailure(ServerFailureKind.Unreachable, $"The event stream of {product} broke.", e);
        }
    }
}
