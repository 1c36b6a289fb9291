using System.Text;
using System.Text.Json;
using MediaInsight.Platform.Csv;
using Microsoft.Net.Http.Headers;

namespace MediaInsight.Api.Exports;

/// <summary>Rows as a file to download, written while they are read: the memory it takes does not grow with their number.</summary>
/// <param name="name">Without its ending.</param>
/// <param name="columns">Of the CSV; JSON writes the rows as the API does.</param>
internal sealed class ExportAnswer<T>(string name, ExportWish wish, IReadOnlyList<ExportColumn<T>> columns, IAsyncEnumerable<T> rows) : IResult
{
    /// <summary>Characters that are gathered before they go out.</summary>
    private const int Portion = 32 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ExportHeaders.Set(httpContext.Response, name, wish.Format);
        if (wish.Format == ExportFormat.Json)
        {
            await JsonSerializer.SerializeAsync(httpContext.Response.Body, rows, ApiJson.Options, httpContext.RequestAborted);
        }
        else
        {
            await WriteCsvAsync(httpContext.Response.Body, httpContext.RequestAborted);
        }
    }

    private async Task WriteCsvAsync(Stream to, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(to, new UTF8Encoding(wish.WithMark), Portion, leaveOpen: true);
        var text = new StringBuilder(Portion + 4096);
        CsvRows.Append(text, columns.Select(c => c.Name));
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            CsvRows.Append(text, columns.Select(c => c.Value(row)));
            if (text.Length >= Portion)
            {
                await writer.WriteAsync(text, cancellationToken);
                text.Clear();
            }
        }

        await writer.WriteAsync(text, cancellationToken);
    }
}

internal static class ExportHeaders
{
    public static void Set(HttpResponse response, string name, ExportFormat format)
    {
        var isCsv = format == ExportFormat.Csv;
        response.ContentType = isCsv ? CsvRows.MediaType : "application/json; charset=utf-8";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name + (isCsv ? ".csv" : ".json"));
        response.Headers.ContentDisposition = disposition.ToString();

        // What plays tell of people stays out of caches.
        response.Headers.CacheControl = "no-store";
    }
}
