using System.Diagnostics;

namespace MediaInsight.Benchmarks;

/// <summary>From the start of the process to the first answered page, on a database that is up to date.</summary>
internal static class StartBenchmark
{
    private const int Runs = 5;

    public static async Task RunAsync(string app, ScratchFolder folder, Report report, CancellationToken cancellationToken)
    {
        Console.WriteLine($"start: {Runs} starts on a migrated database");
        var data = folder.Of("start");
        var first = await MeasureAsync(app, data, cancellationToken);
        var starts = new List<(double Seconds, double ProcessorSeconds)>();
        for (var run = 0; run < Runs; run++)
        {
            starts.Add(await MeasureAsync(app, data, cancellationToken));
        }

        report.Add("start", "process start to first sign-in page, median of 5", starts.Select(s => s.Seconds).Order().ElementAt(Runs / 2), "s", 3);
        report.Add("start", "the same, fastest", starts.Min(s => s.Seconds), "s");
        report.Add("start", "the same, slowest", starts.Max(s => s.Seconds), "s");
        report.Add("start", "processor time until then, median", starts.Select(s => s.ProcessorSeconds).Order().ElementAt(Runs / 2), "s");
        report.Add("start", "very first start, with the creation of the database", first.Seconds, "s");
    }

    private static async Task<(double Seconds, double ProcessorSeconds)> MeasureAsync(string app, string data, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        await using var process = await AppProcess.StartAsync(app, data, new Dictionary<string, string>(), [], cancellationToken);
        return (Stopwatch.GetElapsedTime(began).TotalSeconds, process.ProcessorTime.TotalSeconds);
    }
}
