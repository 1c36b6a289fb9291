using System.Text.Json;
using System.Text.Json.Nodes;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers.Audiobookshelf;

/// <summary>Recordings of real servers: {request, status, headers, body}.</summary>
internal static class Recorded
{
    public static JsonNode Body(string name) => JsonNode.Parse(Fixture.Read($"audiobookshelf/{name}.json"))!["body"]!;

    public static string Text(string name) => Body(name) is var body && body.GetValueKind() == JsonValueKind.String ? body.GetValue<string>() : body.ToJsonString();

    public static DateTimeOffset Date(string name) =>
        DateTimeOffset.Parse(JsonNode.Parse(Fixture.Read($"audiobookshelf/{name}.json"))!["headers"]!["date"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);

    public static IEnumerable<string> Names(string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Fixture.Root, "audiobookshelf"), pattern, SearchOption.AllDirectories)
            .Select(f => Path.ChangeExtension(Path.GetRelativePath(Path.Combine(Fixture.Root, "audiobookshelf"), f), null))
            .Order(StringComparer.Ordinal);
}
