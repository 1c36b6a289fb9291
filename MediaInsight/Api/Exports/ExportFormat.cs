namespace MediaInsight.Api.Exports;

internal enum ExportFormat
{
    Csv,
    Json,
}

/// <summary>How an answer is wanted as a file.</summary>
/// <param name="WithMark">CSV begins with the byte order mark by which spreadsheets know UTF-8.</param>
internal sealed record ExportWish(ExportFormat Format, bool WithMark)
{
    /// <summary>Of <c>format</c> (csv, json) and <c>bom</c>; null when no file is asked for.</summary>
    public static ExportWish? Read(QueryReader query)
    {
        var mark = query.Flag("bom");
        return query.Word("format", w => w switch { "csv" => ExportFormat.Csv, "json" => ExportFormat.Json, _ => (ExportFormat?)null }, "csv, json") is { } format
            ? new(format, mark)
            : null;
    }
}

internal static class ExportLimit
{
    /// <summary>How many rows: a file has all of them unless it says otherwise.</summary>
    /// <param name="usual">Of an answer that is no file.</param>
    public static int Limit(this QueryReader query, ExportWish? wish, int usual, int max) => query.Number("limit", wish is null ? usual : int.MaxValue, 1, max);
}
