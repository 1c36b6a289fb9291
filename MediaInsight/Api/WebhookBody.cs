using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace MediaInsight.Api;

/// <summary>
/// Finds the JSON in a webhook, wherever the product puts it: the whole body (Jellyfin's plugin, whose type is text/plain unless
/// the user adds one; Emby 4.9), the field "payload" beside a picture (Plex), the field "data" (Emby).
/// </summary>
internal static class WebhookBody
{
    public const int MaxBytes = 1024 * 1024;
    private const int MaxParts = 20;

    private static readonly HashSet<string> Fields = new(["payload", "data"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the body to its end. Null when there is no JSON in it. Throws <see cref="BadHttpRequestException"/> with 413 beyond <see cref="MaxBytes"/>.</summary>
    public static async Task<JsonDocument?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await DrainAsync(request, cancellationToken);
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return Parse(body);
        }

        if (type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 200 } boundary)
        {
            return Parse(await FieldAsync(body, boundary.Value!, cancellationToken)); // non-null: it has a length
        }

        return type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) ? Parse(Field(body)) : Parse(body);
    }

    private static async Task<ReadOnlyMemory<byte>> DrainAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBytes)
        {
            throw TooLarge();
        }

        var body = new ArrayBufferWriter<byte>((int)Math.Clamp(request.ContentLength ?? 4096, 256, MaxBytes));
        while (true)
        {
            var read = await request.Body.ReadAsync(body.GetMemory(4096), cancellationToken);
            if (read == 0)
            {
                return body.WrittenMemory;
            }

            body.Advance(read);
            if (body.WrittenCount > MaxBytes)
            {
                throw TooLarge();
            }
        }
    }

    private static BadHttpRequestException TooLarge() => new("The webhook is too large.", StatusCodes.Status413PayloadTooLarge);

    private static async Task<ReadOnlyMemory<byte>> FieldAsync(ReadOnlyMemory<byte> body, string boundary, CancellationToken cancellationToken)
    {
        try
        {
            using var copy = new MemoryStream(body.ToArray(), writable: false);
            var parts = new MultipartReader(boundary, copy);
            for (var i = 0; i < MaxParts && await parts.ReadNextSectionAsync(cancellationToken) is { } part; i++)
            {
                if (ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) && Fields.Contains(HeaderUtilities.RemoveQuotes(disposition.Name).ToString()))
                {
                    using var field = new MemoryStream();
                    await part.Body.CopyToAsync(field, cancellationToken);
                    return field.ToArray();
                }
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            // Cut off or broken: a word without content.
        }

        return default;
    }

    private static ReadOnlyMemory<byte> Field(ReadOnlyMemory<byte> body)
    {
        foreach (var pair in new QueryStringEnumerable(System.Text.Encoding.UTF8.GetString(body.Span)))
        {
            if (Fields.Contains(pair.DecodeName().ToString()))
            {
                return System.Text.Encoding.UTF8.GetBytes(pair.DecodeValue().ToString());
            }
        }

        return default;
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return json.IsEmpty ? null : JsonDocument.Parse(json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
