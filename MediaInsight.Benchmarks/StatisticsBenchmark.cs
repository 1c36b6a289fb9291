using System.Text.Json;
using MediaInsight.Benchmarks.History;

namespace MediaInsight.Benchmarks;

/// <summary>Years of history, asked one question at a time: in this process by the program's own queries, then over HTTP.</summary>
internal static class StatisticsBenchmark
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static async Task RunAsync(Arguments options, ScratchFolder folder, CancellationToken cancellationToken)
    {
        var set = await DataSet.OpenAsync(options, cancellationToken);
        var (table, report) = (new LatencyTable(options.Only, cancellationToken), new Report());
        var app = table.Wants(FirstPages.Name) ? options.App ?? await Publisher.PublishAsync(folder.Of("app"), cancellationToken) : null;
        await FileSizes.MeasureAsync(set, report, cancellationToken);
        await using (var product = await ProductServices.OpenAsync(set.Folder, new SetClock(set.End), cancellationToken))
        {
            await IndexLoading.MeasureAsync(product, table, report, cancellationToken);
            var questions = new Questions(product, set, await Askable.ReadAsync(product, cancellationToken), table, cancellationToken);
            await questions.StatisticsAsync();
            await questions.FiltersAsync();
            await questions.ViewingAsync();
            await questions.HistoryAsync();
            await questions.TopsAsync();
            await questions.PagesAsync();
            await questions.ReportsAsync();
            await questions.LibrariesAsync();
            await questions.ZonesAsync();
        }

        if (app is not null || table.Wants(PlayWrites.Name))
        {
            await OnCopyAsync(app, set, folder.Of("stats"), table, report, cancellationToken);
        }

        Console.WriteLine();
        table.Print(Console.Out);
        Console.WriteLine();
        report.Print(Console.Out);
        if (options.Against is { } before)
        {
            Console.WriteLine();
            await Comparison.PrintAsync(table, before, Console.Out, cancellationToken);
        }

        var file = options.Json ?? Path.Combine(set.Folder, "stats.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { Report.Machine, set.Plan, table.Rows, report.Figures }, Json), cancellationToken);
        Console.WriteLine(file);
    }

    /// <summary>What writes must not change what the next run asks.</summary>
    private static async Task OnCopyAsync(string? app, DataSet set, string folder, LatencyTable table, Report report, CancellationToken cancellationToken)
    {
        var copy = set with { Folder = Directory.CreateDirectory(folder).FullName };
        File.Copy(set.Database, copy.Database);
        if (table.Wants(PlayWrites.Name))
        {
            await using var product = await ProductServices.OpenAsync(copy.Folder, new SetClock(set.End), cancellationToken);
            await new PlayWrites(product, copy, table, cancellationToken).MeasureAsync();
        }

        if (app is not null)
        {
            await FirstPages.MeasureAsync(app, copy.Folder, table, report, cancellationToken);
        }
    }
}
