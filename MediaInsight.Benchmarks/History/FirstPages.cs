using System.Diagnostics;
using MediaInsight.Components;
using MediaInsight.Components.Pages.Statistics;

namespace MediaInsight.Benchmarks.History;

/// <summary>Whole pages of the published program with the data set as its database, over HTTP, signed in. Changes the file: works on a copy.</summary>
internal static class FirstPages
{
    /// <summary>What its rows begin with.</summary>
    public const string Name = "page: ";

    private const double PageMs = 300;

    private static IEnumerable<(string Name, string Path)> Pages =>
    [
        ("dashboard", AppUrls.Dashboard), ("history", AppUrls.HistoryList), ("people", AppUrls.Viewers), ("libraries", AppUrls.Libraries),
        .. PanelCatalogue.Sections.Concat(PanelCatalogue.Kinds).Select(s => ($"statistics {s.Key}".Trim(), AppUrls.With(AppUrls.StatisticsOf(s.Key), ("range", "all")))),
    ];

    public static async Task MeasureAsync(string app, string data, LatencyTable table, Report report, CancellationToken cancellationToken)
    {
        await using var process = await AppProcess.StartAsync(app, data, new Dictionary<string, string>(), [], cancellationToken);
        using var signedIn = await SignedIn.Async(process.Address, cancellationToken);
        var began = Stopwatch.GetTimestamp();
        await ReadAsync(signedIn, AppUrls.Dashboard, cancellationToken);
        report.Add("stats", Name + "dashboard, right after the start", Stopwatch.GetElapsedTime(began).TotalMilliseconds, "ms");

        // Pages come before all plays are read, without their figures: what is measured below is whole.
        await signedIn.Http.GetStringAsync(new Uri("api/v1/analytics/plays-by-day", UriKind.Relative), cancellationToken);
        foreach (var (name, path) in Pages)
        {
            await table.RowAsync(Name + name, PageMs, _ => ReadAsync(signedIn, path, cancellationToken), isElsewhere: true);
        }

        report.Add("stats", "resident memory of the program then", process.ResidentMb, "MB");
    }

    /// <summary>Characters.</summary>
    private static async Task<long> ReadAsync(SignedIn signedIn, string path, CancellationToken cancellationToken) =>
        (await signedIn.Http.GetStringAsync(new Uri(path, UriKind.Relative), cancellationToken)).Length;
}
