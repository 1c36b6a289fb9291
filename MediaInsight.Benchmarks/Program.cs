using MediaInsight.Benchmarks;
using MediaInsight.Benchmarks.Shots;

// dotnet run -c Release --project MediaInsight.Benchmarks -- [pump|start|memory|fanout|library|push|notify|soak|all] [--json file] [--app folder] [--minutes n]
// dotnet run -c Release --project MediaInsight.Benchmarks -- shots [folder]
var options = Arguments.Parse(args);
if (options is null)
{
    Console.Error.WriteLine(Arguments.Usage);
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
await using var folder = new ScratchFolder();
if (options.What == "stats")
{
    await StatisticsBenchmark.RunAsync(options, folder, stop.Token);
    return 0;
}

var report = new Report();
var app = options.App ?? await Publisher.PublishAsync(folder.Of("app"), stop.Token);
if (options.What == "shots")
{
    await PageShots.TakeAsync(app, folder, options.Folder ?? Path.Combine(Publisher.Root, ".shots"), stop.Token);
    return 0;
}

foreach (var (name, run) in new (string Name, Func<Task> Run)[]
{
    ("start", () => StartBenchmark.RunAsync(app, folder, report, stop.Token)),
    ("memory", () => MemoryBenchmark.RunAsync(app, folder, options.Minutes, report, stop.Token)),
    ("pump", () => PumpBenchmark.RunAsync(app, folder, report, stop.Token)),
    ("library", () => LibraryBenchmark.RunAsync(app, folder, report, stop.Token)),
    ("fanout", () => FanoutBenchmark.RunAsync(app, folder, report, stop.Token)),
    ("push", () => PushBenchmark.RunAsync(app, folder, report, stop.Token)),
    ("notify", () => NotifyBenchmark.RunAsync(app, folder, report, stop.Token)),
    ("soak", () => SoakBenchmark.RunAsync(app, folder, options.Minutes, report, stop.Token)),
})
{
    // The soak takes its ten minutes only when it is named.
    if (options.What == name || (options.What == "all" && name != "soak"))
    {
        await run();
    }
}

await TellAsync();
return 0;

async Task TellAsync()
{
    report.Print(Console.Out);
    if (options.Json is { } file)
    {
        await File.WriteAllTextAsync(file, report.ToJson(), stop.Token);
    }
}
