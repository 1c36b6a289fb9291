using System.Diagnostics;
using MediaInsight.History.InMemory;

namespace MediaInsight.Benchmarks.History;

/// <summary>All finished plays into memory, as after a start.</summary>
internal static class IndexLoading
{
    private const int Times = 3;

    public static async Task MeasureAsync(ProductServices product, LatencyTable table, Report report, CancellationToken cancellationToken)
    {
        if (!table.Wants("index: "))
        {
            return;
        }

        var (times, count, held, processor) = (new List<double>(), 0, 0L, Environment.CpuUsage.TotalTime);
        for (var i = 0; i < Times; i++)
        {
            (var time, count, var weight) = await OnceAsync(product, cancellationToken);
            times.Add(time);

            // What a thread still holds of the one before is weighed with it, not with this one.
            held = Math.Max(held, weight);
        }

        table.Add("index: all plays into memory, after a start", count, times, null, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / Times);
        report.Add("stats", "memory of the index", held / 1e6, "MB");
        report.Add("stats", "memory of the index per play", (double)held / count, "B");
    }

    // By itself, so that nothing of the one before is held while this one is weighed.
    private static async Task<(double Ms, int Count, long Held)> OnceAsync(ProductServices product, CancellationToken cancellationToken)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var index = new PlayIndex(product.Databases);
        var began = Stopwatch.GetTimestamp();
        await index.RefreshAsync(cancellationToken);
        var time = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        return (time, await index.AskAsync(reading => reading.Count, cancellationToken), held);
    }
}
