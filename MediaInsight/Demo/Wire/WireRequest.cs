using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace MediaInsight.Demo;

/// <summary>A request as a simulated server sees it.</summary>
/// <param name="Path">Decoded, without leading and trailing slash.</param>
internal sealed record WireRequest(HttpMethod Method, string Path, IReadOnlyDictionary<string, StringValues> Query, Func<string, string?> Header)
{
    public string[] Segments => Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public static WireRequest Of(HttpRequestMessage request)
    {
        // non-null: an HttpClient has made the address absolute before it reaches its handler
        var uri = request.RequestUri!;
        var query = new Dictionary<string, StringValues>(QueryHelpers.ParseQuery(uri.Query), StringComparer.OrdinalIgnoreCase);
        return new(request.Method, Uri.UnescapeDataString(uri.AbsolutePath).Trim('/'), query, name => request.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null);
    }

    public string? Text(string name) => Query.TryGetValue(name, out var value) ? value.ToString() : null;

    public int? Int(string name) => int.TryParse(Text(name) ?? Header(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null;

    public DateTimeOffset? Instant(string name) => DateTimeOffset.TryParse(Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value) ? value : null;

    public bool Flag(string name) => Text(name) is "1" or "true" or "True";

    /// <summary>Comma separated words.</summary>
    public IReadOnlyList<string> List(string name) => Text(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
