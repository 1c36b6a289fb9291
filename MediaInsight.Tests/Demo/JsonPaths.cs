using System.Text.Json;
using System.Xml.Linq;

namespace MediaInsight.Tests.Demo;

/// <summary>The shape of a JSON document: every path to a value with the value's type, indexes left out.</summary>
internal static class JsonPaths
{
    /// <summary>Null has no type: it fits any.</summary>
    public static HashSet<string> Of(JsonElement element)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        Walk(element, "", paths);
        return paths;
    }

    private static void Walk(JsonElement element, string path, HashSet<string> paths)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    Walk(member.Value, $"{path}.{member.Name}", paths);
                }

                break;
            case JsonValueKind.Array:
                foreach (var row in element.EnumerateArray())
                {
                    Walk(row, path + "[]", paths);
                }

                break;
            default:
                paths.Add(path);
                break;
        }
    }

    /// <summary>Plex writes the same names and nesting as XML: single elements and lists look alike there, so both are meant.</summary>
    public static HashSet<string> OfPlexXml(XElement container)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        Walk(container, ".MediaContainer", paths);
        return paths;
    }

    private static void Walk(XElement element, string path, HashSet<string> paths)
    {
        paths.UnionWith(element.Attributes().Select(a => $"{path}.{a.Name.LocalName}"));
        foreach (var child in element.Elements())
        {
            var name = child.Name.LocalName is "Video" or "Track" ? "Metadata" : child.Name.LocalName;
            Walk(child, $"{path}.{name}[]", paths);
            Walk(child, $"{path}.{name}", paths);
        }
    }
}
