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
        var seconds = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            seconds.Add(await MeasureAsync(app, data, cancellationToken));
        }

        report.Add("start", "process start to first sign-in page, median of 5", seconds.Order().ElementAt(Runs / 2), "s", 3);
        report.Add("start", "the same, slowest", seconds.Max(), "s");
        report.Add("start", "very first start, with the creation of the database", first, "s");
    }

    private static async Task<double> MeasureAsync(string app, string data, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        await using var process = await AppProcess.StartAsync(app, data, new Dictionary<string, string>(), [], cancellationToken);
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
