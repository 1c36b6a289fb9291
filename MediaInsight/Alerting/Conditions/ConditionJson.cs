using System.Text.Encodings.Web;
using System.Text.Json;

namespace MediaInsight.Alerting.Conditions;

/// <summary>
/// Conditions as they are stored and sent: <c>{"all":[{"field":"viewer","operator":"is","values":["3"]},{"any":[…]}]}</c>.
/// </summary>
public static class ConditionJson
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(ConditionNode node)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Writing))
        {
            Write(json, node);
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <param name="text">Null or blank: always.</param>
    /// <param name="problem">Plain words; null when it could be read.</param>
    public static ConditionGroup? Read(string? text, out string? problem)
    {
        problem = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return ConditionGroup.Always;
        }

        if (text.Length > NotificationRule.MaxConditions)
        {
            problem = $"The conditions are longer than {NotificationRule.MaxConditions} characters.";
            return null;
        }

        try
        {
            // Every group takes two levels of JSON, a comparison two more.
            using var document = JsonDocument.Parse(text, new() { MaxDepth = (RuleConditions.MaxDepth * 2) + 3 });
            var parts = 0;
            var read = Read(document.RootElement, ref parts);
            return read as ConditionGroup ?? new(true, [read]);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            problem = e is FormatException ? e.Message : $"The conditions are no JSON that can be read, or nested deeper than {RuleConditions.MaxDepth}.";
            return null;
        }
    }

    private static ConditionNode Read(JsonElement element, ref int parts)
    {
        if (++parts > RuleConditions.MaxParts)
        {
            throw new FormatException($"There are more than {RuleConditions.MaxParts} conditions.");
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("A condition is a JSON object.");
        }

        foreach (var (name, isAll) in (ReadOnlySpan<(string, bool)>)[("all", true), ("any", false)])
        {
            if (element.TryGetProperty(name, out var members))
            {
                if (members.ValueKind != JsonValueKind.Array)
                {
                    throw new FormatException($"“{name}” is a list of conditions.");
                }

                var read = new List<ConditionNode>();
                foreach (var member in members.EnumerateArray())
                {
                    read.Add(Read(member, ref parts));
                }

                return new ConditionGroup(isAll, read);
            }
        }

        return new ConditionLeaf(Word(element, "field"), Word(element, "operator"), Values(element));
    }

    private static string Word(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! // non-null: a string
            : throw new FormatException($"A condition has “all”, “any”, or “field”, “operator” and “values”; “{name}” is missing.");

    /// <summary>Numbers and yes/no may be given as such.</summary>
    private static IReadOnlyList<string> Values(JsonElement element)
    {
        if (!element.TryGetProperty("values", out var values))
        {
            return [];
        }

        return values.ValueKind == JsonValueKind.Array ? [.. values.EnumerateArray().Select(One)] : [One(values)];
    }

    private static string One(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!, // non-null: a string
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        _ => throw new FormatException("A value is a text, a number, true or false."),
    };

    private static void Write(Utf8JsonWriter json, ConditionNode node)
    {
        json.WriteStartObject();
        if (node is ConditionGroup group)
        {
            json.WriteStartArray(group.IsAll ? "all" : "any");
            foreach (var part in group.Parts)
            {
                Write(json, part);
            }
        }
        else if (node is ConditionLeaf leaf)
        {
            json.WriteString("field", leaf.Field);
            json.WriteString("operator", leaf.Operator);
            json.WriteStartArray("values");
            foreach (var value in leaf.Values)
            {
                json.WriteStringValue(value);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
