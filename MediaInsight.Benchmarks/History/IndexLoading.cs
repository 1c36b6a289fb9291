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

        var (times, count, held) = (new List<double>(), 0, 0L);
        for (var i = 0; i < Times; i++)
        {
            using var index = new PlayIndex(product.Databases);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var began = Stopwatch.GetTimestamp();
            await index.RefreshAsync(cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            held = GC.GetTotalMemory(forceFullCollection: true) - before;
            count = await index.AskAsync(reading => reading.Count, cancellationToken);
        }

        table.Add("index: all plays into memory, after a start", count, times, null);
        report.Add("stats", "memory of the index", held / 1e6, "MB");
        report.Add("stats", "memory of the index per play", (double)held / count, "B");
    }
}
