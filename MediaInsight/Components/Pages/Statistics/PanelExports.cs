using MediaInsight.Analytics.Statistics;

namespace MediaInsight.Components.Pages.Statistics;

/// <summary>The figures of a panel as files, from the API: the same plays, in full.</summary>
public static class PanelExports
{
    /// <summary>No range goes without saying: addresses differ in what they take when none is told.</summary>
    private const string Said = "";

    public static IReadOnlyList<(string Format, string Url)> Of(StatisticRequest request, FilterWords words) =>
        [("Table (CSV)", Url(request, words, "csv")), ("Data (JSON)", Url(request, words, "json"))];

    /// <summary>Of an answer with an address of its own.</summary>
    /// <param name="statistic">"binges".</param>
    public static IReadOnlyList<(string Format, string Url)> Of(string statistic, FilterWords words, params (string Name, string? Value)[] further)
    {
        string Named(string format) => AppUrls.With($"api/v1/analytics/{statistic}", [.. further, .. words.Pairs(Said), ("format", format), ("bom", format == "csv" ? "1" : null)]);
        return [("Table (CSV)", Named("csv")), ("Data (JSON)", Named("json"))];
    }

    // What the panel really asks: it may be of one kind, or of other days than the page.
    private static FilterWords Asked(StatisticRequest request, FilterWords words) => words with
    {
        Filter = request.Filter,
        Range = (request.Filter.From, request.Filter.To) == (words.Filter.From, words.Filter.To) ? words.Range : FilterRange.Custom,
    };

    private static string Url(StatisticRequest request, FilterWords words, string format) => AppUrls.With(
        "api/v1/analytics/query",
        [
            ("split", StatisticWords.Of(request.By)),
            ("then", request.Then == StatisticSplit.None ? null : StatisticWords.Of(request.Then)),
            ("measure", StatisticWords.Of(request.Order)),
            ("order", request.Ascending ? "asc" : null),
            .. Asked(request, words).Pairs(Said),
            ("format", format),

            // The mark lets spreadsheets know the letters.
            ("bom", format == "csv" ? "1" : null),
        ]);
}
