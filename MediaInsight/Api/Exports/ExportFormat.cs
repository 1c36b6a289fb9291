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
