using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MediaInsight.Benchmarks;

/// <summary>
/// An open page without a browser: reads the page, starts its circuit and confirms what is drawn, in the protocol that the
/// Blazor script speaks (hub messages in MessagePack, "blazorpack").
/// </summary>
internal sealed partial class Circuit : IAsyncDisposable
{
    private const int Invocation = 1;
    private const int Completion = 3;
    private const int Ping = 6;
    private const int Close = 7;

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<ReadOnlySpan<byte>> _onBatch;
    private Task _reading = Task.CompletedTask;

    private Circuit(Action<ReadOnlySpan<byte>> onBatch) => _onBatch = onBatch;

    /// <summary>What went wrong inside the circuit; null: nothing.</summary>
    public string? Fault { get; private set; }

    public static async Task<Circuit> OpenAsync(SignedIn session, string page, Action<ReadOnlySpan<byte>> onBatch, CancellationToken cancellationToken)
    {
        var html = await session.Http.GetStringAsync(new Uri(page, UriKind.Relative), cancellationToken);
        var markers = Marker().Matches(html).Select(m => JsonNode.Parse(m.Groups[1].Value)!).Where(m => (string?)m["type"] == "server" && m["descriptor"] is not null).ToList(); // non-null: the pattern matches objects
        var state = State().Match(html).Groups[1].Value;
        var home = session.Http.BaseAddress!; // non-null: set when it was made

        var circuit = new Circuit(onBatch);
        circuit._socket.Options.SetRequestHeader("Cookie", session.CookieHeader);
        await circuit._socket.ConnectAsync(new UriBuilder(home) { Scheme = "ws", Path = "/_blazor" }.Uri, cancellationToken);
        await circuit.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"));
        circuit._reading = Task.Run(circuit.ReadAsync, CancellationToken.None);
        await circuit.SendAsync(new PackWriter().Array(6).Int(Invocation).EmptyMap().Text("0").Text("StartCircuit")
            .Array(4).Text(home.ToString()).Text(new Uri(home, page).ToString()).Text("[]").Text(state).Array(0).ToFrame());
        await circuit._started.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, cancellationToken);
        var operations = new JsonArray([.. markers.Select((m, i) => (JsonNode)new JsonObject { ["type"] = "add", ["ssrComponentId"] = i + 1, ["marker"] = m.DeepClone() })]);
        await circuit.InvokeAsync("UpdateRootComponents", w => w.Array(2).Text(new JsonObject { ["batchId"] = 1, ["operations"] = operations }.ToJsonString()).Text(state));
        return circuit;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _socket.Dispose();
        _stop.Dispose();
        _sending.Dispose();
    }

    private Task InvokeAsync(string method, Func<PackWriter, PackWriter> arguments) =>
        SendAsync(arguments(new PackWriter().Array(6).Int(Invocation).EmptyMap().Nil().Text(method)).Array(0).ToFrame());

    private async Task SendAsync(byte[] frame)
    {
        await _sending.WaitAsync(_stop.Token);
        try
        {
            await _socket.SendAsync(frame, WebSocketMessageType.Binary, endOfMessage: true, _stop.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        var pending = new MemoryStream();
        var greeted = false;
        try
        {
            while (true)
            {
                var got = await _socket.ReceiveAsync(buffer.AsMemory(), _stop.Token);
                if (got.MessageType == WebSocketMessageType.Close)
                {
                    Fault ??= "closed by the server";
                    return;
                }

                pending.Write(buffer, 0, got.Count);
                var data = pending.ToArray();
                var used = 0;
                if (!greeted && Array.IndexOf(data, (byte)0x1e) is >= 0 and var end)
                {
                    greeted = true;
                    used = end + 1;
                }

                while (greeted && Frame(data, used) is (var body, var length))
                {
                    if (Handle(data.AsSpan(body, length)) is { } reply)
                    {
                        await reply;
                    }

                    used = body + length;
                }

                pending.SetLength(0);
                pending.Write(data, used, data.Length - used);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            if (!_stop.IsCancellationRequested)
            {
                Fault ??= e.Message;
            }
        }
        finally
        {
            _started.TrySetCanceled();
        }
    }

    private static (int Body, int Length)? Frame(byte[] data, int at)
    {
        var (length, shift) = (0, 0);
        for (var i = at; i < data.Length && shift <= 28; i++, shift += 7)
        {
            length |= (data[i] & 0x7f) << shift;
            if (data[i] < 0x80)
            {
                return i + 1 + length <= data.Length ? (i + 1, length) : null;
            }
        }

        return null;
    }

    private Task? Handle(ReadOnlySpan<byte> message)
    {
        var reader = new PackReader(message);
        reader.Array();
        switch (reader.Int())
        {
            case Completion:
                _started.TrySetResult();
                return null;
            case Ping:
                return SendAsync(new PackWriter().Array(1).Int(Ping).ToFrame());
            case Close:
                Fault ??= $"closed: {reader.Text()}";
                return null;
            case Invocation:
                reader.SkipMap();
                reader.Text();
                return Invoked(reader.Text(), ref reader);
            default:
                return null;
        }
    }

    private Task? Invoked(string? method, ref PackReader reader)
    {
        reader.Array();
        switch (method)
        {
            case "JS.RenderBatch":
                var batch = reader.Int();
                _onBatch(reader.Bytes());
                return InvokeAsync("OnRenderCompleted", w => w.Array(2).Int(batch).Nil());
            case "JS.BeginInvokeJS":
                var call = reader.Int();
                reader.Text();
                reader.Text();
                var wantsObject = reader.Int() == 1;
                var answer = wantsObject ? $"{{\"__jsObjectId\":{1000 + call}}}" : "null";
                return call == 0 ? null : InvokeAsync("EndInvokeJSFromDotNet", w => w.Array(3).Int(call).Bool(true).Text($"[{call},true,{answer}]"));
            case "JS.Error":
                Fault ??= reader.Text();
                return null;
            default:
                return null;
        }
    }

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();
}
