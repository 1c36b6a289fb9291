using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using System.Xml;

namespace MediaInsight.Servers.Plex;

/// <summary>
/// Reads an answer of Plex Media Server into one element tree. Current servers answer JSON when asked; old servers and
/// some proxies drop the Accept header and let XML through, with the same names and nesting:
/// <code>{"MediaContainer":{"size":1,"Metadata":[{"title":"A","Media":[…]}]}}
/// &lt;MediaContainer size="1"&gt;&lt;Video title="A"&gt;&lt;Media …/&gt;&lt;/Video&gt;&lt;/MediaContainer&gt;</code>
/// </summary>
internal static class PlexDocument
{
    private const string Container = "MediaContainer";

    // Plex nests about six levels.
    private const int MaxDepth = 32;

    // A poll with hundreds of sessions has some ten thousand elements.
    private const int MaxElements = 500_000;

    // The names JSON and XML give to the rows of an answer.
    private static readonly string[] RowNames = ["Metadata", "Video", "Track", "Photo"];

    /// <summary>The MediaContainer of an answer; everything else is a failure in plain words, never an empty container.</summary>
    public static PlexElement Read(ServerAnswer answer)
    {
        if (IsWebPage(answer))
        {
            throw new ServerFailure(ServerFailureKind.WrongAddress, "A web page came back instead of Plex's data. Check the address: its base path, port, or a sign-in page of a proxy in front.");
        }

        var body = Readable(answer.Body);
        try
        {
            var container = First(body.Span) == (byte)'<' ? FromXml(body) : FromJson(body);
            return container ?? throw new ServerFailure(ServerFailureKind.Protocol, "Plex's answer holds no MediaContainer: something else answered, or the answer is incomplete.");
        }
        catch (Exception e) when (e is JsonException or XmlException)
        {
            throw new ServerFailure(ServerFailureKind.Protocol, "Plex's answer cannot be read (broken or cut off).", e);
        }
    }

    /// <summary>The items of a container: "Metadata" in JSON, one element name per kind in XML.</summary>
    public static IEnumerable<PlexElement> Rows(PlexElement container) =>
        container.Children.Where(c => RowNames.Contains(c.Name, StringComparer.OrdinalIgnoreCase)
            || (c.Name.Equals("Directory", StringComparison.OrdinalIgnoreCase) && c.Has("ratingKey")));

    /// <summary>XML starts with the same character as a web page, so the media type alone does not tell.</summary>
    public static bool IsWebPage(ServerAnswer answer)
    {
        var start = Encoding.UTF8.GetString(answer.Body.Span[..Math.Min(answer.Body.Length, 400)]);
        return answer.LooksLikeHtml
            && (start.Contains("<html", StringComparison.OrdinalIgnoreCase)
                || start.Contains("<!doctype html", StringComparison.OrdinalIgnoreCase)
                || (answer.MediaType is "text/html" && !start.Contains('<' + Container, StringComparison.Ordinal)));
    }

    private static byte First(ReadOnlySpan<byte> body)
    {
        var text = body.TrimStart(" \uFEFF"u8);
        return text.Length == 0 ? (byte)0 : text[0];
    }

    /// <summary>
    /// Titles with raw control characters or broken UTF-8 exist in libraries; both formats forbid them, and one of them
    /// would make every session invisible. A blank in their place changes nothing elsewhere in the document.
    /// </summary>
    private static ReadOnlyMemory<byte> Readable(ReadOnlyMemory<byte> body)
    {
        var valid = Utf8.IsValid(body.Span) ? body : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body.Span));
        if (valid.Span.StartsWith("\uFEFF"u8))
        {
            valid = valid[3..];
        }

        if (!valid.Span.ContainsAnyInRange((byte)0, (byte)0x1F))
        {
            return valid;
        }

        var copy = valid.ToArray();
        for (var i = 0; i < copy.Length; i++)
        {
            if (copy[i] < 0x20) { copy[i] = (byte)' '; }
        }

        return copy;
    }

    private static PlexElement? FromJson(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body, new() { MaxDepth = MaxDepth, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty(Container, out var container)
            || container.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var elements = 0;
        return FromJson(Container, container, ref elements);
    }

    private static PlexElement FromJson(string name, JsonElement json, ref int elements)
    {
        Count(ref elements);
        var element = new PlexElement(name);
        foreach (var property in json.EnumerateObject())
        {
            if (Decoded(property) is not { } key)
            {
                continue;
            }

            if (property.Value.ValueKind == JsonValueKind.Array)
            {
                foreach (var entry in property.Value.EnumerateArray())
                {
                    if (entry.ValueKind == JsonValueKind.Object) { element.Add(FromJson(key, entry, ref elements)); }
                }
            }
            else if (property.Value.ValueKind == JsonValueKind.Object)
            {
                element.Add(FromJson(key, property.Value, ref elements));
            }
            else if (Scalar(property.Value) is { } value)
            {
                element.Set(key, value);
            }
        }

        return element;
    }

    // Half a surrogate pair ("\ud800") is legal JSON and no text: such a field is left out.
    private static string? Decoded(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Scalar(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                JsonValueKind.True => "1",
                JsonValueKind.False => "0",
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static PlexElement? FromXml(ReadOnlyMemory<byte> body)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = ServerHttp.MaxBodyBytes,
            CheckCharacters = false,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        using var stream = new MemoryStream(body.ToArray(), writable: false);
        using var reader = XmlReader.Create(stream, settings);
        PlexElement? root = null;
        var open = new Stack<PlexElement>();
        var elements = 0;
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.EndElement)
            {
                open.Pop();
            }
            else if (reader.NodeType == XmlNodeType.Element)
            {
                Count(ref elements);
                var isEmpty = reader.IsEmptyElement;
                var element = new PlexElement(reader.LocalName);
                while (reader.MoveToNextAttribute())
                {
                    element.Set(reader.LocalName, reader.Value);
                }

                if (open.TryPeek(out var parent)) { parent.Add(element); }
                root ??= element;
                if (!isEmpty)
                {
                    open.Push(element);
                    if (open.Count > MaxDepth) { throw new XmlException("Nested too deeply."); }
                }
            }
        }

        return root is { Name: Container } ? root : null;
    }

    private static void Count(ref int elements)
    {
        if (++elements > MaxElements)
        {
            throw new ServerFailure(ServerFailureKind.TooLarge, "Plex's answer holds more entries than any real one; it was not read.");
        }
    }
}
