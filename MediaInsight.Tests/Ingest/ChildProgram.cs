using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace MediaInsight.Tests.Ingest;

/// <summary>The built program in a process of its own, that can be killed.</summary>
internal sealed class ChildProgram : IAsyncDisposable
{
    private const string AdminToken = "a-token-of-the-crash-test";
    private static readonly TimeSpan StartBound = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private readonly HttpClient _http = new(new SocketsHttpHandler(), disposeHandler: true);
    private readonly Queue<string> _output = new();
    private readonly Process _process;

    private ChildProgram(Process process, int port)
    {
        _process = process;
        _http.BaseAddress = new($"http://127.0.0.1:{port}/");
    }

    public static async Task<ChildProgram> StartAsync(string dataFolder, Uri house, CancellationToken cancellationToken)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = dataFolder };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "MediaInsight.dll"));
        foreach (var (key, value) in new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["MediaInsight__DataPath"] = Path.Combine(dataFolder, "data"),
            ["MediaInsight__Admin__UserName"] = "olga",
            ["MediaInsight__Admin__Password"] = "correct horse battery",
            ["MediaInsight__AdminToken"] = AdminToken,
            ["MediaInsight__Polling__ActiveSeconds"] = "1",
            ["MediaInsight__Polling__IdleSeconds"] = "1",
            ["MediaInsight__Servers__0__Kind"] = "plex",
            ["MediaInsight__Servers__0__Name"] = "Attic",
            ["MediaInsight__Servers__0__Url"] = new Uri(house, "plex/").ToString(),
            ["MediaInsight__Servers__0__Token"] = "plex-token",
            ["MediaInsight__Servers__1__Kind"] = "jellyfin",
            ["MediaInsight__Servers__1__Name"] = "Cellar",
            ["MediaInsight__Servers__1__Url"] = house.ToString(),
            ["MediaInsight__Servers__1__Token"] = "jellyfin-token",
        })
        {
            start.Environment[key] = value;
        }

        var process = new Process { StartInfo = start };
        var child = new ChildProgram(process, port);
        process.OutputDataReceived += (_, line) => child.Keep(line.Data);
        process.ErrorDataReceived += (_, line) => child.Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await child.UntilAsync(h => h is not null, cancellationToken);
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }

        return child;
    }

    /// <summary>Waits until the health report says so; null while it does not answer.</summary>
    public async Task UntilAsync(Func<JsonElement?, bool> condition, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!condition(await HealthAsync(cancellationToken)))
        {
            if (_process.HasExited)
            {
                // Until its last words are read.
                await _process.WaitForExitAsync(cancellationToken);
                throw new InvalidOperationException($"The program ended with {_process.ExitCode}:{Environment.NewLine}{Said()}");
            }

            if (TimeProvider.System.GetElapsedTime(began) > StartBound)
            {
                throw new InvalidOperationException($"The program does not come to what is waited for:{Environment.NewLine}{Said()}");
            }

            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>As the admin; it has to succeed.</summary>
    public async Task PostAsync(string path, string json, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", AdminToken);
        using var answer = await _http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>How many sessions run, once both servers are read and everything is written; else -1.</summary>
    public static int Playing(JsonElement? health) =>
        health is { } report && report.GetProperty("database").GetProperty("writable").GetBoolean() && report.GetProperty("collector").GetProperty("online").GetInt32() == 2
            ? report.GetProperty("collector").GetProperty("active_sessions").GetInt32()
            : -1;

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public string Said()
    {
        lock (_output)
        {
            return string.Join(Environment.NewLine, _output);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        _http.Dispose();
    }

    private async Task<JsonElement?> HealthAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri("health", UriKind.Relative), cancellationToken);
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            using var report = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
            return report.RootElement.Clone();
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
        {
            return null;
        }
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.Enqueue(line ?? "");
            while (_output.Count > 60)
            {
                _output.Dequeue();
            }
        }
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
