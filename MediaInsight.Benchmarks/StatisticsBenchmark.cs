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
        await FileSizes.MeasureAsync(set, report, cancellationToken);
        await using (var product = await ProductServices.OpenAsync(set.Folder, new SetClock(set.End), cancellationToken))
        {
            await IndexLoading.MeasureAsync(product, table, report, cancellationToken);
            var questions = new Questions(product, set, await Askable.ReadAsync(product, cancellationToken), table, cancellationToken);
            await questions.StatisticsAsync();
            await questions.FiltersAsync();
            await questions.HistoryAsync();
            await questions.TopsAsync();
            await questions.PagesAsync();
        }

        if (table.Wants("write: ") || table.Wants("page: "))
        {
            await OnCopyAsync(options, set, folder, table, report, cancellationToken);
        }

        Console.WriteLine();
        table.Print(Console.Out);
        Console.WriteLine();
        report.Print(Console.Out);
        var file = options.Json ?? Path.Combine(set.Folder, "stats.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { Report.Machine, set.Plan, table.Rows, report.Figures }, Json), cancellationToken);
        Console.WriteLine(file);
    }

    /// <summary>What writes must not change what the next run asks.</summary>
    private static async Task OnCopyAsync(Arguments options, DataSet set, ScratchFolder folder, LatencyTable table, Report report, CancellationToken cancellationToken)
    {
        var copy = set with { Folder = folder.Of("stats") };
        Directory.CreateDirectory(copy.Folder);
        File.Copy(set.Database, copy.Database);
        await using (var product = await ProductServices.OpenAsync(copy.Folder, new SetClock(set.End), cancellationToken))
        {
            await new PlayWrites(product, copy, table, cancellationToken).MeasureAsync();
        }

        if (table.Wants("page: "))
        {
            await FirstPages.MeasureAsync(options.App ?? await Publisher.PublishAsync(folder.Of("app"), cancellationToken), copy.Folder, table, report, cancellationToken);
        }
    }
}
