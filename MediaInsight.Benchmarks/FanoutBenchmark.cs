using System.Collections.Concurrent;
using System.Diagnostics;
using MediaInsight.Domain;

namespace MediaInsight.Benchmarks;

/// <summary>
/// How long a change takes from a media server's answer to every open page: two hundred circuits, a title that changes at each
/// reading, and the moment each circuit is sent a drawing that contains it.
/// </summary>
internal static class FanoutBenchmark
{
    private const int Pages = 200;
    private const int Changes = 15;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(string app, ScratchFolder folder, Report report, CancellationToken cancellationToken)
    {
        foreach (var (name, page) in new[] { ("dashboard", ""), ("activity", "activity") })
        {
            await RunAsync(name, page, app, folder, report, cancellationToken);
        }
    }

    private static async Task RunAsync(string name, string path, string app, ScratchFolder folder, Report report, CancellationToken cancellationToken)
    {
        Console.WriteLine($"fanout: {Pages} × {name}, {Changes} changes");
        var answered = new ConcurrentDictionary<int, long>();
        var mark = 0;
        var server = new FakeServer(ServerKind.Jellyfin, 1, 8) { Title = () => $"Mark{Volatile.Read(ref mark):000000}" };
        await using var house = await FakeHouse.OpenAsync([server], cancellationToken);
        var settings = house.Settings();
        settings["MediaInsight__Polling__ActiveSeconds"] = "2";
        await using var process = await AppProcess.StartAsync(app, folder.Of($"fanout-{name}"), settings, [], cancellationToken);
        using var session = await SignedIn.Async(process.Address, cancellationToken);
        var idle = process.ResidentMb;

        var seen = new ConcurrentDictionary<(int Page, int Mark), long>();
        var circuits = new List<Circuit>();
        try
        {
            var began = Stopwatch.GetTimestamp();
            foreach (var chunk in Enumerable.Range(0, Pages).Chunk(10))
            {
                circuits.AddRange(await Task.WhenAll(chunk.Select(page => Circuit.OpenAsync(session, path, batch => Marks.Note(seen, page, batch), cancellationToken))));
            }

            var opening = Stopwatch.GetElapsedTime(began);
            await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, cancellationToken);
            var (processor, measured) = (process.ProcessorTime, Stopwatch.GetTimestamp());
            server.TakeReads();
            while (answered.Count < Changes)
            {
                // The title changes just after a reading, so that the next one is the first to tell it.
                var reads = server.TakeReads();
                if (reads.Count > 0)
                {
                    if (mark > 0)
                    {
                        answered[mark] = reads[^1];
                    }

                    Interlocked.Increment(ref mark);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
            }

            await Task.Delay(Interval / 2, TimeProvider.System, cancellationToken);
            var used = 100 * (process.ProcessorTime - processor) / Stopwatch.GetElapsedTime(measured);
            var delays = seen.Where(s => answered.ContainsKey(s.Key.Mark)).Select(s => Stopwatch.GetElapsedTime(answered[s.Key.Mark], s.Value).TotalMilliseconds).Order().ToList();
            foreach (var fault in circuits.Select(c => c.Fault).OfType<string>().Distinct().Take(3))
            {
                Console.WriteLine($"  a circuit failed: {fault}");
            }

            report.Add("fanout", $"{name}: pages open", circuits.Count(c => c.Fault is null), "");
            report.Add("fanout", $"{name}: a change on all pages, slowest page of 15 changes", delays.Count > 0 ? delays[^1] : double.PositiveInfinity, "ms", 500);
            report.Add("fanout", $"{name}: the same, median", delays.Count > 0 ? delays[delays.Count / 2] : double.PositiveInfinity, "ms");
            report.Add("fanout", $"{name}: changes seen, of {Pages * Changes}", delays.Count, "");
            report.Add("fanout", $"{name}: processor, of one core, a change every 2 s", used, "%");
            report.Add("fanout", $"{name}: memory per open page", (process.ResidentMb - idle) / Pages * 1000, "kB");
            report.Add("fanout", $"{name}: opening the pages", opening.TotalSeconds, "s");
        }
        finally
        {
            foreach (var circuit in circuits)
            {
                await circuit.DisposeAsync();
            }
        }
    }
}
