using System.Diagnostics;
using MediaInsight.Domain;

namespace MediaInsight.Benchmarks;

/// <summary>
/// Resident memory at rest: four media servers outside of the process, two of them played from, their libraries read, no page
/// open. Memory breathes between two collections, so it is looked at for minutes, and the highest counts.
/// </summary>
internal static class MemoryBenchmark
{
    private static readonly TimeSpan Watch = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(string app, ScratchFolder folder, double minutes, Report report, CancellationToken cancellationToken)
    {
        Console.WriteLine($"memory: {minutes:0.#} min of rest, then {Watch.TotalMinutes:0} min of looking");
        await using var house = await FakeHouse.OpenAsync([.. Enumerable.Range(0, 4).Select(n => new FakeServer(n % 2 == 0 ? ServerKind.Plex : ServerKind.Jellyfin, n, n < 2 ? 1 : 0))], cancellationToken);
        await using var process = await AppProcess.StartAsync(app, folder.Of("memory"), house.Settings(), [], cancellationToken);
        await Task.Delay(TimeSpan.FromMinutes(minutes), TimeProvider.System, cancellationToken);
        var (before, began) = (process.ProcessorTime, Stopwatch.GetTimestamp());
        var seen = new List<double>();
        while (Stopwatch.GetElapsedTime(began) < Watch)
        {
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
            seen.Add(process.ResidentMb);
        }

        seen.Sort();
        report.Add("memory", $"resident, 4 servers, no page open, after {minutes:0.#} min: highest of {Watch.TotalMinutes:0} min", seen[^1], "MB", 250);
        report.Add("memory", "the same, median", seen[seen.Count / 2], "MB");
        report.Add("memory", "processor meanwhile, of one core", 100 * (process.ProcessorTime - before) / Stopwatch.GetElapsedTime(began), "%");
    }
}
