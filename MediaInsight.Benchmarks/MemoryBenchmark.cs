namespace MediaInsight.Benchmarks;

/// <summary>Resident memory at rest: the four servers of the demo, no page open.</summary>
internal static class MemoryBenchmark
{
    public static async Task RunAsync(string app, ScratchFolder folder, double minutes, Report report, CancellationToken cancellationToken)
    {
        Console.WriteLine($"memory: {minutes:0.#} min of rest");
        await using var process = await AppProcess.StartAsync(app, folder.Of("memory"), new Dictionary<string, string>(), ["--demo"], cancellationToken);
        await Task.Delay(TimeSpan.FromMinutes(minutes), TimeProvider.System, cancellationToken);
        var (before, began) = (process.ProcessorTime, System.Diagnostics.Stopwatch.GetTimestamp());
        await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System, cancellationToken);
        report.Add("memory", $"resident, 4 demo servers, no page open, after {minutes:0.#} min", process.ResidentMb, "MB", 250);
        report.Add("memory", "processor meanwhile, of one core", 100 * (process.ProcessorTime - before) / System.Diagnostics.Stopwatch.GetElapsedTime(began), "%");
    }
}
