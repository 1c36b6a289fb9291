using System.Globalization;
using System.Text.Json;

namespace MediaInsight.Api;

/// <summary>Reads a JSON object that somebody sent and collects what is wrong with it, each under its name. What is left out or null is null.</summary>
internal sealed class BodyReader
{
    /// <summary>Far more than any form has.</summary>
    public const int MaxBytes = 128 * 1024;

    private readonly Dictionary<string, string[]> _problems = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);

    private BodyReader()
    {
    }

    public bool IsRefused => _problems.Count > 0;

    public static async Task<BodyReader> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var reader = new BodyReader();
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, new() { MaxDepth = 16 }, cancellationToken);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (var field in document.RootElement.EnumerateObject())
                {
                    reader._fields[field.Name] = field.Value.Clone();
                }

                return reader;
            }
        }
        catch (JsonException)
        {
            // Told below.
        }

        reader._problems["body"] = ["The body must be a JSON object."];
        return reader;
    }

    public IResult Refused() => TypedResults.ValidationProblem(_problems, title: "Some fields cannot be used.");

    public void Refuse(string name, string why) => _problems.TryAdd(name, [why.Contains($"'{name}'", StringComparison.Ordinal) ? why : $"'{name}': {why}"]);

    /// <summary>Named at all, if only as null.</summary>
    public bool Has(string name) => _fields.ContainsKey(name);

    public JsonElement? Element(string name) => _fields.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public string? Text(string name, bool required = false)
    {
        var text = Element(name) is { } value ? value.ValueKind == JsonValueKind.String ? value.GetString() : Wrong<string>(name, "must be a text") : null;
        if (required && string.IsNullOrWhiteSpace(text))
        {
            Refuse(name, $"'{name}' is required.");
        }

        return text;
    }

    public double? Number(string name) => Element(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out var number) && double.IsFinite(number) => number,
        { ValueKind: JsonValueKind.String } value when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        _ => Wrong<double?>(name, "must be a number"),
    };

    /// <summary>Ids are texts in answers; numbers are understood as well.</summary>
    public int? Whole(string name) => Number(name) is not { } number ? null : number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (int)number : Wrong<int?>(name, "must be a whole number");

    public bool? Flag(string name) => Element(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => Wrong<bool?>(name, "must be true or false"),
    };

    public DateTimeOffset? Instant(string name) =>
        Text(name) is not { } text ? null
        : text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant
        : Wrong<DateTimeOffset?>(name, "must be a time (2026-03-01T20:00:00Z)");

    private T? Wrong<T>(string name, string why)
    {
        Refuse(name, $"'{name}' {why}.");
        return default;
    }
}
