using System.Globalization;
using System.Text.Json.Nodes;

namespace MediaInsight.Demo;

internal static class WireJson
{
    /// <summary>Without its members that are null: most products leave out what they do not know.</summary>
    public static JsonObject Told(this JsonObject node)
    {
        foreach (var name in node.Where(m => m.Value is null).Select(m => m.Key).ToList())
        {
            node.Remove(name);
        }

        return node;
    }

    public static JsonArray Array(IEnumerable<JsonNode?> nodes) => new([.. nodes]);

    public static JsonArray Words(params ReadOnlySpan<string> words)
    {
        var array = new JsonArray();
        foreach (var word in words)
        {
            array.Add((JsonNode)word);
        }

        return array;
    }

    /// <summary>Seven digits behind the second and a Z, as Emby and Jellyfin write instants.</summary>
    public static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
