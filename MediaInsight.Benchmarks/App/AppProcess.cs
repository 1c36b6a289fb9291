using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MediaInsight.Benchmarks;

/// <summary>The published program as a process of its own, so that its processor time and memory are its alone.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    public const string UserName = "owner";
    public const string Password = "benchmarks only, 4 ever";

    private readonly Process _process;

    private AppProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory in MB (10^6 bytes).</summary>
    public double ResidentMb
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    public static async Task<AppProcess> StartAsync(string app, string data, IReadOnlyDictionary<string, string> settings, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(app, "MediaInsight.dll"), "--urls", address.ToString(), .. arguments])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
        };
        start.Environment["MediaInsight__DataPath"] = data;
        start.Environment["MediaInsight__Admin__UserName"] = UserName;
        start.Environment["MediaInsight__Admin__Password"] = Password;
        start.Environment["MediaInsight__LogLevel"] = "warn";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet cannot be started.");
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { Length: > 0 } text && !text.Contains("[INF]", StringComparison.Ordinal))
            {
                Console.WriteLine($"  | {text}");
            }
        };
        process.BeginOutputReadLine();
        var running = new AppProcess(process, address);
        try
        {
            await running.WaitAsync(cancellationToken);
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }

        return running;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // As a container is stopped: what is running is written down.
            using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10) };
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(120))
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"The program ended with code {_process.ExitCode} before it answered.");
            }

            try
            {
                using var answer = await http.GetAsync(new Uri(Address, "account/sign-in"), cancellationToken);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
        }

        throw new TimeoutException("The program did not answer within two minutes.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
