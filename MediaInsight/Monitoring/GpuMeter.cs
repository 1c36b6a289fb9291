using System.Diagnostics;
using System.Globalization;

namespace MediaInsight.Monitoring;

/// <summary>The busiest, fullest and hottest of the cards. Null: the card or its driver does not tell.</summary>
internal sealed record GpuReading(double? EncoderPercent, double? MemoryPercent, double? Temperature)
{
    public static readonly GpuReading None = new(null, null, null);

    /// <summary>
    /// One line a card: <code>12, 1024, 8192, 61
    /// [N/A], 300, 4096, 45</code>
    /// </summary>
    /// <param name="text">What nvidia-smi printed, in the order of <see cref="GpuMeter"/>'s fields.</param>
    /// <param name="withEncoder">False: the first column was not asked for.</param>
    public static GpuReading Parse(string text, bool withEncoder)
    {
        var result = None;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            double?[] cells = [.. line.Split(',').Select(Number)];
            if (cells.Length != (withEncoder ? 4 : 3))
            {
                continue;
            }

            var memory = cells[^2] is > 0 and var total && cells[^3] is { } used ? Math.Round(Math.Clamp(used / total * 100, 0, 100), 1) : (double?)null;
            result = new(Larger(result.EncoderPercent, withEncoder ? cells[0] : null), Larger(result.MemoryPercent, memory), Larger(result.Temperature, cells[^1]));
        }

        return result;
    }

    private static double? Larger(double? one, double? other) => one is null ? other : other is null ? one : Math.Max(one.Value, other.Value);

    private static double? Number(string cell) =>
        double.TryParse(cell.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}

/// <summary>Asks nvidia-smi where there is one in the PATH; looked for once, at the start.</summary>
internal sealed partial class GpuMeter(string? program, TimeProvider time, ILogger<GpuMeter> logger)
{
    /// <summary>A driver that hangs must not stop the other figures.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    private const string Encoder = "utilization.encoder,";
    private const string Others = "memory.used,memory.total,temperature.gpu";
    private const int MaxCharacters = 64 * 1024;

    // Older drivers do not know the field and refuse the whole question.
    private bool _withEncoder = true;
    private bool _isSilent;

    public bool IsPresent => program is not null;

    public static string? Find(string? path)
    {
        var name = OperatingSystem.IsWindows() ? "nvidia-smi.exe" : "nvidia-smi";
        return (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(Path.IsPathFullyQualified).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    public async Task<GpuReading> ReadAsync(CancellationToken cancellationToken)
    {
        if (program is null)
        {
            return GpuReading.None;
        }

        var answer = await AskAsync(program, _withEncoder, cancellationToken);
        if (answer is null && _withEncoder)
        {
            answer = await AskAsync(program, withEncoder: false, cancellationToken);
            _withEncoder = answer is null;
        }

        if (answer is null != _isSilent)
        {
            _isSilent = answer is null;
            if (_isSilent)
            {
                LogSilent();
            }
        }

        return answer is null ? GpuReading.None : GpuReading.Parse(answer, _withEncoder);
    }

    /// <summary>Null: refused, hung or gone.</summary>
    private async Task<string?> AskAsync(string file, bool withEncoder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(file, ["--query-gpu=" + (withEncoder ? Encoder : "") + Others, "--format=csv,noheader,nounits"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        using var limit = new CancellationTokenSource(Bound, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        Process? process = null;
        try
        {
            process = Process.Start(start);
            if (process is null)
            {
                return null;
            }

            process.StandardInput.Close();
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var buffer = new char[MaxCharacters];
            var read = await process.StandardOutput.ReadBlockAsync(buffer, either.Token);
            await process.WaitForExitAsync(either.Token);
            return process.ExitCode == 0 ? new string(buffer, 0, read) : null;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
        finally
        {
            End(process);
        }
    }

    private static void End(Process? process)
    {
        try
        {
            if (process is { HasExited: false })
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException or NotSupportedException or AggregateException)
        {
            // It ended by itself meanwhile.
        }

        process?.Dispose();
    }

    [LoggerMessage(1651, LogLevel.Warning, "nvidia-smi does not answer; figures of the graphics card are missing until it does")]
    private partial void LogSilent();
}
