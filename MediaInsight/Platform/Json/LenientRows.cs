using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace MediaInsight.Platform.Json;

/// <summary>
/// Reads lists row by row: a row that is no object is null, and an object or a list that stands inside a row where the
/// server should have written another kind of value is null as well, so that one odd row or field costs nobody else's.
/// The list itself is not forgiven: an answer without its list is a failure and never "nothing plays".
/// </summary>
internal sealed class LenientRows : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(List<>) && IsStructure(typeToConvert.GetGenericArguments()[0]);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        Make(typeof(RowList<>), typeToConvert.GetGenericArguments()[0]);

    /// <summary>Every object, list and dictionary of a type may be missing, whatever is written in its place.</summary>
    public static void Forgive(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(p => p.CustomConverter is null && IsStructure(p.PropertyType)))
        {
            property.CustomConverter = Make(typeof(Forgiven<>), property.PropertyType);
        }
    }

    private static bool IsStructure(Type type) => type.IsClass && type != typeof(string) && type != typeof(object);

    // non-null: both converters have a constructor without parameters.
    private static JsonConverter Make(Type converter, Type of) => (JsonConverter)Activator.CreateInstance(converter.MakeGenericType(of))!;

    private sealed class RowList<T> : JsonConverter<List<T?>>
        where T : class
    {
        public override List<T?> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                throw new JsonException("A list was expected.");
            }

            var rows = new List<T?>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    rows.Add(JsonSerializer.Deserialize<T>(ref reader, LenientJson.Rows));
                }
                else
                {
                    reader.Skip();
                    rows.Add(null);
                }
            }

            return rows;
        }

        public override void Write(Utf8JsonWriter writer, List<T?> value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var row in value)
            {
                JsonSerializer.Serialize(writer, row, options);
            }

            writer.WriteEndArray();
        }
    }

    private sealed class Forgiven<T> : JsonConverter<T>
        where T : class
    {
        private static readonly JsonTokenType Opening =
            typeof(System.Collections.IEnumerable).IsAssignableFrom(typeof(T)) && !typeof(System.Collections.IDictionary).IsAssignableFrom(typeof(T))
                ? JsonTokenType.StartArray
                : JsonTokenType.StartObject;

        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == Opening)
            {
                return JsonSerializer.Deserialize<T>(ref reader, options);
            }

            reader.Skip();
            return null;
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, options);
    }
}
