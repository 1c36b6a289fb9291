using System.Globalization;
using MediaInsight.Analytics.Statistics;

namespace MediaInsight.Components.Pages.Statistics;

/// <summary>The figures of a panel as files, from the API: the same plays, in full.</summary>
public static class PanelExports
{
    public static IReadOnlyList<(string Format, string Url)> Of(PanelSpec spec, StatisticRequest request, FilterWords words) =>
        [("Table (CSV)", Url(spec, request, words, "csv")), ("Data (JSON)", Url(spec, request, words, "json"))];

    /// <summary>Of an answer with an address of its own.</summary>
    /// <param name="statistic">"binges".</param>
    public static IReadOnlyList<(string Format, string Url)> Of(string statistic, FilterWords words, params (string Name, string? Value)[] further)
    {
        string Named(string format) => AppUrls.With($"api/v1/analytics/{statistic}", [.. further, .. words.Pairs(), ("format", format), ("bom", format == "csv" ? "1" : null)]);
        return [("Table (CSV)", Named("csv")), ("Data (JSON)", Named("json"))];
    }

    private static string Url(PanelSpec spec, StatisticRequest request, FilterWords words, string format) => AppUrls.With(
        "api/v1/analytics/query",
        [
            ("split", StatisticWords.Of(request.By)),
            ("then", request.Then == StatisticSplit.None ? null : StatisticWords.Of(request.Then)),
            ("measure", StatisticWords.Of(request.Order)),
            ("order", request.Ascending ? "asc" : null),
            ("limit", StatisticRequest.MaxLimit.ToString(CultureInfo.InvariantCulture)),
            ("then_limit", request.Then == StatisticSplit.None ? null : StatisticRequest.MaxThenLimit.ToString(CultureInfo.InvariantCulture)),
            .. (words with { Filter = words.Filter with { Kind = spec.Kind ?? words.Filter.Kind } }).Pairs(),
            ("format", format),

            // The mark lets spreadsheets know the letters.
            ("bom", format == "csv" ? "1" : null),
        ]);
}
