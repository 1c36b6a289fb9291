using System.Diagnostics;
using MediaInsight.Domain;

namespace MediaInsight.Benchmarks;

/// <summary>A thousand sessions on twenty servers for a long while: memory must stay flat and no reading may be missed.</summary>
internal static class SoakBenchmark
{
    private const int Servers = 20;
    private const int Sessions = 50;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Compiling, filling of caches and the first growth of the heap are not the question.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(1.5);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(15);

    public static async Task RunAsync(string app, ScratchFolder folder, double minutes, Report report, CancellationToken cancellationToken)
    {
        var length = TimeSpan.FromMinutes(Math.Max(minutes, 2));
        Console.WriteLine($"soak: {Servers} servers × {Sessions} sessions, {length.TotalMinutes:0.#} min after {WarmUp.TotalMinutes:0.#} min of warming up");
        await using var house = await FakeHouse.OpenAsync(
            [.. Enumerable.Range(0, Servers).Select(n => new FakeServer(n % 2 == 0 ? ServerKind.Plex : ServerKind.Jellyfin, n, Sessions))], cancellationToken);
        await using var process = await AppProcess.StartAsync(app, folder.Of("soak"), house.Settings(), [], cancellationToken);
        await Task.Delay(WarmUp, TimeProvider.System, cancellationToken);

        var last = house.Servers.ToDictionary(s => s, s => s.TakeReads() is [.., var newest] ? newest : Stopwatch.GetTimestamp());
        var (began, processor) = (Stopwatch.GetTimestamp(), process.ProcessorTime);
        var memory = new List<(double Minute, double Mb)>();
        var (missed, reads, worst) = (0, 0, 0.0);
        while (Stopwatch.GetElapsedTime(began) < length)
        {
            await Task.Delay(Step, TimeProvider.System, cancellationToken);
            memory.Add((Stopwatch.GetElapsedTime(began).TotalMinutes, process.ResidentMb));
            foreach (var server in house.Servers)
            {
                foreach (var at in server.TakeReads())
                {
                    // A gap of two intervals has one reading too few in it.
                    var gap = Stopwatch.GetElapsedTime(last[server], at);
                    missed += Math.Max(0, (int)Math.Round(gap / Interval) - 1);
                    worst = Math.Max(worst, (gap - Interval).TotalMilliseconds);
                    last[server] = at;
                    reads++;
                }
            }
        }

        var elapsed = Stopwatch.GetElapsedTime(began);
        report.Add("soak", "readings", reads, "");
        report.Add("soak", "missed readings", missed, "", 1);
        report.Add("soak", "latest reading of a server behind its time", worst, "ms", 1000);
        report.Add("soak", "processor, of one core", 100 * (process.ProcessorTime - processor) / elapsed, "%");
        report.Add("soak", "resident memory, first quarter", Mean(memory.Take(memory.Count / 4)), "MB");
        report.Add("soak", "resident memory, last quarter", Mean(memory.TakeLast(memory.Count / 4)), "MB");
        report.Add("soak", "growth by the line of best fit", Slope(memory), "MB/min", 2);
    }

    private static double Mean(IEnumerable<(double Minute, double Mb)> samples) => samples.Select(s => s.Mb).DefaultIfEmpty().Average();

    private static double Slope(List<(double Minute, double Mb)> samples)
    {
        var (x, y) = (samples.Average(s => s.Minute), samples.Average(s => s.Mb));
        var spread = samples.Sum(s => (s.Minute - x) * (s.Minute - x));
        return spread > 0 ? samples.Sum(s => (s.Minute - x) * (s.Mb - y)) / spread : 0;
    }
}
