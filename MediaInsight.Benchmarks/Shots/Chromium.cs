using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MediaInsight.Benchmarks.Shots;

/// <summary>A headless Chromium and one page of it, spoken to by the DevTools protocol: no driver, no package.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly Process _process;
    private readonly ClientWebSocket _socket = new();
    private int _id;

    private Chromium(Process process) => _process = process;

    public static async Task<Chromium> OpenAsync(string profile, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(profile);
        var start = new ProcessStartInfo(Find(), ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-color-profile=srgb", "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        var chromium = new Chromium(Process.Start(start) ?? throw new InvalidOperationException("Chromium cannot be started."));
        chromium._process.BeginErrorReadLine();
        chromium._process.BeginOutputReadLine();
        var port = await PortAsync(Path.Combine(profile, "DevToolsActivePort"), cancellationToken);
        using var handler = new SocketsHttpHandler();
        using var http = new HttpClient(handler);
        using var made = await http.PutAsync(new Uri($"http://127.0.0.1:{port}/json/new?about:blank"), null, cancellationToken);
        var target = JsonNode.Parse(await made.Content.ReadAsStringAsync(cancellationToken));
        await chromium._socket.ConnectAsync(new Uri((string)target!["webSocketDebuggerUrl"]!), cancellationToken); // non-null: part of every target's description
        await chromium.CallAsync("Page.enable", [], cancellationToken);
        await chromium.CallAsync("Network.enable", [], cancellationToken);
        return chromium;
    }

    /// <summary>One call and its answer; events in between are passed over.</summary>
    public async Task<JsonNode> CallAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        var id = ++_id;
        var call = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        await _socket.SendAsync(Encoding.UTF8.GetBytes(call.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        while (true)
        {
            var message = await ReceiveAsync(cancellationToken);
            if ((int?)message["id"] == id)
            {
                return message["result"] ?? throw new InvalidOperationException($"{method}: {message["error"]?.ToJsonString()}");
            }
        }
    }

    public async Task<string?> EvaluateAsync(string script, CancellationToken cancellationToken)
    {
        var answer = await CallAsync("Runtime.evaluate", new() { ["expression"] = script, ["awaitPromise"] = true, ["returnByValue"] = true }, cancellationToken);
        return answer["result"]?["value"]?.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("MEDIAINSIGHT_CHROMIUM") is { Length: > 0 } given)
        {
            return given;
        }

        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
        return onPath ?? throw new InvalidOperationException("No Chromium on PATH; name one in MEDIAINSIGHT_CHROMIUM.");
    }

    private static async Task<string> PortAsync(string file, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if (File.Exists(file) && await File.ReadAllLinesAsync(file, cancellationToken) is [{ Length: > 0 } port, _, ..])
            {
                return port;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        }

        throw new TimeoutException("Chromium did not open its port.");
    }

    private async Task<JsonNode> ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[256 * 1024];
        using var message = new MemoryStream();
        ValueWebSocketReceiveResult got;
        do
        {
            got = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            message.Write(buffer, 0, got.Count);
        }
        while (!got.EndOfMessage);
        return JsonNode.Parse(message.ToArray()) ?? throw new JsonException("An empty message.");
    }
}
