using System.Collections.Concurrent;
using System.Diagnostics;
using MediaInsight.Domain;

namespace MediaInsight.Benchmarks;

/// <summary>
/// How long the first change after a quiet moment takes from a server's announcement to an open page: a Jellyfin that says on
/// its WebSocket that another title plays, and the moment the page is sent a drawing that contains it. Polling is slow meanwhile,
/// so that it cannot help.
/// </summary>
internal static class PushBenchmark
{
    private const int Changes = 100;
    private const int Pages = 5;
    private const string Page = "activity";
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(string app, ScratchFolder folder, Report report, CancellationToken cancellationToken)
    {
        Console.WriteLine($"push: {Changes} changes, {Pages} pages");
        var mark = 0;
        var server = new FakeServer(ServerKind.Jellyfin, 1, 4) { Title = () => $"Mark{Volatile.Read(ref mark):000000}" };
        await using var house = await FakeHouse.OpenAsync([server], cancellationToken);
        var settings = house.Settings();
        settings["MediaInsight__Polling__ActiveSeconds"] = "120";
        settings["MediaInsight__Polling__IdleSeconds"] = "120";
        await using var process = await AppProcess.StartAsync(app, folder.Of("push"), settings, [], cancellationToken);
        using var session = await SignedIn.Async(process.Address, cancellationToken);
        var seen = new ConcurrentDictionary<(int Page, int Mark), long>();
        var circuits = new List<Circuit>();
        try
        {
            for (var page = 0; page < Pages; page++)
            {
                var number = page;
                circuits.Add(await Circuit.OpenAsync(session, Page, batch => Marks.Note(seen, number, batch), cancellationToken));
            }

            await server.Listener.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, cancellationToken);
            var delays = new List<double>();
            var reads = 0;
            for (var i = 1; i <= Changes; i++)
            {
                // Between one and two quiet moments, so that changes fall on every phase of whatever beats in between.
                await Task.Delay(Quiet + (Quiet * Random.Shared.NextDouble()), TimeProvider.System, cancellationToken);
                server.TakeReads();
                Volatile.Write(ref mark, i);
                var announced = Stopwatch.GetTimestamp();
                await server.AnnounceAsync(cancellationToken);
                while (Enumerable.Range(0, Pages).Any(p => !seen.ContainsKey((p, i))) && Stopwatch.GetElapsedTime(announced) < Patience)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
                }

                reads += server.TakeReads().Count;
                delays.AddRange(Enumerable.Range(0, Pages).Select(p => seen.TryGetValue((p, i), out var at) ? Stopwatch.GetElapsedTime(announced, at).TotalMilliseconds : double.PositiveInfinity));
            }

            delays.Sort();
            report.Add("push", "announced to shown, median", delays[delays.Count / 2], "ms");
            report.Add("push", "announced to shown, 95 of 100", delays[(int)(delays.Count * 0.95)], "ms", 300);
            report.Add("push", "announced to shown, 99 of 100", delays[(int)(delays.Count * 0.99)], "ms");
            report.Add("push", "announced to shown, slowest", delays[^1], "ms");
            report.Add("push", $"changes shown, of {Changes * Pages}", delays.Count(double.IsFinite), "");
            report.Add("push", "readings per change", (double)reads / Changes, "");
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
