using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace MediaInsight.Platform.Json;

/// <summary>
/// Reads scalars the way media servers write them: numbers as text, text as numbers, booleans as 0, 1, "1" or "true".
/// What still does not fit is null, so that one odd field never loses a session. DTOs declare every scalar nullable.
/// Rows of lists are forgiven more: see <see cref="LenientRows"/>.
/// </summary>
public static class LenientJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNameCaseInsensitive = true,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 64,
        Converters = { new LenientString(), new LenientLong(), new LenientInt(), new LenientDouble(), new LenientBool(), new LenientRows() },
    };

    /// <summary>For one row of an answer: objects and lists in it that are of another kind are null too.</summary>
    public static readonly JsonSerializerOptions Rows = new(Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LenientRows.Forgive } },
    };

    /// <summary>Null for what is no text, and for text that is not Unicode: reading that throws.</summary>
    public static string? TextOf(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private sealed class LenientString : JsonConverter<string?>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.String:
                    return Words(ref reader);
                case JsonTokenType.Number:
                    return System.Text.Encoding.UTF8.GetString(reader.HasValueSequence ? System.Buffers.BuffersExtensions.ToArray(reader.ValueSequence) : reader.ValueSpan);
                case JsonTokenType.True:
                    return "true";
                case JsonTokenType.False:
                    return "false";
                default:
                    reader.Skip();
                    return null;
            }
        }

        public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }

    private sealed class LenientDouble : JsonConverter<double?>
    {
        public override double? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Number(ref reader);

        public override void Write(Utf8JsonWriter writer, double? value, JsonSerializerOptions options) => WriteOrNull(writer, value);
    }

    private sealed class LenientLong : JsonConverter<long?>
    {
        public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var exact) ? exact
            : reader.TokenType == JsonTokenType.String && long.TryParse(Words(ref reader), NumberStyles.Integer, CultureInfo.InvariantCulture, out exact) ? exact
            : Number(ref reader) is { } d && Math.Abs(d) < 9e18 ? (long)d : null;

        public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options) => WriteOrNull(writer, value);
    }

    private sealed class LenientInt : JsonConverter<int?>
    {
        public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Number(ref reader) is { } d and >= int.MinValue and <= int.MaxValue ? (int)d : null;

        public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options) => WriteOrNull(writer, value);
    }

    private sealed class LenientBool : JsonConverter<bool?>
    {
        public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.True:
                    return true;
                case JsonTokenType.False:
                    return false;
                case JsonTokenType.String:
                    return Words(ref reader)?.Trim().ToLowerInvariant() switch { "1" or "true" or "yes" => true, "0" or "false" or "no" => false, _ => null };
                default:
                    return Number(ref reader) is { } d ? d != 0 : null;
            }
        }

        public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options)
        {
            if (value is { } v) { writer.WriteBooleanValue(v); } else { writer.WriteNullValue(); }
        }
    }

    private static double? Number(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return reader.TryGetDouble(out var d) && double.IsFinite(d) ? d : null;
            case JsonTokenType.String:
                return double.TryParse(Words(ref reader), NumberStyles.Float, CultureInfo.InvariantCulture, out var s) && double.IsFinite(s) ? s : null;
            default:
                reader.Skip();
                return null;
        }
    }

    /// <summary>Null for text that is not Unicode (half a surrogate pair, broken UTF-8).</summary>
    private static string? Words(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static void WriteOrNull(Utf8JsonWriter writer, double? value)
    {
        if (value is { } v) { writer.WriteNumberValue(v); } else { writer.WriteNullValue(); }
    }

    private static void WriteOrNull(Utf8JsonWriter writer, long? value)
    {
        if (value is { } v) { writer.WriteNumberValue(v); } else { writer.WriteNullValue(); }
    }
}
